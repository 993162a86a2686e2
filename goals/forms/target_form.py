"""The forms of the dialogue: one for each step that the reader may take now."""

from __future__ import annotations

import re
import secrets
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.dialogue import Action, Amount, Dialogue, Said, turn
from goals.dialogue.baseline import Baseline
from goals.dialogue.words import action_text, amount, at_most
from goals.forms.fields import FreeTextField, HiddenText, NumberField
from goals.forms.month import content_hash
from goals.models import Indicator, TargetVersion
from goals.months import Month, MonthError, today
from goals.numbers import format_number, is_blank
from goals.refusals import StepRefused
from jobcentres.dates import DayField

AMOUNT = ("value", "percent", "baseline_month", "baseline_value")
FIELDS = {
    Action.DRAFT: (*AMOUNT, "text"),
    Action.SEND: (),
    Action.ANSWER_LBR: ("text", "met_on", "agenda_item"),
    Action.ANSWER_REGION: ("text", "met_on", "agenda_item", "value"),
    Action.ADOPT: (*AMOUNT, "met_on", "agenda_item", "link", "text"),
    Action.ADOPT_ON_PAPER: (*AMOUNT, "met_on", "agenda_item", "link", "text"),
    Action.REOPEN: ("text",),
}
_NUMBERED = re.compile(r"(0?[1-9]|1[0-2])[-./]((?:19|20)[0-9]{2})")
_NAMED = re.compile(r"([a-zæøå]+)\.?\s+((?:19|20)[0-9]{2})", re.IGNORECASE)
_SIGNS = ("+", "-", "−", "–")


class PlainNumberField(NumberField):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.show_hidden_initial = False
        self.widget.attrs["class"] = "input-char-11"


class PercentField(PlainNumberField):
    """A change in per cent, always with its sign, so that 18 is not read as a rise where a fall was meant."""

    def __init__(self, **options: Any) -> None:
        super().__init__(whole=False, **options)
        self.widget.attrs["inputmode"] = "text"  # the keypads of telephones have no minus

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal) or is_blank(value):
            return super().to_python(value)
        written = value.strip()
        sign = written[:1] if written.startswith(_SIGNS) else ""
        digits = written.removeprefix(sign).strip()
        number = super().to_python(digits)
        if number and not sign:
            message = _("Write −%(written)s for a fall or +%(written)s for a rise.")
            raise forms.ValidationError(message % {"written": digits[:30]}, code="sign")
        if number is not None and number != round(number, 1):
            raise forms.ValidationError(_("Write at most one decimal, e.g. −18,0."), code="decimals")
        return -number if number and sign != "+" else number

    def prepare_value(self, value: Any) -> Any:
        return format_number(value, 1, signed=True) if isinstance(value, Decimal) else value


