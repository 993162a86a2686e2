"""Rows of texts as a file: in the dialect for machines, or in that of a Danish spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LINES_AT_ONCE = 500


class Separated(NamedTuple):
    """A dialect; `begin` stands before the header."""

    separator: str
    line_end: str
    begin: str = ""

    def cell(self, text: str) -> str:
        """In quotation marks where it would else be taken for more than one."""
        is_plain = self.separator not in text and not _BREAKING.search(text)
        return text if is_plain else '"{}"'.format(text.replace('"', '""'))

    def header(self, names: Iterable[str]) -> str:
        return self.begin + self.separator.join(map(self.cell, names)) + self.line_end


_BREAKING = re.compile('["\r\n]')
MACHINE = Separated(",", "\n")
"""No byte order mark."""
DANISH = Separated(";", "\r\n", "\N{ZERO WIDTH NO-BREAK SPACE}")


def machine_lines(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    return _one_by_one(MACHINE, header, rows)


def danish_lines(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    return _one_by_one(DANISH, header, rows)


def _one_by_one(dialect: Separated, header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield dialect.header(header)
    write = csv.writer(_Echo(), delimiter=dialect.separator, lineterminator=dialect.line_end).writerow
    yield from map(write, rows)


class _Echo:
    """A file that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line
