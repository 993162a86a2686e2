"""What all imported files have in common: they can be read again, and say what stood in a refused line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, ClassVar, Generic, TypeVar

from goals.imports.table import Columns, Row, Table
from goals.numbers import Dialect
from goals.refusals import Recorded, Refusal, Refused, Unreadable
from jobcentres.models import Assignment, User

Entry = TypeVar("Entry")
Progress = Callable[[int, int], None]
"""Told now and then how many bytes are read, and how many there are."""

_TOLD_EVERY = 500


class TableFile(Generic[Entry]):
    """The entries of a file, in place of each unreadable row its refusals. Each iteration reads it anew."""

    columns: ClassVar[Columns]

    def __init__(self, file: BinaryIO, progress: Progress | None = None) -> None:
        self._file = file
        self._progress = progress
        self._size = file.seek(0, os.SEEK_END)

    def __iter__(self) -> Iterator[Entry | Unreadable]:
        self.begin()
        table = Table(self._file, self.columns)
        for number, row in enumerate(table.rows(), start=1):
            if self._progress and number % _TOLD_EVERY == 0:
                self._progress(self._file.tell(), self._size)
            yield self.entry(row, table.dialect) if isinstance(row, Row) else row

    def begin(self) -> None:
        """Forget what an earlier reading has seen."""
        raise NotImplementedError

    def entry(self, row: Row, dialect: Dialect) -> Entry | Unreadable:
        raise NotImplementedError

    def recorded(self, record: Callable[[], Recorded]) -> Recorded:
        """What `record` answers; if it refuses, each refusal says what stands in the file."""
        try:
            return record()
        except Refused as refused:
            raise Refused(self._quoted(refused.refusals), refused.recorded) from None

    def _quoted(self, refusals: Sequence[Refusal]) -> list[Refusal]:
        wanted = {refusal.line for refusal in refusals if not refusal.written}
        rows = Table(self._file, self.columns).rows() if wanted else iter(())
        cells = {row.line: row.cells for row in rows if isinstance(row, Row) and row.line in wanted}
        return [
            refusal
            if refusal.written
            else replace(refusal, written=cells.get(refusal.line, {}).get(refusal.field, "").strip())
            for refusal in refusals
        ]


def assignment_of(by: User | None) -> Assignment | None:
    """The assignment under which a person imports, if there is only one jobcentre it can be for."""
    if by is None or len(by.scopes.jobcentre_ids) != 1:
        return None
    return next(held for held in by.scopes.assignments if held.jobcentre_id)
