"""Raw figures as a file. Where nothing of a goal is hidden, PostgreSQL writes its lines itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice

from goals.numbers import Dialect, format_exact
from reporting.exports.copying import can_copy, copy_goal
from reporting.exports.extract import Extracted
from reporting.exports.raw import raw_columns, rows_of_goal
from reporting.exports.separated import DANISH, LINES_AT_ONCE, MACHINE, Separated
from reporting.exports.spelling import Number, lines_of


def machine_file(extracted: Extracted) -> Iterator[bytes]:
    """`,`, decimal points, LF."""
    return _parts(extracted, MACHINE)


def danish_file(extracted: Extracted) -> Iterator[bytes]:
    """`;`, decimal commas, CRLF, byte order mark."""
    return _parts(extracted, DANISH)


def _parts(extracted: Extracted, dialect: Separated) -> Iterator[bytes]:
    """A goal at a time: no more than its lines is ever kept."""
    columns = raw_columns(extracted)
    yield dialect.header(columns).encode()
    for goal in extracted.book.goals:
        if can_copy(extracted, goal):
            copied = BytesIO()
            extracted.count.number += copy_goal(extracted, goal, dialect, copied)
            yield copied.getvalue()
        else:
            lines = lines_of(columns, rows_of_goal(extracted, goal), dialect, _EXACT[dialect])
            while some := list(islice(lines, LINES_AT_ONCE)):
                extracted.count.number += len(some)
                yield "".join(some).encode()


_EXACT: Mapping[Separated, Number] = {
    MACHINE: lambda value, _kind, _indicator: format_exact(value, Dialect.MACHINE_FILE),
    DANISH: lambda value, _kind, _indicator: format_exact(value, Dialect.DANISH_FILE),
}
"""Every digit, as the reader of figures files takes them."""
