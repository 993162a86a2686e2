"""Areas × goals: status, latest figure and distance from the benchmark of each, in strings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from goals.models import Goal
from goals.months import Month
from goals.progress import Coverage, Progress, Status
from jobcentres.models import Area
from reporting import wording
from reporting.matrix_order import Column, Order, Orderly, Place
from reporting.status_table import status_of
from reporting.summaries import Book
from reporting.wording import StatusWords
from reporting.wording.cells import bare_gap, bare_latest, short_coverage, short_period, unit

BEHIND = frozenset({Status.BEHIND, Status.NOT_MET})
GOOD = frozenset({Status.ON_TRACK, Status.MET})
JUDGED = GOOD | BEHIND | {Status.NEAR}
_SEVERITY = dict.fromkeys(GOOD, 0) | {Status.NEAR: 1} | dict.fromkeys(BEHIND, 2)


@dataclass(frozen=True, slots=True)
class Cell:
    """`gap` is None where no area has one; `note` if the figure's period is not the heading's."""

    status: StatusWords
    value: str
    gap: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """`behind`: with how many goals, or that none can be judged; `places`: under each column, for the
    script that sorts."""

    area: Area
    address: str
    region: str
    behind: str
    cells: tuple[Cell, ...]
    places: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Over the columns of one goal; `columns` where they can be sorted by."""

    number: int
    name: str
    period: str
    unit: str
    has_gap: bool
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    order: Order | None = None
    has_regions: bool = False
    has_preliminary: bool = False
    has_hidden: bool = False


def municipality_matrix(book: Book, areas: Sequence[Area], written: str | None, *, regions: bool) -> Matrix:
    """The municipalities `areas`, in the order that an address asks for (None: most behind first).

    Raises `NotThere` for an order that there is not.
    """
    usual = [_usual(book, areas, goal) for goal in book.goals]
    lines = [_Line(book, area, usual, regions=regions) for area in areas]
    order = Order.of(book.goals, written, regions=regions)
    placed = order.sorted([line.orderly() for line in lines])
    rows = tuple(lines[one.given].row(one.places) for one in placed)
    return _matrix(book, rows, usual, lines, order=order, has_regions=regions)


def group_matrix(book: Book, areas: Sequence[Area]) -> Matrix:
    """Regions or the country beside each other, in the order given."""
    usual = [_usual(book, areas, goal) for goal in book.goals]
    lines = [_Line(book, area, usual, regions=False) for area in areas]
    return _matrix(book, tuple(line.row() for line in lines), usual, lines)


def _matrix(
    book: Book,
    rows: tuple[Row, ...],
    usual: Sequence[_Usual],
    lines: Sequence[_Line],
    *,
    order: Order | None = None,
    has_regions: bool = False,
) -> Matrix:
    results = [result for line in lines for result in line.results]
    columns = order.of_goals if order else [()] * len(usual)
    return Matrix(
        headings=tuple(map(partial(_heading, book), book.goals, usual, columns)),
        rows=rows,
        order=order,
        has_regions=has_regions,
        has_preliminary=any(result.preliminary for result in results),
        has_hidden=any(result.hidden for result in results),
    )


class _Usual(NamedTuple):
    """Of one goal: the month of most areas' latest figures, and whether any has a distance to show."""

    month: Month | None
    has_gap: bool


def _heading(book: Book, goal: Goal, usual: _Usual, columns: tuple[Column, ...]) -> Heading:
    measure = book.measure(goal)
    return Heading(
        number=goal.number,
        name=goal.short_name,
        period=usual.month.window_label(measure.window) if usual.month else "",
        unit=unit(measure),
        has_gap=usual.has_gap,
        columns=columns if usual.has_gap else columns[:2],
    )


def _usual(book: Book, areas: Sequence[Area], goal: Goal) -> _Usual:
    """Of several equally usual months the newest."""
    results = [book.progress(area, goal) for area in areas]
    found = Counter(result.latest_month for result in results)
    del found[None]
    return _Usual(
        month=max(found, key=lambda month: (found[month], month), default=None),
        has_gap=any(result.path_gap is not None or "path_gap" in result.hidden for result in results),
    )


class _Line:
    """One area's results on their way into a row."""

    def __init__(self, book: Book, area: Area, usual: Sequence[_Usual], *, regions: bool) -> None:
        self.area = area
        self.book = book
        self.usual = usual
        self.results = [book.progress(area, goal) for goal in book.goals]
        self.judged = [result for result in self.results if result.status in JUDGED]
        self.region = book.places.above(area)[0] if regions else None

    def row(self, places: str = "") -> Row:
        behind = sum(result.status in BEHIND for result in self.judged)
        return Row(
            area=self.area,
            address=self.area.get_absolute_url(),
            region=self.region.name if self.region else "",
            behind=str(behind) if self.judged else wording.NONE,
            cells=tuple(map(self._cell, self.book.goals, self.results, self.usual)),
            places=places,
        )

    def _cell(self, goal: Goal, result: Progress, usual: _Usual) -> Cell:
        return Cell(
            status=status_of(self.book, self.area, goal),
            value=bare_latest(result),
            gap=bare_gap(result) if usual.has_gap else None,
            note=short_period(result) if result.latest_month != usual.month else _gap_in(result.coverage),
        )

    def orderly(self) -> Orderly:
        return Orderly(
            name=self.area.sort_key,
            region=self.region.sort_key if self.region else None,
            behind=self._weight(),
            results=tuple((self._severity(one), one.latest, one.path_gap) for one in self.results),
        )

    def _weight(self) -> Place:
        """How far behind: the number of goals behind, then of those nearly so, then the distances."""
        if not self.judged:
            return None
        severities = [_SEVERITY[result.status] for result in self.judged if result.status]
        return (severities.count(2), severities.count(1), sum(map(_distance, self.judged), Decimal()))

    def _severity(self, result: Progress) -> Place:
        if result.status not in JUDGED:
            return None
        return (_SEVERITY[result.status], _distance(result)) if result.status else None


def _gap_in(coverage: Coverage) -> str:
    """Which share of a group's members the figure of its newest month lacks."""
    return "" if coverage.reported == coverage.expected else short_coverage(coverage)


def _distance(result: Progress) -> Decimal:
    """By which part of the benchmark a value is worse; negative if it is better."""
    if result.worse_by is None or not result.path:
        return result.worse_by or Decimal()
    return result.worse_by / abs(result.path)
