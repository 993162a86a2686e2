"""The figures as they were recorded, in the columns in which `import_figures` reads them: nothing added up,
nothing rounded.

A number that is not for the reader is written `..`, which no import takes, so that nobody overwrites by
accident what was hidden from him. Withdrawn figures are left out, as on the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from goals.models import FigureRevision, Goal
from goals.months import Month
from goals.progress import Line, State
from goals.series import Basis
from jobcentres.models import Area
from reporting.exports.extract import Extracted
from reporting.exports.figures import FIGURE_COLUMNS, hidden_outside
from reporting.exports.kinds import Column, Kind
from reporting.exports.place_columns import PLACE_COLUMNS
from reporting.exports.told import NOTHING, Told, read_tellings

_NOTHING_HIDDEN = frozenset[str]()


class RawRow(NamedTuple):
    """A figure of its own, of no sum. A ratio with parts has no `value` beside them, unless they are hidden:
    then it has the percentage that readers outside see."""

    area: Area
    goal: Goal
    month: Month
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    state: str
    source: str
    note: str
    source_kind: str
    preliminary: bool
    hidden: frozenset[str]


_RAW_COLUMNS: Mapping[str, Column[RawRow]] = {
    **{name: PLACE_COLUMNS[name] for name in ("indicator", "area")},
    "month": FIGURE_COLUMNS["month"].of(lambda row: row.month),
    "value": Column(
        lambda row: row.value,
        Kind.AMOUNT,
        _("Figure"),
        _("What was reported, with every decimal. Empty for a percentage that was reported by its parts."),
        width=10,
    ),
    "numerator": FIGURE_COLUMNS["numerator"].of(lambda row: row.numerator),
    "denominator": FIGURE_COLUMNS["denominator"].of(lambda row: row.denominator),
    "state": FIGURE_COLUMNS["state"].of(lambda row: row.state),
    "source": FIGURE_COLUMNS["source"].of(lambda row: row.source),
    "note": Column(
        lambda row: row.note,
        Kind.TEXT,
        _("Note"),
        _("What was written when the figure was recorded; only of figures in the reader's own areas."),
        width=40,
    ),
    "source_kind": FIGURE_COLUMNS["source_kind"].of(lambda row: row.source_kind),
}
_PRELIMINARY: Mapping[str, Column[RawRow]] = {
    "preliminary": FIGURE_COLUMNS["preliminary"].of(lambda row: row.preliminary)
}


def raw_columns(extracted: Extracted) -> Mapping[str, Column[RawRow]]:
    """Preliminary figures are marked, in a column that no import knows: none becomes final by accident."""
    is_preliminary = extracted.extract.choice.basis is Basis.PRELIMINARY
    return {**_RAW_COLUMNS, **_PRELIMINARY} if is_preliminary else _RAW_COLUMNS


def raw_rows(extracted: Extracted) -> Iterator[RawRow]:
    """Goal by goal, area by area, month by month."""
    for goal in extracted.book.goals:
        yield from rows_of_goal(extracted, goal)


def rows_of_goal(extracted: Extracted, goal: Goal) -> Iterator[RawRow]:
    first = extracted.extract.first_month
    book = extracted.book.of_goals((goal,), first)
    tellings = read_tellings(book, extracted.areas, first, with_notes=True)[goal.indicator_id]
    months = Month.range(first, book.choice.as_of)
    for area in extracted.areas:
        is_inside = book.reader.sees_inside(area.pk)
        yield from _rows(area, goal, book.line(area, goal), months, tellings[area.pk], is_inside)


def _rows(
    area: Area,
    goal: Goal,
    line: Line,
    months: Sequence[Month],
    told_in: Mapping[Month, Told],
    is_inside: bool,
) -> Iterator[RawRow]:
    for month in months:
        point = line.point(month)
        if point is None or point.state == State.NOT_REPORTED:
            continue
        state, value, numerator, denominator, preliminary = point
        told = told_in.get(month, NOTHING)
        note, hidden = told.note if is_inside else "", _NOTHING_HIDDEN
        if not is_inside:
            seen = line.outside(month)
            hidden = hidden_outside(seen)
            value = seen.value if numerator is None or seen.hides_parts else value
        yield RawRow(
            area,
            goal,
            month,
            value,
            numerator,
            denominator,
            state,
            told.source,
            note,
            told.source_kind,
            preliminary,
            hidden,
        )


def count_of_raw(extracted: Extracted) -> int:
    """How many rows there are, counted by the database."""
    book = extracted.book
    versions = _counting(extracted)
    newer = versions.filter(figure=OuterRef("figure"), version__gt=OuterRef("version"))
    return (
        versions.filter(
            ~Exists(newer),
            figure__indicator__in=[goal.indicator_id for goal in book.goals],
            figure__area__in=[area.pk for area in extracted.areas],
            figure__month__range=(extracted.extract.first_month, book.choice.as_of),
        )
        .exclude(state=State.NOT_REPORTED)
        .count()
    )


def _counting(extracted: Extracted) -> QuerySet[FigureRevision]:
    """The versions that were known, and that the reader may count."""
    choice, reader = extracted.extract.choice, extracted.book.reader
    versions = FigureRevision.objects.all()
    if choice.known_on is not None:
        versions = versions.filter(change__recorded_at__lte=choice.known_on)
    if choice.basis is Basis.APPROVED:
        return versions.filter(is_approved=True)
    if reader.sees_all:
        return versions
    return versions.filter(Q(is_approved=True) | Q(figure__area__in=reader.area_ids))
