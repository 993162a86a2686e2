"""One table as a sheet of a workbook: typed cells, a frozen header, filters, widths, and how it prints.

A text is written as text, whatever it begins with; a workbook of ours has no formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext as _

from goals.models import Indicator
from goals.months import Month
from goals.numbers import HIDDEN, json_number, strict_count
from jobcentres.clock import COPENHAGEN
from reporting.exports.kinds import Column, Kind, Row, is_count

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

R = TypeVar("R", bound=Row)

A4 = 9
COUNT, SHARE = "#,##0", "#,##0.0"
"""As a workbook stores them: a Danish spreadsheet shows 1.234 and 1.234,5."""
_HEADER: dict[str, Any] = {
    "num_format": "@",
    "bold": True,
    "text_wrap": True,
    "bottom": 1,
    "bg_color": "#E8EEF2",
}
_FORMATS: Mapping[str, dict[str, Any]] = {
    "text": {"num_format": "@", "align": "left", "indent": 1},
    "long": {"num_format": "@", "align": "left", "indent": 1, "text_wrap": True},
    "prose": {"num_format": "@", "text_wrap": True},
    "bold": {"num_format": "@", "bold": True},
    "title": {"num_format": "@", "bold": True, "font_size": 16},
    "header": _HEADER | {"align": "left", "indent": 1},
    "header of numbers": _HEADER | {"align": "right"},
    "group": _HEADER | {"align": "left", "indent": 1, "bottom": 0, "left": 1, "left_color": "#FFFFFF"},
    "hidden": {"num_format": "@", "align": "right"},
    "count": {"num_format": COUNT},
    "share": {"num_format": SHARE},
    "whole": {"num_format": "0"},
    "month": {"num_format": "yyyy-mm", "align": "left", "indent": 1},
    "moment": {"num_format": "dd-mm-yyyy hh:mm", "align": "left", "indent": 1},
    "day": {"num_format": "dd-mm-yyyy", "align": "left", "indent": 1},
    "flag": {"num_format": '"ja";"ja";"nej"', "align": "left", "indent": 1},  # LibreOffice; Excel has words
}
LINE = 15
"""The height of a line, in points."""
CHARACTERS_ACROSS = 100
"""On A4 across, where the usual typeface is missing and a wider one stands in for it."""
_NUMBERS = {Kind.WHOLE, Kind.AMOUNT, Kind.COUNT, Kind.PATH, Kind.RATE}
_BY_KIND = {
    Kind.RATE: "share",
    Kind.WHOLE: "whole",
    Kind.MONTH: "month",
    Kind.MOMENT: "moment",
    Kind.DAY: "day",
}


class Book:
    """The workbook under way, with the formats that its cells share."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        font: dict[str, Any] = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
        self.formats = {name: workbook.add_format(font | look) for name, look in _FORMATS.items()}

    def sheet(self, name: str, *, footer: str) -> Worksheet:
        """An empty sheet that prints on A4 across, with `footer` and the page's number at its foot."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        page = _("Page %(page)s of %(pages)s") % {"page": "&P", "pages": "&N"}
        sheet.set_footer(f"&L&8{footer.replace('&', '&&')}&R&8{page}")
        sheet.hide_gridlines(1)
        return sheet

    def write_prose(self, sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
        """A row of texts that are read, as high as the longest needs where it is broken into lines."""
        lines = max(map(_lines_of, texts, widths))
        if lines > 1:
            sheet.set_row(row, LINE * lines)
        for position, text in enumerate(texts):
            self.write_text(sheet, row, position, text, "prose")

    def write_text(self, sheet: Worksheet, row: int, column: int, text: str, look: str = "text") -> None:
        sheet.write_string(row, column, text, self.formats[look])


def _lines_of(text: str, width: int) -> int:
    return sum(max(1, ceil(len(line) / width)) for line in text.split("\n"))


def write_table(
    book: Book, sheet: Worksheet, columns: Mapping[str, Column[R]], rows: Iterable[R], *, pages_wide: int = 1
) -> None:
    """Row by row, so that what is written need not be kept. The area's name and what stands before it stay
    in sight."""
    header = _lay_out(book, sheet, columns, pages_wide)
    writers = [
        (name, column.value, column.goal and column.goal.indicator, _writer(book, sheet, column))
        for name, column in columns.items()
    ]
    long = [(column.value, column.width) for column in columns.values() if column.is_long]
    number = header
    for number, row in enumerate(rows, start=header + 1):
        if long and (lines := max(_lines_of(value_of(row), width) for value_of, width in long)) > 1:
            sheet.set_row(number, LINE * lines)  # LibreOffice does not find it by itself
        hidden, indicator = row.hidden, row.goal.indicator
        for position, (name, value_of, own, write) in enumerate(writers):
            if name in hidden:
                book.write_text(sheet, number, position, HIDDEN, "hidden")
                continue
            value = value_of(row)
            if value is not None and value != "":
                write(number, position, value, own or indicator)
    sheet.autofilter(header, 0, max(number, header + 1), len(columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{number + 1}"})


def _lay_out(book: Book, sheet: Worksheet, columns: Mapping[str, Column[R]], pages_wide: int) -> int:
    """Headings, widths and printing; returns the row of the headings, which is the second where columns stand
    in groups."""
    beside = list(columns).index("area_name") + 1 if "area_name" in columns else 0
    header = _write_groups(book, sheet, columns)
    for position, column in enumerate(columns.values()):
        folded = {"level": 1, "hidden": True} if column.is_constant else {}
        sheet.set_column(position, position, _width(column), None, folded)
        look = "header of numbers" if column.kind in _NUMBERS else "header"
        book.write_text(sheet, header, position, str(column.heading), look)
    sheet.set_row(header, 62 if header == 0 else 47)
    sheet.freeze_panes(header + 1, beside)
    sheet.repeat_rows(0, header)
    if beside and pages_wide > 1:
        sheet.repeat_columns(beside - 2, beside - 1)
    if header:
        _break_between_groups(sheet, list(columns.values()), beside)
    else:
        sheet.fit_to_pages(pages_wide, 0)
    return header


def _break_between_groups(sheet: Worksheet, columns: Sequence[Column[Any]], beside: int) -> None:
    """Prints on two pages side by side, no group cut in two, as large as the wider page lets it be."""
    begins = [
        place
        for place in range(1, len(columns))
        if columns[place].group and str(columns[place].group) != str(columns[place - 1].group)
    ]
    cut = begins[(len(begins) + 1) // 2] if len(begins) > 1 else len(columns)
    widths = [_width(column) for column in columns]
    widest = max(sum(widths[:cut]), sum(widths[beside - 2 : beside]) + sum(widths[cut:]))
    sheet.set_v_pagebreaks([cut] if cut < len(columns) else [])
    sheet.set_print_scale(min(100, 100 * CHARACTERS_ACROSS // widest))


def _write_groups(book: Book, sheet: Worksheet, columns: Mapping[str, Column[R]]) -> int:
    """What stands above the headings of several columns, once for all; returns how many rows it takes."""
    if not any(column.group for column in columns.values()):
        return 0
    for group, own in groupby(enumerate(columns.values()), key=lambda pair: str(pair[1].group)):
        places = [place for place, _column in own]
        if group and len(places) > 1:
            sheet.merge_range(0, places[0], 0, places[-1], "", book.formats["group"])
            book.write_text(sheet, 0, places[0], group, "group")
        else:
            for place in places:
                book.write_text(sheet, 0, place, group, "group")
    return 1


def _width(column: Column[Any]) -> int:
    """Wide enough for the heading's longest word beside the filter's button."""
    return max(column.width, *(len(word) + 3 for word in str(column.heading).split()))


Writer = Callable[[int, int, Any, Indicator], None]
"""Of a row, a position in it, the value and its indicator."""


def _writer(book: Book, sheet: Worksheet, column: Column[Any]) -> Writer:
    """How a column's cells are written, found once for all of them."""
    kind, formats = column.kind, book.formats
    if kind is Kind.TEXT:
        words = {code: str(word) for code, word in column.words.items()}
        look = formats["long" if column.is_long else "text"]
        return lambda row, position, value, _indicator: sheet.write_string(
            row, position, words.get(value, value), look
        )
    if kind is Kind.FLAG:
        return lambda row, position, value, _indicator: sheet.write_boolean(
            row, position, value, formats["flag"]
        )
    if kind in {Kind.MONTH, Kind.MOMENT, Kind.DAY}:
        dated = formats[_BY_KIND[kind]]
        return lambda row, position, value, _indicator: sheet.write_datetime(
            row, position, plain_date(value), dated
        )
    return _number_writer(book, sheet, kind)


def _number_writer(book: Book, sheet: Worksheet, kind: Kind) -> Writer:
    own, count, share = book.formats.get(_BY_KIND.get(kind, "")), book.formats["count"], book.formats["share"]

    def write(row: int, position: int, value: Decimal | int, indicator: Indicator) -> None:
        counts = is_count(kind, indicator)
        if counts and kind is Kind.PATH:
            value = strict_count(Decimal(value), indicator.direction)
        number = json_number(value) if isinstance(value, Decimal) else value
        sheet.write_number(row, position, number, own or (count if counts else share))

    return write


def plain_date(value: Month | datetime | date) -> date:
    """A month's first day; a moment in Danish time, without its zone, which a workbook has no room for."""
    if isinstance(value, Month):
        return value.first_day
    if isinstance(value, datetime):
        return value.astimezone(COPENHAGEN).replace(tzinfo=None, microsecond=0)
    return value
