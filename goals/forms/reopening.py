"""Opening a released month again: why; and what is said of a month that was reopened."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.fields import FreeTextField, HiddenText
from goals.forms.month import content_hash
from goals.forms.words import moment_text
from goals.models import ReturnEvent


class Reopened(NamedTuple):
    """`Genåbnet 12. maj kl. 9.15 af Bo Lund`, and why."""

    text: str
    reason: str


def reopened(event: ReturnEvent | None, *, is_open: bool) -> Reopened | None:
    """Of a month's last reopening, as long as one of its figures is open."""
    if event is None or not is_open or event.change.recorded_at is None:
        return None
    shown = {"moment": moment_text(event.change.recorded_at), "by": event.change.by or _("the system")}
    return Reopened(_("Reopened %(moment)s by %(by)s") % shown, event.new)


class ReopeningForm(forms.Form):
    """A key, that lets the same press sent twice count once; a reason, where the month is reopened."""

    use_required_attribute = False

    key = HiddenText()
    reason = FreeTextField(
        label=gettext_lazy("Why is the month reopened?"),
        help_text=gettext_lazy("The jobcentre sees the reason. Write no names or CPR numbers."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, place: str, data: QueryDict | None = None, *, asks_why: bool) -> None:
        super().__init__(data, initial={"key": secrets.token_urlsafe(16)})
        self.place = f"{'reopen' if asks_why else 'close'} {place}"
        self.helper = FormHelper()
        self.helper.mark_nothing = True
        button = _("Reopen the month") if asks_why else _("Close the month again")
        if not asks_why:
            del self.fields["reason"]
        fields = ["key", *([Field("reason")] if asks_why else [])]
        self.helper.layout = Layout(*fields, ButtonHolder(Submit("send", button)))

    @property
    def idempotency_key(self) -> str:
        return content_hash(self.place, self.data if isinstance(self.data, QueryDict) else None)

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not reason:
            raise forms.ValidationError(_("Write why the month is reopened."))
        return reason
