"""How far a result is from another verdict, and what the verdict was before: numbers that sentences need."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from goals.months import Month
from goals.progress.line import Line
from goals.progress.measure import Point, Promise, Status
from goals.progress.result import Progress, progress_of

_FARTHEST = 100


def more_needed(result: Progress) -> int | None:
    """How many more the numerator would need for the latest percentage to reach its path: 34,0 × 4/12 per
    cent of 201 is 22,8, so 23, and 19 are 4 too few. 0 if it is reached; None unless more is better and
    the reader sees both parts."""
    numerator, denominator, path = result.numerator, result.denominator, result.path
    if result.measure.direction != "up" or numerator is None or denominator is None or path is None:
        return None
    needed = (path * denominator / 100).to_integral_value(ROUND_CEILING)
    return max(int(needed - numerator), 0)


def worse_until_other_status(result: Progress) -> int | None:
    """How many persons worse the latest count would just have another verdict: 1 or more. None where
    worse by no number of persons would change it, and without a path: in December, or where it is hidden."""
    if result.measure.is_ratio or result.status not in (Status.ON_TRACK, Status.NEAR):
        return None
    if result.worse_by is None or result.margin is None:
        return None
    allowed = Decimal() if result.status is Status.ON_TRACK else result.margin
    steps = int((allowed - result.worse_by) // 1) + 1
    return steps if steps <= _FARTHEST else None


def is_worse_than_baseline(result: Progress) -> bool:
    """Whether the latest value has gone the wrong way since a baseline that lies short of the target."""
    if result.latest is None or result.baseline is None or result.target is None:
        return False
    worse_by = result.measure.worse_by
    return worse_by(result.latest, result.baseline) > 0 and worse_by(result.baseline, result.target) > 0


def progress_with(
    line: Line, promise: Promise | None, year: int, as_of: Month, month: Month, point: Point
) -> Progress:
    """The progress of an area's own line had its figure of `month` been `point`: what was shown before."""
    return progress_of(replace(line, points={**line.points, month: point}, _cells={}), promise, year, as_of)
