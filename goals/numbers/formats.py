"""Numbers as they are shown and written to files.

Shown numbers are Danish in every language of the interface, as the form reads them.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from django.utils.translation import gettext as _

from goals.numbers.reading import Dialect

MINUS = "−"
HIDDEN = ".."

_EXACT = Context(prec=60)
_TO_DANISH = str.maketrans(",.", ".,")


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half away from zero; a zero has no sign."""
    result = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)
    return result if result else abs(result)


def strict_count(value: Decimal, direction: str) -> Decimal:
    """A count's path, rounded so that keeping to the shown number keeps to the path: at most 206,67 → 206."""
    return value.quantize(Decimal(1), ROUND_FLOOR if direction == "down" else ROUND_CEILING, _EXACT)


def format_number(value: Decimal, decimals: int = 0, *, signed: bool = False) -> str:
    """`1.234,5`; `signed` puts + before what is above 0. A real minus sign."""
    number = rounded(value, decimals)
    text = f"{abs(number):,f}".translate(_TO_DANISH)
    if number < 0:
        return MINUS + text
    return "+" + text if signed and number > 0 else text


def format_count(value: Decimal) -> str:
    return format_number(value)


def format_percent(value: Decimal, decimals: int = 1) -> str:
    """`33,4 pct.`"""
    return _("%(number)s per cent") % {"number": format_number(value, decimals)}


def format_change(value: Decimal, decimals: int = 0) -> str:
    """`−38`, `+7`, `0`: a change of a count."""
    return format_number(value, decimals, signed=True)


def format_change_percent(value: Decimal, decimals: int = 1) -> str:
    """`−52,8 pct.`"""
    return _("%(number)s per cent") % {"number": format_number(value, decimals, signed=True)}


def format_points(value: Decimal, decimals: int = 1) -> str:
    """`−2,5 procentpoint`: a change of a percentage."""
    return _("%(number)s percentage points") % {"number": format_number(value, decimals, signed=True)}


def format_exact(value: Decimal, dialect: Dialect = Dialect.FORM) -> str:
    """Every digit and no thousands separators: what a field or file holds. `parse_number` reads it back."""
    return plain_text(value).replace(".", dialect.decimal_sign)


def format_csv(value: Decimal) -> str:
    """For machines: decimal point, hyphen-minus, at most 6 decimals."""
    return plain_text(value.quantize(Decimal("1E-6"), ROUND_HALF_EVEN, _EXACT))


def format_csv_dk(value: Decimal, decimals: int) -> str:
    """For a Danish spreadsheet: decimal comma, hyphen-minus, no thousands separators."""
    return f"{rounded(value, decimals):f}".replace(".", ",")


def json_number(value: Decimal) -> int | float:
    """Rounded half-even to 12 decimals."""
    number = value.quantize(Decimal("1E-12"), ROUND_HALF_EVEN, _EXACT)
    return int(number) if number == number.to_integral_value() else float(number)


def plain_text(value: Decimal) -> str:
    """No exponent, no zeros at the end of the decimals, no negative zero: the canonical spelling."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
