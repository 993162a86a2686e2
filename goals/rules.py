"""Who may take which step when, as a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from goals.refusals import Problem

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Rule(NamedTuple):
    """The roles that may take a step, the states in which it can be taken, and what others are told."""

    roles: tuple[str, ...]
    states: tuple[str, ...]
    who: _StrPromise


class Rules:
    """`when` tells for each state why a step that does not belong to it cannot be taken there."""

    def __init__(self, table: Mapping[str, Rule], when: Mapping[str, _StrPromise]) -> None:
        self.table = table
        self.when = when

    def refusal(self, state: str, roles: Collection[str], action: str) -> Problem | None:
        """None if somebody with these roles may take the step now; else why not."""
        rule = self.table[action]
        if not set(rule.roles) & set(roles):
            return Problem("", "role", str(rule.who))
        if state not in rule.states:
            return Problem("", "state", str(self.when[state]))
        return None

    def possible(self, state: str, roles: Collection[str]) -> list[str]:
        return [action for action in self.table if self.refusal(state, roles, action) is None]
