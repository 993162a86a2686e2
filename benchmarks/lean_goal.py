"""The leanest page of one goal in the whole country: each municipality's figure, change, rank and verdict."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import path

from benchmarks.lean import PAGE, Section, Table
from benchmarks.lean_queries import LAST, YEAR, Queries, members_of, rows_of, run_bare, targets_of, updated_in
from benchmarks.lean_reading import Target, Values, benchmark, text, verdict
from goals.models import Goal
from goals.months import Month
from jobcentres.models import Area

COMPARED = Q(month__in=[LAST, LAST.year_before])
SIGNS = {"on track": "●", "near": "◐", "behind": "■"}
MOVERS = 5


class Moved(NamedTuple):
    area: Area
    now: float
    before: float
    verdict: str

    @property
    def change(self) -> float:
        return self.now - self.before

    @property
    def share(self) -> float:
        return 100 * self.change / self.before

    @property
    def told(self) -> str:
        return f"{self.before:.0f} → {self.now:.0f} ({self.change:+.0f}, {self.share:+.1f})"


def queries_of(number: int) -> Queries:
    of_goal = Q(indicator__goals__goal_year__year=YEAR, indicator__goals__number=number)
    inside = Area.objects.municipalities().values("pk")
    return {
        "goals": Goal.objects.filter(goal_year__year__gte=YEAR - 1).select_related("goal_year", "indicator"),
        "members": members_of(Area.objects.municipalities()),
        "rows": rows_of(COMPARED & of_goal, inside),
        "targets": targets_of(inside).filter(target__indicator__goals__number=number),
        "updated": updated_in(inside),
    }


def bare_sql(number: int) -> Callable[[], int]:
    return run_bare(queries_of(number))


def lean_goal(request: HttpRequest, number: int) -> HttpResponse:
    read = {name: list(query) for name, query in queries_of(number).items()}
    goals: list[Goal] = [goal for goal in read["goals"] if goal.goal_year.year == YEAR]
    goal = next(goal for goal in goals if goal.number == number)
    values: dict[int, Values] = defaultdict(dict)
    for _indicator, area, month, value, part, whole, _count in read["rows"]:
        values[area][month] = 100 * part / whole if whole else value
    targets = {area: Target(*promise) for _indicator, area, *promise in read["targets"]}
    moved = [_moved(goal, area, values[area.pk], targets[area.pk]) for area in read["members"]]
    context = {
        "title": f"{goal} {YEAR}",
        "facts": [LAST.label, *(f"{moment:%d-%m-%Y %H.%M}" for *_others, moment in read["updated"][:1])],
        "months": [month.label for month in Month.range(Month(YEAR - 1, 1), LAST)],
        "selects": [[str(goal) for goal in goals]],
        "sections": list(_sections(moved)),
        "charts": [],
    }
    return HttpResponse(PAGE.render(context, request))


def _moved(goal: Goal, area: Area, own: Values, target: Target) -> Moved:
    now = own[LAST]
    return Moved(
        area, now, own[LAST.year_before], verdict(goal, now, benchmark(goal, own, target, LAST)) or ""
    )


def _sections(moved: list[Moved]) -> Iterator[Section]:
    ranked = sorted(moved, key=lambda one: one.share)
    rank = {one.area.pk: str(place) for place, one in enumerate(ranked, start=1)}
    by_change = sorted(moved, key=lambda one: one.change)
    whole, before = sum(one.now for one in moved), sum(one.before for one in moved)
    yield Section("", [f"{before:.0f} {whole:.0f} {len(moved)}"], [_tiles(moved)])
    median = statistics.median(one.now for one in moved)
    level = sorted(moved, key=lambda one: -one.now)
    yield Section("", [text(median)], [[(f"{one.area.name} {text(one.now)}",) for one in level]])
    yield Section(
        "", _groups(moved), [[(f"{rank[one.area.pk]} {one.area.name} {one.share:+.1f}",) for one in ranked]]
    )
    yield Section("", [], [[_line(one, rank) for one in moved], _thirds(ranked)])
    yield Section("", [one.told for one in (*by_change[:MOVERS], *by_change[-MOVERS:])], [_movers(by_change)])


def _tiles(moved: list[Moved]) -> Table:
    return [
        (
            str(one.area.tile_column),
            str(one.area.tile_row),
            one.area.tile_label,
            SIGNS.get(one.verdict, "…"),
            f"{one.area.name}: {text(one.now)}, {one.verdict}",
        )
        for one in moved
    ]


def _groups(moved: list[Moved]) -> list[str]:
    """The changes of the regions and of the country."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in moved:
        for name in (one.area.parent.name if one.area.parent else "", "Hele landet"):
            sums[name][0] += one.now
            sums[name][1] += one.before
    return [f"{name} {100 * (now - before) / before:+.1f}" for name, (now, before) in sums.items()]


def _line(one: Moved, rank: dict[int, str]) -> tuple[str, ...]:
    change, share = f"{one.change:+.0f}", f"{one.share:+.1f}"
    return one.area.name, text(one.now), text(one.before), change, share, rank[one.area.pk]


def _thirds(ranked: list[Moved]) -> Table:
    third = -(-len(ranked) // 3)
    parts = [ranked[start : start + third] for start in range(0, len(ranked), third)]
    return [(str(len(part)), f"{part[0].share:+.1f}", f"{part[-1].share:+.1f}") for part in parts]


def _movers(by_change: list[Moved]) -> Table:
    return [(str(place), one.area.name, one.told) for place, one in enumerate(by_change, start=1)]


urlpatterns = [path("lean/landet/<int:number>/", lean_goal)]
