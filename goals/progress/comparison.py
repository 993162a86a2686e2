"""One area beside others in the same month: totals with their coverage, the median, ranks and bands."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from goals.months import Month
from goals.progress.line import Line, Reader, adds_up
from goals.progress.measure import Measure

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A line in one month: its value, the change from 12 months before, and who has reported."""

    month: Month
    value: Decimal | None
    previous: Decimal | None
    change: Decimal | None
    change_pct: Decimal | None
    reported: int
    expected: int
    published: bool = False
    preliminary: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class SameMembers:
    """The change of those `count` of the `expected` members that have both months. Never a total."""

    month: Month
    count: int
    expected: int
    latest: Decimal
    previous: Decimal
    change: Decimal
    change_pct: Decimal | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Rank 1 is best; equal values share a rank. `band` is upper, middle or lower third of the ranked,
    None for fewer than three."""

    rank: int
    ranked: int
    band: str | None


def snapshot(line: Line, month: Month, reader: Reader) -> Snapshot:
    """`line` in `month` as `reader` sees it; `hidden` if a small count is left out."""
    measure, before = line.measure, month.year_before
    cell = line.at(month)
    value, previous, hidden = cell.value, line.value(before), False
    if not line.is_open_to(reader):
        hidden = line.hides_value(month) or line.hides_value(before)
        value, previous = line.shown_outside(month), line.shown_outside(before)
    change = value - previous if value is not None and previous is not None else None
    return Snapshot(
        month=month,
        value=value,
        previous=previous,
        change=change,
        change_pct=measure.change_pct(change, previous)
        if change is not None and previous is not None
        else None,
        reported=line.reported(month),
        expected=1 if line.members is None else len(line.members),
        published=cell.published,
        preliminary=cell.preliminary,
        hidden=hidden,
    )


def same_members(line: Line, month: Month) -> SameMembers | None:
    """The change over 12 months of the members that have both months; None if that says nothing, or if
    one of the two sums is not for readers outside."""
    measure, before = line.measure, month.year_before
    have_both = [
        member
        for member in line.members or ()
        if adds_up(measure, member.point(month)) and adds_up(measure, member.point(before))
    ]
    ids = frozenset[int]().union(*(member.area_ids for member in have_both))
    together = Line(measure, {}, have_both, ids, discretion=line.discretion)
    latest, previous = together.shown(month), together.shown(before)
    if latest is None or previous is None:
        return None
    change = latest - previous
    return SameMembers(
        month=month,
        count=len(have_both),
        expected=len(line.members or ()),
        latest=latest,
        previous=previous,
        change=change,
        change_pct=measure.change_pct(change, previous),
    )


def median(lines: Sequence[Line], month: Month) -> Decimal | None:
    """The median of the lines' values of `month`: of those that have one. None if it rests on a count that
    readers outside do not see, or lies so near to one that it tells it within the threshold."""
    known = [line for line in lines if line.value(month) is not None]
    known.sort(key=lambda line: line.value(month) or Decimal())
    middle = known[(len(known) - 1) // 2 : len(known) // 2 + 1]
    shown = [value for line in middle if (value := line.shown(month)) is not None]
    if not shown or len(shown) < len(middle):
        return None
    found, threshold = sum(shown, Decimal()) / len(shown), lines[0].measure.discretion_threshold
    hidden = (line.value(month) or Decimal() for line in known if line.shown(month) is None)
    return None if any(abs(value - found) < threshold for value in hidden) else found


def ranking(lines: Mapping[Key, Line], month: Month, reader: Reader) -> dict[Key, Standing]:
    """The standing of every line that has one in `month`, among those whose values `reader` sees.

    Ratios are ranked by value, counts by their change in per cent over 12 months.
    """
    scores = {
        key: score for key, line in lines.items() if (score := score_of(line, month, reader)) is not None
    }
    return standings(scores, next(iter(lines.values())).measure) if scores else {}


def standings(scores: Mapping[Key, Decimal], measure: Measure) -> dict[Key, Standing]:
    """The standing of every score, best first by the measure's direction."""
    best_first = sorted(scores.values(), reverse=measure.direction == "up")
    ranks: dict[Decimal, int] = {}
    for place, score in enumerate(best_first, start=1):
        ranks.setdefault(score, place)
    return {
        key: Standing(ranks[score], len(scores), _band(ranks[score], len(scores)))
        for key, score in scores.items()
    }


def score_of(line: Line, month: Month, reader: Reader) -> Decimal | None:
    """What a line is ranked by; None if it has nothing that `reader` sees."""
    return line.value(month) if line.measure.is_ratio else snapshot(line, month, reader).change_pct


def _band(rank: int, ranked: int) -> str | None:
    if ranked < 3:
        return None
    return ("upper", "middle", "lower")[(rank - 1) * 3 // ranked]
