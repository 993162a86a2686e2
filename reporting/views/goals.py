"""The goals of a year: the letter's words, what measures them, and when the figures are due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.calendar import is_counted
from goals.models import Deadline, Goal, GoalYear, Indicator, IndicatorDefinition, SeriesBreak
from goals.months import Month, Window
from goals.reference import DeadlineRule
from jobcentres.clock import COPENHAGEN
from jobcentres.models import User
from reporting import wording


@dataclass(frozen=True, slots=True)
class GoalEntry:
    goal: Goal
    measured: str
    better: str
    definitions: list[IndicatorDefinition]
    marks: list[tuple[str, str]]

    @property
    def corrected_wording(self) -> str:
        """Only where it says something else than the wording."""
        return self.goal.corrected_wording if self.goal.corrected_wording != self.goal.wording else ""


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    month: str
    days: list[str]


@require_safe
def goals(request: HttpRequest, year: int) -> HttpResponse:
    visible = GoalYear.objects.visible_to(cast(User, request.user))
    goal_year = get_object_or_404(visible, year=year)
    other_years = visible.exclude(year=year).values_list("year", flat=True)
    entries = [_entry(goal) for goal in _goals_of(goal_year)]
    context = {
        "goal_year": goal_year,
        "year": str(year),
        "announced_on": goal_year.announced_on and wording.full_day(goal_year.announced_on),
        "entries": entries,
        "deadlines": _deadlines(year, [entry.goal.indicator for entry in entries]),
        "other_years": [str(other) for other in other_years],
    }
    return render(request, "reporting/goals.html", context)


def _goals_of(goal_year: GoalYear) -> Iterable[Goal]:
    first, last = date(goal_year.year, 1, 1), date(goal_year.year, 12, 31)
    in_force = IndicatorDefinition.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=first), valid_from__lte=last
    ).order_by("valid_from")
    return (
        goal_year.goals.order_by("number")
        .select_related("indicator")
        .prefetch_related(Prefetch("indicator__definitions", in_force), "indicator__breaks")
    )


def _entry(goal: Goal) -> GoalEntry:
    return GoalEntry(
        goal=goal,
        measured=_measured(goal.indicator),
        better=_("A lower figure is better; the target is “at most”.")
        if goal.indicator.direction == Indicator.Direction.DOWN
        else _("A higher figure is better; the target is “at least”."),
        definitions=list(goal.indicator.definitions.all()),
        marks=[_mark(mark) for mark in goal.indicator.breaks.all()],
    )


def _mark(mark: SeriesBreak) -> tuple[str, str]:
    heading = _("Series break") if mark.is_break else _("Reform")
    return heading, f"{mark.name}, {mark.month.label}. {mark.explanation}"


def _measured(indicator: Indicator) -> str:
    unit = _("Per cent") if indicator.is_ratio else _("Number of persons")
    window = {
        Window.MONTH: _("in the month"),
        Window.ROLLING_12: _("in the latest 12 months"),
        Window.YEAR_TO_DATE: _("counted from January (year to date)"),
        Window.CALENDAR_YEAR: _("for the whole calendar year"),
    }[indicator.window]
    return f"{unit} {window}"


def _deadlines(year: int, indicators: list[Indicator]) -> list[DeadlineRow]:
    """Month by month the day by which each indicator's figure must be reported, set or by the rule."""
    months = Month.range(Month(year, 1), Month.december(year))
    within = (months[0].first_day, months[-1].first_day)
    rule = DeadlineRule()
    due = {
        (indicator.pk, month): rule.dates(indicator, month)["due_at"].astimezone(COPENHAGEN)
        for indicator in indicators
        for month in months
        if is_counted(indicator, month)
    } | {
        (deadline.indicator_id, deadline.month): deadline.due_at.astimezone(COPENHAGEN)
        for deadline in Deadline.objects.filter(indicator__in=indicators, month__range=within)
    }
    return [
        DeadlineRow(
            month.label,
            [
                wording.short_day(due[indicator.pk, month], year)
                if (indicator.pk, month) in due
                else wording.NONE
                for indicator in indicators
            ],
        )
        for month in months
        if any((indicator.pk, month) in due for indicator in indicators)
    ]
