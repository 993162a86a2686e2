"""Areas × goals: status, latest figure and what else is asked for of each, in strings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import NamedTuple, TypedDict

from django.utils.safestring import SafeString

from goals.models import Goal
from goals.months import Month
from goals.outlook import NoOutlook, Outlook
from goals.progress import Progress, Status
from jobcentres.models import Area
from reporting import wording
from reporting.many_rows import matrix_rows
from reporting.matrix_beside import Beside, beside, columns_beside
from reporting.matrix_choice import Asked
from reporting.matrix_order import Column, Kind, Order, Place, Placed, View
from reporting.matrix_outlook import Outlooks
from reporting.origin_address import Addresses
from reporting.status_table import status_of
from reporting.summaries import Book
from reporting.wording import StatusWords
from reporting.wording.cells import bare_latest, short_coverage, short_period, unit

BEHIND = frozenset({Status.BEHIND, Status.NOT_MET})
GOOD = frozenset({Status.ON_TRACK, Status.MET})
JUDGED = GOOD | BEHIND | {Status.NEAR}
_SEVERITY = dict.fromkeys(GOOD, 0) | {Status.NEAR: 1} | dict.fromkeys(BEHIND, 2)


class Cell(TypedDict):
    """Status, figure and what the view adds, as a dictionary: a template finds its entries at once.

    `is_usual`: the status stands over the column; `origin` is where the figure comes from, `spoken` names it
    with area and goal; `note` if its period is not the heading's. `more` with its note, and `last`: None
    where there is no such column.
    """

    sign: str
    word: str
    kind: str
    is_usual: bool
    value: str
    origin: str
    spoken: str
    note: str
    more: str | None
    more_note: str
    more_look: str
    last: str | None


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
    """Over the columns of one goal, `width` of them; `columns` where they can be sorted by.

    `status` is that of most areas, if it is no verdict: it is said once instead of in every row.
    """

    number: int
    name: str
    period: str
    unit: str
    width: int
    status: StatusWords | None
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """`notes` tell of each goal how its outlooks are made, and how that did before."""

    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    view: View = View.GAP
    order: Order | None = None
    has_regions: bool = False
    has_preliminary: bool = False
    has_hidden: bool = False
    notes: tuple[str, ...] = ()

    @property
    def body(self) -> SafeString:
        """The rows, ready to be placed."""
        return matrix_rows(self.rows, regions=self.has_regions, behind=self.order is not None)

    @property
    def has_gap(self) -> bool:
        return self.view is View.GAP and any(heading.width > 2 for heading in self.headings)

    @property
    def is_wide(self) -> bool:
        return self.view is View.CHANGE

    @property
    def is_outlook(self) -> bool:
        return self.view is View.OUTLOOK


def municipality_matrix(book: Book, areas: Sequence[Area], asked: Asked, *, regions: bool) -> Matrix:
    """Those of the municipalities `areas` that an address asks for, in its order (none: most behind first).

    Raises `NotThere` for an order that there is not.
    """
    goals = asked.goals(book)
    order = Order.of(goals, asked.order, regions=regions, view=asked.view)
    is_ahead = asked.view is View.OUTLOOK or order.is_by(Kind.OUTLOOK)
    outlooks = [Outlooks.of(book, goal, areas) for goal in goals] if is_ahead else []
    origins = Addresses(book.choice)
    lines = [_Line(book, area, goals, outlooks, origins, regions=regions) for area in areas]
    shown = [line for line in lines if asked.admits(line.area, line.kinds)]
    matrix = _matrix(book, goals, shown, order.sorted(shown), view=asked.view, order=order)
    notes = tuple(one.note() for one in outlooks) if asked.view is View.OUTLOOK else ()
    return replace(matrix, has_regions=regions, notes=notes)


def group_matrix(book: Book, areas: Sequence[Area]) -> Matrix:
    """Regions or the country beside each other, in the order given."""
    origins = Addresses(book.choice)
    lines = [_Line(book, area, book.goals, [], origins, regions=False) for area in areas]
    return _matrix(book, book.goals, lines, [Placed(given, "") for given in range(len(lines))])


def _matrix(
    book: Book,
    goals: Sequence[Goal],
    lines: Sequence[_Line],
    placed: Sequence[Placed],
    *,
    view: View = View.GAP,
    order: Order | None = None,
) -> Matrix:
    usual = [_usual(view, goal, [line.found[at] for line in lines]) for at, goal in enumerate(goals)]
    columns = [tuple(one.values()) for one in order.of_goals] if order else [()] * len(goals)
    results = [found.result for line in lines for found in line.found]
    return Matrix(
        headings=tuple(map(partial(_heading, book), goals, usual, columns)),
        rows=tuple(lines[one.given].row(view, usual, one.places) for one in placed),
        view=view,
        order=order,
        has_preliminary=any(result.preliminary for result in results),
        has_hidden=any(result.hidden for result in results),
    )


class _Found(NamedTuple):
    """Of one area and goal."""

    result: Progress
    status: StatusWords
    outlook: Outlook | None
    gap_in_total: str
    origin: str
    named: str


class _Usual(NamedTuple):
    """Of one goal: the month of most areas' latest figures, how many columns the view adds, the status of
    most where none has a verdict, and why most have no outlook."""

    month: Month | None
    beside: int
    status: StatusWords | None
    reason: NoOutlook | None


def _usual(view: View, goal: Goal, found: Sequence[_Found]) -> _Usual:
    """Of several equally usual months the newest."""
    months = Counter(one.result.latest_month for one in found)
    del months[None]
    is_judged = any(one.result.status is None or one.result.status in JUDGED for one in found)
    statuses = Counter(one.status for one in found)
    reasons = Counter(one.outlook.reason for one in found if one.outlook)
    return _Usual(
        month=max(months, key=lambda month: (months[month], month), default=None),
        beside=columns_beside(view, goal, [(one.result, one.outlook) for one in found]),
        status=None if is_judged or not found else max(statuses, key=statuses.__getitem__),
        reason=max(reasons, key=reasons.__getitem__, default=None),
    )


def _heading(book: Book, goal: Goal, usual: _Usual, columns: tuple[Column, ...]) -> Heading:
    measure = book.measure(goal)
    return Heading(
        number=goal.number,
        name=goal.short_name,
        period=usual.month.window_label(measure.window) if usual.month else "",
        unit=unit(measure),
        width=2 + usual.beside,
        status=usual.status,
        columns=columns[: 2 + usual.beside],
    )


class _Line:
    """One area's results on their way into a row."""

    def __init__(
        self,
        book: Book,
        area: Area,
        goals: Sequence[Goal],
        outlooks: Sequence[Outlooks],
        origins: Addresses,
        *,
        regions: bool,
    ) -> None:
        self.area = area
        self.address = area.get_absolute_url() + book.query
        ahead = [one.of_area[area.pk] for one in outlooks] if outlooks else [None] * len(goals)
        self.found = [
            _Found(
                result,
                status_of(book, area, goal),
                outlook,
                _gap_in(area, result),
                origins.of(goal, area, result.latest_month or book.choice.as_of),
                f"{area.name}, {goal.short_name}",
            )
            for goal, outlook in zip(goals, ahead, strict=True)
            for result in [book.progress(area, goal)]
        ]
        self.judged = [one.result for one in self.found if one.result.status in JUDGED]
        self.region = book.places.above(area)[0] if regions else None

    @property
    def kinds(self) -> list[str]:
        """Of its statuses."""
        return [one.status.kind for one in self.found]

    def row(self, view: View, usual: Sequence[_Usual], places: str) -> Row:
        behind = sum(result.status in BEHIND for result in self.judged)
        return Row(
            area=self.area,
            address=self.address,
            region=self.region.name if self.region else "",
            behind=str(behind) if self.judged else wording.NONE,
            cells=tuple(map(partial(_cell, view), self.found, usual)),
            places=places,
        )

    @property
    def name(self) -> str:
        return self.area.sort_key

    @property
    def region_name(self) -> str | None:
        return self.region.sort_key if self.region else None

    @property
    def behind(self) -> Place:
        """How far behind: the number of goals behind, then of those nearly so, then the distances."""
        if not self.judged:
            return None
        severities = [_SEVERITY[result.status] for result in self.judged if result.status]
        return (severities.count(2), severities.count(1), sum(map(_distance, self.judged), Decimal()))

    def of_goal(self, index: int, kind: Kind) -> Place:
        found = self.found[index]
        result, outlook = found.result, found.outlook
        match kind:
            case Kind.STATUS:
                return _severity(result)
            case Kind.FIGURE:
                return result.latest
            case Kind.GAP:
                return result.path_gap
            case Kind.CHANGE:
                return result.change
            case Kind.CHANGE_PERCENT:
                return result.change_pct
            case Kind.OUTLOOK:
                return outlook and outlook.value


