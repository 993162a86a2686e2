"""What waits for the regions: submitted, not answered yet, and unchanged since."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Min, Q, QuerySet

from goals.models import SubmittedLine
from jobcentres.models import User

RETURN = "submission__monthly_return"


class Waiting(NamedTuple):
    """How many returns wait, and since when the oldest."""

    returns: int = 0
    since: datetime | None = None


def waiting_lines() -> QuerySet[SubmittedLine]:
    """A figure that was changed while it waited does not wait: it must be submitted again."""
    return SubmittedLine.objects.filter(
        Q(figure__approved_version=0) | Q(figure__is_reopened=True),
        outcome=SubmittedLine.Outcome.WAITING,
        figure__version=F("figure_version"),
    )


def waiting_for(user: User) -> QuerySet[SubmittedLine]:
    """What waits for `user` as officer of its region; the ministry's officials read what waits anywhere."""
    if user.scopes.is_official:
        return waiting_lines()
    return waiting_in(user.scopes.reviewed_region_ids)


def waiting_in(region_ids: Collection[int]) -> QuerySet[SubmittedLine]:
    return waiting_lines().filter(**{f"{RETURN}__jobcentre__region__in": region_ids})


def returns_waiting_for(user: User) -> int:
    """How many returns `user` has to look through; none for who only reads."""
    return sum(tally.returns for tally in own_tallies(user).values())


def own_tallies(user: User) -> dict[int, Waiting]:
    """Of the regions whose returns `user` looks through: the menu and the page ask once together."""
    known: dict[str, dict[int, Waiting]] = user.__dict__
    if "_waiting" not in known:
        known["_waiting"] = tallies(user.scopes.reviewed_region_ids)
    return known["_waiting"]


def tallies(region_ids: Collection[int]) -> dict[int, Waiting]:
    """Region by region, in one query; regions for which nothing waits are left out."""
    if not region_ids:
        return {}
    region = f"{RETURN}__jobcentre__region"
    rows = (
        waiting_in(region_ids)
        .values_list(region, RETURN)
        .annotate(since=Min("submission__change__recorded_at"))
        .order_by()
    )
    found: dict[int, Waiting] = {}
    for region_id, _return, since in rows:
        before = found.get(region_id, Waiting())
        moments = [moment for moment in (before.since, since) if moment]
        found[region_id] = Waiting(before.returns + 1, min(moments, default=None))
    return found
