"""The table of the dialogue, every cell of it."""

from __future__ import annotations

import itertools

import pytest

from goals.dialogue import RULES, Action, State
from jobcentres.models import Assignment

MANAGER, LBR, OFFICER, OFFICIAL = "manager", "local_council", "officer", "official"

ALLOWED = {
    (MANAGER, State.NONE): {Action.DRAFT, Action.ADOPT_ON_PAPER},
    (MANAGER, State.DRAFT): {Action.DRAFT, Action.SEND, Action.ADOPT_ON_PAPER},
    (MANAGER, State.HEARING): {Action.DRAFT, Action.ADOPT, Action.ADOPT_ON_PAPER},
    (MANAGER, State.ANSWERED): {Action.DRAFT, Action.ADOPT, Action.ADOPT_ON_PAPER},
    (MANAGER, State.REOPENED): {Action.DRAFT, Action.ADOPT_ON_PAPER},
    (LBR, State.HEARING): {Action.ANSWER_LBR},
    (LBR, State.ANSWERED): {Action.ANSWER_LBR},
    (OFFICER, State.HEARING): {Action.ANSWER_REGION},
    (OFFICER, State.ANSWERED): {Action.ANSWER_REGION},
    (OFFICIAL, State.NONE): {Action.ADOPT_ON_PAPER},
    (OFFICIAL, State.DRAFT): {Action.ADOPT_ON_PAPER},
    (OFFICIAL, State.HEARING): {Action.ADOPT_ON_PAPER},
    (OFFICIAL, State.ANSWERED): {Action.ADOPT_ON_PAPER},
    (OFFICIAL, State.ADOPTED): {Action.REOPEN},
    (OFFICIAL, State.REOPENED): {Action.ADOPT_ON_PAPER},
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


def test_who_holds_several_roles_may_take_the_steps_of_each() -> None:
    assert set(RULES.possible(State.HEARING, {LBR, OFFICER})) == {Action.ANSWER_LBR, Action.ANSWER_REGION}
