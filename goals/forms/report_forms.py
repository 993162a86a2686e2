"""The forms of reports: which moment to freeze, and what is said about what was frozen."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.calendar_edit import LineField, TimeField
from goals.forms.fields import FreeTextField, HiddenText
from goals.forms.month import content_hash
from goals.forms.report_words import goal_heading
from goals.models import ReportText
from goals.refusals import StepRefused
from goals.reports import Action, FramedGoal, Statement
from goals.reports.standing import ReportKey
from goals.reports.writing import LONGEST, LONGEST_ITEM
from jobcentres.clock import COPENHAGEN
from jobcentres.dates import DayField

Kind = ReportText.Kind
Texts = Mapping[ReportKey, ReportText]

FORM_OF = {action: action for action in Action} | {Action.PROPOSE: Action.ASSESS}
"""The office writes its assessments and its proposed decision in one form."""

STATED = {
    Action.DECIDE: Kind.DECISION,
    Action.ANSWER_LBR: Kind.LBR_RESPONSE,
    Action.ANSWER_REGION: Kind.REGION_RESPONSE,
    Action.ADOPT: Kind.ADOPTION,
}
"""The one text of a form that has one."""


BESIDE = ("known_on", "at")
"""A day and its time stand beside each other."""


def text_field(label: str, *, rows: int = 3, help_text: str = "") -> FreeTextField:
    field = FreeTextField(
        longest=LONGEST, label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )
    field.show_hidden_initial = False
    return field


class ReportForm(forms.Form):
    """One step. It knows what the person saw, and that the same press sent twice counts once."""

    use_required_attribute = False

    key = HiddenText()
    seen = HiddenText()
    action = HiddenText()

    def __init__(
        self, action: Action, place: str, seen: str, data: QueryDict | None = None, **initial: object
    ) -> None:
        hidden = {"key": secrets.token_urlsafe(16), "seen": seen, "action": action.value}
        super().__init__(data, auto_id=f"{action}-%s", initial=hidden | initial)
        self.step = action
        self.place = place

    def lay_out(self, heading: str, button: str, intro: str = "") -> None:
        self.heading, self.intro = heading, intro
        self.helper = FormHelper()
        self.helper.mark_nothing = True
        self.helper.form_id = f"step-{self.step}"
        self.helper.form_action = f"#step-{self.step}"
        rows = [Field(name) for name in self.fields if name not in BESIDE]
        rows += [Div(*[name for name in BESIDE if name in self.fields], css_class="form-row")]
        self.helper.layout = Layout(*rows, ButtonHolder(Submit("send", button, css_id=f"send-{self.step}")))

    @property
    def idempotency_key(self) -> str:
        return content_hash(self.place, self.data if isinstance(self.data, QueryDict) else None)

    def refuse(self, refusal: StepRefused) -> None:
        for problem in refusal.problems:
            name = problem.field if problem.field in self.fields else None
            self.add_error(name, problem.message)

    def renew(self, seen: str) -> None:
        """What is sent next is about what stands now, which is on the page that is shown again."""
        if isinstance(self.data, QueryDict):
            held = self.data.copy()
            held["seen"] = seen
            self.data = held

    def statements(self) -> list[Statement]:
        """What is said with this form."""
        return []


class FreezeForm(ReportForm):
    """Freeze the figures as they are known now; a follow-up's also as they were known at a moment."""

    def __init__(self, place: str, data: QueryDict | None = None, *, asks_when: bool, is_again: bool) -> None:
        super().__init__(Action.FREEZE, place, "", data)
        if asks_when:
            self.fields["known_on"] = DayField(
                label=_("The figures as they were known on (day)"),
                required=False,
                help_text=_("Leave both empty to use the figures as they are known now."),
            )
            self.fields["at"] = TimeField(label=_("Time"), required=False)
        heading = _("Lock newer figures") if is_again else _("Lock the figures")
        first = (
            _("Nobody can change them afterwards. A new number can be made until RBR has decided.")
            if asks_when
            else _("Nobody can change them afterwards. A new number can be made until the adoption.")
        )
        again = _(
            "The figures get a new number. The earlier one stays readable, and what was written there can be "
            "reused."
        )
        self.lay_out(heading, heading, again if is_again else first)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("at") and not cleaned.get("known_on") and "known_on" not in self.errors:
            self.add_error("known_on", _("Write the day as well, or leave the time empty."))
        return cleaned

    @property
    def moment(self) -> datetime | None:
        day = self.cleaned_data.get("known_on")
        at = self.cleaned_data.get("at") or time()
        return datetime.combine(day, at, COPENHAGEN) if day else None


