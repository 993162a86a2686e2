"""Where the year should be, month by month, if the target is to be reached in December."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from goals.months import Month, Window
from goals.progress.line import Line
from goals.progress.measure import PathRule, Promise


@dataclass(frozen=True, slots=True)
class Baseline:
    """`is_own`: the value is the area's own figure of the month, since the promise gives none."""

    month: Month | None = None
    value: Decimal | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """`at(month)` from `first` to December. `weights`: last year's values by month, for `season`."""

    rule: PathRule
    target: Decimal
    first: Month
    december: Month
    start: Decimal = Decimal()
    weights: tuple[Decimal, ...] = ()

    def at(self, month: Month) -> Decimal | None:
        if not self.first <= month <= self.december:
            return None
        if self.rule is PathRule.LINEAR:
            passed, whole = month.since(self.first), self.december.since(self.first)
            return self.start + (self.target - self.start) * passed / whole
        if self.rule is PathRule.SEASON:
            return self.target * self.weights[month.number - 1] / self.weights[-1]
        return self.target * month.number / 12

    def points(self) -> list[tuple[Month, Decimal]]:
        """Every month with its mark, for drawing."""
        marks = ((month, self.at(month)) for month in Month.range(self.first, self.december))
        return [(month, mark) for month, mark in marks if mark is not None]


def baseline_of(line: Line, promise: Promise, as_of: Month) -> Baseline:
    month = promise.baseline_month
    if promise.baseline_value is not None or month is None or month > as_of:
        return Baseline(month, promise.baseline_value)
    value = line.value(month)
    return Baseline(month, value, is_own=value is not None)


def path_of(line: Line, promise: Promise, baseline: Baseline, year: int, as_of: Month) -> Path | None:
    """The path to `promise` in December of `year`, or None: never for a calendar-year indicator, and
    otherwise only from a baseline before that December."""
    december = Month.december(year)
    if line.measure.is_yearly:
        return None
    if line.measure.window == Window.YEAR_TO_DATE:
        january = Month(year, 1)
        weights = _season(line, year - 1, as_of)
        rule = PathRule.SEASON if weights else PathRule.PRO_RATA
        return Path(rule, promise.value, january, december, weights=weights)
    if baseline.month is None or baseline.value is None or baseline.month >= december:
        return None
    return Path(PathRule.LINEAR, promise.value, baseline.month, december, baseline.value)


def _season(line: Line, year: int, as_of: Month) -> tuple[Decimal, ...]:
    """The year's twelve values, if all are there and December's is not 0; else none."""
    if Month.december(year) > as_of:
        return ()
    values = [line.value(Month(year, number)) for number in range(12, 0, -1)]
    known = [value for value in values if value is not None]
    return tuple(reversed(known)) if len(known) == 12 and known[0] else ()
