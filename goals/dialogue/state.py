"""Where the dialogue about a target stands, derived from its steps and stored nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goals.dialogue.rules import Action, Role, State
from goals.models import TargetStep, TargetVersion

Kind = TargetStep.Kind
RESPONSES = (Kind.LBR_RESPONSE, Kind.REGION_RESPONSE)

TURNS: dict[State, tuple[tuple[Role, Action], ...]] = {
    State.NONE: ((Role.MANAGER, Action.DRAFT),),
    State.DRAFT: ((Role.MANAGER, Action.SEND),),
    State.HEARING: ((Role.LOCAL_COUNCIL, Action.ANSWER_LBR), (Role.OFFICER, Action.ANSWER_REGION)),
    State.ANSWERED: ((Role.MANAGER, Action.ADOPT),),
    State.ADOPTED: (),
    State.REOPENED: ((Role.MANAGER, Action.DRAFT),),
}
"""Whose turn it is, and for what; of a hearing those who have not answered."""


def state_of(steps: Iterable[TargetStep], versions: Iterable[TargetVersion] = ()) -> State:
    """Steps in the order of their numbers, with their changes. `versions` are the target's: a binding one
    that came without a step, from a file, is adopted on paper; its change tells where it belongs."""
    return state_after(_kinds(list(steps), versions))


def state_after(kinds: Iterable[str]) -> State:
    """Where the dialogue stands after steps of these kinds, in their order."""
    state, answered = State.NONE, set[str]()
    for kind in kinds:
        if kind in RESPONSES:
            answered.add(kind)
            state = State.ANSWERED if len(answered) == len(RESPONSES) else State.HEARING
        elif kind == Kind.HEARING:
            answered, state = set(), State.HEARING
        elif kind == Kind.DRAFT:
            state = State.DRAFT if state in (State.NONE, State.REOPENED) else state
        else:
            state = State.ADOPTED if kind == Kind.ADOPTED else State.REOPENED
    return state


def turn(state: State, steps: Sequence[TargetStep]) -> list[tuple[Role, Action]]:
    """Whose turn it is, and what they can do."""
    return turn_after(state, [step.kind for step in steps])


def turn_after(state: State, kinds: Iterable[str]) -> list[tuple[Role, Action]]:
    answered = answered_in(kinds)
    said = {Action.ANSWER_LBR: Kind.LBR_RESPONSE, Action.ANSWER_REGION: Kind.REGION_RESPONSE}
    return [(role, action) for role, action in TURNS[state] if said.get(action) not in answered]


def answered_by(steps: Sequence[TargetStep]) -> set[str]:
    """Which answers have come since the draft was last sent to hearing."""
    return answered_in(step.kind for step in steps)


def answered_in(kinds: Iterable[str]) -> set[str]:
    answered = set[str]()
    for kind in kinds:
        if kind == Kind.HEARING:
            answered = set()
        elif kind in RESPONSES:
            answered.add(kind)
    return answered


def is_public(steps: Iterable[TargetStep], versions: Iterable[TargetVersion] = ()) -> bool:
    """Whether everybody may read the dialogue: from its first hearing or adoption on."""
    return any(kind != Kind.DRAFT for kind in _kinds(list(steps), versions))


def _kinds(steps: Sequence[TargetStep], versions: Iterable[TargetVersion]) -> list[str]:
    told = {step.version_id for step in steps}
    from_files = [one for one in versions if one.is_binding and one.pk not in told]
    found = [(step.change.number or 0, step.number, str(step.kind)) for step in steps]
    found += [(one.change.number or 0, 0, str(Kind.ADOPTED)) for one in from_files]
    return [kind for _change, _number, kind in sorted(found)]
