"""Fields of the pages of goal years: long texts, whole numbers, percentages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from goals.free_text import TextRefused, free_text
from goals.numbers import NumberError, format_exact, is_blank, parse_number


class LongTextField(forms.CharField):
    """Several lines, e.g. of a letter; never about single persons."""

    def __init__(self, *, longest: int, rows: int = 4, **options: Any) -> None:
        super().__init__(
            strip=False, widget=forms.Textarea(attrs={"rows": rows, "class": "input-width-xl"}), **options
        )
        self.longest = longest

    def to_python(self, value: Any) -> str:
        try:
            return free_text(value or "", longest=self.longest)
        except TextRefused as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from refusal

    def run_validators(self, value: Any) -> None:
        """The text has been cleaned: nothing that a validator would refuse is left."""


class _Number(forms.Field):
    widget = forms.TextInput(attrs={"class": "input-char-11", "autocomplete": "off", "inputmode": "decimal"})
    is_whole = True

    def __init__(self, *, least: int, most: int, **options: Any) -> None:
        super().__init__(**options)
        self.least, self.most = least, most

    def read(self, value: Any) -> Decimal | None:
        if value in self.empty_values or is_blank(str(value)):
            return None
        try:
            number = parse_number(str(value), whole=self.is_whole)
        except NumberError as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from refusal
        if not self.least <= number <= self.most:
            message = _("Write a number from %(least)s to %(most)s.")
            raise forms.ValidationError(message % {"least": self.least, "most": self.most}, code="range")
        return number


class WholeField(_Number):
    """A whole number from `least` to `most`, both included."""

    def to_python(self, value: Any) -> int | None:
        number = self.read(value)
        return None if number is None else int(number)


class PercentField(_Number):
    """Shows and reads per cent, at most two decimals; holds the hundredth of it."""

    is_whole = False

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal):
            return value
        number = self.read(value)
        if number is None:
            return None
        if number != round(number, 2):
            raise forms.ValidationError(_("Write at most two decimals."), code="too_exact")
        return number / 100

    def prepare_value(self, value: Any) -> Any:
        return format_exact((value * 100).normalize()) if isinstance(value, Decimal) else value
