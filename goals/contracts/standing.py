"""What a contract says and where it stands now, and in which roles somebody takes part in it."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from goals.contracts.rules import PARTIES
from goals.contracts.state import state_of
from goals.models import Contract, RegionalGoal, TargetVersion
from jobcentres.models import Area, Assignment, User


def roles_in(by: User, region: Area) -> dict[str, Assignment]:
    """The roles in which `by` is of a party to the region's contract, each with its assignment."""
    return {
        held.role: held
        for held in by.scopes.assignments
        if held.role in PARTIES and (held.area_id == region.pk or held.role == Assignment.Role.OFFICIAL)
    }


def current_state(contract: Contract) -> str:
    """Where the contract stands, read anew."""
    versions = TargetVersion.objects.filter(_of(contract), kind__in=TargetVersion.BINDING)
    return state_of(contract.steps.all(), binds=versions.exists())


def mark_now(contract: Contract) -> str:
    """Another one once anything has been written; the same as an `Agreement` has that read the same."""
    rows: tuple[QuerySet[Any], ...] = (
        contract.steps.all(),
        TargetVersion.objects.filter(_of(contract)),
        contract.own_goals.all(),
    )
    return str(max(found.aggregate(last=Max("change"))["last"] or 0 for found in rows))


def newest_versions(contract: Contract) -> dict[int, TargetVersion]:
    """The newest version of each target, whatever its kind, by the indicator's key."""
    newest = TargetVersion.objects.filter(target=OuterRef("target")).order_by("-number")
    versions = TargetVersion.objects.filter(_of(contract), pk=Subquery(newest.values("pk")[:1]))
    return {one.target.indicator_id: one for one in versions.select_related("target")}


def own_goals(contract: Contract) -> QuerySet[RegionalGoal]:
    """The newest version of each goal of the region's own that holds, by number."""
    newest = RegionalGoal.objects.filter(contract=OuterRef("contract"), number=OuterRef("number"))
    newest = newest.order_by("-version")
    return contract.own_goals.filter(pk=Subquery(newest.values("pk")[:1]), is_dropped=False).order_by(
        "number"
    )


def _of(contract: Contract) -> Q:
    return Q(target__goal_year=contract.goal_year_id, target__area=contract.region_id)
