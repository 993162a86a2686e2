"""What every choice of figures asks: the goal year, up to which month, as known when, and which goals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.months import Month
from reporting.choices import GoalsByYear
from reporting.moments import MomentField
from reporting.summaries import default_as_of


class FiguresForm(forms.Form):
    """The names of its fields are those of an address. The form that asks also has a field `indikator`."""

    aar = forms.TypedChoiceField(
        label=gettext_lazy("Goal year"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose a goal year."),
            "invalid_choice": gettext_lazy("Choose a goal year from the list."),
        },
    )
    maaned = forms.ChoiceField(
        label=gettext_lazy("Data up to and including"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a month from the list.")},
    )
    kendt = MomentField(
        label=gettext_lazy("As the figures were known at"),
        help_text=gettext_lazy(
            "Day and time, e.g. 3-6-2014 8.00. Leave it empty for the figures as they are now."
        ),
        required=False,
        error_messages={"invalid": gettext_lazy("Write day and time like this: 3-6-2014 8.00.")},
    )

    def __init__(
        self, *args: Any, goals: GoalsByYear, offered: Mapping[str, list[Any]], **kwargs: Any
    ) -> None:
        """`offered`: the choices of the other fields."""
        super().__init__(*args, **kwargs)
        self.goals = goals
        own: dict[str, list[Any]] = {
            "aar": [(str(year), str(year)) for year in sorted(goals, reverse=True)],
            "maaned": [("", _("the last full month")), *months_over(goals)],
            "indikator": _indicators(goals),
        }
        for name, choices in {**own, **offered}.items():
            cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        year, month = cleaned.get("aar"), cleaned.get("maaned")
        if year and month and Month.parse(month) < Month(year, 1):
            self.add_error("maaned", _("Choose a month of %(year)s or later.") % {"year": year})
        known = {goal.indicator.code for goal in self.goals.get(year or 0, ())}
        if year and not known.issuperset(cleaned.get("indikator", ())):
            self.add_error("indikator", _("The goals for %(year)s do not have them all.") % {"year": year})
        return cleaned


def months_over(goals: GoalsByYear) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The months that are over, by goal year, the newest first."""
    for year in sorted(goals, reverse=True):
        months = Month.range(Month(year, 1), default_as_of(year))
        if months:
            yield str(year), [(str(month), month.label) for month in reversed(months)]


def _indicators(goals: GoalsByYear) -> list[tuple[str, str]]:
    newest_first = (goal for year in sorted(goals, reverse=True) for goal in goals[year])
    names: dict[str, str] = {}
    for goal in newest_first:
        names.setdefault(goal.indicator.code, f"{goal.number} {goal.short_name}")
    return list(names.items())
