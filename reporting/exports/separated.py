"""Rows of texts as a file: in the dialect for machines, or in that of a Danish spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator


def machine_lines(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """`,`, LF, no byte order mark."""
    write = csv.writer(_Echo(), lineterminator="\n").writerow
    yield write(header)
    yield from map(write, rows)


def danish_lines(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """`;`, CRLF, byte order mark."""
    write = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n").writerow
    yield "\N{ZERO WIDTH NO-BREAK SPACE}" + write(header)
    yield from map(write, rows)


class _Echo:
    """A file that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line
