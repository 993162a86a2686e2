"""One indicator of one area or group, month by month: values, totals and their coverage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, Protocol

from goals.months import Month
from goals.numbers import rounded
from goals.progress.measure import Measure, Point, State


class Reader(Protocol):
    """Who reads (`jobcentres.access.Reader`): small counts are open inside the reader's own areas."""

    def sees_inside(self, area_id: int) -> bool: ...


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


class Coverage(NamedTuple):
    """`reported` of the `expected` members have what the total needs for `month`."""

    month: Month | None
    reported: int
    expected: int


_NOTHING = Cell(None, state=State.NOT_REPORTED)
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
        lines = (self,) if self.members is None else self.members
        return sum(adds_up(self.measure, line.point(month)) for line in lines)

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
        """Whether the month's value is a count too small for readers outside. A percentage never is."""
        return not self.measure.is_ratio and self.measure.is_too_small_to_show(self.at(month).value)

    def hides_parts(self, month: Month) -> bool:
        """Whether one of a ratio's two parts is a count too small for readers outside."""
        cell, small = self.at(month), self.measure.is_too_small_to_show
        return self.measure.is_ratio and (small(cell.numerator) or small(cell.denominator))

    def shown_outside(self, month: Month) -> Decimal | None:
        """The month's value as readers outside see it: none if it is too small a count; a percentage whose
        parts are hidden only with its shown decimals."""
        value = self.value(month)
        if value is None or self.hides_value(month):
            return None
        return rounded(value, self.measure.decimals) if self.hides_parts(month) else value

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
    """Whether the figure has what a total needs: a count its value, a ratio both parts."""
    if point is None or point.state != State.REPORTED:
        return False
    if measure.is_ratio:
        return point.numerator is not None and point.denominator is not None
    return point.value is not None


def total(measure: Measure, points: Sequence[Point | None]) -> Cell:
    """The sum of members' figures of one month. Empty unless every member has what it needs; never a
    mean of percentages."""
    if not points or not all(adds_up(measure, point) for point in points):
        return _NOTHING
    present = [point for point in points if point is not None]
    preliminary = any(point.preliminary for point in present)
    if not measure.is_ratio:
        return Cell(sum((point.value or Decimal() for point in present), Decimal()), preliminary=preliminary)
    numerator = sum((point.numerator or Decimal() for point in present), Decimal())
    denominator = sum((point.denominator or Decimal() for point in present), Decimal())
    return Cell(measure.percentage(numerator, denominator), numerator, denominator, preliminary=preliminary)
