"""Raw figures as a file. Where nothing of a goal is hidden, PostgreSQL writes its lines itself."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import islice

from goals.live_text import harmless
from goals.numbers import HIDDEN, format_exact
from reporting.exports.copying import DANISH, MACHINE, RawDialect, can_copy, copy_goal
from reporting.exports.extract import Extracted
from reporting.exports.raw import RawRow, raw_columns, rows_of_goal

_LINES_AT_ONCE = 500


def machine_file(extracted: Extracted) -> Iterator[bytes]:
    """`,`, decimal points, LF."""
    return _parts(extracted, MACHINE)


def danish_file(extracted: Extracted) -> Iterator[bytes]:
    """`;`, decimal commas, CRLF, byte order mark."""
    return _parts(extracted, DANISH)


def _parts(extracted: Extracted, dialect: RawDialect) -> Iterator[bytes]:
    """A goal at a time: no more than its lines is ever kept."""
    columns = list(raw_columns(extracted))
    yield (dialect.begin + dialect.separator.join(columns) + dialect.line_end).encode()
    for goal in extracted.book.goals:
        if can_copy(extracted, goal):
            copied = BytesIO()
            extracted.count.number += copy_goal(extracted, goal, dialect, copied)
            yield copied.getvalue()
            continue
        spell = _speller(dialect, columns)
        rows = rows_of_goal(extracted, goal)
        while some := list(islice(rows, _LINES_AT_ONCE)):
            extracted.count.number += len(some)
            yield _written(map(spell, some), dialect)


def _written(rows: Iterable[list[str]], dialect: RawDialect) -> bytes:
    file = StringIO()
    csv.writer(file, delimiter=dialect.separator, lineterminator=dialect.line_end).writerows(rows)
    return file.getvalue().encode()


def _speller(dialect: RawDialect, columns: list[str]) -> Callable[[RawRow], list[str]]:
    has_preliminary = "preliminary" in columns

    def number(row: RawRow, name: str, value: Decimal | None) -> str:
        if name in row.hidden:
            return HIDDEN
        return "" if value is None else format_exact(value, dialect.numbers)

    def spell(row: RawRow) -> list[str]:
        cells = [
            row.goal.indicator.code,
            row.area.code,
            str(row.month),
            number(row, "value", row.value),
            number(row, "numerator", row.numerator),
            number(row, "denominator", row.denominator),
            row.state,
            harmless(row.source),
            harmless(row.note),
            row.source_kind,
        ]
        return [*cells, "true" if row.preliminary else "false"] if has_preliminary else cells

    return spell
