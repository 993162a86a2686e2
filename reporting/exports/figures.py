"""All figures behind a summary, one row to an indicator, area and month, as the reader may see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from goals.models import FigureRevision, Goal
from goals.months import Month
from goals.progress import Line, State
from goals.progress.line import Cell
from goals.series import Basis
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting.exports import codes
from reporting.exports.columns import COLUMNS
from reporting.exports.kinds import Column, Kind
from reporting.exports.place_columns import PLACE_COLUMNS
from reporting.summaries import Book


class Told(NamedTuple):
    """Where a figure comes from, and since when it is released; nothing where there is no figure."""

    source_kind: str = ""
    source: str = ""
    released_on: date | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """`cell` as it was computed; `value` and `hidden` as the reader may see it."""

    area: Area
    goal: Goal
    month: Month
    value: Decimal | None
    cell: Cell
    told: Told
    hidden: frozenset[str]


FIGURE_COLUMNS: Mapping[str, Column[FigureRow]] = {
    **{name: PLACE_COLUMNS[name] for name in ("goal", "indicator", "unit", "level", "area", "area_name")},
    "month": Column(
        lambda row: row.month, Kind.MONTH, _("Month"), _("The month that the figure is of."), width=10
    ),
    "value": Column(
        lambda row: row.value,
        Kind.AMOUNT,
        _("Figure"),
        _("What was reported for the month, or computed: a percentage of its parts, a total of its members."),
        width=10,
    ),
    "numerator": COLUMNS["numerator"].of(lambda row: row.cell.numerator),
    "denominator": COLUMNS["denominator"].of(lambda row: row.cell.denominator),
    "state": Column(
        lambda row: row.cell.state,
        Kind.TEXT,
        _("State of the figure"),
        _("Whether there is a figure, or why there is none."),
        words=codes.STATES,
        width=22,
    ),
    "published": COLUMNS["published"].of(lambda row: row.cell.published),
    "preliminary": COLUMNS["preliminary"].of(lambda row: row.cell.preliminary),
    "source_kind": Column(
        lambda row: row.told.source_kind,
        Kind.TEXT,
        _("Source"),
        _("Where the figure comes from."),
        words=codes.SOURCES,
        width=26,
    ),
    "source": Column(
        lambda row: row.told.source,
        Kind.TEXT,
        _("Source, more closely"),
        _("What was written about the source."),
        width=30,
    ),
    "released_on": Column(
        lambda row: row.told.released_on,
        Kind.DAY,
        _("Released on"),
        _("The day when the figure was released as it is here; of a sum, the last of its figures."),
        width=12,
    ),
}


def figure_rows(book: Book, areas: Sequence[Area], first: Month) -> Iterator[FigureRow]:
    """Goal by goal, area by area, from `first` to the last month that counts; and the earlier months that
    the summary names. One query."""
    months = {(goal.pk, area.pk): _months(book, area, goal, first) for goal in book.goals for area in areas}
    versions = _versions(book, areas, min((own[0] for own in months.values() if own), default=first))
    for goal in book.goals:
        for area in areas:
            line = book.line(area, goal)
            is_open, told = line.is_open_to(book.reader), versions[goal.indicator_id]
            for month in months[goal.pk, area.pk]:
                yield _row(book, area, goal, month, line, is_open, told)


def _months(book: Book, area: Area, goal: Goal, first: Month) -> list[Month]:
    measure, progress = book.measure(goal), book.progress(area, goal)
    named = (progress.latest_month, progress.previous_month, progress.baseline_month)
    earlier = sorted({month for month in named if month is not None and month < first})
    months = [*earlier, *Month.range(first, book.choice.as_of)]
    return [month for month in months if month.is_december] if measure.is_yearly else months


_Versions = Mapping[tuple[int, Month], Told]
"""By area and month: of the newest version that counts on the choice's basis for the reader."""


def _row(
    book: Book, area: Area, goal: Goal, month: Month, line: Line, is_open: bool, versions: _Versions
) -> FigureRow:
    cell, value, hidden = line.at(month), line.value(month), frozenset[str]()
    if not is_open:
        value = line.shown_outside(month)
        hidden |= {"value"} if line.hides_value(month) else frozenset()
        hidden |= {"numerator", "denominator"} if line.hides_parts(month) else frozenset()
    return FigureRow(area, goal, month, value, cell, _told(book, area, month, cell, line, versions), hidden)


def _told(book: Book, area: Area, month: Month, cell: Cell, line: Line, versions: _Versions) -> Told:
    own = line.point(month)
    if own is not None and own.state != State.NOT_REPORTED:
        told = versions.get((area.pk, month), Told())
        return told._replace(released_on=None) if cell.preliminary else told
    if line.members is None or cell.value is None:
        return Told()
    days = [
        theirs.released_on
        for member in book.places.members(area)
        if (theirs := versions.get((member.pk, month))) and theirs.released_on
    ]
    return Told(codes.SUM, "", None if cell.preliminary else max(days, default=None))


def _versions(book: Book, areas: Sequence[Area], first: Month) -> Mapping[int, _Versions]:
    """By indicator. What many figures have in common is kept once."""
    indicators = [goal.indicator_id for goal in book.goals]
    revisions = FigureRevision.objects.filter(
        figure__indicator__in=indicators,
        figure__area__in=book.places.ids_behind(areas),
        figure__month__range=(first, book.choice.as_of),
    )
    if book.choice.known_on is not None:
        revisions = revisions.filter(change__recorded_at__lte=book.choice.known_on)
    if book.choice.basis is Basis.APPROVED:
        revisions = revisions.filter(is_approved=True)
    found: dict[int, dict[tuple[int, Month], Told]] = {pk: {} for pk in indicators}
    same: dict[Told, Told] = {}
    place = ("figure__indicator_id", "figure__area_id", "figure__month")
    said = ("is_approved", "change__recorded_at", "source_kind", "source")
    rows: Any = revisions.order_by("version").values_list(*place, *said)
    for indicator_id, area_id, month, is_approved, recorded_at, kind, source in rows.iterator():
        if is_approved or book.reader.sees_inside(area_id):
            told = Told(kind, source, _day(recorded_at) if is_approved else None)
            found[indicator_id][area_id, month] = same.setdefault(told, told)
    return found


def _day(moment: datetime) -> date:
    return moment.astimezone(COPENHAGEN).date()
