"""From the database: which figures a mask rests on, and which municipalities lie beside each other.

They come with the query that reads the figures themselves, so that discretion costs no query of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from goals.models import Figure, FigureRevision, FigureState
from goals.months import Month
from goals.progress import Measure, Neighbour
from jobcentres.models import Area
from jobcentres.models.validity import valid_on

BEFORE, AFTER = 12, 11
"""Months around those shown whose small counts decide what is shown."""


ALL = 10_000
"""More municipalities than any region has."""


class Span(NamedTuple):
    """Months, both ends included; `first` None: from the beginning."""

    first: Month | None
    last: Month

    def around(self) -> Span:
        first = self.first and self.first.plus(-BEFORE)
        return Span(first, self.last.plus(AFTER))

    def condition(self, prefix: str) -> dict[str, Month]:
        until = {f"{prefix}month__lte": self.last}
        return until if self.first is None else {f"{prefix}month__gte": self.first} | until


def are_low(measures: Iterable[Measure], spans: Iterable[Span], prefix: str = "") -> Q:
    """Figures (or, with the prefix `figure__`, their revisions) that are small counts, or too small to cover
    one, or hidden in the source."""
    ids: dict[tuple[bool, int], list[int]] = {}
    for measure in measures:
        ids.setdefault((measure.is_ratio, measure.discretion_threshold), []).append(measure.id)
    found = Q()
    for span in spans:
        for (is_ratio, threshold), own in ids.items():
            number = Q(numerator__lt=threshold) if is_ratio else Q(value__lt=2 * threshold)
            said = number | Q(state=FigureState.SUPPRESSED)
            found |= Q(**{f"{prefix}indicator__in": own}, **span.condition(prefix)) & said
    return found


def are_within(measures: Iterable[Measure], spans: Iterable[Span], prefix: str = "") -> Q:
    """All figures of these months."""
    own, found = [measure.id for measure in measures], Q()
    for span in spans:
        found |= Q(**{f"{prefix}indicator__in": own}, **span.condition(prefix))
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


class PlainInteger(IntegerField):
    """A number as the database gives it, past Django's converters, which would cost a call for every row."""

    def get_internal_type(self) -> str:
        return "PlainInteger"

    def db_type(self, connection: Any) -> str:
        return "integer"


def number_beside(measures: Iterable[Measure], known_on: datetime | None) -> Case:
    """Of a small count: how many of its region have a released number in the month, or `ALL`."""
    prefix = "" if known_on is None else "figure__"
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
