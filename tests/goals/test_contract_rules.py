"""The table of the contract, every cell of it."""

from __future__ import annotations

import itertools

import pytest

from goals.contracts import RULES, Action, State
from jobcentres.models import Assignment

OFFICIAL, OFFICER, COUNCIL = "official", "officer", "regional_council"

ALLOWED = {
    (OFFICIAL, State.DRAFT): {Action.EDIT, Action.NEGOTIATE},
    (OFFICIAL, State.NEGOTIATED): {Action.EDIT},
    (OFFICIAL, State.APPROVED): {Action.BACK, Action.SIGN, Action.ATTACH},
    (OFFICIAL, State.SIGNED): {Action.AMEND, Action.ATTACH, Action.CLOSE},
    (OFFICER, State.DRAFT): {Action.EDIT, Action.NEGOTIATE},
    (OFFICER, State.NEGOTIATED): {Action.EDIT, Action.APPROVE},
    (OFFICER, State.APPROVED): {Action.ATTACH},
    (OFFICER, State.SIGNED): {Action.ATTACH},
    (COUNCIL, State.NEGOTIATED): {Action.APPROVE},
}


@pytest.mark.parametrize(
    ("role", "state"), list(itertools.product([*Assignment.Role.values, "nobody"], State)), ids=str
)
def test_who_may_take_which_step_when(role: str, state: State) -> None:
    assert set(RULES.possible(state, {role})) == ALLOWED.get((role, state), set())


@pytest.mark.parametrize(
    ("role", "state", "action"), list(itertools.product(Assignment.Role.values, State, Action)), ids=str
)
def test_every_refused_step_says_why(role: str, state: State, action: Action) -> None:
    refusal = RULES.refusal(state, {role}, action)

    assert (refusal is None) == (action in ALLOWED.get((role, state), set()))
    assert refusal is None or (refusal.code in {"role", "state"} and refusal.message.endswith("."))
