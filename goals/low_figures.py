"""From the database: which figures a mask rests on, and which municipalities lie beside each other.

A mask is the same for every reader. So what it rests on is kept until something is recorded; where it is not
at hand it comes with the query that reads the figures themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast

from goals.models import Figure, FigureRevision, FigureState
from goals.months import Month
from goals.plain_columns import Decimals, PlainInteger, PlainNumber, WrittenMonths
from goals.progress import LowFigure, Measure, Neighbour, Point
from jobcentres.models import Area
from jobcentres.models.validity import valid_on
from jobcentres.remembered import End, Remembered

BEFORE, AFTER = 12, 11
"""Months around those shown whose small counts decide what is shown."""
MOST_KEPT = 50_000
"""More low figures than this are read anew each time, not kept."""
ALL = 10_000
"""More municipalities than any region has."""

NUMBERS = [Cast(name, PlainNumber()) for name in ("value", "numerator", "denominator")]
FIGURE: tuple[Any, ...] = ("indicator_id", "area_id", Cast("month", CharField()), "state", *NUMBERS)
REVISION: tuple[Any, ...] = (
    "figure__indicator_id",
    "figure__area_id",
    Cast("figure__month", CharField()),
    "state",
    *NUMBERS,
)
"""The columns of a row of figures, and of one of their revisions."""

_VERSIONS = ("version", "figure__approved_version")

LowRow = tuple[int, int, str, str, float | None, float | None, float | None, int, int, int]
"""The last is how many are beside a small count."""
LowFigures = Mapping[tuple[int, Month], Sequence[LowFigure]]
"""By indicator and month."""


class Span(NamedTuple):
    """Months, both ends included; `first` None: from the beginning."""

    first: Month | None
    last: Month

    def around(self) -> Span:
        first = self.first and self.first.plus(-BEFORE)
        return Span(first, self.last.plus(AFTER))

    def covers(self, other: Span) -> bool:
        begins = self.first is None or (other.first is not None and self.first <= other.first)
        return begins and self.last >= other.last

    def condition(self, prefix: str) -> dict[str, Month]:
        until = {f"{prefix}month__lte": self.last}
        return until if self.first is None else {f"{prefix}month__gte": self.first} | until


Basis = frozenset[tuple[int, bool, int]]
"""On what it depends which figures of an indicator are low: whether it is a ratio, and its threshold."""

_remembered: Remembered[tuple[Basis, Span, datetime | None], LowFigures] = Remembered(8)


def remembered_low(
    measures: Iterable[Measure], around: Span, known_on: datetime | None, end: End | None
) -> LowFigures | None:
    """Those of the months `around`, and perhaps of more, as they stand or stood at `known_on`, if they are at
    hand."""
    wanted = _basis(measures)
    for (basis, span, moment), found in _remembered.items(end):
        if moment == known_on and basis >= wanted and span.covers(around):
            return found
    return None


def keep_low(
    measures: Iterable[Measure],
    around: Span,
    known_on: datetime | None,
    found: LowFigures,
    end: End | None,
) -> None:
    if sum(map(len, found.values())) <= MOST_KEPT:
        _remembered.keep((_basis(measures), around, known_on), found, end)


def _basis(measures: Iterable[Measure]) -> Basis:
    return frozenset((one.id, one.is_ratio, one.discretion_threshold) for one in measures)


def sorted_low(rows: Iterable[LowRow]) -> LowFigures:
    """The rows of later versions last: the last of a figure and month holds."""
    months, decimals = WrittenMonths(), Decimals()
    found: dict[tuple[int, Month], dict[int, LowFigure]] = defaultdict(dict)
    for indicator_id, area_id, month, state, value, numerator, denominator, *_versions, beside in rows:
        point = Point(state, decimals[value], decimals[numerator], decimals[denominator])
        found[indicator_id, months[month]][area_id] = LowFigure(area_id, point, beside)
    return {place: tuple(of_areas.values()) for place, of_areas in found.items()}


def low_now(measures: Sequence[Measure], around: Span) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """The released figures, as they stand or, where they are being entered anew, as they were released."""
    standing = Figure.objects.filter(
        are_low(measures, around), approved_version__gt=0, version=F("approved_version")
    )
    older = FigureRevision.objects.filter(
        are_low(measures, around, "figure__"),
        figure__approved_version__gt=0,
        figure__approved_version__lt=F("figure__version"),
        version=F("figure__approved_version"),
    )
    return (
        standing.order_by().values_list(
            *FIGURE, "version", "approved_version", number_beside(measures, None)
        ),
        older.order_by().values_list(*REVISION, *_VERSIONS, number_beside(measures, None, "figure__")),
    )


def low_known(measures: Sequence[Measure], around: Span, known_on: datetime) -> QuerySet[Any]:
    """Every released version, up to that moment, of figures of which one was low."""
    low = FigureRevision.objects.filter(are_low(measures, around, "figure__"), is_approved=True)
    rows = FigureRevision.objects.filter(
        figure__in=low.values("figure"), is_approved=True, change__recorded_at__lte=known_on
    )
    beside = number_beside(measures, known_on, "figure__")
    return rows.order_by().values_list(*REVISION, *_VERSIONS, beside)


def are_low(measures: Iterable[Measure], span: Span, prefix: str = "") -> Q:
    """Figures (or, with the prefix `figure__`, their revisions) that are small counts, or too small to cover
    one, or hidden in the source."""
    ids: dict[tuple[bool, int], list[int]] = {}
    for measure in measures:
        ids.setdefault((measure.is_ratio, measure.discretion_threshold), []).append(measure.id)
    found = Q(pk__in=[])
    for (is_ratio, threshold), own in ids.items():
        number = Q(numerator__lt=threshold) if is_ratio else Q(value__lt=2 * threshold)
        said = number | Q(state=FigureState.SUPPRESSED)
        found |= Q(**{f"{prefix}indicator__in": own}, **span.condition(prefix)) & said
    return found


def read_neighbours(day: date) -> list[Neighbour]:
    """Every municipality in Danish order, with its jobcentre of `day`. One query."""
    serving = FilteredRelation("served", condition=valid_on(day, "served__"))
    rows = (
        Area.objects.municipalities()
        .valid_on(day)
        .annotate(serving=serving)
        .annotate(jobcentre=F("serving__jobcentre"))
        .order_by("sort_key", "pk")
    )
    return [
        Neighbour(pk, region, ("area", pk) if jobcentre is None else jobcentre)
        for pk, region, jobcentre in rows.values_list("pk", "parent_id", "jobcentre")
    ]


def number_beside(measures: Iterable[Measure], known_on: datetime | None, prefix: str = "") -> Case:
    """Of a small count: how many of its region have a released number in the month, or `ALL`."""
    area = OuterRef(f"{prefix}area")
    figures = _released(known_on).filter(
        indicator=OuterRef(f"{prefix}indicator"), month=OuterRef(f"{prefix}month")
    )
    of_groups = figures.filter(Q(area__children=area) | Q(area__children__children=area))
    of_region = figures.filter(area__parent__children=area).order_by().values("indicator")
    small = are_small(measures, prefix)
    return Case(
        When(small & Q(Exists(of_groups)), then=Value(ALL)),
        When(small, then=Subquery(of_region.annotate(number=Count("pk")).values("number"))),
        default=Value(0),
        output_field=PlainInteger(),
    )


def are_small(measures: Iterable[Measure], prefix: str) -> Q:
    """Counts that are hidden for their own sake; never true where there are none."""
    found = Q(pk__in=[])
    for measure in measures:
        if not measure.is_ratio:
            said = Q(value__gt=0, value__lt=measure.discretion_threshold) | Q(state=FigureState.SUPPRESSED)
            found |= Q(**{f"{prefix}indicator": measure.id}) & said
    return found


def _released(known_on: datetime | None) -> QuerySet[Figure]:
    """Figures with a number that everybody could read."""
    if known_on is None:
        return Figure.objects.filter(approved_version__gt=0, value__isnull=False)
    known = FigureRevision.objects.filter(
        figure=OuterRef("pk"), is_approved=True, value__isnull=False, change__recorded_at__lte=known_on
    )
    return Figure.objects.filter(Exists(known))
