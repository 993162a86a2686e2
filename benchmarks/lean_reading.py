"""What was read about an area for its leanest page, and the numbers that follow from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.lean_queries import LAST, LAST_DECEMBER, YEAR, queries_of
from goals.models import Goal, Indicator
from goals.months import Month
from jobcentres.models import Area

DECEMBER = Month.december(YEAR)
Values = dict[Month, float]
Totals = tuple[dict[int, Values], dict[int, int]]


class Target(NamedTuple):
    baseline_month: Month
    value: float
    baseline: float


class Reading:
    """All that was read about an area. Values by indicator and area, or by indicator."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.rows = {name: list(query) for name, query in queries_of(area).items()}
        self.years = {goal.year: None for goal in self.rows["goals"]}
        self.goals: list[Goal] = [goal for goal in self.rows["goals"] if goal.year == YEAR]
        self.own, _counts = self.totals("own")
        fellows = {(code, pk) for code, pk, *_names in self.rows.get("fellows", [])}
        codes = {goal.indicator_id: goal.indicator.code for goal in self.goals}
        self.rows["cluster"] = [
            row for row in self.rows.get("cluster", []) if (codes[row[0]], row[1]) in fellows
        ]
        self.cluster = self.values("cluster")
        self.targets = {row[:2]: Target(*row[2:]) for row in self.rows["targets"]}

    def values(self, name: str) -> dict[tuple[int, int], Values]:
        found: dict[tuple[int, int], Values] = defaultdict(dict)
        for indicator, area, month, value, part, whole, _count in self.rows[name]:
            found[indicator, area][month] = 100 * part / whole if whole else value
        return found

    def totals(self, name: str, region: int | None = None) -> Totals:
        """The sums of a query's rows (of one region), and of how many figures those of the last month are."""
        added: dict[tuple[int, Month], list[float]] = {}
        for indicator, holder, month, *amounts in self.rows[name]:
            if region in (None, holder):
                before = added.get((indicator, month), (0, 0, 0, 0))
                added[indicator, month] = [
                    one + (other or 0) for one, other in zip(before, amounts, strict=True)
                ]
        values: dict[int, Values] = defaultdict(dict)
        for (indicator, month), (value, part, whole, _count) in added.items():
            values[indicator][month] = 100 * part / whole if whole else value
        return values, {indicator: round(added[indicator, max(values[indicator])][3]) for indicator in values}

    def facts(self) -> list[str]:
        moments = [moment for *_others, moment in self.rows.get("records") or self.rows["updated"]]
        jobcentre = getattr(self.area, "jobcentre", "")
        return [str(self.area.parent or ""), jobcentre, LAST.label, f"{max(moments):%d-%m-%Y %H.%M}"]

    def months(self) -> Iterator[str]:
        for year in self.years:
            yield from (month.label for month in Month.range(Month(year, 1), min(LAST, Month.december(year))))


def values_of(reading: Reading, goal: Goal, area: Area) -> tuple[Values, Target | None]:
    return reading.own[goal.indicator_id], reading.targets.get((goal.indicator_id, area.pk))


def latest_month(goal: Goal) -> Month:
    return LAST_DECEMBER if goal.indicator.window == Indicator.Window.CALENDAR_YEAR else LAST


def status_of(goal: Goal, values: Values, target: Target | None) -> list[str]:
    """Latest, year before, change, target, benchmark, verdict."""
    month = latest_month(goal)
    latest, before = values[month], values.get(month.year_before, 0.0)
    shown = [month.label, text(latest), text(before), change_text(latest, before)]
    if target is None:
        return shown
    mark = benchmark(goal, values, target, month)
    return [*shown, text(target.value), text(mark), verdict(goal, latest, mark)]


def benchmark(goal: Goal, values: Values, target: Target, month: Month) -> float | None:
    if goal.indicator.window == Indicator.Window.CALENDAR_YEAR:
        return None
    if goal.indicator.window == Indicator.Window.YEAR_TO_DATE:
        return target.value * values[month.year_before] / values[LAST_DECEMBER]
    passed = month.since(target.baseline_month) / DECEMBER.since(target.baseline_month)
    return target.baseline + (target.value - target.baseline) * passed if passed >= 0 else None


def verdict(goal: Goal, latest: float, mark: float | None) -> str:
    if mark is None:
        return "…"
    worse = mark - latest if goal.indicator.direction == "up" else latest - mark
    margin = 0.02 * mark if goal.indicator.is_ratio else max(0.02 * mark, 1)
    return "behind" if worse > margin else "near" if worse > 0 else "on track"


def change_text(latest: float, before: float) -> str:
    change = latest - before
    return f"{change:+.1f} {100 * change / before:+.1f}" if before else f"{change:+.1f}"


def text(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
