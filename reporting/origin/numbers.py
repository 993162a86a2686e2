"""Numbers inside formulas: unrounded enough to be computed again."""

from __future__ import annotations

from decimal import Decimal

from goals.numbers import MAX_DECIMALS, format_number, rounded
from goals.progress import Measure


def number(measure: Measure, value: Decimal, least: int | None = None) -> str:
    """With up to two decimals: those of the indicator, or of `least`, and more only if they say more."""
    least = (measure.decimals if measure.is_ratio else 0) if least is None else least
    places = next(
        n for n in range(least, max(least, 2) + 1) if n >= 2 or rounded(value, n) == rounded(value, 2)
    )
    return format_number(value, places)


def apart(measure: Measure, one: Decimal, other: Decimal) -> tuple[str, str]:
    """Both numbers with as many decimals as tell them from each other."""
    texts = number(measure, one), number(measure, other)
    if one == other or texts[0] != texts[1]:
        return texts
    places = next((n for n in range(3, MAX_DECIMALS) if rounded(one, n) != rounded(other, n)), MAX_DECIMALS)
    return format_number(one, places), format_number(other, places)
