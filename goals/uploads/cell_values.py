"""What a spreadsheet has stored, as the text that the person sees. Numbers are Danish: `12,5`."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal

from goals.uploads import limits
from goals.uploads.number_formats import Seen

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?")
_DIGITS = 15  # a spreadsheet shows no more: 0.1+0.2 is stored as 0.30000000000000004, and seen as 0,3
_AS_SEEN = Context(prec=_DIGITS, rounding=ROUND_HALF_EVEN)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FIRST_OF_1900, _FIRST_OF_1904 = date(1899, 12, 31), date(1904, 1, 1)
_NEVER = 60  # 29 February 1900, which Excel counts and the calendar does not
_LAST = 2_958_465  # 31 December 9999
_INVISIBLE = {"Cc", "Cf", "Cs"}
_BLANKS = "\t\n\r"


class Uncertain(ValueError):
    """`code` says why nobody can tell what the person sees."""

    def __init__(self, code: str, shown: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.shown = shown


def number_text(stored: str, seen: Seen, *, since_1904: bool = False) -> str:
    """`143`, `12,5`, `2014-04` of a month, `2014-04-30` of another day than the first. Raises `Uncertain`."""
    if not _NUMBER.fullmatch(stored):
        raise Uncertain("damaged_cell", stored)
    number = _AS_SEEN.create_decimal(stored)
    if seen is Seen.NUMBER:
        return _danish(number)
    if seen in {Seen.DAY, Seen.MONTH}:
        return _date_text(number, seen, since_1904=since_1904)
    raise Uncertain(seen.value)


def iso_date_text(stored: str) -> str:
    """Of a cell that holds a date as text: `2014-04-01T00:00:00`."""
    try:
        day = date.fromisoformat(stored[:10])
    except ValueError:
        raise Uncertain("damaged_cell", stored) from None
    return _month_or_day(day, Seen.DAY)


def visible_text(text: str, *, is_escaped: bool = False) -> str:
    """The text itself. Raises `Uncertain` if it is too long, or holds what nobody sees."""
    if is_escaped and "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if len(text) > limits.CELL_TEXT:
        raise Uncertain("long_text")
    if not text.isprintable():
        for sign in text:
            if unicodedata.category(sign) in _INVISIBLE and sign not in _BLANKS:
                raise Uncertain("invisible", f"U+{ord(sign):04X}")
    return text


def _danish(number: Decimal) -> str:
    if number and not -_DIGITS <= number.adjusted() < _DIGITS:
        return f"{number.normalize():E}".replace(".", ",")
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", ",")


def _date_text(number: Decimal, seen: Seen, *, since_1904: bool) -> str:
    if not 0 <= number <= _LAST or (number < 1 and not since_1904):
        raise Uncertain("no_date")
    days = int(number)
    if since_1904:
        return _month_or_day(_FIRST_OF_1904 + timedelta(days), seen)
    if days == _NEVER:
        raise Uncertain("no_date")
    return _month_or_day(_FIRST_OF_1900 + timedelta(days - (days > _NEVER)), seen)


def _month_or_day(day: date, seen: Seen) -> str:
    return f"{day:%Y-%m}" if seen is Seen.MONTH or day.day == 1 else day.isoformat()
