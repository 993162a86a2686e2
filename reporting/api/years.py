"""The goals of a year, and months that are over, as the parameters name them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goals.models import Goal, GoalYear
from goals.months import Month, today
from jobcentres.clock import COPENHAGEN
from reporting.api.problems import Fault, Problem
from reporting.places import NotThere
from reporting.summaries import default_as_of


def goals_of(
    year: int | None, indicators: Collection[str] = (), *, known_on: datetime | None = None
) -> tuple[Goal, ...]:
    """The minister's goals of an announced year, the newest (of `known_on`) unless one is named; at least
    one. Raises `NotThere`. One query."""
    last = (known_on.astimezone(COPENHAGEN).date() if known_on else today()).year
    rows = (
        Goal.objects.filter(goal_year__year__lte=today().year)
        .exclude(goal_year__state=GoalYear.State.DRAFT)
        .select_related("goal_year", "indicator")
        .defer("goal_year__letter")
        .order_by("goal_year__year", "number")
    )
    found: dict[int, tuple[Goal, ...]] = {}
    for goal in rows:
        found[goal.goal_year.year] = (*found.get(goal.goal_year.year, ()), goal)
    if year is None:
        year = max((one for one in found if one <= last), default=last)
    if year not in found:
        raise NotThere(_("There are no goals for the year %(year)s.") % {"year": year})
    return _named(found[year], indicators)


def _named(goals: tuple[Goal, ...], indicators: Collection[str]) -> tuple[Goal, ...]:
    known = {goal.indicator.code for goal in goals}
    for code in indicators:
        if code not in known:
            told = {"year": goals[0].goal_year.year, "code": code, "known": ", ".join(sorted(known))}
            raise NotThere(
                _("The goals for %(year)s have no indicator “%(code)s”. They have: %(known)s.") % told
            )
    return tuple(goal for goal in goals if not indicators or goal.indicator.code in indicators)


def month_over(month: Month, name: str) -> Month:
    """A month whose figures can count. Raises `Problem` (404) for one that is not over yet."""
    if month > default_as_of(month.year):
        said = capfirst(_("%(month)s is not over yet.") % {"month": month.label})
        raise Problem(404, said, faults=[Fault(name, said)])
    return month
