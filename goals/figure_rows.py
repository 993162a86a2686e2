"""The rows of figures as a selection asks for them, and with them the low figures that masks rest on.

Numbers and months leave the database as floats and text: Django's converters would cost more than the query.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast

from goals.low_figures import Span, are_low, are_within, number_beside
from goals.models import Figure, FigureRevision
from goals.months import Month, now
from goals.progress import Measure, Point, Reader


class Basis(StrEnum):
    """Which figures count: approved ones, or also those not yet approved that the reader may see."""

    APPROVED = "approved"
    PRELIMINARY = "preliminary"


class Stretch(NamedTuple):
    """Every month from `first` on, of these areas."""

    first: Month
    area_ids: Collection[int]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which figures to read. `area_ids` None means every area, `known_on` None the present.

    Months before `first` (None: there is no such month) are read only once a result turns out to need them;
    nothing after `last` is.
    With `months` (by indicator) those alone are read, and the series knows of no others but the `pasts`.
    """

    measures: tuple[Measure, ...]
    area_ids: frozenset[int] | None
    first: Month | None
    last: Month
    basis: Basis
    reader: Reader
    known_on: datetime | None
    months: Mapping[int, Collection[Month]] | None = None
    pasts: Mapping[int, Stretch] = field(default_factory=dict)

    def counts_preliminary(self, area_id: int) -> bool:
        return self.basis is Basis.PRELIMINARY and self.reader.sees_inside(area_id)


class PlainNumber(models.FloatField):
    """A number as the database's own float, past Django's converters. 15 digits survive it exactly."""

    def get_internal_type(self) -> str:
        return "PlainNumber"

    def db_type(self, connection: Any) -> str:
        return "double precision"


class WrittenMonths(dict[str, Month]):
    """As the database writes them, each spelling read once."""

    def __missing__(self, written: str) -> Month:
        month = self[written] = Month(int(written[:4]), int(written[5:7]))
        return month


def exact(number: float) -> Decimal:
    """The stored number, of at most 15 digits, behind the database's float."""
    return Decimal(int(number)) if number == int(number) else Decimal(f"{number:.15g}")


_MONTH = Cast("month", models.CharField())
_FIGURE_MONTH = Cast("figure__month", models.CharField())
_NUMBERS = [Cast(name, PlainNumber()) for name in ("value", "numerator", "denominator")]
_FIGURE = ("indicator_id", "area_id", _MONTH, "state", *_NUMBERS)
_REVISION = ("figure__indicator_id", "figure__area_id", _FIGURE_MONTH, "state", *_NUMBERS)

Row = tuple[int, int, str, str, float | None, float | None, float | None, int, bool]
Points = dict[int, dict[int, dict[Month, Point]]]
"""By indicator, area and month."""
Wanted = list[dict[str, Any]]
"""Conditions on figures, of which one must hold."""


def of_pasts(selection: Selection) -> Wanted:
    return [
        {"indicator": pk, "area__in": past.area_ids, "month__range": (past.first, selection.last)}
        for pk, past in selection.pasts.items()
    ]


def span_of(selection: Selection) -> Span:
    """From the first to the last month of those wanted alone."""
    months = [month for own in (selection.months or {}).values() for month in own]
    firsts = [past.first for past in selection.pasts.values()]
    return Span(min([*months, *firsts], default=selection.last), selection.last)


def _condition(wanted: Wanted, selection: Selection, prefix: str = "") -> Q:
    either = Q()
    for condition in wanted:
        either |= Q(**{f"{prefix}{name}": value for name, value in condition.items()})
    if selection.area_ids is None:
        return either
    return either & Q(**{f"{prefix}area__in": selection.area_ids})


def current(wanted: Wanted, around: Span, selection: Selection) -> Iterator[Row]:
    """Figures as they stand; where only an older, approved version counts, that one from the revisions."""
    is_pending = Q(approved_version__gt=0, approved_version__lt=F("version"))
    low = are_low(selection.measures, [around]) | are_within(selection.measures, [around]) & is_pending
    figures = Figure.objects.filter(_condition(wanted, selection) | low)
    if selection.basis is Basis.APPROVED:
        figures = figures.filter(approved_version__gt=0)
    has_older = False
    columns = (*_FIGURE, number_beside(selection.measures, None), "version", "approved_version")
    for *content, version, approved in tuples(figures, *columns):
        if version == approved:
            yield (*content, False)
        elif selection.counts_preliminary(content[1]):
            yield (*content, True)
        elif approved:
            has_older = True
    if has_older:
        older = FigureRevision.objects.filter(
            _condition(wanted, selection, "figure__") | are_within(selection.measures, [around], "figure__"),
            figure__approved_version__lt=F("figure__version"),
            version=F("figure__approved_version"),
        )
        for content in tuples(
            older, *_REVISION, number_beside(selection.measures, selection.known_on or now())
        ):
            if not selection.counts_preliminary(content[1]):
                yield (*content, False)


def as_known(wanted: Wanted, around: Span, selection: Selection) -> Iterator[Row]:
    """The revisions recorded up to `known_on`, of which the last of a figure and month holds."""
    low = FigureRevision.objects.filter(are_low(selection.measures, [around], "figure__")).values("figure")
    revisions = FigureRevision.objects.filter(
        _condition(wanted, selection, "figure__") | Q(figure__in=low),
        change__recorded_at__lte=selection.known_on,
    )
    if selection.basis is Basis.APPROVED:
        revisions = revisions.filter(is_approved=True)
    ordered = revisions.order_by("version")
    columns = (*_REVISION, number_beside(selection.measures, selection.known_on), "is_approved")
    for *content, is_approved in tuples(ordered, *columns):
        if is_approved or selection.counts_preliminary(content[1]):
            yield (*content, not is_approved)


def tuples(rows: models.QuerySet[Any], *columns: Any) -> Any:
    return rows.values_list(*columns)
