"""Where many dialogues stand, in one query: for the start page, which tells whose turn it is."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import F, Value

from goals.dialogue.rules import State
from goals.dialogue.state import state_after, turn_after
from goals.models import GoalYear, TargetStep, TargetVersion

Key = tuple[int, int]
"""The keys of an indicator and of an area."""


class Standing(NamedTuple):
    state: State
    turn: tuple[str, ...]
    """The roles whose turn it is."""


NOT_BEGUN = Standing(State.NONE, tuple(role for role, _action in turn_after(State.NONE, ())))


def standings(goal_year: GoalYear, area_ids: Collection[int]) -> dict[Key, Standing]:
    """The dialogues that have begun, by indicator and area."""
    own = {"target__goal_year": goal_year, "target__area__in": area_ids}
    place = ("target__indicator_id", "target__area_id", "change__number")
    steps = TargetStep.objects.filter(**own).order_by().annotate(place=F("number"), what=F("kind"))
    files = TargetVersion.objects.filter(**own, kind__in=TargetVersion.BINDING, steps=None).order_by()
    adopted = files.annotate(place=Value(0), what=Value(TargetStep.Kind.ADOPTED.value))
    rows = steps.values_list(*place, "place", "what").union(
        adopted.values_list(*place, "place", "what"), all=True
    )
    kinds: dict[Key, list[str]] = {}
    for indicator_id, area_id, _change, _number, kind in sorted(rows):
        kinds.setdefault((indicator_id, area_id), []).append(kind)
    return {key: _standing(told) for key, told in kinds.items()}


def _standing(kinds: list[str]) -> Standing:
    state = state_after(kinds)
    return Standing(state, tuple(role for role, _action in turn_after(state, kinds)))
