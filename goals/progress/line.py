"""One indicator of one area or group, month by month: values, totals and their coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, Protocol

from goals.months import Month
from goals.numbers import rounded
from goals.progress.discretion import FEWEST_CLOSED, FEWEST_TOGETHER, Discretion, Reader
from goals.progress.measure import Measure, Point, State


class Past(Protocol):
    """Points that lie before the months known so far (`known_from` None: nothing does)."""

    known_from: Month | None

    def open(self) -> bool:
        """Add those points to the lines that share this past; False if there was none left."""
        ...


class Cell(NamedTuple):
    """What holds for one month: `value` is None where there is none, whatever the reason.

    `published` marks a group's own record used instead of a sum, `preliminary` a value to which a
    figure not yet approved contributes.
    """

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    state: str = State.REPORTED
    published: bool = False
    preliminary: bool = False


class Outside(NamedTuple):
    """A month's value as readers outside see it, and what of it is hidden from them."""

    value: Decimal | None
    hides_value: bool
    hides_parts: bool


class Coverage(NamedTuple):
    """`reported` of the `expected` members have what the total needs for `month`."""

    month: Month | None
    reported: int
    expected: int


_NOTHING = Cell(None, state=State.NOT_REPORTED)
_ZERO = Decimal()
NOTHING_COVERED = Coverage(None, 0, 0)