def _cell(view: View, found: _Found, usual: _Usual) -> Cell:
    result, value = found.result, bare_latest(found.result)
    more = beside(view, result, found.outlook, usual.reason) if usual.beside else Beside()
    return Cell(
        sign=found.status.sign,
        word=found.status.word,
        kind=found.status.kind,
        is_usual=found.status == usual.status,
        value=value,
        origin=found.origin,
        spoken=f"{value}, {found.named}",
        note=short_period(result) if result.latest_month != usual.month else found.gap_in_total,
        more=more.more,
        more_note=more.note,
        more_look="number outlook" if view is View.OUTLOOK else "number",
        last=more.last,
    )


def _severity(result: Progress) -> Place:
    if result.status not in JUDGED:
        return None
    return (_SEVERITY[result.status], _distance(result)) if result.status else None


def _gap_in(area: Area, result: Progress) -> str:
    """How many of a group's members have a figure of its newest month, while others have not.

    Of a municipality it is not asked: it would have the whole past read.
    """
    if area.level == Area.Level.MUNICIPALITY:
        return ""
    coverage = result.coverage
    return "" if coverage.reported == coverage.expected else short_coverage(coverage)


def _distance(result: Progress) -> Decimal:
    """By which part of the benchmark a value is worse; negative if it is better."""
    if result.worse_by is None or not result.path:
        return result.worse_by or Decimal()
    return result.worse_by / abs(result.path)
