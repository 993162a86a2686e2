"""What is given: an indicator's properties, a reported figure, a promise. Plain values, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from goals.months import Month, Window


class State:
    """What a figure says; the values of `goals.models.FigureState`."""

    REPORTED = "reported"
    NOT_MEASURABLE = "not_measurable"
    SUPPRESSED = "suppressed"
    NOT_REPORTED = "not_reported"


class Status(StrEnum):
    NO_TARGET = "no_target"
    NOT_MEASURABLE = "not_measurable"
    NO_FIGURE = "no_figure"
    AWAITING = "awaiting"
    MET = "met"
    NOT_MET = "not_met"
    ON_TRACK = "on_track"
    NEAR = "near"
    BEHIND = "behind"


class PathRule(StrEnum):
    LINEAR = "linear"
    PRO_RATA = "pro_rata"
    SEASON = "season"


class Point(NamedTuple):
    """What one area reported for one indicator and month. Only a reported one has numbers:
    a value, a ratio's both parts, or all three."""

    state: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    preliminary: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """A target for December of its goal year, in its newest binding version."""

    value: Decimal
    baseline_month: Month | None = None
    baseline_value: Decimal | None = None
    kind: str = "adopted"
    adopted_percent: Decimal | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """The properties of an indicator on which the arithmetic depends.

    `breaks` are the months from which on the series cannot be compared with what lies before.
    """

    id: int
    code: str
    unit: str
    direction: str
    window: str
    decimals: int = 0
    tolerance: Decimal = Decimal("0.02")
    small_denominator: int = 10
    small_base: int = 10
    discretion_threshold: int = 5
    is_summable: bool = True
    breaks: tuple[Month, ...] = ()

    @property
    def is_ratio(self) -> bool:
        return self.unit == "percent"

    @property
    def is_yearly(self) -> bool:
        return self.window == Window.CALENDAR_YEAR

    def worse_by(self, value: Decimal, mark: Decimal) -> Decimal:
        """How much worse `value` is than `mark`; 0 or negative if it is at least as good."""
        return mark - value if self.direction == "up" else value - mark

    def margin(self, path: Decimal) -> Decimal:
        """By how much a value may be worse than the path and still be near it."""
        margin = self.tolerance * abs(path)
        return margin if self.is_ratio else max(margin, Decimal(1))

    def percentage(self, numerator: Decimal, denominator: Decimal) -> Decimal | None:
        """None if the denominator is too small for a percentage."""
        if denominator < self.small_denominator or denominator == 0:
            return None
        return 100 * numerator / denominator

    def change_pct(self, change: Decimal, earlier: Decimal) -> Decimal | None:
        """None from 0, and for counts from a base too small for a percentage."""
        if earlier == 0 or (not self.is_ratio and earlier < self.small_base):
            return None
        return 100 * change / earlier

    def is_too_small_to_show(self, count: Decimal | None) -> bool:
        """A count that readers outside the area must not see; 0 is no such count."""
        return count is not None and 0 < count < self.discretion_threshold

    def crosses_break(self, earlier: Month, later: Month) -> bool:
        return any(earlier < month <= later for month in self.breaks)
