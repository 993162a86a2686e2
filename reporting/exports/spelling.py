"""How the cells of a file of text are written, each value spelled once.

A missing value is empty, a hidden one `..`. A file of figures says the same few thousand numbers, months and
sources again and again: to look a spelling up takes a tenth of the time that spelling takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from goals.live_text import harmless
from goals.models import Indicator
from goals.numbers import HIDDEN, format_csv, format_csv_dk, strict_count
from reporting.exports.kinds import Column, Kind, Row, is_count
from reporting.exports.place_columns import PLACE_COLUMNS
from reporting.exports.separated import Separated

MOST_KEPT = 5_000
"""Spellings of a column, so that a long file takes no more memory than a short one."""

R = TypeVar("R", bound=Row)
Columns = Mapping[str, Column[R]]
Number = Callable[[Decimal, Kind, Indicator], str]


def plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def machine_number(value: Decimal, _kind: Kind, _indicator: Indicator) -> str:
    """Decimal point, at most 6 decimals."""
    return format_csv(value)


def danish_number(value: Decimal, kind: Kind, indicator: Indicator) -> str:
    """Decimal comma; counts without decimals and the rest with one."""
    if kind is Kind.PATH and not indicator.is_ratio:
        value = strict_count(value, indicator.direction)
    return format_csv_dk(value, 0 if is_count(kind, indicator) else 1)


def lines_of(columns: Columns[R], rows: Iterable[R], dialect: Separated, number: Number) -> Iterator[str]:
    """A line for each row, of which those of one goal stand together."""
    begin, rest = _of_place(columns)
    goal: Any = None
    area: Any = None
    place = ""
    cells: list[tuple[str, Callable[[R], Any], _Spellings]] = []
    join, end = dialect.separator.join, dialect.line_end
    for row in rows:
        if row.goal is not goal:
            goal, area = row.goal, None
            cells = [
                (name, column.value, _Spellings(column, goal, dialect, number))
                for name, column in rest.items()
            ]
        if row.area is not area:
            area = row.area
            known = (
                _Spellings(column, goal, dialect, number)[column.value(row)] for column in begin.values()
            )
            place = "".join(cell + dialect.separator for cell in known)
        hidden = row.hidden
        if hidden:
            kept = [HIDDEN if name in hidden else known[value(row)] for name, value, known in cells]
            yield place + join(kept) + end
        else:
            yield place + join([known[value(row)] for _name, value, known in cells]) + end


def _of_place(columns: Columns[R]) -> tuple[Columns[R], Columns[R]]:
    """The columns up to the first that says more than which goal and area a row is of; the others."""
    names = list(columns)
    ends = next(
        (at for at, name in enumerate(names) if columns[name] is not PLACE_COLUMNS.get(name)), len(names) - 1
    )
    return {name: columns[name] for name in names[:ends]}, {name: columns[name] for name in names[ends:]}


class _Spellings(dict[Any, str]):
    """Of the values of a column in the rows of a goal."""

    def __init__(self, column: Column[Any], goal: Any, dialect: Separated, number: Number) -> None:
        super().__init__()
        self._dialect = dialect
        self._kind, self._number, self._indicator = column.kind, number, (column.goal or goal).indicator

    def __missing__(self, value: Any) -> str:
        if len(self) >= MOST_KEPT:
            self.clear()
        text = self[value] = self._dialect.cell(self._spelled(value))
        return text

    def _spelled(self, value: Any) -> str:
        if value is None:
            return ""
        if self._kind is Kind.FLAG:
            return "true" if value else "false"
        if self._kind is Kind.TEXT:
            return harmless(value)
        if isinstance(value, Decimal):
            return self._number(value, self._kind, self._indicator)
        return plain(value)
