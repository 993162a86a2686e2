"""Places in a ranking, as sure as the numbers behind them allow.

A fall from 12 to 9 may be chance, one from 1,200 to 900 is not. A count is taken to vary by chance as a
Poisson number does, a share as a binomial one; two areas differ for sure only if their scores lie farther
apart than the standard deviation of the difference.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import NamedTuple, TypeVar

from goals.months import Month
from goals.progress.comparison import Snapshot
from goals.progress.line import Line, Reader
from goals.progress.measure import Measure

Key = TypeVar("Key", bound=Hashable)
HUNDRED = Decimal(100)


class Score(NamedTuple):
    """What is ranked, and the variance of it by chance, in the same unit squared."""

    value: Decimal
    variance: Decimal


class Between(NamedTuple):
    """The best and the worst place that an area can hold by chance; equal where the place is sure."""

    best: int
    worst: int


def chance_of(line: Line, seen: Snapshot, reader: Reader) -> Decimal | None:
    """The variance of what a line is ranked by, in percentage points squared, from the numbers that `reader`
    sees of it in the month `seen`; None where they are not known, or not for `reader`."""
    if line.measure.is_ratio:
        return _of_share(line, seen.month, reader)
    if seen.value is None or not seen.previous:
        return None
    return change_variance(seen.value, seen.previous)


def _of_share(line: Line, month: Month, reader: Reader) -> Decimal | None:
    """p(1−p)/n"""
    point = line.point(month)
    if point is None or point.numerator is None or not point.denominator:
        return None
    if line.hides_parts(month) and not line.is_open_to(reader):
        return None
    share = point.numerator / point.denominator
    return HUNDRED * HUNDRED * share * (1 - share) / point.denominator


def change_variance(now: Decimal, before: Decimal) -> Decimal:
    """Of a change in per cent from `before` to `now`, in percentage points squared; nobody counts as one."""
    ratio = HUNDRED * max(now, Decimal(1)) / before
    return ratio * ratio * (1 / max(now, Decimal(1)) + 1 / before)


def places_between(scores: Mapping[Key, Score], measure: Measure) -> dict[Key, Between]:
    """Of every score the best and the worst place, best first by the measure's direction."""
    found = {}
    for key, own in scores.items():
        better = worse = 0
        for other in scores.values():
            apart = measure.worse_by(own.value, other.value)
            if apart * apart > own.variance + other.variance:
                better += apart > 0
                worse += apart < 0
        found[key] = Between(1 + better, len(scores) - worse)
    return found
