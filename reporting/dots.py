"""Areas in order, each with a dot at its value and the value beside it: strings and places, no arithmetic.

Drawn by the server: a place is a percentage of the width, so that a row fits every screen and every paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from goals.progress import Snapshot
from reporting.nationwide import Nationwide
from reporting.nationwide_words import (
    LeftOut,
    change_conclusion,
    change_text,
    level_conclusion,
    level_text,
    median_text,
    star,
    without_change,
    without_level,
)

MARGIN = 2.5
OWN, OTHER, GROUP, MEDIAN = "own", "other", "group", "median"

Number = Callable[[Snapshot], Decimal | None]


class Scale:
    """From the least to the greatest of what is drawn, with 0 unless it says otherwise; a little room at both
    ends."""

    def __init__(self, values: Iterable[Decimal], *, with_zero: bool = True) -> None:
        found = [*map(float, values), *([0.0] if with_zero else [])]
        self.low, self.high = min(found, default=0.0), max(found, default=0.0)

    def at(self, value: Decimal | int) -> str:
        """`37.25%`"""
        share = (float(value) - self.low) / (self.high - self.low or 1)
        return f"{MARGIN + share * (100 - 2 * MARGIN):.2f}%"


class Dot(NamedTuple):
    """`rank` where the areas are ranked by what is drawn; `kind`: own, other, group or median."""

    name: str
    x: str
    text: str
    kind: str
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Dots:
    """`zero`: where 0 lies, if values lie on both sides; `middle`: where the median lies, or nothing."""

    title: str
    conclusion: str
    dots: tuple[Dot, ...]
    zero: str
    middle: str
    left_out: tuple[LeftOut, ...]
    has_groups: bool
    has_own: bool
    has_ranks: bool
    note: str = ""


class _Placed(NamedTuple):
    """What is drawn before it is put in order."""

    value: Decimal
    name: str
    text: str
    kind: str
    sort_key: str
    rank: str = ""


def level_dots(found: Nationwide) -> Dots:
    """The figures: shares best first, with the totals of country and regions; counts, which grow with the
    municipality, highest first, without totals."""
    measure = found.measure
    placed = [
        _Placed(
            one.seen.value,
            one.area.name,
            level_text(measure, one.seen),
            OWN if one.is_own else OTHER,
            one.area.sort_key,
            str(one.standing.rank) if measure.is_ratio and one.standing else "",
        )
        for one in found.members
        if one.seen.value is not None
    ]
    if measure.is_ratio:
        placed += _groups(found, lambda seen: seen.value, lambda seen: level_text(measure, seen))
    if found.median is not None:
        placed.append(_median(found.median, median_text(measure, found.median)))
    return _drawn(
        placed,
        title=_("Level, %(unit)s: %(period)s")
        % {"unit": _("per cent") if measure.is_ratio else _("persons"), "period": found.period},
        conclusion=level_conclusion(found),
        highest_first=not measure.is_ratio or measure.direction == "up",
        left_out=tuple(without_level(found)),
        has_ranks=measure.is_ratio,
        with_zero=not measure.is_ratio,
    )


def change_dots(found: Nationwide) -> Dots:
    """The change in 12 months, best first: of counts in per cent, of shares in percentage points."""
    measure = found.measure
    number: Number = (lambda seen: seen.change) if measure.is_ratio else (lambda seen: seen.change_pct)

    def text(seen: Snapshot) -> str:
        value = number(seen)
        return "" if value is None else change_text(measure, value) + star(seen)

    placed = [
        _Placed(
            value,
            one.area.name,
            text(one.seen),
            OWN if one.is_own else OTHER,
            one.area.sort_key,
            str(one.standing.rank) if not measure.is_ratio and one.standing else "",
        )
        for one in found.members
        if (value := number(one.seen)) is not None
    ]
    placed += _groups(found, number, text)
    if found.spread and not measure.is_ratio:
        placed.append(_median(found.spread.median, change_text(measure, found.spread.median)))
    return _drawn(
        placed,
        title=_("Change in 12 months, in percentage points")
        if measure.is_ratio
        else _("Change in 12 months, in per cent"),
        conclusion=change_conclusion(found),
        highest_first=measure.direction == "up",
        left_out=tuple(without_change(found)),
        has_ranks=not measure.is_ratio,
        note=_("The change is across a series break: the two figures cannot be compared directly.")
        if found.crosses_break
        else "",
    )


def _drawn(
    placed: Sequence[_Placed],
    *,
    title: str,
    conclusion: str,
    highest_first: bool,
    left_out: tuple[LeftOut, ...],
    has_ranks: bool,
    with_zero: bool = True,
    note: str = "",
) -> Dots:
    scale = Scale((one.value for one in placed), with_zero=with_zero)
    sign = -1 if highest_first else 1
    ordered = sorted(placed, key=lambda one: (sign * one.value, one.sort_key))
    medians = [one for one in placed if one.kind == MEDIAN]
    return Dots(
        title=title,
        conclusion=conclusion,
        dots=tuple(Dot(one.name, scale.at(one.value), one.text, one.kind, one.rank) for one in ordered),
        zero=scale.at(0) if scale.low < 0 <= scale.high else "",
        middle=scale.at(medians[0].value) if medians else "",
        left_out=left_out,
        has_groups=any(one.kind == GROUP for one in placed),
        has_own=any(one.kind == OWN for one in placed),
        has_ranks=has_ranks and any(one.rank for one in placed),
        note=note,
    )


def _groups(found: Nationwide, number: Number, text: Callable[[Snapshot], str]) -> list[_Placed]:
    return [
        _Placed(value, area.name, text(seen), GROUP, area.sort_key)
        for area, seen in found.groups
        if (value := number(seen)) is not None
    ]


def _median(value: Decimal, text: str) -> _Placed:
    return _Placed(value, _("Median"), text, MEDIAN, "")
