"""Whose turn it is in the dialogues about targets, for the start page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import ngettext

from goals.dialogue import State
from goals.dialogue.standing import NOT_BEGUN, Key, Standing
from goals.models import Goal
from jobcentres.models import Area, Assignment, User

Role = Assignment.Role


class Turn(NamedTuple):
    """`Måltal, Sorø Kommune: 1 mangler et udkast`, and where to go on."""

    place: str
    text: str
    address: str


Part = tuple[str, Area, list[Area]]
"""A role, the place in which somebody holds it, and the municipalities whose targets it is about."""


def turns_of(parts: Iterable[Part], goals: Sequence[Goal], found: Mapping[Key, Standing]) -> list[Turn]:
    """What waits for who takes part so, place by place; `goals` are those of one announced year."""
    turns = []
    for role, place, members in parts:
        waiting = [
            found.get((goal.indicator_id, area.pk), NOT_BEGUN)
            for area in members
            for goal in goals
            if goal.holds_for(area.pk)
        ]
        text = _text(role, [one for one in waiting if role in one.turn])
        if text:
            year = goals[0].goal_year.year
            turns.append(Turn(place.full_name, text, reverse("targets", args=[year, place.code])))
    return turns


def parts_of(user: User, areas: Sequence[Area]) -> list[Part]:
    """The ministry takes no step before an adoption."""
    scopes = user.scopes
    municipalities = [area for area in areas if area.level == Area.Level.MUNICIPALITY]
    served = scopes.served_municipality_ids if scopes.certifying_jobcentre_ids else frozenset()
    own: list[Part] = []
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
