"""The year that the menu leads to: this year's goals, or the newest that have been announced."""

from __future__ import annotations

from goals.models import GoalYear
from goals.months import today


def present_year() -> int | None:
    """None if no goals have been announced. One query."""
    announced = GoalYear.objects.exclude(state=GoalYear.State.DRAFT).order_by("year")
    years = list(announced.values_list("year", flat=True))
    begun = [year for year in years if year <= today().year]
    return begun[-1] if begun else next(iter(years), None)
