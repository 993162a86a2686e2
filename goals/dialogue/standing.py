"""Where many dialogues stand, from one query: for the start page, which tells whose turn it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Value

from goals.dialogue.rules import State
from goals.dialogue.state import state_after, turn_after
from goals.models import GoalYear, TargetStep, TargetVersion

Key = tuple[int, int]
"""The keys of an indicator and of an area."""
Step = tuple[int, int, int, int, str]
"""The keys of an indicator and of an area, the numbers of the change and of the step, and its kind."""


class Standing(NamedTuple):
    state: State
    turn: tuple[str, ...]
    """The roles whose turn it is."""


NOT_BEGUN = Standing(State.NONE, tuple(role for role, _action in turn_after(State.NONE, ())))


def steps_of(goal_year: GoalYear, area_ids: Collection[int], *, mark: str) -> list[QuerySet[Any]]:
    """Two queries to be put together: the mark, and a `Step`."""
    own = {"target__goal_year": goal_year, "target__area__in": area_ids}
    columns = ("mark", "target__indicator_id", "target__area_id", "change__number", "place", "what")
    steps = TargetStep.objects.filter(**own).order_by().annotate(place=F("number"), what=F("kind"))
    files = TargetVersion.objects.filter(**own, kind__in=TargetVersion.BINDING, steps=None).order_by()
    adopted = files.annotate(place=Value(0), what=Value(TargetStep.Kind.ADOPTED.value))
    return [rows.annotate(mark=Value(mark)).values_list(*columns) for rows in (steps, adopted)]


def standings_after(steps: Iterable[Step]) -> dict[Key, Standing]:
    """The dialogues that have begun, by indicator and area."""
    kinds: dict[Key, list[str]] = {}
    for indicator_id, area_id, _change, _number, kind in sorted(steps):
        kinds.setdefault((indicator_id, area_id), []).append(kind)
    return {key: _standing(told) for key, told in kinds.items()}


def _standing(kinds: list[str]) -> Standing:
    state = state_after(kinds)
    return Standing(state, tuple(role for role, _action in turn_after(state, kinds)))
