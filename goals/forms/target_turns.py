"""Whose turn it is in the dialogues about targets, for the start page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import ngettext

from goals.dialogue import State
from goals.dialogue.standing import NOT_BEGUN, Standing, standings
from goals.models import Goal
from jobcentres.models import Area, Assignment, User

Role = Assignment.Role


class Turn(NamedTuple):
    """`Måltal, Sorø Kommune: 1 mangler et udkast`, and where to go on."""

    place: str
    text: str
    address: str


def turns_of(user: User, goals: Sequence[Goal], areas: Iterable[Area]) -> list[Turn]:
    """What waits for `user`, place by place; `goals` are those of one announced year. One query, none for
    who takes no part."""
    own = _own(user, list(areas))
    if not own or not goals:
        return []
    area_ids = {area.pk for _role, _place, members in own for area in members}
    found = standings(goals[0].goal_year, area_ids)
    turns = []
    for role, place, members in own:
        waiting = [found.get((goal.indicator_id, area.pk), NOT_BEGUN) for area in members for goal in goals]
        text = _text(role, [one for one in waiting if role in one.turn])
        if text:
            year = goals[0].goal_year.year
            turns.append(Turn(place.full_name, text, reverse("targets", args=[year, place.code])))
    return turns


def _own(user: User, areas: list[Area]) -> list[tuple[str, Area, list[Area]]]:
    """By role: the place, and its municipalities. The ministry takes no step before an adoption."""
    scopes = user.scopes
    municipalities = [area for area in areas if area.level == Area.Level.MUNICIPALITY]
    served = scopes.served_municipality_ids if scopes.certifying_jobcentre_ids else frozenset()
    own: list[tuple[str, Area, list[Area]]] = []
    for area in areas:
        if area.pk in served:
            own.append((Role.MANAGER, area, [area]))
        if area.level == Area.Level.MUNICIPALITY and area.pk in scopes.council_area_ids:
            own.append((Role.LOCAL_COUNCIL, area, [area]))
        if area.pk in scopes.reviewed_region_ids:
            own.append((Role.OFFICER, area, [one for one in municipalities if one.parent_id == area.pk]))
    return own


def _text(role: str, waiting: Sequence[Standing]) -> str:
    """`3 afventer jeres høringssvar`; empty where nothing waits."""
    if not waiting:
        return ""
    if role != Role.MANAGER:
        form = ngettext(
            "%(count)s awaits your hearing response", "%(count)s await your hearing response", len(waiting)
        )
        return form % {"count": len(waiting)}
    counts = Counter(one.state for one in waiting)
    begun = counts[State.NONE] + counts[State.REOPENED]
    told = [
        (begun, ngettext("%(count)s lacks a draft", "%(count)s lack a draft", begun)),
        (
            counts[State.DRAFT],
            ngettext(
                "%(count)s draft is not sent to hearing",
                "%(count)s drafts are not sent to hearing",
                counts[State.DRAFT],
            ),
        ),
        (
            counts[State.ANSWERED],
            ngettext("%(count)s can be adopted", "%(count)s can be adopted", counts[State.ANSWERED]),
        ),
    ]
    return ", ".join(form % {"count": count} for count, form in told if count)
