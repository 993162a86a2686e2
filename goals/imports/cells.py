"""What the cells of one row say; every fault is kept, so that a file is corrected in one go."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from goals.imports.names import Areas, Indicators
from goals.imports.table import Row
from goals.live_text import as_meant
from goals.models import Indicator
from goals.months import Month, MonthError
from goals.numbers import Dialect, NumberError, is_blank, parse_number
from goals.refusals import Refusal
from jobcentres.models import Area

_month = lru_cache(maxsize=1024)(Month.parse)


class Cells:
    """Reads the cells of a row. What cannot be read is None, and stands in `refusals`."""

    def __init__(self, row: Row, dialect: Dialect) -> None:
        self.line = row.line
        self.refusals: list[Refusal] = []
        self._cells = row.cells
        self._dialect = dialect

    def text(self, name: str) -> str:
        return self._cells.get(name, "")

    def words(self, name: str) -> str:
        """What people wrote, without the apostrophe that keeps a spreadsheet from computing it."""
        return as_meant(self._cells.get(name, "").strip())

    def is_blank(self, name: str) -> bool:
        return is_blank(self._cells.get(name, ""))

    def refuse(self, name: str, code: str, message: str) -> None:
        self.refusals.append(Refusal(name, code, message, line=self.line, written=self.text(name).strip()))

    def indicator(self, indicators: Indicators) -> Indicator | None:
        found = indicators.find(self.text("indicator"))
        if isinstance(found, Indicator):
            return found
        self.refuse("indicator", "unknown_indicator", found)
        return None

    def area(self, areas: Areas) -> Area | None:
        found = areas.find(self.text("area"))
        if isinstance(found, Area):
            return found
        self.refuse("area", "unknown_area", found)
        return None

    def month(self, name: str) -> Month | None:
        if self.is_blank(name):
            self.refuse(name, "month_missing", _("Write the month like this: 2014-04."))
            return None
        try:
            return _month(self.text(name))
        except MonthError as refusal:
            self.refuse(name, "not_a_month", str(refusal))
            return None

    def number(self, name: str, *, whole: bool) -> Decimal | None:
        """None for an empty cell."""
        text = self._cells.get(name)
        if not text or is_blank(text):
            return None
        try:
            return parse_number(text, self._dialect, whole=whole)
        except NumberError as refusal:
            self.refuse(name, refusal.code, _in_a_file(refusal))
            return None


def counts_whole(indicator: Indicator) -> bool:
    return not indicator.is_ratio and indicator.decimals == 0


def _in_a_file(refusal: NumberError) -> str:
    """A form offers choices where a file has a column."""
    if refusal.code == "dots":
        return _(
            "Leave the cell empty, and write suppressed in the column state if the source hides the number."
        )
    if refusal.code == "cross":
        return _("Leave the cell empty, and write in the column state why there is no number.")
    if refusal.code == "dash":
        return _("Write 0, or leave the cell empty and write in the column state why there is no number.")
    return refusal.message
