"""The tables of the councils' meetings, every cell of them."""

from __future__ import annotations

import itertools

import pytest

from goals.meetings import RULES, Action, State
from jobcentres.models import Area, Assignment

Level = Area.Level
LBR, RBR, OFFICER, MANAGER, OFFICIAL = (
    "local_council",
    "regional_council",
    "officer",
    "manager",
    "official",
)
ROLES = [*Assignment.Role.values, "nobody"]
SECRETARIAT = {
    State.NONE: {Action.MAKE},
    State.PLANNED: {Action.RENEW, Action.CANCEL, Action.NOTE},
    State.TODAY: {Action.RENEW, Action.CANCEL, Action.NOTE, Action.DECIDE},
    State.HELD: {Action.NOTE, Action.DECIDE},
    State.CANCELLED: {Action.MAKE},
}
NOTES_ALONE: dict[State, set[Action]] = {
    State.PLANNED: {Action.NOTE},
    State.TODAY: {Action.NOTE},
    State.HELD: {Action.NOTE},
}
ALLOWED = {
    (Level.MUNICIPALITY, LBR): SECRETARIAT,
    (Level.MUNICIPALITY, MANAGER): NOTES_ALONE,
    (Level.MUNICIPALITY, OFFICER): NOTES_ALONE,
    (Level.REGION, RBR): SECRETARIAT,
    (Level.REGION, OFFICER): SECRETARIAT,
    (Level.COUNTRY, RBR): SECRETARIAT,
    (Level.COUNTRY, OFFICIAL): SECRETARIAT,
}
NOTHING: dict[State, set[Action]] = {}


@pytest.mark.parametrize(("level", "role", "state"), list(itertools.product(Level, ROLES, State)), ids=str)
def test_who_may_do_what_with_a_meeting_when(level: Level, role: str, state: State) -> None:
    allowed = ALLOWED.get((level, role), NOTHING).get(state, set())

    assert set(RULES[level].possible(state, {role})) == allowed


@pytest.mark.parametrize(
    ("level", "role", "state", "action"), list(itertools.product(Level, ROLES, State, Action)), ids=str
)
def test_every_refused_action_says_why(level: Level, role: str, state: State, action: Action) -> None:
    refusal = RULES[level].refusal(state, {role}, action)

    assert (refusal is None) == (action in ALLOWED.get((level, role), NOTHING).get(state, set()))
    assert refusal is None or (refusal.code in {"role", "state"} and refusal.message.endswith("."))


def test_every_level_of_area_has_a_table_of_every_action() -> None:
    assert set(RULES) == set(Level)
    assert all(set(rules.table) == set(Action) for rules in RULES.values())
