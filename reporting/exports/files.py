"""A table as a file: `csv` for machines, `csv-dk` for a Danish spreadsheet, `json`.

The same rows always give the same bytes. A missing value is empty (null), a hidden one `..` (null).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from goals.numbers import json_number
from reporting.exports.extract import Extracted
from reporting.exports.json_stat import json_stat_parts
from reporting.exports.kinds import Column, Row
from reporting.exports.separated import DANISH, LINES_AT_ONCE, MACHINE, Separated
from reporting.exports.shapes import shape_of
from reporting.exports.spelling import Number, danish_number, lines_of, machine_number, plain

Cell = str | int | float | bool | None
R = TypeVar("R", bound=Row)
Columns = Mapping[str, Column[R]]


def csv_lines(columns: Columns[R], rows: Iterable[R]) -> Iterator[str]:
    """`,`, decimal point, at most 6 decimals, LF, no byte order mark; one by one."""
    yield MACHINE.header(columns)
    yield from lines_of(columns, rows, MACHINE, machine_number)


def json_lines(columns: Columns[R], rows: Iterable[R]) -> Iterator[str]:
    """A list of objects, one to a line; numbers rounded half-even to 12 decimals."""
    opening = "["
    for row in rows:
        yield f"{opening}\n{json.dumps(json_cells(columns, row), ensure_ascii=False)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


class FileFormat(NamedTuple):
    suffix: str
    content_type: str
    write: Callable[[Extracted], Iterator[bytes]]
    is_text: bool = True


def _separated(dialect: Separated, number: Number) -> Callable[[Extracted], Iterator[bytes]]:
    """Of the extract's shape."""

    def write(extracted: Extracted) -> Iterator[bytes]:
        shape = shape_of(extracted)
        columns = shape.columns(extracted)
        yield dialect.header(columns).encode()
        lines = lines_of(columns, shape.rows(extracted), dialect, number)
        while some := list(islice(lines, LINES_AT_ONCE)):
            extracted.count.number += len(some)
            yield "".join(some).encode()

    return write


def _json(extracted: Extracted) -> Iterator[bytes]:
    """Of the extract's shape. One line is no row: the end of the list."""
    shape = shape_of(extracted)
    lines = json_lines(shape.columns(extracted), shape.rows(extracted))
    extracted.count.number = -1
    while some := list(islice(lines, LINES_AT_ONCE)):
        extracted.count.number += len(some)
        yield "".join(some).encode()


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
    "csv": FileFormat("csv", CSV, _own("csv", _separated(MACHINE, machine_number))),
    "csv-dk": FileFormat("csv", CSV, _own("csv-dk", _separated(DANISH, danish_number))),
    "json": FileFormat("json", "application/json", _own("json", _json)),
    "jsonstat": FileFormat("jsonstat.json", "application/json", json_stat_parts),
    "xlsx": FileFormat("xlsx", EXCEL, _own("xlsx", _workbook), is_text=False),
}
"""Which of them a shape can be had in, the shape says."""


def json_cells(columns: Columns[R], row: R) -> dict[str, Cell]:
    """What a row holds, by the names of its columns; None for what is hidden."""
    hidden = row.hidden
    return {
        name: None if name in hidden else _json_cell(column.value(row)) for name, column in columns.items()
    }


def _json_cell(value: Any) -> Cell:
    if value is None or isinstance(value, bool | int):
        return value
    return json_number(value) if isinstance(value, Decimal) else plain(value)