@dataclass(slots=True, eq=False)
class Line:
    """An area's own points, and for a group (`members` not None) the lines of its municipalities.

    A group's own points are direct records for the region or the country; they win over the sum.
    `area_ids` are the areas of which a reader must see the inside to see small counts here: the area
    itself, or all the members of a cluster or jobcentre. Cells are computed when asked for, and kept.
    """

    measure: Measure
    points: Mapping[Month, Point]
    members: Sequence[Line] | None = None
    area_ids: frozenset[int] = frozenset()
    past: Past | None = None
    discretion: Discretion | None = None
    _cells: dict[Month, Cell] = field(default_factory=dict, repr=False)

    def at(self, month: Month) -> Cell:
        cell = self._cells.get(month)
        if cell is None:
            point = self.point(month)
            if point is not None and point.state != State.NOT_REPORTED:
                cell = self._own(point)
            elif self.members and self.measure.is_summable:
                cell = total(self.measure, [member.points.get(month) for member in self.members])
            else:
                cell = _NOTHING
            self._cells[month] = cell
        return cell

    def each(self, months: Iterable[Month]) -> Iterator[Cell]:
        """What `at` says of them; for so many that they shall not be kept."""
        for month in months:
            point = self.point(month)
            if point is None or point.state == State.NOT_REPORTED:
                yield _NOTHING if self.members is None else self.at(month)
            else:
                yield self._own(point)

    def point(self, month: Month) -> Point | None:
        """The area's own figure."""
        self._open_past(month)
        return self.points.get(month)

    def value(self, month: Month) -> Decimal | None:
        return self.at(month).value

    def _own(self, point: Point) -> Cell:
        state, value, numerator, denominator, preliminary = point
        if (
            state == State.REPORTED
            and self.measure.is_ratio
            and numerator is not None
            and denominator is not None
        ):
            value = self.measure.percentage(numerator, denominator)
        return Cell(
            value, numerator, denominator, state, self.members is not None and value is not None, preliminary
        )

    def latest_month(self, as_of: Month) -> Month | None:
        """The newest month up to `as_of` with a value."""
        return next((month for month in self._months_back(as_of) if self.at(month).value is not None), None)

    def newest_record(self, first: Month, last: Month) -> tuple[Month, Cell] | None:
        """The area's own newest record from `first` to `last`, whatever it says; a withdrawn one is none."""
        for step in range(last.since(first) + 1):
            month = last.plus(-step)
            point = self.point(month)
            if point is not None and point.state != State.NOT_REPORTED:
                return month, self.at(month)
        return None

    def reported(self, month: Month) -> int:
        """How many members have what the total needs (1 or 0 for a municipality)."""
        self._open_past(month)
        lines = (self,) if self.members is None else self.members
        return len(adding_up(self.measure, [line.points.get(month) for line in lines]))

    def coverage(self, as_of: Month) -> Coverage:
        """The newest month up to `as_of` for which any member has what the total needs."""
        expected = 1 if self.members is None else len(self.members)
        for month in self._months_back(as_of):
            reported = self.reported(month)
            if reported:
                return Coverage(month, reported, expected)
        return Coverage(None, 0, expected)

    def is_open_to(self, reader: Reader) -> bool:
        """Whether `reader` sees small counts here."""
        return bool(self.area_ids) and all(reader.sees_inside(area_id) for area_id in self.area_ids)

    def hides_value(self, month: Month) -> bool:
        """Whether the month's value is not for readers outside: a count too small, or one that would give
        such a count back. Of the percentages only a group's ever is."""
        value = self.at(month).value
        if value is None:
            return False
        if self.measure.is_ratio:
            return self.members is not None and self._hides_percentage(month)
        if self.measure.is_too_small_to_show(value):
            return True
        if self.discretion is None:
            return False
        if self.members is None:
            return any(self.discretion.hides(self.measure, area_id, month) for area_id in self.area_ids)
        return self.discretion.hides_total(self.measure, self.member_ids, month)

    def hides_parts(self, month: Month) -> bool:
        """Whether a ratio's two parts are not for readers outside: one is too small a count, or they would
        give back somebody's that is."""
        if not self.measure.is_ratio or self.at(month).numerator is None:
            return False
        if self.has_small_parts(month):
            return True
        return self.discretion is not None and self.discretion.hides_parts(self.measure, month)

    def has_small_parts(self, month: Month) -> bool:
        cell, small = self.at(month), self.measure.is_too_small_to_show
        return self.measure.is_ratio and (small(cell.numerator) or small(cell.denominator))

    def member_ids(self) -> list[int]:
        return [area_id for member in self.members or () for area_id in member.area_ids]

    def _hides_percentage(self, month: Month) -> bool:
        """Whether the percentage of a group would say, beside the parts that the reader knows, how large a
        member is: where it has few members, few unknown ones, or none that could make up for a small one."""
        members, discretion, value = self.members or (), self.discretion, self.value(month)
        if value is None or discretion is None or not discretion.hides_parts(self.measure, month):
            return False
        closed = [member for member in members if not member.is_open_to(discretion.reader)]
        if len(members) < FEWEST_TOGETHER or 0 < len(closed) < FEWEST_CLOSED:
            return True
        if len(closed) == len(members):
            return False
        around = [
            (each, member.value(month)) for member in closed for each in [member.has_small_parts(month)]
        ]
        above = any(own is not None and own > value for _small, own in around)
        below = any(own is not None and own < value for _small, own in around)
        return any(
            is_small and own is not None and not (below if own >= value else above)
            for is_small, own in around
        )

    def shown_outside(self, month: Month) -> Decimal | None:
        """The month's value as readers outside see it: none if it is too small a count; a percentage whose
        parts are hidden only with its shown decimals."""
        value = self.value(month)
        if value is None or self.hides_value(month):
            return None
        return self.told(month)

    def outside(self, month: Month) -> Outside:
        """The same with what is hidden, for many months."""
        value, hides_parts, hides_value = self.value(month), False, False
        if self.discretion is None or not self.discretion.is_silent(self.measure, month):
            hides_parts, hides_value = self.hides_parts(month), self.hides_value(month)
        elif self.measure.is_ratio:
            hides_parts = self.has_small_parts(month)
        else:
            hides_value = self.measure.is_too_small_to_show(value)
        if value is None or hides_value:
            return Outside(None, hides_value, hides_parts)
        return Outside(rounded(value, self.measure.decimals) if hides_parts else value, False, hides_parts)

    def shown(self, month: Month) -> Decimal | None:
        """The same for the reader for whom the line was read."""
        is_open = self.discretion is not None and self.is_open_to(self.discretion.reader)
        return self.value(month) if is_open else self.shown_outside(month)

    def told(self, month: Month) -> Decimal | None:
        """The month's value, whose unrounded percentage would tell hidden parts, with its shown decimals."""
        value = self.value(month)
        return (
            rounded(value, self.measure.decimals) if value is not None and self.hides_parts(month) else value
        )

    def first_month(self) -> Month | None:
        """The earliest month of which anything is known so far."""
        own = min(self.points, default=None)
        firsts = [own, *(min(member.points, default=None) for member in self.members or ())]
        return min((month for month in firsts if month is not None), default=None)

    def _months_back(self, month: Month) -> Iterator[Month]:
        """From `month` back to the earliest of which anything is known; mostly the first will do."""
        yield month
        while True:
            first = self.first_month()
            while first is not None and month > first:
                month = month.plus(-1)
                yield month
            if self.past is None or not self.past.open():
                return

    def _open_past(self, month: Month) -> None:
        if self.past is not None and self.past.known_from is not None and month < self.past.known_from:
            self.past.open()


def adds_up(measure: Measure, point: Point | None) -> bool:
    """Whether the figure has what a total needs."""
    return bool(adding_up(measure, (point,)))


def adding_up(measure: Measure, points: Iterable[Point | None]) -> list[Point]:
    """Those that have what a total needs: a count its value, a ratio both parts."""
    if measure.is_ratio:
        return [
            point
            for point in points
            if point is not None
            and point.state == State.REPORTED
            and point.numerator is not None
            and point.denominator is not None
        ]
    return [
        point
        for point in points
        if point is not None and point.state == State.REPORTED and point.value is not None
    ]


def total(measure: Measure, points: Sequence[Point | None]) -> Cell:
    """The sum of members' figures of one month. Empty unless every member has what it needs; never a
    mean of percentages."""
    present = adding_up(measure, points)
    if not points or len(present) < len(points):
        return _NOTHING
    preliminary = any(point.preliminary for point in present)
    if not measure.is_ratio:
        return Cell(sum([point.value or _ZERO for point in present], _ZERO), preliminary=preliminary)
    numerator = sum([point.numerator or _ZERO for point in present], _ZERO)
    denominator = sum([point.denominator or _ZERO for point in present], _ZERO)
    return Cell(measure.percentage(numerator, denominator), numerator, denominator, preliminary=preliminary)
