"""From the database: which released numbers gave way to others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Q

from goals.models import FigureRevision, Origin
from goals.months import Month
from goals.progress import Point, Released, Replacement, latest_replacement

Spot = tuple[int, int, Month]
"""The ids of an indicator and of an area, and a month."""


def read_replacements(
    months: Mapping[int, Collection[Month]],
    *,
    area_ids: Collection[int] | None = None,
    known_on: datetime | None = None,
) -> dict[Spot, Replacement]:
    """The latest of each figure of these months (by indicator), as known on a moment; in one query."""
    wanted = Q()
    for indicator_id, own in months.items():
        if own:
            wanted |= Q(figure__indicator=indicator_id, figure__month__in=own)
    if not wanted:
        return {}
    revisions = FigureRevision.objects.filter(wanted, is_approved=True)
    if area_ids is not None:
        revisions = revisions.filter(figure__area__in=area_ids)
    if known_on is not None:
        revisions = revisions.filter(change__recorded_at__lte=known_on)
    place = ("figure__indicator_id", "figure__area_id", "figure__month")
    said = ("version", "change__recorded_at", "origin", "state", "value", "numerator", "denominator")
    versions: dict[Spot, list[Released]] = defaultdict(list)
    for indicator_id, area_id, month, *content in revisions.order_by().values_list(*place, *said):
        versions[indicator_id, area_id, month].append(released(*content))
    return replacements_of(versions)


def released(version: int, moment: datetime, origin: str, *said: object) -> Released:
    """`said`: state, value, numerator, denominator."""
    return Released(version, moment, origin == Origin.OFFICIAL, Point(*said))  # type: ignore[arg-type]


def replacements_of(versions: Mapping[Spot, Collection[Released]]) -> dict[Spot, Replacement]:
    found = ((spot, latest_replacement(own)) for spot, own in versions.items())
    return {spot: one for spot, one in found if one is not None}
