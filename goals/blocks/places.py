"""What a block comes to: numbers with their places, what was not understood, and what is for others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import pgettext

from goals.models import Indicator
from goals.months import Month
from jobcentres.models import Area


class Place(NamedTuple):
    """A field in a month."""

    area: Area
    indicator: Indicator
    month: Month
    part: str


class Fault(NamedTuple):
    """What was not understood, where it stands (from 0), and what to do."""

    row: int
    column: int
    written: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as it was written, and its place."""

    row: int
    column: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """Numbers that are not for this sheet: the name that says so, how many, and why."""

    row: int
    column: int
    written: str
    reason: str
    count: int


@dataclass(frozen=True)
class Layout:
    cells: Sequence[Cell]
    faults: Sequence[Fault]
    skipped: Sequence[Skipped]


def where(row: int, column: int) -> str:
    """`række 3, kolonne 2`"""
    shown = {"row": row + 1, "column": column + 1}
    return pgettext("place in a block", "row %(row)s, column %(column)s") % shown
