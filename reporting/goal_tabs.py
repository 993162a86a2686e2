"""Links that show one goal at a time."""

from __future__ import annotations

from typing import NamedTuple

from goals.models import Goal


class GoalTab(NamedTuple):
    name: str
    address: str
    is_chosen: bool

    @classmethod
    def of(cls, goal: Goal, address: str, *, is_chosen: bool) -> GoalTab:
        return cls(f"{goal.number} {goal.short_name}", address, is_chosen)
