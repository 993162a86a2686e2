"""A municipality's own goal: what it is called, what is counted, and from which month."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import Any

from crispy_forms.layout import HTML, ButtonHolder, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.calendar_edit import SAVE, LineField, SeenForm
from goals.forms.goal_year_fields import LongTextField, WholeField
from goals.forms.goal_year_indicator import CHOOSE
from goals.models import Indicator, SourceKind
from goals.months import Month
from goals.own_goals import SETTLED, OwnGoal
from goals.year_dates import EditRefused
from goals.years.indicators import refuse_unfit

_LINE = forms.TextInput(attrs={"class": "input-width-xl", "autocomplete": "off"})
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


class OwnGoalForm(SeenForm):
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
        widget=_LINE,
    )
    definition = LongTextField(
        label=gettext_lazy("Who is counted, and how"),
        help_text=gettext_lazy("So that the number is counted the same way next year."),
        longest=2000,
        error_messages={"required": gettext_lazy("Write who is counted, and how.")},
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"), choices=[("", ""), *Indicator.Unit.choices], error_messages=CHOOSE
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("The target is met with"),
        choices=[("", ""), *Indicator.Direction.choices],
        error_messages=CHOOSE,
    )
    window = forms.ChoiceField(
        label=gettext_lazy("A month's figure covers"),
        choices=[("", ""), *Indicator.Window.choices],
        error_messages=CHOOSE,
    )
    denominator_name = LineField(
        label=gettext_lazy("Denominator of a percentage"),
        help_text=gettext_lazy(
            "Only of a percentage: those it is a share of, e.g. Young people on benefits."
        ),
        required=False,
        max_length=120,
        widget=_LINE,
    )
    numerator_name = LineField(
        label=gettext_lazy("Numerator of a percentage"),
        help_text=gettext_lazy("Only of a percentage: those who are counted of them."),
        required=False,
        max_length=120,
        widget=_LINE,
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
    source_kind = forms.ChoiceField(
        label=gettext_lazy("Usual source"), choices=SourceKind.choices, error_messages=CHOOSE
    )
    source = LineField(
        label=gettext_lazy("The source in words"), required=False, max_length=300, widget=_LINE
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
        if is_settled:
            self._settle()
        self.helper.layout = Layout(
            "key",
            "seen",
            *map(Field, ("short_name", "title")),
            _heading(_("What is measured")),
            *map(Field, [name for name in ("name", "definition", *SETTLED) if name in self.fields]),
            *map(Field, [name for name in ("denominator_name", "numerator_name") if name in self.fields]),
            _heading(_("Where it comes from, and when")),
            *map(Field, ("first_month", "deadline_lag_months", "source_kind", "source")),
            ButtonHolder(Submit(SAVE, _("Save the goal"))),
        )

    def _settle(self) -> None:
        """A count keeps its unit, and will never have parts."""
        for name in SETTLED:
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Fixed: there are figures or targets.")
        if not self.own.indicator.is_ratio:
            del self.fields["numerator_name"], self.fields["denominator_name"]

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


def _heading(text: str) -> HTML:
    return HTML(format_html("<h2>{}</h2>", text))
