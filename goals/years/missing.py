"""What a year still lacks before it can be announced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from goals.models import Goal, GoalYear, IndicatorDefinition
from goals.months import today


class Missing(NamedTuple):
    """`goal` is the one that lacks something, `of_indicator` if what measures it does; none: the year."""

    text: str
    goal: Goal | None = None
    of_indicator: bool = False
    field: str = ""
    """the year's own, that must be filled in"""


def missing_of(goal_year: GoalYear) -> list[Missing]:
    """In the order of the pages; two queries."""
    goals = list(goal_year.goals.select_related("indicator").order_by("number"))
    return [*_of_year(goal_year), *_of_goals(goals), *_of_definitions(goal_year, goals)]


def _of_year(row: GoalYear) -> Iterator[Missing]:
    if not row.minister:
        yield Missing(_("Write who is the minister."), field="minister")
    if row.announced_on is None:
        yield Missing(_("Write the day on which the goals were announced."), field="announced_on")
    elif row.announced_on > today():
        message = _("The day on which the goals were announced has not come yet.")
        yield Missing(message, field="announced_on")
    if not row.letter:
        yield Missing(_("Put in the text of the minister's letter."), field="letter")


def _of_goals(goals: list[Goal]) -> Iterator[Missing]:
    if not goals:
        yield Missing(_("Add the goals."))
    if [goal.number for goal in goals] != list(range(1, len(goals) + 1)):
        yield Missing(_("Number the goals 1, 2, 3 and so on, none left out."))
    for goal in goals:
        if not goal.wording:
            message = _("Goal %(number)s: put in the letter's wording.")
            yield Missing(message % {"number": goal.number}, goal)


def _of_definitions(goal_year: GoalYear, goals: list[Goal]) -> Iterator[Missing]:
    """Each month of the year needs a definition."""
    first, last = date(goal_year.year, 1, 1), date(goal_year.year, 12, 31)
    rows = IndicatorDefinition.objects.filter(indicator__in=[goal.indicator_id for goal in goals])
    spans: dict[int, list[tuple[date, date]]] = {}
    for row in rows.order_by("valid_from"):
        spans.setdefault(row.indicator_id, []).append((row.valid_from, row.valid_to or date.max))
    for goal in goals:
        if not _covers(spans.get(goal.indicator_id, []), first, last):
            message = _("%(indicator)s: write a definition that holds in all of %(year)s.")
            shown = {"indicator": goal.indicator.name, "year": goal_year.year}
            yield Missing(message % shown, goal, of_indicator=True)


def _covers(spans: list[tuple[date, date]], first: date, last: date) -> bool:
    """Whether the spans, in order, leave no day out."""
    reached = first.toordinal() - 1
    for since, until in spans:
        if since.toordinal() <= reached + 1:
            reached = max(reached, until.toordinal())
    return reached >= last.toordinal()