class MonthOfField(forms.Field):
    """Reads december 2012, dec. 2012, 12-2012 and 2012-12; shows december 2012."""

    widget = forms.TextInput(attrs={"class": "input-width-s", "autocomplete": "off"})

    def to_python(self, value: Any) -> Month | None:
        if value is None or isinstance(value, Month):
            return value
        text = value.strip()
        if not text:
            return None
        month = _numbered(text) or _named(text)
        if month is not None:
            return month
        try:
            return Month.parse(text)
        except MonthError:
            message = _("It says “%(written)s”. Write the month like this: december 2012.")
            raise forms.ValidationError(message % {"written": text[:30]}, code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return value.label if isinstance(value, Month) else value


def _numbered(text: str) -> Month | None:
    found = _NUMBERED.fullmatch(text)
    return Month(int(found[2]), int(found[1])) if found else None


def _named(text: str) -> Month | None:
    found = _NAMED.fullmatch(text)
    if not found:
        return None
    months = Month.range(Month(int(found[2]), 1), Month.december(int(found[2])))
    name = found[1].casefold()
    return next(
        (one for one in months if name in (one.name.lower(), one.short_name.lower().rstrip("."))), None
    )


class StepForm(forms.Form):
    """One step. `baseline` is what is filled in where nothing has been proposed yet."""

    use_required_attribute = False

    key = HiddenText()
    seen = HiddenText()
    action = HiddenText()
    value = forms.Field(required=False)
    percent = PercentField(
        label=gettext_lazy("Or: per cent from the baseline"),
        help_text=gettext_lazy("With its sign, e.g. −18,0 or +2,5. The target is then computed and rounded."),
    )
    baseline_month = MonthOfField(label=gettext_lazy("Month of the baseline"), required=False)
    baseline_value = forms.Field(required=False)
    met_on = DayField(label=gettext_lazy("Date of the meeting"), required=False)
    agenda_item = forms.CharField(
        label=gettext_lazy("Item on the agenda"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-width-s", "autocomplete": "off"}),
    )
    link = forms.URLField(
        label=gettext_lazy("Link to agenda or minutes"),
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Write the whole link, e.g. https://soroe.dk/referat.")},
        widget=forms.TextInput(attrs={"class": "input-width-xl", "autocomplete": "off", "inputmode": "url"}),
    )
    text = FreeTextField(longest=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(
        self,
        action: Action,
        dialogue: Dialogue,
        data: QueryDict | None = None,
        baseline: Baseline | None = None,
    ) -> None:
        hidden = {"key": secrets.token_urlsafe(16), "seen": dialogue.seen, "action": action.value}
        super().__init__(data, auto_id=f"{action}-%s", initial=_initial(action, dialogue, baseline) | hidden)
        self.step = action
        self.dialogue = dialogue
        self.fields["text"].show_hidden_initial = False
        self._shape(dialogue.goal.indicator)
        for name in set(self.fields) - {*FIELDS[action], *hidden}:
            del self.fields[name]
        self._lay_out()

    def _shape(self, indicator: Indicator) -> None:
        whole = not indicator.is_ratio
        self.fields["value"] = PlainNumberField(whole=whole, label=self._value_label())
        self.fields["baseline_value"] = PlainNumberField(
            whole=whole,
            label=_("Value of the baseline"),
            help_text=_("Filled in from the figures where there is one."),
        )
        text = self.fields["text"]
        text.label = {
            Action.DRAFT: _("Reason"),
            Action.REOPEN: _("Why is the target reopened?"),
            Action.ANSWER_LBR: _("The hearing response"),
            Action.ANSWER_REGION: _("The hearing response"),
        }.get(self.step, _("Remark"))
        text.help_text = _("Write no names or CPR numbers. Everybody signed in can read the text.")
        if self.step in (Action.ADOPT, Action.ADOPT_ON_PAPER):
            self.fields["met_on"].label = _("Adopted by the municipal council on")

    def _value_label(self) -> str:
        december = {"month": Month.december(self.dialogue.goal.goal_year.year).label}
        if self.step == Action.ANSWER_REGION:
            return _("Recommended target for %(month)s, if it is another") % december
        at_least = self.dialogue.goal.indicator.direction == "up"
        return (
            _("Target for %(month)s: at least") if at_least else _("Target for %(month)s: at most")
        ) % december

    def _lay_out(self) -> None:
        indicator = self.dialogue.goal.indicator
        self.helper = FormHelper()
        self.helper.mark_nothing = True
        self.helper.form_id = f"step-{self.step}"
        self.helper.form_action = f"#step-{self.step}"
        rows: list[Any] = []
        for name in FIELDS[self.step]:
            rows.append(Field(name))
            if name == "baseline_value":
                rows.append(HTML('<output class="target-computed" data-computed hidden></output>'))
        button = Submit("send", action_text(self.step) if not rows else _("Save the step"))
        self.helper.layout = Layout("key", "seen", "action", *rows, ButtonHolder(button))
        if "percent" in self.fields:
            self.helper.attrs = {
                "data-target-form": "",
                "data-decimals": str(
                    max(indicator.decimals, 1) if indicator.is_ratio else indicator.decimals
                ),
                "data-says": at_most(indicator, Decimal(0)).replace(amount(indicator, Decimal(0)), "{}")
                + ("" if not indicator.is_ratio else " " + _("per cent")),
            }

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "percent" in self.fields and not self.errors:
            has_value, has_percent = cleaned["value"] is not None, cleaned["percent"] is not None
            if has_value and has_percent:
                self.add_error("percent", _("Write either the target or the per cent, not both."))
        if cleaned.get("met_on") and cleaned["met_on"] > today():
            self.add_error("met_on", _("The meeting has not been held yet."))
        return cleaned

    @property
    def amount(self) -> Amount:
        return Amount(**{name: self.cleaned_data.get(name) for name in AMOUNT})

    @property
    def said(self) -> Said:
        given = self.cleaned_data
        return Said(
            given.get("text", ""), given.get("met_on"), given.get("agenda_item", ""), given.get("link", "")
        )

    @property
    def idempotency_key(self) -> str:
        target = self.dialogue
        place = f"target {target.goal.goal_year.year} {target.area.code} {target.goal.indicator.code}"
        return content_hash(place, self.data if isinstance(self.data, QueryDict) else None)

    @property
    def heading(self) -> str:
        if self.step == Action.DRAFT and self.dialogue.proposal is not None:
            return _("Write a new draft")
        return action_text(self.step)

    @property
    def is_open(self) -> bool:
        """Whether it is the step that is awaited; the others are there for who looks for them."""
        awaited = {action for _role, action in turn(self.dialogue.state, self.dialogue.steps)}
        return self.is_bound or self.step in awaited

    @property
    def written_text(self) -> str:
        """As it was typed, for who can no longer send it."""
        return str(self.data.get("text", "")).strip() if self.is_bound else ""

    def refuse(self, refusal: StepRefused) -> None:
        for problem in refusal.problems:
            name = "text" if problem.field == "note" else problem.field
            self.add_error(name if name in self.fields else None, problem.message)

    def renew(self, dialogue: Dialogue) -> None:
        """What is sent next is about what stands now, which is on the page that is shown again."""
        if isinstance(self.data, QueryDict):
            held = self.data.copy()
            held["seen"] = dialogue.seen
            self.data = held


def _initial(action: Action, dialogue: Dialogue, baseline: Baseline | None) -> dict[str, Any]:
    version = dialogue.proposal or dialogue.binding
    if action not in (Action.DRAFT, Action.ADOPT, Action.ADOPT_ON_PAPER):
        return {}
    if version is not None:
        return _amount_of(version)
    return {} if baseline is None else {"baseline_month": baseline.month, "baseline_value": baseline.value}


def _amount_of(version: TargetVersion) -> dict[str, Any]:
    """As it was written: the percentage, or the value."""
    by_percent = version.adopted_percent is not None
    return {
        "value": None if by_percent else version.value,
        "percent": version.adopted_percent,
        "baseline_month": version.baseline_month,
        "baseline_value": version.baseline_value,
    }


def step_forms(
    dialogue: Dialogue, possible: list[str], baseline: Baseline | None, sent: StepForm | None
) -> list[StepForm]:
    """The form of each step that is possible, the one that was sent as it was written."""
    return [
        sent
        if sent is not None and sent.step == action
        else StepForm(Action(action), dialogue, None, baseline)
        for action in possible
    ]
