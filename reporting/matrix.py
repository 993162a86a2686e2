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
from reporting.matrix_order import Column, Order, Orderly, Place, Placed
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
    """`is_usual`: the status stands over the column; `gap` is None where no area has one; `note` if the
    figure's period is not the heading's."""

    status: StatusWords
    is_usual: bool
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
    """Over the columns of one goal; `columns` where they can be sorted by.

    `status` is that of most areas, if it is no verdict: it is said once instead of in every row.
    """

    number: int
    name: str
    period: str
    unit: str
    has_gap: bool
    status: StatusWords | None
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    order: Order | None = None
    has_regions: bool = False
    has_preliminary: bool = False
    has_hidden: bool = False

    @property
    def has_gap(self) -> bool:
        return any(heading.has_gap for heading in self.headings)


def municipality_matrix(book: Book, areas: Sequence[Area], written: str | None, *, regions: bool) -> Matrix:
    """The municipalities `areas`, in the order that an address asks for (None: most behind first).

    Raises `NotThere` for an order that there is not.
    """
    lines = [_Line(book, area, regions=regions) for area in areas]
    order = Order.of(book.goals, written, regions=regions)
    placed = order.sorted([line.orderly() for line in lines])
    return _matrix(book, lines, placed, order=order, has_regions=regions)


def group_matrix(book: Book, areas: Sequence[Area]) -> Matrix:
    """Regions or the country beside each other, in the order given."""
    lines = [_Line(book, area, regions=False) for area in areas]
    return _matrix(book, lines, [Placed(given, "") for given in range(len(lines))])


def _matrix(
    book: Book,
    lines: Sequence[_Line],
    placed: Sequence[Placed],
    *,
    order: Order | None = None,
    has_regions: bool = False,
) -> Matrix:
    usual = [_usual([line.found[index] for line in lines]) for index in range(len(book.goals))]
    columns = order.of_goals if order else [()] * len(usual)
    results = [result for line in lines for result, _status in line.found]
    return Matrix(
        headings=tuple(map(partial(_heading, book), book.goals, usual, columns)),
        rows=tuple(lines[one.given].row(usual, one.places) for one in placed),
        order=order,
        has_regions=has_regions,
        has_preliminary=any(result.preliminary for result in results),
        has_hidden=any(result.hidden for result in results),
    )


class _Usual(NamedTuple):
    """Of one goal: the month of most areas' latest figures, whether any has a distance to show, and the
    status of most where none has a verdict."""

    month: Month | None
    has_gap: bool
    status: StatusWords | None


def _usual(found: Sequence[tuple[Progress, StatusWords]]) -> _Usual:
    """Of several equally usual months the newest."""
    months = Counter(result.latest_month for result, _status in found)
    del months[None]
    is_judged = any(result.status is None or result.status in JUDGED for result, _status in found)
    statuses = Counter(status for _result, status in found)
    return _Usual(
        month=max(months, key=lambda month: (months[month], month), default=None),
        has_gap=any(result.path_gap is not None or "path_gap" in result.hidden for result, _status in found),
        status=None if is_judged or not found else max(statuses, key=statuses.__getitem__),
    )


def _heading(book: Book, goal: Goal, usual: _Usual, columns: tuple[Column, ...]) -> Heading:
    measure = book.measure(goal)
    return Heading(
        number=goal.number,
        name=goal.short_name,
        period=usual.month.window_label(measure.window) if usual.month else "",
        unit=unit(measure),
        has_gap=usual.has_gap,
        status=usual.status,
        columns=columns if usual.has_gap else columns[:2],
    )


class _Line:
    """One area's results on their way into a row."""

    def __init__(self, book: Book, area: Area, *, regions: bool) -> None:
        self.area = area
        self.address = area.get_absolute_url() + book.query
        self.found = [(book.progress(area, goal), status_of(book, area, goal)) for goal in book.goals]
        self.judged = [result for result, _status in self.found if result.status in JUDGED]
        self.region = book.places.above(area)[0] if regions else None

    def row(self, usual: Sequence[_Usual], places: str) -> Row:
        behind = sum(result.status in BEHIND for result in self.judged)
        return Row(
            area=self.area,
            address=self.address,
            region=self.region.name if self.region else "",
            behind=str(behind) if self.judged else wording.NONE,
            cells=tuple(_cell(*found, of_goal) for found, of_goal in zip(self.found, usual, strict=True)),
            places=places,
        )

    def orderly(self) -> Orderly:
        return Orderly(
            name=self.area.sort_key,
            region=self.region.sort_key if self.region else None,
            behind=self._weight(),
            results=tuple((_severity(one), one.latest, one.path_gap) for one, _status in self.found),
        )

    def _weight(self) -> Place:
        """How far behind: the number of goals behind, then of those nearly so, then the distances."""
        if not self.judged:
            return None
        severities = [_SEVERITY[result.status] for result in self.judged if result.status]
        return (severities.count(2), severities.count(1), sum(map(_distance, self.judged), Decimal()))


def _cell(result: Progress, status: StatusWords, usual: _Usual) -> Cell:
    return Cell(
        status=status,
        is_usual=status == usual.status,
        value=bare_latest(result),
        gap=bare_gap(result) if usual.has_gap else None,
        note=short_period(result) if result.latest_month != usual.month else _gap_in(result.coverage),
    )


def _severity(result: Progress) -> Place:
    if result.status not in JUDGED:
        return None
    return (_SEVERITY[result.status], _distance(result)) if result.status else None


def _gap_in(coverage: Coverage) -> str:
    """How many of a group's members have a figure of its newest month, while others have not."""
    is_full = coverage.expected <= 1 or coverage.reported == coverage.expected
    return "" if is_full else short_coverage(coverage)


def _distance(result: Progress) -> Decimal:
    """By which part of the benchmark a value is worse; negative if it is better."""
    if result.worse_by is None or not result.path:
        return result.worse_by or Decimal()
    return result.worse_by / abs(result.path)
