"""A table as a file: `csv` for machines, `csv-dk` for a Danish spreadsheet, `json`.

The same rows always give the same bytes. A missing value is empty (null), a hidden one `..` (null).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from goals.numbers import HIDDEN, format_csv, format_csv_dk, json_number, strict_count
from reporting.exports.extract import Extracted
from reporting.exports.json_stat import json_stat_parts
from reporting.exports.kinds import Column, Kind, Row, is_count
from reporting.exports.separated import danish_lines, machine_lines
from reporting.exports.shapes import shape_of

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")

Cell = str | int | float | bool | None
R = TypeVar("R", bound=Row)
Columns = Mapping[str, Column[R]]


def csv_lines(columns: Columns[R], rows: Iterable[R]) -> Iterator[str]:
    """`,`, decimal point, at most 6 decimals, LF, no byte order mark."""
    named = columns.items()
    return machine_lines(columns, ([csv_cell(row, name, column) for name, column in named] for row in rows))


def csv_dk_lines(columns: Columns[R], rows: Iterable[R]) -> Iterator[str]:
    """`;`, decimal comma, CRLF, byte order mark; counts without decimals and the rest with one."""
    named = columns.items()
    return danish_lines(columns, ([csv_dk_cell(row, name, column) for name, column in named] for row in rows))


def json_lines(columns: Columns[R], rows: Iterable[R]) -> Iterator[str]:
    """A list of objects, one to a line; numbers rounded half-even to 12 decimals."""
    opening = "["
    for row in rows:
        record = {name: json_cell(row, name, column) for name, column in columns.items()}
        yield f"{opening}\n{json.dumps(record, ensure_ascii=False)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


class FileFormat(NamedTuple):
    suffix: str
    content_type: str
    write: Callable[[Extracted], Iterator[bytes]]
    is_text: bool = True


def _table(lines: Callable[[Columns, Iterable], Iterator[str]]) -> Callable[[Extracted], Iterator[bytes]]:
    """Of the extract's shape."""

    def write(extracted: Extracted) -> Iterator[bytes]:
        shape = shape_of(extracted)
        return (line.encode() for line in lines(shape.columns(extracted), shape.rows(extracted)))

    return write


def _own(kind: str, write: Callable[[Extracted], Iterator[bytes]]) -> Callable[[Extracted], Iterator[bytes]]:
    """The shape's own writer for this kind of file goes before `write`."""
    return lambda extracted: shape_of(extracted).writers.get(kind, write)(extracted)


def _workbook(extracted: Extracted) -> Iterator[bytes]:
    """Imported when asked for: a worker that writes no workbook does not load what it takes."""
    from reporting.exports.workbook import workbook

    return workbook(extracted)


CSV = "text/csv; charset=utf-8"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: Mapping[str, FileFormat] = {
    "csv": FileFormat("csv", CSV, _own("csv", _table(csv_lines))),
    "csv-dk": FileFormat("csv", CSV, _own("csv-dk", _table(csv_dk_lines))),
    "json": FileFormat("json", "application/json", _own("json", _table(json_lines))),
    "jsonstat": FileFormat("jsonstat.json", "application/json", json_stat_parts),
    "xlsx": FileFormat("xlsx", EXCEL, _own("xlsx", _workbook), is_text=False),
}
"""Which of them a shape can be had in, the shape says."""


def csv_cell(row: R, name: str, column: Column[R]) -> str:
    value = _csv_value(row, name, column)
    return format_csv(value) if isinstance(value, Decimal) else value


def csv_dk_cell(row: R, name: str, column: Column[R]) -> str:
    value = _csv_value(row, name, column)
    if not isinstance(value, Decimal):
        return value
    kind, indicator = column.kind, (column.goal or row.goal).indicator
    if kind is Kind.PATH and not indicator.is_ratio:
        value = strict_count(value, indicator.direction)
    return format_csv_dk(value, 0 if is_count(kind, indicator) else 1)


def json_cell(row: R, name: str, column: Column[R]) -> Cell:
    value = None if name in row.hidden else column.value(row)
    if value is None or isinstance(value, bool | int):
        return value
    return json_number(value) if isinstance(value, Decimal) else _text(value)


def _csv_value(row: R, name: str, column: Column[R]) -> str | Decimal:
    """A number as it is, everything else as the text that stands in the file."""
    if name in row.hidden:
        return HIDDEN
    value = column.value(row)
    if value is None:
        return ""
    if column.kind is Kind.FLAG:
        return "true" if value else "false"
    if column.kind is Kind.TEXT:
        return harmless(value)
    return value if isinstance(value, Decimal) else _text(value)


def harmless(text: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
