"""Months as people write them over their columns: `april 2014`, `apr-14`, `Maj`, `31.12.2014`, `2014M04`."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from goals.months import Month, MonthError

_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january",
            "feb februar february",
            "mar marts march",
            "apr april",
            "maj may",
            "jun juni june",
            "jul juli july",
            "aug august",
            "sep sept september",
            "okt oct oktober october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_NAMED = re.compile(r"(?:[0-9]{1,2}[. -]+)?([a-z]+)\.?(?:[ ,/'’-]*((?:19|20|21)[0-9]{2}|[0-9]{2}))?")
_YEAR_FIRST = re.compile(r"((?:19|20|21)[0-9]{2})[ -]+([a-z]+)\.?")
_MACHINE = re.compile(r"((?:19|20|21)[0-9]{2})[-/m]([0-9]{1,2})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[-/]((?:19|20|21)[0-9]{2})")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ t]00:00(?::00)?)?")
_DAY = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./ ]((?:19|20|21)[0-9]{2}|[0-9]{2})")
_RANGE = re.compile(r"(.+?) ?(?:-|–|—| til | to ) ?(.+)")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")


class Period(NamedTuple):
    """A month of the year, and its year where that was written too."""

    number: int
    year: int | None = None


def read_year(text: str) -> int | None:
    written = text.strip()
    return int(written) if _YEAR.fullmatch(written) else None


def read_period(text: str) -> Period | None:
    """The month that the text names; of a period its last. None if it names none for certain."""
    written = " ".join(text.casefold().split())
    return _one(written) or _last_of_range(written)


def _one(written: str) -> Period | None:
    try:
        month = Month.parse(written)
    except MonthError:
        return _named(written) or _numbered(written) or _day(written)
    return Period(month.number, month.year)


def _named(written: str) -> Period | None:
    if found := _NAMED.fullmatch(written):
        number = _NAMES.get(found[1])
        return Period(number, _full_year(found[2])) if number else None
    if found := _YEAR_FIRST.fullmatch(written):
        number = _NAMES.get(found[2])
        return Period(number, int(found[1])) if number else None
    return None


def _numbered(written: str) -> Period | None:
    if found := _MACHINE.fullmatch(written):
        return _period(found[1], found[2])
    if found := _MONTH_FIRST.fullmatch(written):
        return _period(found[2], found[1])
    return None


def _day(written: str) -> Period | None:
    if found := _ISO_DAY.fullmatch(written):
        year, number, day = found.groups()
    elif found := _DAY.fullmatch(written):
        day, number, year = found.groups()
    else:
        return None
    try:
        date(_full_year(year) or 0, int(number), int(day))
    except ValueError:
        return None
    return _period(year, number)


def _last_of_range(written: str) -> Period | None:
    """`maj 2013–apr. 2014`, `jan.–apr. 2014`: the last month is the one that the number is reported for."""
    found = _RANGE.fullmatch(written)
    if not found or not _one(found[1]):
        return None
    last = _one(found[2])
    return last if last and last.year else None


def _period(year: str, number: str) -> Period | None:
    return Period(int(number), _full_year(year)) if 1 <= int(number) <= 12 else None


def _full_year(written: str | None) -> int | None:
    if written is None:
        return None
    year = int(written)
    return year if year > 99 else year + (2000 if year < 70 else 1900)
