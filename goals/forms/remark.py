"""What is written on a line's own page: a message to the other side, or why an unusual number is right."""

from __future__ import annotations

import secrets

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.fields import FreeTextField, HiddenText
from goals.forms.sheet import Line

SAY, SETTLE, EXPLAIN = "say", "settle", "explain"


class RemarkForm(forms.Form):
    """A text, and a key that lets the same text sent twice count once."""

    use_required_attribute = False

    key = HiddenText()
    text = FreeTextField(
        label=gettext_lazy("Write a message"),
        help_text=gettext_lazy(
            "Write no names or CPR numbers. Messages can be subject to access to documents."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, line: Line, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix="talk", initial={"key": secrets.token_urlsafe(16)})
        buttons = [Submit(SAY, _("Send"))]
        if line.talk_is_open:
            buttons.append(Submit(SETTLE, _("Settled"), css_class="button-secondary"))
        self.helper = FormHelper()
        self.helper.mark_nothing = True
        self.helper.layout = Layout("key", Field("text"), ButtonHolder(*buttons))


class ExplanationForm(forms.Form):
    """For the version of the figure that the person sees."""

    use_required_attribute = False

    version = HiddenText()
    text = FreeTextField(
        label=gettext_lazy("Write in a few words why the number is right"),
        help_text=gettext_lazy(
            "The explanation follows the number, so that the region need not ask. "
            "Write no names or CPR numbers."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, line: Line, data: QueryDict | None = None) -> None:
        version = line.figure.version if line.figure else 0
        super().__init__(data, prefix="explanation", initial={"version": version})
        self.helper = FormHelper()
        self.helper.mark_nothing = True
        buttons = ButtonHolder(Submit(EXPLAIN, _("The number is right"), css_class="button-secondary"))
        self.helper.layout = Layout("version", Field("text"), buttons)

    @property
    def seen_version(self) -> int:
        text: str = self.cleaned_data.get("version", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
