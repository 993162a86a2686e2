"""A closed year takes no more entries by people; the official source and corrections still come in."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from goals.models import Goal, GoalYear


def closed_years() -> frozenset[int]:
    """One query."""
    return frozenset(GoalYear.objects.filter(state=GoalYear.State.CLOSED).values_list("year", flat=True))


def closed_notice(goals: Iterable[Goal], year: int) -> str:
    """What stands above the figures of `year`; empty unless it is closed. The goals come with their years."""
    if all(goal.goal_year.year != year or goal.goal_year.state != GoalYear.State.CLOSED for goal in goals):
        return ""
    message = _(
        "The year %(year)s is closed: no more figures are entered. If a released number is wrong, ask for a "
        "correction."
    )
    return message % {"year": year}


def refusal_of_entry(year: int, *, is_released: bool) -> str:
    """Why a figure of the closed `year` is not taken, and what can be done instead."""
    if is_released:
        message = _("The year %(year)s is closed. Ask for a correction of the number instead.")
    else:
        message = _("The year %(year)s is closed. Ask the ministry to reopen it if the number is needed.")
    return message % {"year": year}
