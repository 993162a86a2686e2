"""The rules of a council's meeting: state × role × action, one table for each level of council."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goals.rules import Rule, Rules
from jobcentres.models import Area, Assignment

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Role = Assignment.Role


class State(StrEnum):
    NONE = "none"
    PLANNED = "planned"
    """the day has not come yet"""
    TODAY = "today"
    HELD = "held"
    """the day is over: the figures stay as they are"""
    CANCELLED = "cancelled"


class Action(StrEnum):
    MAKE = "make"
    RENEW = "renew"
    CANCEL = "cancel"
    NOTE = "note"
    DECIDE = "decide"


_WHEN: dict[str, _StrPromise] = {
    State.NONE: _("There is no paper for a meeting on that day yet."),
    State.PLANNED: _(
        "The meeting has a paper and has not been held yet: its figures can be renewed, and decisions are "
        "entered from the day of the meeting on."
    ),
    State.TODAY: _("The meeting has a paper, and is held today."),
    State.HELD: _(
        "The meeting has been held: its figures stay as they are, notes and decisions can be added."
    ),
    State.CANCELLED: _("The meeting has been cancelled."),
}
_BEFORE = (State.PLANNED, State.TODAY)
_NOT_CANCELLED = (State.PLANNED, State.TODAY, State.HELD)
_SINCE = (State.TODAY, State.HELD)


def _rules(
    secretariat: tuple[str, ...], writers: tuple[str, ...], who: _StrPromise, who_writes: _StrPromise
) -> Rules:
    return Rules(
        {
            Action.MAKE: Rule(secretariat, (State.NONE, State.CANCELLED), who),
            Action.RENEW: Rule(secretariat, _BEFORE, who),
            Action.CANCEL: Rule(secretariat, _BEFORE, who),
            Action.NOTE: Rule(writers, _NOT_CANCELLED, who_writes),
            Action.DECIDE: Rule(secretariat, _SINCE, who),
        },
        _WHEN,
    )


_BY_REGION = _("The regional council (RBR) or the region's office does this.")
_BY_COUNTRY = _("The national council or the ministry does this.")

RULES = {
    Area.Level.MUNICIPALITY: _rules(
        (Role.LOCAL_COUNCIL,),
        (Role.LOCAL_COUNCIL, Role.MANAGER, Role.OFFICER),
        _("The municipality's LBR does this."),
        _("Notes are written by LBR, the jobcentre's manager and the region's office."),
    ),
    Area.Level.REGION: _rules(
        (Role.REGIONAL_COUNCIL, Role.OFFICER),
        (Role.REGIONAL_COUNCIL, Role.OFFICER),
        _BY_REGION,
        _BY_REGION,
    ),
    Area.Level.COUNTRY: _rules(
        (Role.REGIONAL_COUNCIL, Role.OFFICIAL),
        (Role.REGIONAL_COUNCIL, Role.OFFICIAL),
        _BY_COUNTRY,
        _BY_COUNTRY,
    ),
}
"""By the level of the council's area."""


def rules_of(area: Area) -> Rules:
    return RULES[Area.Level(area.level)]
