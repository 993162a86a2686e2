"""Which numbers a reader outside must not see because they would give back one that is hidden.

A mask is computed once for an indicator and a month, as an outsider sees the figures; what lies inside a
reader's own areas is opened by `Line.is_open_to`. docs/decisions/0021 has the rule with its reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from goals.months import Month, Window
from goals.progress.measure import Measure, Point, State

COVERS = 2
"""Municipalities of a region hidden beside its small ones: who knows one of them still learns nothing."""
COVERED_FOR = 12
"""Months after a small count in which its region stays covered: the next one may come late."""
FEWEST_TOGETHER, FEWEST_CLOSED = 5, 3
"""Municipalities, and among them such as the reader does not know from inside, of which a percentage together
is shown in a month in which parts are hidden."""


class Reader(Protocol):
    """Who reads (`jobcentres.access.Reader`): small counts are open inside the reader's own areas."""

    def sees_inside(self, area_id: int) -> bool: ...


class Neighbour(NamedTuple):
    """A municipality's region, and its jobcentre, whose people know its figures."""

    area_id: int
    region_id: int | None
    jobcentre: Hashable


class LowFigure(NamedTuple):
    """`beside`: how many municipalities of the region have a number in the month, this one included; or as
    many as all, where the region or the country has a record of its own."""

    area_id: int
    point: Point
    beside: int = 0


class Figures(Protocol):
    """The figures that the mask rests on."""

    def low(self, measure: Measure, month: Month) -> Iterable[LowFigure]:
        """At least those below twice the threshold (of a ratio: the numerator), and those that the source
        hides. `beside` of the small counts."""
        ...

    def neighbours(self) -> Sequence[Neighbour]:
        """Every municipality, in Danish order."""
        ...


@dataclass(frozen=True, slots=True)
class Block:
    """The hidden municipalities of a region. Only their sum is told, `together` with those that were hidden
    lately and may not have reported yet; and not even that unless others cover for the small ones."""

    hidden: frozenset[int]
    together: frozenset[int]
    is_covered: bool


class _Low(NamedTuple):
    """`small` are hidden for their own sake (with how many have a number `beside` them), the `weak` could
    cover none."""

    small: Mapping[int, int]
    weak: frozenset[int]


_NOBODY = _Low({}, frozenset())


@dataclass(slots=True, eq=False)
class Discretion:
    """The masks of the figures that were read. Computed when asked for, and kept."""

    figures: Figures
    reader: Reader
    _low: dict[tuple[int, Month], _Low] = field(default_factory=dict, repr=False)
    _blocks: dict[tuple[int, Month], tuple[Block, ...]] = field(default_factory=dict, repr=False)
    _parts: dict[tuple[int, Month], bool] = field(default_factory=dict, repr=False)

    def hides(self, measure: Measure, area_id: int, month: Month) -> bool:
        """Whether a municipality's count is hidden: itself, or to cover another."""
        return any(area_id in block.hidden for block in self.blocks(measure, month))

    def hides_total(self, measure: Measure, member_ids: Callable[[], Collection[int]], month: Month) -> bool:
        """Whether the sum of these municipalities' counts says more than the totals of the regions: it has
        some of a region's hidden members and not all, or all of them without a cover."""
        blocks = self.blocks(measure, month)
        if not blocks:
            return False
        members = frozenset(member_ids())
        return any(
            not block.is_covered or not block.together <= members
            for block in blocks
            if not block.hidden.isdisjoint(members)
        )

    def hides_parts(self, measure: Measure, month: Month) -> bool:
        """Whether any municipality's part is a small count: then only percentages are shown, of everybody.
        They say how large municipalities are beside each other, and no number would say how large one is."""
        key = (measure.id, month)
        found = self._parts.get(key)
        if found is None:
            months = [*_back(month, COVERED_FOR), *_sharing(measure, month)]
            found = self._parts[key] = bool(self._small(measure, months))
        return found

    def is_silent(self, measure: Measure, month: Month) -> bool:
        """Whether nothing of the month is hidden for the sake of anybody else's figure."""
        return not self.blocks(measure, month) and not self.hides_parts(measure, month)

    def blocks(self, measure: Measure, month: Month) -> tuple[Block, ...]:
        key = (measure.id, month)
        found = self._blocks.get(key)
        if found is None:
            found = self._blocks[key] = self._computed(measure, month)
        return found

    def _computed(self, measure: Measure, month: Month) -> tuple[Block, ...]:
        own = self._small(measure, _sharing(measure, month))
        lately = self._small(measure, [*_sharing(measure, month), *_back(month, COVERED_FOR)])
        if not lately:
            return ()
        weak = self._low_of(measure, month).weak
        regions: dict[int | None, list[Neighbour]] = {}
        for one in self.figures.neighbours():
            regions.setdefault(one.region_id, []).append(one)
        return tuple(
            _block(members, own, lately, weak)
            for members in regions.values()
            if any(one.area_id in lately for one in members)
        )

    def _small(self, measure: Measure, months: Iterable[Month]) -> dict[int, int]:
        """Those that were small in one of the months, with the most that had a number beside them."""
        found: dict[int, int] = {}
        for month in months:
            for area_id, beside in self._low_of(measure, month).small.items():
                found[area_id] = max(beside, found.get(area_id, 0))
        return found

    def _low_of(self, measure: Measure, month: Month) -> _Low:
        key = (measure.id, month)
        found = self._low.get(key)
        if found is None:
            found = self._low[key] = _sorted_out(measure, self.figures.low(measure, month))
        return found


def _sharing(measure: Measure, month: Month) -> list[Month]:
    """The months whose figures count some of what this one counts: their differences would tell of it."""
    if measure.window == Window.ROLLING_12:
        return Month.range(month.plus(-11), month.plus(11))
    if measure.window == Window.YEAR_TO_DATE:
        return Month.range(Month(month.year, 1), Month.december(month.year))
    return [month]


def _sorted_out(measure: Measure, figures: Iterable[LowFigure]) -> _Low:
    small: dict[int, int] = {}
    weak = set()
    for area_id, point, beside in figures:
        if point.state == State.SUPPRESSED:
            small[area_id] = beside
        elif point.state != State.REPORTED:
            continue
        elif measure.is_ratio:
            if any(map(measure.is_too_small_to_show, (point.numerator, point.denominator))):
                small[area_id] = beside
        elif point.value is not None:
            if measure.is_too_small_to_show(point.value):
                small[area_id] = beside
            if point.value < 2 * measure.discretion_threshold:
                weak.add(area_id)
    return _Low(small, frozenset(weak)) if small or weak else _NOBODY


def _block(
    members: Sequence[Neighbour], own: Collection[int], lately: Mapping[int, int], weak: Collection[int]
) -> Block:
    """Where the region has had a total, its first municipalities in Danish order cover: always the same
    ones, so that their figures of the months around tell nothing either, and how they were chosen nothing of
    any number."""
    small = frozenset(one.area_id for one in members if one.area_id in own)
    small_lately = [one.area_id for one in members if one.area_id in lately]
    covers: dict[Hashable, int] = {}
    if any(lately[area_id] >= len(members) for area_id in small_lately):
        for one in members:
            if one.area_id not in own and one.area_id not in weak and len(covers) < COVERS:
                covers.setdefault(one.jobcentre, one.area_id)
    if len(covers) < COVERS:
        return Block(small, small, is_covered=False)
    hidden = small.union(covers.values())
    return Block(hidden, hidden.union(small_lately), is_covered=True)


def _back(month: Month, months: int) -> list[Month]:
    """The month and those before it, the newest first."""
    return [month.plus(-step) for step in range(months + 1)]
