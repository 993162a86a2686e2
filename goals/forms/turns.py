"""Whose turn it is with targets and contracts, for the start page: both from one query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from django.db.models import QuerySet

from goals.dialogue.standing import standings_after, steps_of
from goals.forms import contract_turns, target_turns
from goals.forms.contract_turns import ContractTurn
from goals.forms.target_turns import Turn
from goals.models import Goal
from jobcentres.models import Area, User

_TARGET, _CONTRACT = "target", "contract"


class Turns(NamedTuple):
    targets: list[Turn]
    contracts: list[ContractTurn]


def turns_of(user: User, goals: Sequence[Goal], areas: Sequence[Area]) -> Turns:
    """What waits for `user`; `goals` are those of one announced year. No query for who takes no part."""
    parts = target_turns.parts_of(user, areas) if goals else []
    regions = contract_turns.regions_of(user, areas)
    dialogues, contracts = _taken(goals[0] if goals else None, parts, is_party=bool(regions))
    return Turns(
        target_turns.turns_of(parts, goals, standings_after(dialogues)),
        contract_turns.contract_turns_of(user, regions, contracts),
    )


def _taken(goal: Goal | None, parts: Sequence[target_turns.Part], *, is_party: bool) -> tuple[Any, Any]:
    """The steps that have been taken with targets, and with contracts."""
    area_ids = {area.pk for _role, _place, members in parts for area in members}
    asked: list[QuerySet[Any]] = []
    if goal and area_ids:
        asked += steps_of(goal.goal_year, area_ids, mark=_TARGET)
    if is_party:
        asked += contract_turns.contract_steps(mark=_CONTRACT)
    if not asked:
        return [], []
    rows = cast(list[tuple[Any, ...]], list(asked[0].union(*asked[1:], all=True)))
    return [row[1:] for row in rows if row[0] == _TARGET], [row[1:] for row in rows if row[0] == _CONTRACT]
