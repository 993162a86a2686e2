"""What a spreadsheet's number format makes of a number: whether the person sees the number that is stored."""

from __future__ import annotations

import re
from enum import StrEnum

_LITERALS = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_EXPONENT = re.compile(r"e[+-]")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_GENERAL = ("general", "standard")

_LONGEST = 255

_PERCENT_IDS = {9, 10}
_DAY_IDS = {14, 15, 16, 22}
_MONTH_IDS = {17}
_TIME_IDS = {18, 19, 20, 21, 45, 46, 47}
_FOREIGN_DATE_IDS = {*range(27, 37), *range(50, 59)}


class Seen(StrEnum):
    """How the number looks. Only of NUMBER, DAY and MONTH is it certain what the person sees."""

    NUMBER = "number"
    DAY = "day"
    MONTH = "month"
    TIME = "time"
    PERCENT = "percent"
    SCALED = "scaled"
    NOTHING = "nothing"


def seen(number: int, code: str | None = None) -> Seen:
    """By the format's own code, else by the number that Excel has given it."""
    if code is not None:
        return _seen_by_code(code) if len(code) <= _LONGEST else Seen.NOTHING
    if number in _PERCENT_IDS:
        return Seen.PERCENT
    if number in _DAY_IDS | _FOREIGN_DATE_IDS:
        return Seen.DAY
    if number in _MONTH_IDS:
        return Seen.MONTH
    return Seen.TIME if number in _TIME_IDS else Seen.NUMBER


def _seen_by_code(code: str) -> Seen:
    bare = _EXPONENT.sub("", _LITERALS.sub("", code).casefold())
    for word in _GENERAL:
        bare = bare.replace(word, "0")
    if "%" in bare:
        return Seen.PERCENT
    if set("ymdhs") & set(bare):
        return _seen_date(bare)
    if _SCALED.search(bare):
        return Seen.SCALED
    return Seen.NUMBER if set("0#?@") & set(bare.partition(";")[0]) else Seen.NOTHING


def _seen_date(bare: str) -> Seen:
    if "d" in bare:
        return Seen.DAY
    if "y" in bare or not set("hs[") & set(bare):
        return Seen.MONTH
    return Seen.TIME
