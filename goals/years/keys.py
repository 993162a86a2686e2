"""What a year's rows are known by in the history of their edits; `load_reference` has keys of its own."""

from __future__ import annotations

from goals.models import Goal, GoalYear, Indicator, IndicatorDefinition, SeriesBreak


def year_key(row: GoalYear) -> str:
    """The same as the loaded one: a year never changes its number."""
    return str(row.year)


def goal_key(row: Goal) -> str:
    return f"{row.goal_year_id}/{row.pk}"


def indicator_key(row: Indicator) -> str:
    """No code looks like it."""
    return f"#{row.pk}"


def definition_key(row: IndicatorDefinition) -> str:
    return f"#{row.indicator_id}/{row.pk}"


def break_key(row: SeriesBreak) -> str:
    return f"#{row.indicator_id}/{row.pk}"
