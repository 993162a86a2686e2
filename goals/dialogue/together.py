"""The dialogues of a region's municipalities together: what is late, and what the targets come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from goals.dialogue.rules import State
from goals.models import TargetVersion, YearDate
from goals.progress import Promise


class Lateness(StrEnum):
    HEARING = "hearing"
    """the hearing should be over"""
    ADOPTION = "adoption"
    """the target should be adopted"""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The last days of hearing and adoption; None where the year has no such date."""

    hearing: date | None = None
    adoption: date | None = None

    @classmethod
    def of(cls, dates: Iterable[YearDate]) -> Deadlines:
        days = {one.kind: one.last_day or one.first_day for one in dates}
        return cls(days.get(YearDate.Kind.HEARING), days.get(YearDate.Kind.ADOPTION))

    def late(self, state: State, today: date, *, binds: bool) -> Lateness | None:
        """Nothing is late while a target binds, also one that was reopened and is discussed anew."""
        if binds:
            return None
        if self.adoption is not None and self.adoption < today:
            return Lateness.ADOPTION
        is_over = self.hearing is not None and self.hearing < today
        return Lateness.HEARING if is_over and state != State.ANSWERED else None


@dataclass(frozen=True, slots=True)
class Weighted:
    """A percentage for the whole group if every one of the `count` of `expected` members reaches its own:
    each weighed by its denominator."""

    count: int
    expected: int
    value: Decimal


def weighted(members: Sequence[tuple[Decimal | None, Decimal | None]]) -> Weighted | None:
    """`members` are each target with the denominator of the month before the year; None if none has both."""
    known = [(target, parts) for target, parts in members if target is not None and parts]
    whole = sum((parts for _target, parts in known), Decimal())
    if not whole:
        return None
    value = sum((target * parts for target, parts in known), Decimal()) / whole
    return Weighted(len(known), len(members), value)


def promise_of(version: TargetVersion | None) -> Promise | None:
    if version is None:
        return None
    return Promise(version.value, version.baseline_month, version.baseline_value, version.kind)
