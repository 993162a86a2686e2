"""The tables of the reports, every cell of them."""

from __future__ import annotations

import itertools

import pytest

from goals.reports import FOLLOW_UP, RESULT, RULES, Action, State
from jobcentres.models import Assignment

OFFICER, COUNCIL, MANAGER, LBR = "officer", "regional_council", "manager", "local_council"

ALLOWED = {
    ("follow_up", OFFICER, State.NONE): {Action.FREEZE},
    ("follow_up", OFFICER, State.FROZEN): {Action.FREEZE, Action.ASSESS, Action.PROPOSE, Action.DECIDE},
    ("follow_up", COUNCIL, State.FROZEN): {Action.DECIDE},
    ("result", MANAGER, State.NONE): {Action.FREEZE},
    ("result", MANAGER, State.FROZEN): {Action.FREEZE, Action.COMMENT, Action.ADOPT},
    ("result", LBR, State.FROZEN): {Action.ANSWER_LBR},
    ("result", OFFICER, State.FROZEN): {Action.ANSWER_REGION},
}
ROLES = [*Assignment.Role.values, "nobody"]


@pytest.mark.parametrize(("kind", "role", "state"), list(itertools.product(RULES, ROLES, State)), ids=str)
def test_who_may_do_what_with_a_report_when(kind: str, role: str, state: State) -> None:
    assert set(RULES[kind].possible(state, {role})) == ALLOWED.get((kind, role, state), set())


@pytest.mark.parametrize(
    ("kind", "role", "state", "action"), list(itertools.product(RULES, ROLES, State, Action)), ids=str
)
def test_every_refused_action_says_why(kind: str, role: str, state: State, action: Action) -> None:
    refusal = RULES[kind].refusal(state, {role}, action)

    assert (refusal is None) == (action in ALLOWED.get((kind, role, state), set()))
    assert refusal is None or (refusal.code in {"role", "state"} and refusal.message.endswith("."))


def test_both_tables_know_every_action() -> None:
    assert set(FOLLOW_UP.table) == set(RESULT.table) == set(Action)
