"""A summary as a file: `csv` for machines, `csv-dk` for a Danish spreadsheet, `json`.

The same summaries always give the same bytes. A missing value is empty (null), a hidden one `..` (null).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from goals.models import Indicator
from goals.numbers import HIDDEN, format_csv, format_csv_dk, json_number, strict_count
from reporting.exports.columns import COLUMNS, Kind
from reporting.exports.separated import danish_lines, machine_lines
from reporting.summaries import Summary

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")

Cell = str | int | float | bool | None


def csv_lines(rows: Iterable[Summary]) -> Iterator[str]:
    """`,`, decimal point, at most 6 decimals, LF, no byte order mark."""
    return machine_lines(COLUMNS, ([csv_cell(row, name) for name in COLUMNS] for row in rows))


def csv_dk_lines(rows: Iterable[Summary]) -> Iterator[str]:
    """`;`, decimal comma, CRLF, byte order mark; counts without decimals and the rest with one."""
    return danish_lines(COLUMNS, ([csv_dk_cell(row, name) for name in COLUMNS] for row in rows))


def json_lines(rows: Iterable[Summary]) -> Iterator[str]:
    """A list of objects, one to a line; numbers rounded half-even to 12 decimals."""
    opening = "["
    for row in rows:
        record = {name: json_cell(row, name) for name in COLUMNS}
        yield f"{opening}\n{json.dumps(record, ensure_ascii=False)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


class FileFormat(NamedTuple):
    suffix: str
    content_type: str
    write: Callable[[Iterable[Summary]], Iterator[str]]


FORMATS: Mapping[str, FileFormat] = {
    "csv": FileFormat("csv", "text/csv; charset=utf-8", csv_lines),
    "csv-dk": FileFormat("csv", "text/csv; charset=utf-8", csv_dk_lines),
    "json": FileFormat("json", "application/json", json_lines),
}


def csv_cell(row: Summary, name: str) -> str:
    value = _csv_value(row, name)
    return format_csv(value) if isinstance(value, Decimal) else value


def csv_dk_cell(row: Summary, name: str) -> str:
    value = _csv_value(row, name)
    if not isinstance(value, Decimal):
        return value
    kind, indicator = COLUMNS[name].kind, row.goal.indicator
    if kind is Kind.PATH and not indicator.is_ratio:
        value = strict_count(value, indicator.direction)
    return format_csv_dk(value, 0 if _is_count(kind, indicator) else 1)


def json_cell(row: Summary, name: str) -> Cell:
    value = None if name in row.hidden else COLUMNS[name].value(row)
    if value is None or isinstance(value, bool | int):
        return value
    return json_number(value) if isinstance(value, Decimal) else _text(value)


def _csv_value(row: Summary, name: str) -> str | Decimal:
    """A number as it is, everything else as the text that stands in the file."""
    if name in row.hidden:
        return HIDDEN
    value = COLUMNS[name].value(row)
    if value is None:
        return ""
    if COLUMNS[name].kind is Kind.FLAG:
        return "true" if value else "false"
    if COLUMNS[name].kind is Kind.TEXT:
        return harmless(value)
    return value if isinstance(value, Decimal) else _text(value)


def harmless(text: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _is_count(kind: Kind, indicator: Indicator) -> bool:
    return kind is Kind.COUNT or (kind in {Kind.AMOUNT, Kind.PATH} and not indicator.is_ratio)
