"""From which figure a target is counted, where nobody has said so yet."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from goals.months import Month
from goals.numbers import rounded
from goals.progress import Line

DECEMBERS_BACK = 6


class Baseline(NamedTuple):
    month: Month
    value: Decimal


def usual_baseline(line: Line, year: int) -> Baseline | None:
    """December of the year two before the goal year, else the newest December before it with a value; its
    value as the indicator is shown."""
    wanted = [year - 2, year - 1, *(year - back for back in range(3, DECEMBERS_BACK + 1))]
    for one in wanted:
        value = line.value(Month.december(one))
        if value is not None:
            return Baseline(Month.december(one), rounded(value, line.measure.decimals))
    return None
