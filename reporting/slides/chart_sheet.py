"""The sheet behind a chart, that opens when somebody edits its figures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import xlsxwriter

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Drawn(NamedTuple):
    """A series: its name, a value or None for each category, and the number format of all."""

    name: str
    values: Sequence[float | None]
    format: str


def chart_sheet(
    categories: Sequence[str | date], series: Sequence[Drawn], moment: datetime, author: str
) -> bytes:
    """Categories in the first column, a column to each series: where the chart looks for them.

    Texts go in as texts, whatever they begin with. `moment` is naive.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"author": author, "created": moment})
        sheet, text = book.add_worksheet(), book.add_format({"num_format": "@"})
        sheet.set_column(0, 0, 28, text)
        month = book.add_format({"num_format": "yyyy-mm", "align": "left"})
        for row, category in enumerate(categories, start=1):
            if isinstance(category, date):
                sheet.write_datetime(row, 0, category, month)
            else:
                sheet.write_string(row, 0, category, text)
        for column, one in enumerate(series, start=1):
            look = book.add_format({"num_format": one.format})
            sheet.write_string(0, column, one.name, text)
            for row, value in enumerate(one.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value, look)
    return file.getvalue()
