"""Every accepted change of the figures chosen, as the reader may know of it: version after version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from goals.models import FigureRevision, Goal
from goals.months import Month
from goals.progress import Line, Point, Replacement
from goals.series import Basis
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting.exports import codes
from reporting.exports.columns import COLUMNS
from reporting.exports.extract import Extracted
from reporting.exports.figures import FIGURE_COLUMNS
from reporting.exports.kinds import Column, Kind
from reporting.exports.place_columns import PLACE_COLUMNS
from reporting.summaries import Book


class Version(NamedTuple):
    """One revision as it is stored."""

    number: int
    recorded_at: datetime
    origin: str
    is_approved: bool
    note: str
    source_kind: str
    source: str
    point: Point


class Numbered(NamedTuple):
    """What decides whether a version is shown."""

    number: int
    is_approved: bool


V = TypeVar("V", Version, Numbered)


class Told(NamedTuple):
    """What a version says, as far as the reader may know it; `hidden` names what is there and is not told."""

    state: str = ""
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """`replaced` is what the reader could know of the figure before."""

    area: Area
    goal: Goal
    month: Month
    version: Version
    told: Told
    replaced: Told
    note: str

    @property
    def hidden(self) -> frozenset[str]:
        return self.told.hidden | {f"replaced_{name}" for name in self.replaced.hidden}


REVISION_COLUMNS: Mapping[str, Column[RevisionRow]] = {
    **{name: PLACE_COLUMNS[name] for name in ("goal", "indicator", "unit", "level", "area", "area_name")},
    "month": FIGURE_COLUMNS["month"].of(lambda row: row.month),
    "version": Column(
        lambda row: row.version.number,
        Kind.WHOLE,
        _("Version"),
        _("The number of the change of this figure, from 1. Numbers that are missing were never released."),
        width=9,
    ),
    "recorded_at": Column(
        lambda row: row.version.recorded_at.astimezone(COPENHAGEN),
        Kind.MOMENT,
        _("Recorded at"),
        _("When the change was recorded. A file known at that moment or later counts it."),
        width=17,
    ),
    "value": FIGURE_COLUMNS["value"].of(lambda row: row.told.value),
    "numerator": COLUMNS["numerator"].of(lambda row: row.told.numerator),
    "denominator": COLUMNS["denominator"].of(lambda row: row.told.denominator),
    "state": FIGURE_COLUMNS["state"].of(lambda row: row.told.state),
    "origin": Column(
        lambda row: row.version.origin,
        Kind.TEXT,
        _("How it came"),
        _("How the change came about: who enters, corrects or releases, or the official source."),
        words=codes.ORIGINS,
        width=22,
    ),
    "released": Column(
        lambda row: row.version.is_approved,
        Kind.FLAG,
        _("Released"),
        _("True where this version is one that everybody may read."),
        width=10,
    ),
    "source_kind": FIGURE_COLUMNS["source_kind"].of(lambda row: row.version.source_kind),
    "source": FIGURE_COLUMNS["source"].of(lambda row: row.version.source),
    "note": Column(
        lambda row: row.note,
        Kind.TEXT,
        _("Reason"),
        _("What was written as the reason. Only for those who see the area from inside."),
        width=40,
    ),
    "replaced_value": Column(
        lambda row: row.replaced.value,
        Kind.AMOUNT,
        _("Figure before"),
        _("What stood there before this version. Empty where there was no number."),
        width=10,
    ),
    "replaced_numerator": Column(
        lambda row: row.replaced.numerator,
        Kind.COUNT,
        _("Numerator before"),
        _("The numerator that stood there before."),
        width=10,
    ),
    "replaced_denominator": Column(
        lambda row: row.replaced.denominator,
        Kind.COUNT,
        _("Denominator before"),
        _("The denominator that stood there before."),
        width=10,
    ),
    "replaced_state": Column(
        lambda row: row.replaced.state,
        Kind.TEXT,
        _("State before"),
        _("The state of the figure before. Empty at the first version."),
        words=codes.STATES,
        width=22,
    ),
}


def revision_rows(extracted: Extracted) -> Iterator[RevisionRow]:
    """Goal by goal, area by area, month by month, the oldest version first. One query, and one more where
    a mask needs months of earlier years."""
    book = extracted.book
    goals, areas = {goal.indicator_id: goal for goal in book.goals}, {one.pk: one for one in extracted.areas}
    for (indicator_id, area_id, month), rows in groupby(_stored(extracted), key=lambda row: row[:3]):
        versions = [_version(*row[3:]) for row in rows]
        yield from _rows_of(book, areas[area_id], goals[indicator_id], month, versions)


def count_of_revisions(extracted: Extracted) -> int:
    """How many rows there are, without reading what they say."""
    rows = _chosen(extracted).order_by("figure_id", "version")
    versions = rows.values_list("figure_id", "figure__area_id", "version", "is_approved")
    return sum(
        len(_shown(extracted.book, area_id, [Numbered(*row[2:]) for row in own]))
        for (_figure, area_id), own in groupby(versions.iterator(), key=lambda row: row[:2])
    )


_PLACE = ("figure__indicator_id", "figure__area_id", "figure__month")
_CONTENT = ("state", "value", "numerator", "denominator")
_SAID = ("version", "change__recorded_at", "origin", "is_approved", "note", "source_kind", "source")


def _chosen(extracted: Extracted) -> QuerySet[FigureRevision]:
    book = extracted.book
    revisions = FigureRevision.objects.filter(
        figure__indicator__in=[goal.indicator_id for goal in book.goals],
        figure__area__in=[area.pk for area in extracted.areas],
        figure__month__range=(extracted.extract.first_month, book.choice.as_of),
    )
    if book.choice.known_on is not None:
        revisions = revisions.filter(change__recorded_at__lte=book.choice.known_on)
    return revisions


def _stored(extracted: Extracted) -> Iterator[Any]:
    goals, areas = [goal.indicator_id for goal in extracted.book.goals], [one.pk for one in extracted.areas]
    if not areas:
        return iter(())
    ordered: QuerySet[Any] = _chosen(extracted).order_by(
        _rank("figure__indicator_id", goals), _rank("figure__area_id", areas), "figure__month", "version"
    )
    return ordered.values_list(*_PLACE, *_SAID, *_CONTENT).iterator()


def _rank(name: str, keys: Sequence[int]) -> Case:
    return Case(*(When(**{name: key}, then=Value(place)) for place, key in enumerate(keys)))


def _version(*row: Any) -> Version:
    said, content = row[: len(_SAID)], row[len(_SAID) :]
    return Version._make((*said, Point(*content)))


def _rows_of(
    book: Book, area: Area, goal: Goal, month: Month, versions: Sequence[Version]
) -> Iterator[RevisionRow]:
    shown = _shown(book, area.pk, versions)
    if not shown:
        return
    teller = _Teller(book, area, goal, month)
    before = Told()
    for version in shown:
        told = teller.told(version)
        yield RevisionRow(area, goal, month, version, told, before, version.note if teller.is_inside else "")
        before = told


def _shown(book: Book, area_id: int, versions: Sequence[V]) -> Sequence[V]:
    """As the page about a figure shows them (`reporting.origin.trail.shown_versions`)."""
    if not book.reader.sees_inside(area_id):
        return [version for version in versions if version.is_approved]
    if book.choice.basis is Basis.PRELIMINARY:
        return versions
    last = max((version.number for version in versions if version.is_approved), default=0)
    return [version for version in versions if version.number <= last]


class _Teller:
    """Of one figure: what is kept of the number that holds is kept of every earlier one, too."""

    def __init__(self, book: Book, area: Area, goal: Goal, month: Month) -> None:
        self.reader, self.month = book.reader, month
        self.line: Line = book.line(area, goal)
        self.is_inside = book.reader.sees_inside(area.pk)
        self.is_hidden = not self.is_inside and self.line.hides_value(month)
        self.hides_parts = not self.is_inside and self.line.hides_parts(month)

    def told(self, version: Version) -> Told:
        point, measure = version.point, self.line.measure
        replaced = Replacement(version.recorded_at, is_by_source=False, before=point)
        value = replaced.value_before(measure)
        if self.is_inside:
            return Told(point.state, value, point.numerator, point.denominator)
        hidden = frozenset[str]()
        if value is not None and (
            self.is_hidden or replaced.is_hidden_from(self.reader, self.line, self.month)
        ):
            value, hidden = None, hidden | {"value"}
        parts = (point.numerator, point.denominator)
        if self.hides_parts or any(map(measure.is_too_small_to_show, parts)):
            parts = (None, None)
            hidden |= {"numerator", "denominator"} if point.numerator is not None else set()
            value = None if value is None else replaced.shown_before(self.reader, self.line, self.month)
        return Told(point.state, value, *parts, hidden)
