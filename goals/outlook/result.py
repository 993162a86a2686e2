"""What an outlook says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from goals.months import Month
from goals.outlook.method import Method
from goals.progress import Measure


class NoOutlook(StrEnum):
    YEARLY = "yearly"
    TOO_EARLY = "too_early"
    YEAR_IS_OVER = "year_is_over"
    SERIES_BREAK = "series_break"
    TOO_LITTLE_HISTORY = "too_little_history"
    GAPS = "gaps"
    HIDDEN = "hidden"


class Trial(NamedTuple):
    """What the method would have said of `month`, and what came."""

    month: Month
    said: float
    came: float

    @property
    def miss(self) -> float:
        return abs(self.said - self.came)

    def miss_pct(self, measure: Measure) -> float | None:
        """In per cent of what came; None for counts from a base too small for that."""
        if self.came <= 0 or (not measure.is_ratio and self.came < measure.small_base):
            return None
        return 100 * self.miss / self.came


@dataclass(frozen=True, slots=True)
class Backtest:
    """The same method applied to the past, from as many months ahead.

    `inside` of the `trials` lie in the band. `typical` is the median miss, in the unit (percentage points
    for percentages) with one decimal more; `typical_pct` in per cent of what came, None where all counts
    are too small for that. `december_before` is the trial for the December before.
    """

    trials: int
    inside: int
    typical: Decimal
    typical_pct: Decimal | None
    december_before: Trial | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """`value` between `lower` and `upper` in `december`, as seen from the figure of `month`; or the `reason`
    why there is none.

    Rounded to the indicator's decimals, the band outwards. `preliminary`: figures not yet approved are
    among those that it is computed from. It is no status and gives none.
    """

    measure: Measure
    december: Month
    month: Month | None = None
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    method: Method | None = None
    backtest: Backtest | None = None
    preliminary: bool = False
    reason: NoOutlook | None = None