class GoalTextsForm(ReportForm):
    """A text for each goal, and one about the whole: assessments and proposal, or a jobcentre's comments."""

    def __init__(
        self,
        action: Action,
        place: str,
        seen: str,
        goals: Sequence[FramedGoal],
        texts: Texts,
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(action, place, seen, data)
        self.is_office = action == Action.ASSESS
        self.kind = Kind.ASSESSMENT if self.is_office else Kind.COMMENT
        self.whole = Kind.PROPOSAL if self.is_office else Kind.COMMENT
        self.goals = goals
        for goal in goals:
            self._add(self.kind, goal["number"], goal_heading(goal), texts)
        if self.is_office:
            self._add(self.whole, None, _("Proposed decision"), texts, rows=5)
            self.fields[self._name(self.whole, None)].help_text = _(
                "What the region's office proposes that RBR decides, point by point."
            )
            self.lay_out(_("The region's assessment and proposed decision"), _("Save the assessment"))
        else:
            self._add(self.whole, None, _("About the year as a whole"), texts)
            self.lay_out(_("The jobcentre's comments"), _("Save the comments"))

    def _add(self, kind: str, number: int | None, label: str, texts: Texts, *, rows: int = 3) -> None:
        name = self._name(kind, number)
        self.fields[name] = text_field(label, rows=rows)
        standing = texts.get((str(kind), number))
        self.initial[name] = standing.text if standing else ""

    @staticmethod
    def _name(kind: str, number: int | None) -> str:
        return str(kind) if number is None else f"{kind}-{number}"

    def statements(self) -> list[Statement]:
        return [
            *(
                Statement(self.kind, self._written(self.kind, goal["number"]), goal["number"])
                for goal in self.goals
            ),
            Statement(self.whole, self._written(self.whole, None)),
        ]

    def _written(self, kind: str, number: int | None) -> str:
        return str(self.cleaned_data[self._name(kind, number)])


class CouncilForm(ReportForm):
    """A council's or the region's statement, with the meeting that it comes from."""

    text = text_field("")
    on = DayField(label=gettext_lazy("Date of the meeting"), required=False)
    agenda_item = LineField(
        label=gettext_lazy("Item on the agenda"),
        max_length=LONGEST_ITEM,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-width-s", "autocomplete": "off"}),
    )

    def __init__(
        self, action: Action, place: str, seen: str, texts: Texts, data: QueryDict | None = None
    ) -> None:
        standing = texts.get((str(STATED[action]), None))
        super().__init__(
            action,
            place,
            seen,
            data,
            text=standing.text if standing else "",
            on=standing.happened_on if standing else None,
            agenda_item=standing.agenda_item if standing else "",
        )
        if action == Action.ANSWER_REGION:
            del self.fields["on"], self.fields["agenda_item"]
        heading, label, help_text, button = _words_of(action)
        self.fields["text"].label, self.fields["text"].help_text = label, help_text
        self.lay_out(heading, button)

    def statements(self) -> list[Statement]:
        said = self.cleaned_data
        return [Statement(STATED[self.step], said["text"], None, said.get("on"), said.get("agenda_item", ""))]

    def refuse(self, refusal: StepRefused) -> None:
        """The writer names the kind of text where it means this form's only one."""
        for problem in refusal.problems:
            named = "text" if problem.field == STATED[self.step] else problem.field
            self.add_error(named if named in self.fields else None, problem.message)


def _words_of(action: Action) -> tuple[str, str, str, str]:
    """Heading, label and hint of the text, and the button."""
    everybody = _("Write no names or CPR numbers. Everybody signed in can read the text.")
    return {
        Action.DECIDE: (
            _("The decision of RBR"),
            _("What RBR decided"),
            _("As in the approved minutes. After this nothing more can be written in the follow-up."),
            _("Enter the decision"),
        ),
        Action.ANSWER_LBR: (
            _("LBR's hearing response"),
            _("The hearing response"),
            everybody,
            _("Save the hearing response"),
        ),
        Action.ANSWER_REGION: (
            _("The region's hearing response"),
            _("The hearing response"),
            everybody,
            _("Save the hearing response"),
        ),
        Action.ADOPT: (
            _("Adoption by the municipal council"),
            _("What the municipal council decided, if there is more to say"),
            _("After this nothing more can be written in the yearly result."),
            _("Enter the adoption"),
        ),
    }[action]
