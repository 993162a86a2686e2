"""The rows of figures as a selection asks for them, and with them the low figures that masks rest on where
those are not at hand. One query.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast

from goals.low_figures import FIGURE, REVISION, LowRow, Span, low_known, low_now
from goals.models import Figure, FigureRevision
from goals.months import Month, now
from goals.plain_columns import PlainInteger
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


Row = tuple[int, int, str, str, float | None, float | None, float | None, int, int, None]
"""Indicator, area, month, state, value, numerator, denominator; a preliminary one has two different numbers
after them."""
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


_WANTED = Cast(Value(None), PlainInteger())
_OLDER = Cast(Value(-1), PlainInteger())
"""In the place of how many are beside a low figure: the row is one of those wanted, or an older one."""
_IS_APPROVED = Case(When(is_approved=True, then=Value(1)), default=Value(0), output_field=PlainInteger())


def current(wanted: Wanted, selection: Selection, around: Span | None, low: list[LowRow]) -> Iterator[Row]:
    """Figures as they stand; where only an older, approved version counts, that one from the revisions.

    `low` is filled with the low figures of the months `around`; None: they are at hand.
    """
    figures = Figure.objects.filter(_condition(wanted, selection))
    if selection.basis is Basis.APPROVED:
        figures = figures.filter(approved_version__gt=0)
    older = FigureRevision.objects.filter(
        _condition(wanted, selection, "figure__"),
        figure__approved_version__lt=F("figure__version"),
        version=F("figure__approved_version"),
    )
    parts = [older.order_by().values_list(*REVISION, "version", "figure__approved_version", _OLDER)]
    parts += low_now(selection.measures, around) if around is not None else ()
    rows: Any = figures.order_by().values_list(*FIGURE, "version", "approved_version", _WANTED)
    for row in rows.union(*parts, all=True):
        beside = row[9]
        if beside is None:
            if row[7] == row[8] or selection.counts_preliminary(row[1]):
                yield row
        elif beside >= 0:
            low.append(row)
        elif not selection.counts_preliminary(row[1]):
            yield row


def as_known(wanted: Wanted, selection: Selection, around: Span | None, low: list[LowRow]) -> Iterator[Row]:
    """The revisions recorded up to `known_on`, of which the last of a figure and month holds; else as
    `current`."""
    known_on = selection.known_on or now()
    revisions = FigureRevision.objects.filter(
        _condition(wanted, selection, "figure__"), change__recorded_at__lte=known_on
    )
    if selection.basis is Basis.APPROVED:
        revisions = revisions.filter(is_approved=True)
    rows: Any = revisions.order_by().values_list(*REVISION, "version", _IS_APPROVED, _WANTED)
    if around is not None:
        rows = rows.union(low_known(selection.measures, around, known_on), all=True)
    for *content, version, is_approved, beside in sorted(rows, key=itemgetter(7)):
        if beside is not None:
            low.append((*content, version, version, beside))
        elif is_approved or selection.counts_preliminary(content[1]):
            yield (*content, 1, is_approved, None)
