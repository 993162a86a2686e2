"""What the members of a group have promised together, beside the group's own promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from goals.progress.measure import Measure, Promise


@dataclass(frozen=True, slots=True)
class SumOfTargets:
    """`total` of the `count` of the `expected` members that have a target, and the group's `own` target.

    `short_by` is the shortfall (0 or negative: together they reach it); None until every member has one.
    """

    count: int
    expected: int
    total: Decimal
    own: Decimal
    short_by: Decimal | None


def sum_of_targets(
    measure: Measure, own: Promise | None, members: Sequence[Promise | None]
) -> SumOfTargets | None:
    """None without an own target, and where targets cannot be added up: percentages never can."""
    if own is None or measure.is_ratio or not measure.is_summable:
        return None
    promised = [promise.value for promise in members if promise is not None]
    total = sum(promised, Decimal())
    is_complete = bool(members) and len(promised) == len(members)
    return SumOfTargets(
        count=len(promised),
        expected=len(members),
        total=total,
        own=own.value,
        short_by=measure.worse_by(total, own.value) if is_complete else None,
    )
