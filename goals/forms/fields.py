"""Fields that keep what was typed as it was typed, and refuse what cannot be read for certain."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goals.free_text import LONGEST, TextRefused, free_text
from goals.numbers import NumberError, format_exact, is_blank, parse_number


class Remembered(forms.HiddenInput):
    """What a field showed first. A page has a hundred of them: each is written without a template."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        text = self.format_value(value)
        name_and_value = flatatt({"name": name} | ({} if text is None else {"value": text}))
        return format_html(
            '<input type="hidden"{}{}>', name_and_value, flatatt(self.build_attrs(self.attrs, attrs))
        )


class NumberField(forms.Field):
    """A Danish number, empty for none. `whole` for counts."""

    hidden_widget = Remembered

    def __init__(self, *, whole: bool, **options: Any) -> None:
        super().__init__(required=False, show_hidden_initial=True, **options)
        self.whole = whole
        self.widget.attrs |= {
            "class": "entry-number",
            "inputmode": "numeric" if whole else "decimal",
            "autocomplete": "off",
        }

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        if is_blank(value):
            return None
        try:
            return parse_number(value, whole=self.whole)
        except NumberError as refusal:
            raise forms.ValidationError(self.told(refusal, value), code=refusal.code) from refusal

    def told(self, refusal: NumberError, written: str) -> str:
        if self.whole and refusal.code == "negative":
            return _("A count cannot be negative. Write 0 or above.")
        return refusal.message

    def prepare_value(self, value: Any) -> Any:
        return format_exact(value) if isinstance(value, Decimal) else value


class PersonsField(NumberField):
    """A number of persons."""

    def __init__(self, **options: Any) -> None:
        super().__init__(whole=True, label=_("Number of persons"), **options)

    def told(self, refusal: NumberError, written: str) -> str:
        if refusal.code != "not_whole":
            return super().told(refusal, written)
        message = _("The number of persons must be a whole number. Write %(example)s instead of %(written)s.")
        return message % {"example": written.strip().partition(",")[0], "written": written.strip()[:30]}


class FreeTextField(forms.CharField):
    """Text about figures, never about single persons."""

    hidden_widget = Remembered

    def __init__(self, *, longest: int = LONGEST, **options: Any) -> None:
        super().__init__(required=False, strip=False, show_hidden_initial=True, **options)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        try:
            return free_text(value or "", longest=self.longest)
        except TextRefused as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from refusal

    def run_validators(self, value: Any) -> None:
        """The text has been cleaned: nothing that a validator would refuse is left."""


class ChoiceKept(forms.ChoiceField):
    """A choice whose first value the page remembers, to know what the person has changed."""

    hidden_widget = Remembered

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, show_hidden_initial=True, **options)


class HiddenText(forms.Field):
    """What the page says to itself. It may come back as anything, and is never shown to be put right."""

    widget = Remembered

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def to_python(self, value: Any) -> str:
        return str(value or "")
