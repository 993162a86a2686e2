"""Where a council's meeting stands, in which roles somebody takes part in it, and when the next one is."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Subquery

from goals.meetings.rules import Action, State, rules_of
from goals.models import Meeting
from goals.months import today
from jobcentres.models import Area, Assignment, User

Role = Assignment.Role


def state_of(newest: Meeting | None, day: date | None = None) -> State:
    """Of the newest number of a meeting's paper, as `day` (today) sees it."""
    day = day or today()
    if newest is None:
        return State.NONE
    if newest.is_cancelled:
        return State.CANCELLED
    if newest.held_on == day:
        return State.TODAY
    return State.PLANNED if newest.held_on > day else State.HELD


def roles_in(by: User, area: Area) -> dict[str, Assignment]:
    """The roles in which `by` has to do with the council of `area`, each with its assignment."""
    serves = area.pk in by.scopes.served_municipality_ids
    return {
        held.role: held
        for held in by.scopes.assignments
        if held.role == Role.OFFICIAL
        or (held.jobcentre_id and serves)
        or (held.area_id == area.pk and held.role != Role.ADMINISTRATOR)
        or (held.role == Role.OFFICER and held.area_id == area.parent_id)
    }


def may_make(user: User, area: Area) -> bool:
    """Whether the person is of the council's secretariat."""
    return bool(set(rules_of(area).table[Action.MAKE].roles) & roles_in(user, area).keys())


def next_meeting_of(area: str, day: date) -> Subquery:
    """The day of the council's next meeting from `day` on, within a query of areas, whose field `area` holds
    the key: as a part of another question it costs none of its own."""
    later = Meeting.objects.filter(
        area=OuterRef("area"), held_on=OuterRef("held_on"), number__gt=OuterRef("number")
    )
    coming = Meeting.objects.filter(area=OuterRef(area), held_on__gte=day, is_cancelled=False)
    return Subquery(coming.exclude(Exists(later)).order_by("held_on").values("held_on")[:1])
