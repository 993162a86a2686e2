"""Where figures come from and since when they are released, as their newest version that counts says it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import models
from django.db.models.functions import Cast

from goals.models import FigureRevision
from goals.months import Month
from goals.plain_columns import WrittenMonths
from goals.series import Basis
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting.summaries import Book


class Told(NamedTuple):
    """Nothing where there is no figure. `note`: why the version was made, if that was asked for."""

    source_kind: str = ""
    source: str = ""
    released_on: date | None = None
    note: str = ""


NOTHING = Told()
Tellings = Mapping[int, Mapping[Month, Told]]
"""By area and month; of every area that was asked for."""


def read_tellings(
    book: Book, areas: Collection[Area], first: Month, *, with_notes: bool = False
) -> Mapping[int, Tellings]:
    """By indicator, on the choice's basis for the reader, from `first` on. What many figures have in common
    is kept once. One query."""
    area_ids = book.places.ids_behind(areas)
    found: dict[int, dict[int, dict[Month, Told]]] = {
        goal.indicator_id: {area_id: {} for area_id in area_ids} for goal in book.goals
    }
    revisions = FigureRevision.objects.filter(
        figure__indicator__in=list(found),
        figure__area__in=area_ids,
        figure__month__range=(first, book.choice.as_of),
    )
    if book.choice.known_on is not None:
        revisions = revisions.filter(change__recorded_at__lte=book.choice.known_on)
    if book.choice.basis is Basis.APPROVED:
        revisions = revisions.filter(is_approved=True)
    said = ("is_approved", _RECORDED, "source_kind", "source", *(("note",) if with_notes else ()))
    rows: Any = revisions.order_by("version").values_list(*_PLACE, *said)
    months, alike, sees_inside = WrittenMonths(), _Alike(), book.reader.sees_inside
    for indicator_id, area_id, month, is_approved, *written in rows.iterator():
        if is_approved or sees_inside(area_id):
            found[indicator_id][area_id][months[month]] = alike[is_approved, *written]
    return found


_PLACE = ("figure__indicator_id", "figure__area_id", Cast("figure__month", models.CharField()))
_RECORDED = Cast("change__recorded_at", models.CharField())
"""Text, since Django's converters would cost more than the query; a change records many figures."""


class _Alike(dict[tuple[Any, ...], Told]):
    """By whether they are approved, when they were recorded, and what is said of them."""

    def __init__(self) -> None:
        super().__init__()
        self._days = _WrittenDays()

    def __missing__(self, written: tuple[Any, ...]) -> Told:
        is_approved, recorded, kind, source, *note = written
        told = self[written] = Told(kind, source, self._days[recorded] if is_approved else None, *note)
        return told


class _WrittenDays(dict[str, date]):
    """The Danish day of a moment as the database writes it, in UTC; each spelling read once."""

    def __missing__(self, written: str) -> date:
        moment = datetime.fromisoformat(written)
        day = self[written] = (
            (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(COPENHAGEN).date()
        )
        return day
