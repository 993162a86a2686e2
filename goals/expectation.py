"""Where a municipality's figure usually lies, by its own past: a help against slips, never a limit.

Centre: the same month last year, plus the median of the changes over a year in the latest three months
that have one. Half the width: twice the usual miss of that same estimate. The usual miss is 1.4826 times the
median absolute deviation of the latest six changes, each from the median of the three before it; 1.4826,
because for normally distributed misses that makes it their standard deviation. Medians, so that neither one
slip in the past nor one odd month moves the range; changes over a year, so that the season is not mistaken
for news and the range follows a figure that falls by half.

At least three persons (one percentage point) and 5 per cent of the centre to each side: a figure that has
stood still may move a little. No range without the same month last year, or with fewer than six changes in
the latest twelve months. docs/measures.md says the same to those who enter figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from goals.months import Month, Window
from goals.numbers import rounded

LATEST = 12
"""Months before the month asked for whose changes may count."""
CENTRE_OF, MISSES = 3, 6
LEAST = 6
"""So many changes over a year there must be, or nothing is said."""
SPREAD = Decimal("1.4826")
TIMES = 2
LEAST_COUNT, LEAST_PERCENTAGE, LEAST_SHARE = Decimal(3), Decimal(1), Decimal("0.05")
READS = LATEST + 12
"""So many months of the past are looked at."""

ALONE = 4
"""A sum of twelve months that is at most a fourth of last month's looks like the month alone."""
ALONE_FROM = 12

History = Mapping[Month, Decimal]
"""What was reported for each month; no entry for a month without a number."""


class Range(NamedTuple):
    low: Decimal
    high: Decimal

    def __contains__(self, number: object) -> bool:
        return isinstance(number, Decimal) and self.low <= number <= self.high


def usual_range(
    history: History, month: Month, *, window: str, is_ratio: bool, decimals: int = 0
) -> Range | None:
    """Both ends included, rounded as the figure is written, never below 0, a percentage never above 100.

    `history` holds nothing from before a break of the series.
    """
    year_before = history.get(month.year_before)
    changes = _changes(history, month, window)
    if year_before is None or len(changes) < LEAST:
        return None
    centre = max(year_before + median(changes[:CENTRE_OF]), Decimal())
    least = LEAST_PERCENTAGE if is_ratio else LEAST_COUNT
    half = max(TIMES * SPREAD * _usual_miss(changes), least, LEAST_SHARE * centre)
    low, high = rounded(centre - half, decimals), rounded(centre + half, decimals)
    return Range(max(low, Decimal()), min(high, Decimal(100)) if is_ratio else high)


def looks_like_the_month_alone(number: Decimal, history: History, month: Month) -> bool:
    """Whether a sum over twelve months is so far below last month's that one month alone was written.

    Between two months such a sum loses only the month that drops out of it.
    """
    last = history.get(month.plus(-1), history.get(month.year_before))
    return last is not None and last >= ALONE_FROM and ALONE * number <= last


def _changes(history: History, month: Month, window: str) -> list[Decimal]:
    """The changes over a year in the latest months, the newest first.

    Figures that count from January grow through the year, and their changes with them: those of last
    year say nothing about this spring.
    """
    first = month.plus(-LATEST)
    if window == Window.YEAR_TO_DATE:
        first = max(first, Month(month.year, 1))
    months = reversed(Month.range(first, month.plus(-1)))
    return [
        history[one] - history[one.year_before]
        for one in months
        if one in history and one.year_before in history
    ]


def _usual_miss(changes: list[Decimal]) -> Decimal:
    """How far a change usually lies from the median of the three before it."""
    misses = [
        abs(changes[number] - median(changes[number + 1 : number + 1 + CENTRE_OF]))
        for number in range(min(MISSES, len(changes) - CENTRE_OF))
    ]
    return median(misses)
