"""What a contract says, as its authors write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goals.models import TargetVersion
from goals.months import Month


@dataclass(frozen=True, slots=True)
class Promised:
    """The region's target for one indicator."""

    value: Decimal
    baseline_month: Month | None = None
    baseline_value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OwnGoal:
    """A goal of the region's own: a number to reach, or a text alone. `number` is None for a new one."""

    title: str
    text: str = ""
    value: Decimal | None = None
    unit: str = ""
    number: int | None = None
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """Of a meeting or a signature: its day, its item on the agenda, and what was said."""

    on: date | None = None
    agenda_item: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a draft or an amendment says: targets by the indicator's key, and own goals that change."""

    targets: Mapping[int, Promised]
    own_goals: Sequence[OwnGoal] = ()


NOTHING_HAPPENED = Happened()


def promised_in(version: TargetVersion) -> Promised:
    return Promised(version.value, version.baseline_month, version.baseline_value)
