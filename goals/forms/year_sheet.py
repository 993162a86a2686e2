"""A year of a jobcentre, its months below each other: one table for each municipality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, FilteredRelation, Q

from goals.forms.reading import Facts
from goals.forms.sheet import BETWEEN, Line
from goals.models import Deadline, Goal, GoalYear
from goals.months import Month, today
from goals.years.closed import closed_notice
from jobcentres.models import Area, Jobcentre, ServedMunicipality, User


@dataclass(frozen=True, slots=True)
class YearRow:
    """A month that is over, with its lines in the order of the goals."""

    month: Month
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class YearBlock:
    """A municipality with the months in which the jobcentre served it."""

    municipality: Area
    rows: list[YearRow]


@dataclass(frozen=True, slots=True)
class YearSheet:
    jobcentre: Jobcentre
    year: int
    years: Sequence[int]
    goals: list[Goal]
    blocks: list[YearBlock]

    @property
    def previous(self) -> int | None:
        return self.year - 1 if self.year - 1 in self.years else None

    @property
    def next(self) -> int | None:
        return self.year + 1 if self.year + 1 in self.years else None

    @property
    def lines(self) -> list[Line]:
        return [line for block in self.blocks for row in block.rows for line in row.lines]

    @property
    def closed_notice(self) -> str:
        return closed_notice(self.goals, self.year)


def read_year(user: User, slug: str, year: int) -> YearSheet | None:
    """The year of a jobcentre for which `user` enters figures; None if there is nothing to enter."""
    months = Month.range(Month(year, 1), min(Month.december(year), Month.of(today()).plus(-1)))
    served = _served(user, slug, months)
    goals, breaks = _goals_with_breaks(year, {one.municipality_id for one in served})
    of_year = [goal for goal in goals if goal.goal_year.year == year]
    if not served or not of_year:
        return None
    municipalities = list(dict.fromkeys(one.municipality for one in served))
    facts = Facts(user, served[0].jobcentre, months, municipalities)
    dated = _dated(of_year, months, breaks)
    return YearSheet(
        jobcentre=served[0].jobcentre,
        year=year,
        years=sorted({goal.goal_year.year for goal in goals if goal.goal_year.year <= today().year}),
        goals=of_year,
        blocks=[YearBlock(area, list(_rows(facts, area, months, served, dated))) for area in municipalities],
    )


def _goals_with_breaks(year: int, municipalities: Iterable[int]) -> tuple[list[Goal], dict[int, set[Month]]]:
    """The goals of the year and of those around it, the municipalities' own among them; from when their
    indicators measure something else."""
    is_break = Q(indicator__breaks__is_break=True)
    rows = (
        Goal.with_own.of(municipalities)
        .filter(goal_year__year__in=[year - 1, year, year + 1])
        .exclude(goal_year__state=GoalYear.State.DRAFT)
        .select_related("goal_year", "indicator")
        .annotate(series_break=FilteredRelation("indicator__breaks", condition=is_break))
        .annotate(break_month=F("series_break__month"))
        .order_by("goal_year__year", "number")
    )
    breaks: dict[int, set[Month]] = defaultdict(set)
    for row in rows:
        if row.break_month is not None:
            breaks[row.indicator_id].add(row.break_month)
    return list({goal.pk: goal for goal in rows}.values()), breaks


def _rows(
    facts: Facts,
    area: Area,
    months: Sequence[Month],
    served: Sequence[ServedMunicipality],
    dated: dict[Month, list[Any]],
) -> Iterator[YearRow]:
    for month in months:
        if any(one.municipality_id == area.pk and _holds(one, month) for one in served):
            lines = (facts.line(goal, area, month) for goal in dated[month] if goal.asks_of(area.pk, month))
            yield YearRow(month, [replace(line, prefix=f"{month}{BETWEEN}") for line in lines])


def _holds(served: ServedMunicipality, month: Month) -> bool:
    ends = served.valid_to
    return served.valid_from <= month.last_day and (ends is None or month.last_day <= ends)


def _served(user: User, slug: str, months: Sequence[Month]) -> list[ServedMunicipality]:
    """The person's own of what the jobcentre served in one of the months, the host first."""
    if not months:
        return []
    rows = ServedMunicipality.objects.filter(
        jobcentre__slug=slug,
        jobcentre__in=Jobcentre.objects.editable_by(user),
        municipality__in=user.scopes.served_municipality_ids,
        valid_from__lte=months[-1].last_day,
    ).exclude(valid_to__lt=months[0].last_day)
    rows = rows.select_related("jobcentre__region", "municipality")
    return list(rows.order_by("-is_host", "municipality__sort_key", "valid_from"))


def _dated(
    goals: Sequence[Goal], months: Sequence[Month], breaks: Mapping[int, set[Month]]
) -> dict[Month, list[Any]]:
    """For each month the goals with its dates: see `with_dates`."""
    indicators = [goal.indicator_id for goal in goals]
    december = Month.december(months[0].year)
    days = [month.first_day for month in {*months, december}]
    deadlines = {
        (one.indicator_id, one.month): one
        for one in Deadline.objects.filter(indicator__in=indicators, month__in=days)
    }

    def of_month(goal: Goal, month: Month) -> Any:
        dated: Any = copy(goal)
        own = deadlines.get((goal.indicator_id, month))
        last = deadlines.get((goal.indicator_id, december))
        dated.expected_on, dated.due_at = (own.expected_on, own.due_at) if own else (None, None)
        dated.year_due_at = last.due_at if last else None
        dated.breaks_from = max((one for one in breaks[goal.indicator_id] if one <= month), default=None)
        return dated

    return {month: [of_month(goal, month) for goal in goals] for month in months}
