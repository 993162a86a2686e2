"""What the pages of goal years say: where each year stands, and what can be done with it."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.forms.words import capitalised, short_day_text
from goals.models import Figure, FigureState, Goal, GoalYear, Indicator
from goals.years import Missing, missing_of
from goals.years.state import refusal_to_close

SIGNS = {GoalYear.State.DRAFT: "…", GoalYear.State.ANNOUNCED: "●", GoalYear.State.CLOSED: "✓"}


class YearRow(NamedTuple):
    year: str
    address: str
    sign: str
    state: str
    next: str
    """what comes next"""
    goals: str


class IndicatorRow(NamedTuple):
    name: str
    address: str
    counted: str
    used: str
    definitions: int


class ToDo(NamedTuple):
    text: str
    address: str


def year_rows() -> list[YearRow]:
    """The newest first; one query."""
    years = GoalYear.objects.defer("letter").annotate(goal_count=Count("goals")).order_by("-year")
    return [
        YearRow(
            year=str(row.year),
            address=reverse("goal_year_edit", args=[row.year]),
            sign=SIGNS[GoalYear.State(row.state)],
            state=state_text(row),
            next=_next(row),
            goals=ngettext("%(count)s goal", "%(count)s goals", row.goal_count) % {"count": row.goal_count},
        )
        for row in years
    ]


def state_text(row: GoalYear) -> str:
    """`udkast, ses kun af ministeriet`, `udmeldt 1. mar. 2013`, `afsluttet`"""
    label = str(GoalYear.State(row.state).label)
    if row.state == GoalYear.State.DRAFT:
        return _("%(state)s, seen by the ministry alone") % {"state": label}
    if row.state == GoalYear.State.ANNOUNCED and row.announced_on:
        return f"{label} {short_day_text(row.announced_on)}"
    return label


def _next(row: GoalYear) -> str:
    return {
        GoalYear.State.DRAFT: _("Finish it and announce the goals"),
        GoalYear.State.ANNOUNCED: _("Close it when its last figures are in"),
        GoalYear.State.CLOSED: _("Nothing; it can be reopened"),
    }[GoalYear.State(row.state)]


def indicator_rows() -> list[IndicatorRow]:
    """Those that the ministry owns, by name; two queries."""
    used = defaultdict(list)
    for pk, year in Goal.objects.order_by("goal_year__year").values_list("indicator", "goal_year__year"):
        used[pk].append(str(year))
    rows = Indicator.objects.filter(owner=None).annotate(definition_count=Count("definitions"))
    return [
        IndicatorRow(
            name=row.name,
            address=reverse("goal_year_indicator", args=[row.code]),
            counted=counted_text(row),
            used=", ".join(used[row.pk]) or _("not used yet"),
            definitions=row.definition_count,
        )
        for row in rows.order_by("name")
    ]


def counted_text(row: Indicator) -> str:
    """`Antal personer, måneden selv, fald er godt`"""
    parts = (
        Indicator.Unit(row.unit).label,
        Indicator.Window(row.window).label,
        Indicator.Direction(row.direction).label,
    )
    return capitalised(", ".join(map(str, parts)))


def to_do(row: GoalYear) -> list[ToDo]:
    """What a draft lacks, each with the page on which it is put in."""
    return [ToDo(one.text, _where(row, one)) for one in missing_of(row)]


def _where(row: GoalYear, one: Missing) -> str:
    if one.goal is None:
        part = f"id_{one.field}" if one.field else "goals"
        return f"{reverse('goal_year_edit', args=[row.year])}#{part}"
    if one.of_indicator:
        return reverse("goal_year_definition_new", args=[one.goal.indicator.code])
    return reverse("goal_year_goal", args=[row.year, one.goal.number])


def closing_refusal(row: GoalYear) -> str:
    """Why an announced year cannot be closed yet."""
    return refusal_to_close(row) if row.state == GoalYear.State.ANNOUNCED else ""


def open_count(row: GoalYear) -> int:
    """How many figures of the year have been entered and are not released: they stay so once it is closed
    unless somebody submits and releases them."""
    figures = Figure.objects.filter(month__year=row.year, indicator__in=row.goals.values("indicator"))
    figures = figures.filter(area__level="municipality").exclude(state=FigureState.NOT_REPORTED)
    return figures.filter(approved_version=0).count()
