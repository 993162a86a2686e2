"""Where a contract stands, derived from its steps and stored nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from goals.contracts.rules import Action, Role, State
from goals.models import ContractStep

Kind = ContractStep.Kind

_AFTER: dict[str, State] = {
    Kind.DRAFTED: State.DRAFT,
    Kind.NEGOTIATED: State.NEGOTIATED,
    Kind.APPROVED: State.APPROVED,
    Kind.SIGNED: State.SIGNED,
    Kind.AMENDED: State.SIGNED,
    Kind.CLOSED: State.CLOSED,
}

TURNS: dict[State, tuple[tuple[Role, Action], ...]] = {
    State.DRAFT: ((Role.OFFICIAL, Action.NEGOTIATE), (Role.OFFICER, Action.NEGOTIATE)),
    State.NEGOTIATED: ((Role.REGIONAL_COUNCIL, Action.APPROVE), (Role.OFFICER, Action.APPROVE)),
    State.APPROVED: ((Role.OFFICIAL, Action.SIGN),),
    State.SIGNED: (),
    State.CLOSED: (),
}
"""Whose turn it is, and for what."""


def state_of(steps: Iterable[ContractStep], *, binds: bool = False) -> State:
    """Steps in the order of their numbers. Without any the contract is a draft, or signed if it `binds`: its
    targets came from a file."""
    state = State.SIGNED if binds else State.DRAFT
    for step in steps:
        state = _AFTER[step.kind]
    return state
