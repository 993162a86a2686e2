"""What a released figure should say instead, and why; and why such a wish is declined."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from goals.contents import FigureEntry
from goals.forms.fields import ChoiceKept, FreeTextField, HiddenText
from goals.forms.line import NUMBERS, initial_of, number_fields
from goals.forms.month import content_hash
from goals.forms.sheet import Line
from goals.free_text import LONGEST_SOURCE
from goals.models import FigureState, SourceKind
from goals.refusals import Refusal

ASK, WITHDRAW, ACCEPT, DECLINE = "ask", "withdraw", "accept", "decline"


class CorrectionForm(forms.Form):
    """The whole content that the figure should have, beginning with the one that it has."""

    use_required_attribute = False

    key = HiddenText()
    version = HiddenText()
    state = ChoiceKept(
        label=gettext_lazy("No number?"),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the states.")},
    )
    source_kind = ChoiceKept(
        label=gettext_lazy("Source"),
        choices=SourceKind.choices,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the sources.")},
    )
    source = FreeTextField(label=gettext_lazy("The source in words"), longest=LONGEST_SOURCE)
    reason = FreeTextField(
        label=gettext_lazy("Why should the number be corrected?"),
        help_text=gettext_lazy(
            "The region reads it, and it stays in the history. Write no names or CPR numbers."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, line: Line, data: QueryDict | None = None) -> None:
        self.line = line
        self.sent = data
        initial = initial_of(line) | {"key": secrets.token_urlsafe(16)}
        super().__init__(data.copy() if data is not None else None, prefix="correction", initial=initial)
        self.fields = {**number_fields(line), **self.fields}
        self.fields["state"].choices = _states(line)  # type: ignore[attr-defined]

    @property
    def number_names(self) -> list[str]:
        return [name for name in NUMBERS if name in self.fields]

    @property
    def idempotency_key(self) -> str:
        return content_hash(f"correction {self.line.address}", self.sent)

    def clean(self) -> None:
        has_typed = any(name in self.changed_data for name in self.number_names)
        numbers = {name: self.cleaned_data.get(name) for name in self.number_names}
        is_other_state = self.cleaned_data.get("state", FigureState.REPORTED) != FigureState.REPORTED
        if is_other_state and has_typed and any(number is not None for number in numbers.values()):
            if "state" in self.changed_data:
                message = _("Delete the number, or choose “The number is in the field”.")
                self.add_error("state", message)
            else:
                self.cleaned_data["state"] = (
                    FigureState.REPORTED.value
                )  # that there was none stood there before

    @property
    def entry(self) -> FigureEntry:
        """Of a form that can be read; its content is judged by the writer."""
        values: dict[str, Any] = dict.fromkeys(NUMBERS)
        if self.cleaned_data["state"] == FigureState.REPORTED:
            values |= {name: self.cleaned_data[name] for name in self.number_names}
        return FigureEntry(
            indicator=self.line.indicator,
            area=self.line.municipality,
            month=self.line.month,
            state=self.cleaned_data["state"],
            source_kind=self.cleaned_data["source_kind"],
            source=self.cleaned_data["source"],
            expected_version=self._seen_version,
            **values,
        )

    @property
    def _seen_version(self) -> int:
        """-1, which no figure has, if it is not known."""
        text: str = self.cleaned_data.get("version", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

    def refuse(self, refusals: Sequence[Refusal]) -> None:
        """What the writer refused, beside the fields; from now on about the figure as it stands."""
        for refusal in refusals:
            name = refusal.field if refusal.field in self.fields else self.number_names[0]
            self.add_error(name, forms.ValidationError(refusal.message, code=refusal.code))
        if isinstance(self.data, QueryDict):
            self.data[self.add_prefix("version")] = str(self.initial["version"])

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.mark_nothing = True
        helper.form_id = "correction-form"
        helper.layout = Layout(
            "key",
            "version",
            Div(*self._number_layout(), css_class="correction-numbers"),
            "state",
            "source_kind",
            "source",
            Field("reason"),
            ButtonHolder(Submit(ASK, _("Ask for the correction"))),
        )
        return helper

    def _number_layout(self) -> list[Any]:
        if not self.line.indicator.is_ratio:
            return [Field("value")]
        return ["denominator", "numerator", AppendedText("value", pgettext("unit", "per cent"))]


def _states(line: Line) -> list[tuple[str, str]]:
    states = [
        (FigureState.REPORTED.value, _("The number is in the field")),
        (FigureState.NOT_MEASURABLE.value, _("Cannot be measured at present")),
        (FigureState.SUPPRESSED.value, _("Hidden in the source")),
    ]
    return [*states, (FigureState.NOT_REPORTED.value, _("Withdraw the number"))] if line.is_saved else states


class WithdrawForm(forms.Form):
    """A press of [Træk tilbage]."""

    request = HiddenText()

    def __init__(self, pk: int, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix="withdraw", initial={"request": pk})

    @property
    def names(self) -> str:
        return self.data.get(self.add_prefix("request"), "")


class AnswerForm(forms.Form):
    """One of the buttons of a correction in the queue, and the reason of a refusal."""

    use_required_attribute = False

    key = HiddenText()
    reason = FreeTextField(
        label=gettext_lazy("Reason, if the correction is declined"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-input"}),
    )

    def __init__(self, pk: int, data: QueryDict | None = None) -> None:
        self.sent = data
        self.pk = pk
        super().__init__(data, prefix=f"correction-{pk}", initial={"key": secrets.token_urlsafe(16)})

    @property
    def idempotency_key(self) -> str:
        return content_hash(f"answer {self.pk}", self.sent)

    @property
    def accepts(self) -> bool:
        return self.sent is not None and ACCEPT in self.sent

    def clean(self) -> None:
        if self.accepts and self.cleaned_data.get("reason"):
            message = _("Delete the reason to accept the correction, or decline it.")
            self.add_error("reason", message)
