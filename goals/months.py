"""Months as values, the periods that they stand for, their Danish and English names, and the clock."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jobcentres.clock import now, today

__all__ = ["Month", "MonthError", "MonthField", "Window", "now", "today"]

_WRITTEN = re.compile(r"((?:19|20|21)[0-9]{2})[-M](0[1-9]|1[0-2])")
_LONG = {
    language: names.split()
    for language, names in {
        "da": "januar februar marts april maj juni juli august september oktober november december",
        "en": "January February March April May June July August September October November December",
    }.items()
}
_SHORT = {
    language: names.split()
    for language, names in {
        "da": "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.",
        "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    }.items()
}


class MonthError(ValueError):
    """The text is no month; `str()` says what stood there and what to write."""


class Window:
    """What a month's figure stands for."""

    MONTH = "month"
    ROLLING_12 = "rolling_12"
    YEAR_TO_DATE = "year_to_date"
    CALENDAR_YEAR = "calendar_year"


class Month(NamedTuple):
    """A calendar month. Months order, hash and compare as values; `str()` gives `2014-04`.

    It is a tuple: write `"%(month)s" % {"month": month}`, never `"%s" % month`.
    """

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `2014-04` or `2014M04`. Raises `MonthError`."""
        found = _WRITTEN.fullmatch(text.strip())
        if not found:
            shown = text if len(text) <= 30 else f"{text[:29]}…"
            raise MonthError(
                _("It says “%(written)s”. Write the month like this: 2014-04.") % {"written": shown}
            )
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def december(cls, year: int) -> Month:
        return cls(year, 12)

    @classmethod
    def range(cls, first: Month, last: Month) -> list[Month]:
        """All months from `first` to `last`, both included; none if `last` is earlier."""
        return [first.plus(step) for step in range(last.since(first) + 1)]

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def plus(self, months: int) -> Month:
        years, number = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, number + 1)

    def since(self, other: Month) -> int:
        """Months from `other` to this one; negative if `other` is later."""
        return (self.year - other.year) * 12 + self.number - other.number

    @property
    def year_before(self) -> Month:
        return Month(self.year - 1, self.number)

    @property
    def is_december(self) -> bool:
        return self.number == 12

    @property
    def name(self) -> str:
        """`april`"""
        return _LONG[_language()][self.number - 1]

    @property
    def short_name(self) -> str:
        """`apr.`"""
        return _SHORT[_language()][self.number - 1]

    @property
    def label(self) -> str:
        """`april 2014`"""
        return f"{self.name} {self.year}"

    @property
    def short_label(self) -> str:
        """`apr. 2014`"""
        return f"{self.short_name} {self.year}"

    def window(self, window: str) -> tuple[Month, Month]:
        """The first and last month that this month's figure covers."""
        if window == Window.ROLLING_12:
            return self.plus(-11), self
        if window == Window.YEAR_TO_DATE:
            return Month(self.year, 1), self
        if window == Window.CALENDAR_YEAR:
            return Month(self.year, 1), Month.december(self.year)
        return self, self

    def window_label(self, window: str, *, long: bool = False) -> str:
        """`maj 2013–apr. 2014`, `jan.–apr. 2014`, `2013`, `apr. 2014`; `long` writes the names in full."""
        first, last = self.window(window)
        if window == Window.CALENDAR_YEAR:
            return str(self.year)
        first_name, last_label = (first.name, last.label) if long else (first.short_name, last.short_label)
        if first == last:
            return last_label
        if first.year == last.year:
            return f"{first_name}–{last_label}"
        return f"{first_name} {first.year}–{last_label}"


def _language() -> str:
    return "en" if (get_language() or "da").startswith("en") else "da"


if TYPE_CHECKING:
    _DateField = models.DateField[Any, Any]
else:
    _DateField = models.DateField


class MonthField(_DateField):
    """Stores a month as its first day and gives it back as a `Month`."""

    _pyi_private_set_type: Any  # what django-stubs lets a model's constructor take

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, Month):
            return value
        if isinstance(value, date):
            return Month.of(value)
        try:
            return Month.parse(str(value).removesuffix("-01") if len(str(value)) == 10 else str(value))
        except MonthError as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

    def from_db_value(self, value: date | None, *_context: object) -> Month | None:
        return None if value is None else Month(value.year, value.month)

    def get_prep_value(self, value: Any) -> Any:
        if hasattr(value, "resolve_expression"):
            return value
        month = self.to_python(value)
        return None if month is None else month.first_day

    def value_to_string(self, obj: models.Model) -> str:
        month = self.value_from_object(obj)
        return "" if month is None else str(month)
