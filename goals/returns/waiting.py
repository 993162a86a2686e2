"""What waits for the regions: submitted, not answered yet, and unchanged since; and corrections asked for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, Min, Q, QuerySet, Value

from goals.corrections import open_requests_in
from goals.models import SubmittedLine
from jobcentres.models import User

RETURN = "submission__monthly_return"


class Waiting(NamedTuple):
    """How many returns wait, since when the oldest, and how many corrections of released figures."""

    returns: int = 0
    since: datetime | None = None
    corrections: int = 0


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


def number_waiting_for(user: User) -> int:
    """How many returns and corrections `user` has to answer; none for who only reads."""
    return sum(tally.returns + tally.corrections for tally in own_tallies(user).values())


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
    found: dict[int, Waiting] = {}
    for region_id, return_id, since in _returns(region_ids).union(_corrections(region_ids), all=True):
        before = found.get(region_id, Waiting())
        if return_id == _NO_RETURN:
            found[region_id] = before._replace(corrections=before.corrections + 1)
        else:
            moments = [moment for moment in (before.since, since) if moment]
            oldest = min(moments, default=None)
            found[region_id] = before._replace(returns=before.returns + 1, since=oldest)
    return found


_NO_RETURN = 0


def _returns(region_ids: Collection[int]) -> QuerySet[Any]:
    """One row for each: region, return, since when."""
    rows = waiting_in(region_ids).values_list(f"{RETURN}__jobcentre__region", RETURN)
    return rows.annotate(since=Min("submission__change__recorded_at")).order_by()


def _corrections(region_ids: Collection[int]) -> QuerySet[Any]:
    rows = open_requests_in(region_ids).order_by().annotate(none=Value(_NO_RETURN))
    return rows.values_list("region_id", "none", "change__recorded_at")
