"""A closed year takes no more entries by people; the official source and corrections still come in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goals.models import GoalYear


def closed_years() -> frozenset[int]:
    """One query."""
    return frozenset(GoalYear.objects.filter(state=GoalYear.State.CLOSED).values_list("year", flat=True))


def refusal_of_entry(year: int, *, is_released: bool) -> str:
    """Why a figure of the closed `year` is not taken, and what can be done instead."""
    if is_released:
        message = _("The year %(year)s is closed. Ask for a correction of the number instead.")
    else:
        message = _("The year %(year)s is closed. Ask the ministry to reopen it if the number is needed.")
    return message % {"year": year}
