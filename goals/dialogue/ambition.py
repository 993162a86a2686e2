"""How ambitious a proposal is: what it asks for, beside what would come anyway, and what others do.

Pure rules over plain values. Every change is one over the goal year, from the same month (`start`): counts
in per cent, percentages in points, so that all of them lie on one line. docs/measures.md states the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goals.numbers import rounded
from goals.progress import Measure

FEWEST = 3
"""Among fewer others nothing is said of a place."""
SAME_PCT, SAME_POINTS = Decimal(1), Decimal("0.5")
"""A smaller change is none."""


class Nothing(StrEnum):
    """Against everything staying as it is."""

    WORSE = "worse"
    SAME = "same"
    BETTER = "better"


class Beside(StrEnum):
    """Against one other change, or the band of one."""

    LESS = "less"
    ALIKE = "alike"
    MORE = "more"


class Place(StrEnum):
    """Among others: better or worse than every one of them, else in which third."""

    BEST = "best"
    UPPER = "upper"
    MIDDLE = "middle"
    LOWER = "lower"
    LEAST = "least"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a proposal is held against. None and empty: it is not known, or not for this reader.

    `lower` and `upper` are the outlook's band, as values. `last_year` is the own change in the year before,
    `targets` what the others' adopted targets ask for, `changes` what they have had in the latest 12
    months, `contract` what the region's contract asks of the region.
    """

    measure: Measure
    start: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    last_year: Decimal | None = None
    targets: tuple[Decimal, ...] = ()
    changes: tuple[Decimal, ...] = ()
    contract: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ambition:
    """`change` is what the proposal asks for; the rest is None where it cannot be told."""

    change: Decimal | None = None
    nothing: Nothing | None = None
    trend: Beside | None = None
    last_year: Beside | None = None
    targets: Place | None = None
    changes: Place | None = None
    contract: Beside | None = None


def change_between(measure: Measure, start: Decimal | None, value: Decimal | None) -> Decimal | None:
    """In points for percentages, else in per cent; None from a base too small for that."""
    if start is None or value is None:
        return None
    return value - start if measure.is_ratio else measure.change_pct(value - start, start)


def ambition_of(ground: Ground, proposal: Decimal) -> Ambition:
    """`proposal` is the value promised for December."""
    measure = ground.measure
    change = change_between(measure, ground.start, proposal)
    return Ambition(
        change=change,
        nothing=_against_nothing(measure, ground.start, proposal, change),
        trend=_against_band(ground, proposal),
        last_year=_against(measure, change, ground.last_year),
        targets=place_among(measure, change, ground.targets),
        changes=place_among(measure, change, ground.changes),
        contract=_against(measure, change, ground.contract),
    )


def place_among(measure: Measure, change: Decimal | None, others: Sequence[Decimal]) -> Place | None:
    """None among fewer than three. Equal ones share the better place."""
    if change is None or len(others) < FEWEST:
        return None
    better = sum(measure.worse_by(change, one) > 0 for one in others)
    worse = sum(measure.worse_by(change, one) < 0 for one in others)
    if worse == len(others):
        return Place.BEST
    if better == len(others):
        return Place.LEAST
    return (Place.UPPER, Place.MIDDLE, Place.LOWER)[better * 3 // (len(others) + 1)]


def _against_nothing(
    measure: Measure, start: Decimal | None, proposal: Decimal, change: Decimal | None
) -> Nothing | None:
    if start is None:
        return None
    smallest = SAME_POINTS if measure.is_ratio else SAME_PCT
    if proposal == start or (change is not None and abs(change) < smallest):
        return Nothing.SAME
    return Nothing.WORSE if measure.worse_by(proposal, start) > 0 else Nothing.BETTER


def _against_band(ground: Ground, proposal: Decimal) -> Beside | None:
    """Inside the band, its edges included, nothing is told apart from the trend."""
    if ground.lower is None or ground.upper is None:
        return None
    if ground.lower <= proposal <= ground.upper:
        return Beside.ALIKE
    edge = ground.lower if proposal < ground.lower else ground.upper
    return Beside.LESS if ground.measure.worse_by(proposal, edge) > 0 else Beside.MORE


def _against(measure: Measure, change: Decimal | None, other: Decimal | None) -> Beside | None:
    """Alike if both are shown with the same decimal."""
    if change is None or other is None:
        return None
    worse_by = measure.worse_by(rounded(change, 1), rounded(other, 1))
    if worse_by == 0:
        return Beside.ALIKE
    return Beside.LESS if worse_by > 0 else Beside.MORE
