"""The methods, over plain floats: one number for each month, the newest last, none missing.

Every one of them is linear in the numbers, so that what is added to all of them is added to the result, and
a group goes on as its members do together.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

YEAR = 12
SEASON_FROM = 24
"""So many months there must be to tell the season from the trend."""
SEASON_SHARE = 0.5
"""Of a deviation that was seen once or twice half is taken for season, the rest for chance."""


class Method(StrEnum):
    TREND = "trend"
    TREND_AND_SEASON = "trend_and_season"
    AS_LAST_YEAR = "as_last_year"


class Weights(NamedTuple):
    """How fast level and trend follow the newest number, and what is left of the trend each month."""

    level: float
    trend: float
    damping: float


MONTHLY = Weights(0.6, 0.05, 0.9)
ROLLING = Weights(0.8, 0.2, 0.9)
"""A sum of twelve months moves smoothly: its newest number says more than that of a single month."""


def carried_on(numbers: Sequence[float], lead: int, weights: Weights, *, has_season: bool) -> float:
    """`numbers` carried on for `lead` months: the level and a trend that wears off, with the season of the
    months before where there are enough of them."""
    if not has_season or len(numbers) < SEASON_FROM:
        return carried_on_from_each(numbers, lead, weights)[-1]
    season = _season(numbers)
    bare = [number - season[place % YEAR] for place, number in enumerate(numbers)]
    at = (len(numbers) - 1 + lead) % YEAR
    return carried_on_from_each(bare, lead, weights)[-1] + season[at]


def carried_on_from_each(numbers: Sequence[float], lead: int, weights: Weights) -> list[float]:
    """For each month what it and the months before it lead to, `lead` months on: Holt's damped trend."""
    follow, turn, damping = weights
    reach = sum(damping**step for step in range(1, lead + 1))
    level, trend, ends = numbers[0], 0.0, []
    for number in numbers:
        trend *= damping
        expected = level + trend
        new = expected + follow * (number - expected)
        trend += turn * (new - level - trend)
        level = new
        ends.append(level + reach * trend)
    return ends


def filled(numbers: Sequence[float | None]) -> list[float]:
    """Every missing number on the straight line between its neighbours; the two ends must be there."""
    whole: list[float] = []
    missing = 0
    for number in numbers:
        if number is None:
            missing += 1
            continue
        start = whole[-1] if missing else number
        whole += [start + (number - start) * step / (missing + 1) for step in range(1, missing + 1)]
        whole.append(number)
        missing = 0
    return whole


def _season(numbers: Sequence[float]) -> list[float]:
    """By place in the year, counted from the first number: the mean distance from the year around it."""
    found: list[list[float]] = [[] for _place in range(YEAR)]
    around = sum(numbers[:YEAR])
    for middle in range(YEAR // 2, len(numbers) - YEAR // 2):
        next_around = around + numbers[middle + YEAR // 2] - numbers[middle - YEAR // 2]
        found[middle % YEAR].append(numbers[middle] - (around + next_around) / (2 * YEAR))
        around = next_around
    return [SEASON_SHARE * sum(distances) / len(distances) for distances in found]
