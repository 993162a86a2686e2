"""The year as it stands while it is being edited: locked, and still in the state that the edit needs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goals.models import Figure, GoalYear, Indicator, Target
from goals.year_dates import EditRefused


def locked_year(goal_year: GoalYear) -> GoalYear:
    """Nobody announces or closes it meanwhile. Raises `EditRefused` if it is closed."""
    standing = GoalYear.objects.select_for_update().get(pk=goal_year.pk)
    if standing.state == GoalYear.State.CLOSED:
        message = _("The year %(year)s is closed. Reopen it before you change anything in it.")
        raise EditRefused(message % {"year": standing.year})
    return standing


def locked_draft(goal_year: GoalYear) -> GoalYear:
    """As `locked_year`; raises `EditRefused` also if the year has been announced."""
    standing = locked_year(goal_year)
    if standing.state != GoalYear.State.DRAFT:
        raise EditRefused(announced_text(standing))
    return standing


def announced_text(goal_year: GoalYear) -> str:
    message = _(
        "The goals for %(year)s have been announced: which goals there are, their numbers and what measures "
        "them stays as it is."
    )
    return message % {"year": goal_year.year}


def is_used(indicator: Indicator) -> bool:
    """Whether there are figures or targets of it; two queries."""
    return (
        Figure.objects.filter(indicator=indicator).exists()
        or Target.objects.filter(indicator=indicator).exists()
    )
