"""Who may take which step when, as a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from goals.refusals import Problem

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from goals.models import GoalYear


class Rule(NamedTuple):
    """The roles that may take a step, the states in which it can be taken, and what others are told.

    `after_the_year`: also once the goal year is closed.
    """

    roles: tuple[str, ...]
    states: tuple[str, ...]
    who: _StrPromise
    after_the_year: bool = False


class Rules:
    """`when` tells for each state why a step that does not belong to it cannot be taken there."""

    def __init__(self, table: Mapping[str, Rule], when: Mapping[str, _StrPromise]) -> None:
        self.table = table
        self.when = when

    def refusal(
        self, state: str, roles: Collection[str], action: str, year: GoalYear | None = None
    ) -> Problem | None:
        """None if somebody with these roles may take the step now; else why not. `year`: the goal year, where
        it matters that it is closed."""
        rule = self.table[action]
        if not set(rule.roles) & set(roles):
            return Problem("", "role", str(rule.who))
        if year is not None and closed_text(year) and not rule.after_the_year:
            return Problem("", "year_closed", closed_text(year))
        if state not in rule.states:
            return Problem("", "state", str(self.when[state]))
        return None

    def possible(self, state: str, roles: Collection[str], year: GoalYear | None = None) -> list[str]:
        return [action for action in self.table if self.refusal(state, roles, action, year) is None]


def closed_text(year: GoalYear) -> str:
    """What stands in the place of the next step of a closed year; empty for any other."""
    if year.state != year.State.CLOSED:
        return ""
    return _("The year %(year)s is closed. The ministry can reopen it.") % {"year": year.year}
