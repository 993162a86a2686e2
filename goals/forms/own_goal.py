"""A municipality's own goal: what it is called, what is counted, and from which month."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import Any

from crispy_forms.layout import ButtonHolder, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.calendar_edit import SAVE, LineField
from goals.forms.goal_year_fields import LongTextField, WholeField
from goals.forms.measured import CHOOSE, LINE, MeasuredForm
from goals.months import Month
from goals.own_goals import SETTLED, OwnGoal
from goals.year_dates import EditRefused
from goals.years.indicators import refuse_unfit

PARTS = ("denominator_name", "numerator_name")
OF_GOAL = ("short_name", "title")
OF_INDICATOR = (
    "name",
    "unit",
    "direction",
    "window",
    "numerator_name",
    "denominator_name",
    "source_kind",
    "source",
    "deadline_lag_months",
)


class OwnGoalForm(MeasuredForm):
    field_order = (*OF_GOAL, "name", "definition", *OF_INDICATOR[1:], "first_month")

    short_name = LineField(
        label=gettext_lazy("Short name"),
        help_text=gettext_lazy("Stands in tables and in the month's form, e.g. Work trials."),
        max_length=60,
        error_messages={"required": gettext_lazy("Write a short name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    title = LineField(
        label=gettext_lazy("The goal in words"),
        help_text=gettext_lazy("E.g. More of the young shall try out work in a company."),
        max_length=300,
        error_messages={"required": gettext_lazy("Write what shall be reached.")},
        widget=forms.Textarea(attrs={"class": "input-width-xl", "rows": 2}),
    )
    name = LineField(
        label=gettext_lazy("What is counted"),
        help_text=gettext_lazy("E.g. Young people in work trials."),
        max_length=120,
        error_messages={"required": gettext_lazy("Write what is counted.")},
        widget=LINE,
    )
    definition = LongTextField(
        label=gettext_lazy("Who is counted, and how"),
        help_text=gettext_lazy("So that the number is counted the same way next year."),
        longest=2000,
        error_messages={"required": gettext_lazy("Write who is counted, and how.")},
    )
    first_month = forms.TypedChoiceField(
        label=gettext_lazy("First month"),
        help_text=gettext_lazy("No figure is asked for before it."),
        coerce=Month.parse,
        error_messages=CHOOSE,
    )
    deadline_lag_months = WholeField(
        label=gettext_lazy("Months until the deadline on the tenth"),
        help_text=gettext_lazy("1: the tenth of the month after."),
        least=1,
        most=12,
        error_messages={"required": gettext_lazy("Write the number of months.")},
    )

    def __init__(self, own: OwnGoal, data: QueryDict | None = None, *, is_settled: bool) -> None:
        goal, indicator = own.goal, own.indicator
        initial = {name: getattr(goal, name) for name in OF_GOAL}
        initial |= {name: getattr(indicator, name) for name in OF_INDICATOR}
        initial |= {"definition": own.definition.text, "first_month": str(goal.first_month)}
        super().__init__(own.seen, data, **initial)
        self.own = own
        year = goal.goal_year.year
        months = Month.range(Month(year, 1), Month.december(year))
        self.fields["first_month"].choices = [(str(month), month.label) for month in months]  # type: ignore[attr-defined]
        for name, hint in _hints().items():
            self.fields[name].help_text = hint
        if is_settled:
            self.settle(SETTLED, _("Fixed: there are figures or targets."), indicator)
        self.helper.layout = Layout(
            "key",
            "seen",
            *map(Field, OF_GOAL),
            *self.part(_("What is measured"), ("name", "definition", *SETTLED, *PARTS)),
            *self.part(
                _("Where it comes from, and when"),
                ("first_month", "deadline_lag_months", "source_kind", "source"),
            ),
            ButtonHolder(Submit(SAVE, _("Save the goal"))),
        )

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                refuse_unfit(self.written().indicator)
            except EditRefused as refusal:
                self.refuse(refusal)
        return self.cleaned_data

    def written(self) -> OwnGoal:
        """What was read, with what the form says in its place; the rows that were read stay as they are."""
        own, given = self.own, self.cleaned_data
        goal, indicator, definition = copy(own.goal), copy(own.indicator), copy(own.definition)
        for name in OF_GOAL:
            setattr(goal, name, given[name])
        for name in OF_INDICATOR:
            setattr(indicator, name, given.get(name, getattr(indicator, name)))
        goal.first_month, definition.text = given["first_month"], given["definition"]
        indicator.decimals = 1 if indicator.is_ratio else 0
        definition.is_assumption = False
        return replace(own, goal=goal, indicator=indicator, definition=definition)


def _hints() -> dict[str, str]:
    return {
        "denominator_name": _("Only of a percentage: those it is a share of, e.g. Young people on benefits."),
        "numerator_name": _("Only of a percentage: those who are counted of them."),
    }
