"""All figures behind a summary, one row to an indicator, area and month, as the reader may see them.

Months that the summary has not read are read for a few goals at a time, so that a file of all years takes no
more memory than these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from goals.models import Goal
from goals.months import Month
from goals.progress import Line, State
from goals.progress.line import Cell, Outside
from jobcentres.models import Area
from reporting.exports import codes
from reporting.exports.columns import COLUMNS
from reporting.exports.kinds import Column, Kind
from reporting.exports.place_columns import PLACE_COLUMNS
from reporting.exports.told import NOTHING, Tellings, Told, read_tellings
from reporting.summaries import Book

FIGURES_AT_ONCE = 26_000
"""Two goals of ten years: some 8 MB. The database looks through all revisions for each such part."""


class FigureRow(NamedTuple):
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
    the summary names. Two queries for a few goals, or one for all where the book has read every month."""
    for own in parts_of(book, first):
        months = {goal.pk: _months(own, areas, goal, first) for goal in own.goals}
        earliest = min((each[0] for listed in months.values() for each in listed if each), default=first)
        tellings = read_tellings(own, areas, earliest)
        for goal in own.goals:
            told = tellings[goal.indicator_id]
            for area, listed in zip(areas, months[goal.pk], strict=True):
                yield from _rows(own, area, goal, listed, told)


def parts_of(book: Book, first: Month) -> Iterator[Book]:
    """The book where it reads every month from `first` on; else books of some of its goals, one after the
    other."""
    if book.series.reaches(first):
        yield book
        return
    months, goals, figures = book.choice.as_of.since(first) + 1, list[Goal](), 0
    for goal in book.goals:
        own = len(book.area_ids) * (months // 12 if book.measure(goal).is_yearly else months)
        if goals and figures + own > FIGURES_AT_ONCE:
            yield book.of_goals(tuple(goals), first)
            goals, figures = [], 0
        goals.append(goal)
        figures += own
    yield book.of_goals(tuple(goals), first)


def count_of_figures(book: Book, areas: Sequence[Area], first: Month) -> int:
    """How many rows there are, without reading the figures."""
    return sum(len(own) for goal in book.goals for own in _months(book, areas, goal, first))


def _months(book: Book, areas: Sequence[Area], goal: Goal, first: Month) -> list[Sequence[Month]]:
    """Of each area. Nearly all have the same."""
    is_yearly, usual = book.measure(goal).is_yearly, Month.range(first, book.choice.as_of)
    usual = [month for month in usual if month.is_december] if is_yearly else usual
    found: list[Sequence[Month]] = []
    for area in areas:
        progress = book.progress(area, goal)
        named = {progress.latest_month, progress.previous_month, progress.baseline_month}
        earlier = sorted(month for month in named if month is not None and month < first)
        earlier = [month for month in earlier if month.is_december] if is_yearly else earlier
        found.append([*earlier, *usual] if earlier else usual)
    return found


def _rows(
    book: Book, area: Area, goal: Goal, months: Sequence[Month], tellings: Tellings
) -> Iterator[FigureRow]:
    line = book.line(area, goal)
    is_open = line.is_open_to(book.reader)
    cells = line.each(months) if is_open else map(line.at, months)
    for month, cell in zip(months, cells, strict=True):
        told = _told(book, area, month, cell, line, tellings)
        if is_open:
            yield FigureRow(area, goal, month, cell.value, cell, told, _NOTHING_HIDDEN)
        else:
            seen = line.outside(month)
            yield FigureRow(area, goal, month, seen.value, cell, told, hidden_outside(seen))


def hidden_outside(seen: Outside) -> frozenset[str]:
    """The columns that are not for readers outside."""
    return _HIDDEN[seen.hides_value, seen.hides_parts]


_NOTHING_HIDDEN = frozenset[str]()
_HIDDEN = {
    (False, False): _NOTHING_HIDDEN,
    (True, False): frozenset({"value"}),
    (False, True): frozenset({"numerator", "denominator"}),
    (True, True): frozenset({"value", "numerator", "denominator"}),
}


def _told(book: Book, area: Area, month: Month, cell: Cell, line: Line, tellings: Tellings) -> Told:
    if _is_own(line, month, cell):
        told = tellings[area.pk].get(month, NOTHING)
        return told._replace(released_on=None) if cell.preliminary else told
    if line.members is None or cell.value is None:
        return NOTHING
    days = [
        theirs.released_on
        for member in book.places.members(area)
        if (theirs := tellings[member.pk].get(month)) and theirs.released_on
    ]
    return Told(codes.SUM, "", None if cell.preliminary else max(days, default=None))


def _is_own(line: Line, month: Month, cell: Cell) -> bool:
    """Whether the area has a figure of its own, and the cell is no sum."""
    if line.members is None:
        return cell.state != State.NOT_REPORTED
    point = line.point(month)
    return point is not None and point.state != State.NOT_REPORTED
