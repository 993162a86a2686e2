"""Raw figures as a file. Where nothing of a goal is hidden, PostgreSQL writes its lines itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby, islice
from tempfile import TemporaryFile

from goals.models import Goal
from goals.numbers import Dialect, format_exact
from reporting.exports.copying import can_copy, copy_goals
from reporting.exports.extract import Extracted
from reporting.exports.kinds import Column
from reporting.exports.raw import RawRow, raw_columns, rows_of_goal
from reporting.exports.separated import DANISH, LINES_AT_ONCE, MACHINE, Separated
from reporting.exports.spelling import Number, lines_of

_AT_ONCE = 64 * 1024


def machine_file(extracted: Extracted) -> Iterator[bytes]:
    """`,`, decimal points, LF."""
    return _parts(extracted, MACHINE)


def danish_file(extracted: Extracted) -> Iterator[bytes]:
    """`;`, decimal commas, CRLF, byte order mark."""
    return _parts(extracted, DANISH)


def _parts(extracted: Extracted, dialect: Separated) -> Iterator[bytes]:
    columns = raw_columns(extracted)
    yield dialect.header(columns).encode()
    for is_copied, goals in groupby(extracted.book.goals, partial(can_copy, extracted)):
        if is_copied:
            yield from _copied(extracted, list(goals), dialect)
        else:
            for goal in goals:
                yield from _written(extracted, goal, columns, dialect)


def _copied(extracted: Extracted, goals: Sequence[Goal], dialect: Separated) -> Iterator[bytes]:
    """All at once, onto the disk: the database is done before a slow reader has the first part."""
    with TemporaryFile() as file:
        extracted.count.number += copy_goals(extracted, goals, dialect, file)
        file.seek(0)
        while part := file.read(_AT_ONCE):
            yield part


def _written(
    extracted: Extracted, goal: Goal, columns: Mapping[str, Column[RawRow]], dialect: Separated
) -> Iterator[bytes]:
    lines = lines_of(columns, rows_of_goal(extracted, goal), dialect, _EXACT[dialect])
    while some := list(islice(lines, LINES_AT_ONCE)):
        extracted.count.number += len(some)
        yield "".join(some).encode()


_EXACT: Mapping[Separated, Number] = {
    MACHINE: lambda value, _kind, _indicator: format_exact(value, Dialect.MACHINE_FILE),
    DANISH: lambda value, _kind, _indicator: format_exact(value, Dialect.DANISH_FILE),
}
"""Every digit, as the reader of figures files takes them."""
