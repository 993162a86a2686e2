"""The one spelling of a number in a report's content."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

from goals.numbers import plain_text

_EXACT = Context(prec=60)
_FINEST = Decimal("1E-12")


def number_text(value: Decimal | None) -> str | None:
    """`34`, `8.9`, `-180.898876404494`: a decimal point, at most 12 decimals."""
    return None if value is None else plain_text(value.quantize(_FINEST, ROUND_HALF_EVEN, _EXACT))
