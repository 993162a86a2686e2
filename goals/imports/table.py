"""A file with a header: its separator, its columns, and its rows one at a time."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from goals.imports.lines import LONGEST, Lines, LineTooLong, is_damaged, is_utf_16, printable
from goals.numbers import Dialect
from goals.refusals import Refusal, Unreadable

_DIALECTS = {";": Dialect.DANISH_FILE, ",": Dialect.MACHINE_FILE}


class Columns(NamedTuple):
    names: Sequence[str]
    required: Collection[str]


class Row(NamedTuple):
    """A row's cells by column; `line` is the first line it stands on."""

    line: int
    cells: dict[str, str]


class HeaderRefused(Exception):
    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(refusals)
        self.refusals = refusals


class Table:
    """Reads `file` from its beginning, once. The header decides the dialect of the numbers."""

    def __init__(self, file: BinaryIO, columns: Columns) -> None:
        file.seek(0)
        self._lines = Lines(file)
        self._columns = columns
        self._separator = ";"

    @property
    def dialect(self) -> Dialect:
        """Known from the first row on."""
        return _DIALECTS[self._separator]

    def rows(self) -> Iterator[Row | Unreadable]:
        try:
            names = self._header()
        except HeaderRefused as refusal:
            yield refusal.refusals
            return
        reader = csv.reader(self._lines, delimiter=self._separator, strict=True)
        while True:
            line, self._lines.is_damaged = self._lines.number + 1, False
            try:
                values = next(reader)
            except StopIteration:
                return
            except LineTooLong:
                yield (_too_long(line),)
                return
            except csv.Error as fault:
                yield (_unreadable(line, fault),)
                continue
            if values:
                yield self._row(line, names, values)

    def _header(self) -> list[str]:
        try:
            line = next(self._lines, "")
        except LineTooLong:
            raise HeaderRefused(_too_long(1)) from None
        self._separator = _separator_of(line, self._columns)
        try:
            written = next(csv.reader([line], delimiter=self._separator, strict=True))
        except csv.Error as fault:
            raise HeaderRefused(_unreadable(1, fault)) from None
        names = [name.strip().casefold() for name in written]
        refusals = [*_faults(names, written, self._columns)]
        if refusals:
            raise HeaderRefused(*refusals)
        return names

    def _row(self, line: int, names: Sequence[str], values: Sequence[str]) -> Row | Unreadable:
        if not any(map(str.strip, values)):
            return (Refusal("", "blank", _("The line is empty. Delete it."), line=line),)
        if len(values) != len(names):
            return (_uneven(line, names, values, self._separator),)
        row = Row(line, dict(zip(names, values, strict=True)))
        if self._lines.is_damaged:
            return tuple(
                Refusal(name, "encoding", _not_utf_8(), line=line, written=_repaired(value))
                for name, value in row.cells.items()
                if is_damaged(value)
            )
        return row


def _separator_of(line: str, columns: Columns) -> str:
    if not line.strip():
        message = _("The file is empty. Its first line must name the columns: %(columns)s.")
        raise HeaderRefused(Refusal("", "no_header", message % {"columns": ";".join(columns.names)}, line=1))
    if is_utf_16(line):
        raise HeaderRefused(Refusal("", "encoding", _not_utf_8(), line=1))
    separator = max(_DIALECTS, key=line.count)
    if separator not in line:
        message = _("Separate the columns with semicolons or commas.")
        raise HeaderRefused(Refusal("", "no_separator", message, line=1, written=line.strip()))
    return separator


def _faults(names: Sequence[str], written: Sequence[str], columns: Columns) -> Iterator[Refusal]:
    for number, (name, shown) in enumerate(zip(names, written, strict=True), start=1):
        if not name:
            message = _("Column %(number)s has no name. Write it in the first line, or delete the column.")
            yield Refusal("", "unnamed", message % {"number": number}, line=1)
        elif name not in columns.names:
            yield Refusal(_repaired(shown), "unknown_column", _unknown_column(name, columns), line=1)
        elif name in names[: number - 1]:
            message = _("The column is there twice. Delete one of them.")
            yield Refusal(name, "repeated_column", message, line=1, written=shown)
    for name in columns.names:
        if name in columns.required and name not in names:
            message = _("The column is missing. Write its name in the first line.")
            yield Refusal(name, "missing_column", message, line=1)


def _unknown_column(name: str, columns: Columns) -> str:
    if near := get_close_matches(name, columns.names, n=1):
        return _("There is no such column here. Do you mean %(name)s?") % {"name": near[0]}
    return _("There is no such column here. Delete it; the columns are %(columns)s.") % {
        "columns": ", ".join(columns.names)
    }


def _uneven(line: int, names: Sequence[str], values: Sequence[str], separator: str) -> Refusal:
    if separator == ";":
        message = _(
            "The line has %(cells)s cells, but there are %(columns)s columns. Write all the semicolons, and "
            "put a text that holds one in quotation marks."
        )
    else:
        message = _(
            "The line has %(cells)s cells, but there are %(columns)s columns. Write all the commas, "
            "put a text that holds one in quotation marks, and use a point in numbers."
        )
    shown = {"cells": len(values), "columns": len(names)}
    surplus = separator.join(values[len(names) :])
    place = names[len(values)] if len(values) < len(names) else str(len(names) + 1)
    return Refusal(place, "uneven", message % shown, line=line, written=_repaired(surplus))


def _unreadable(line: int, fault: csv.Error) -> Refusal:
    if "new-line character" in str(fault):
        message = _("There is a sign for a new line within the line. End each line with a line feed.")
        return Refusal("", "line_ending", message, line=line)
    message = _(
        "A quotation mark is not closed, or stands within a text. Write it twice within a text, and put "
        "the text in quotation marks."
    )
    return Refusal("", "quotation", message, line=line)


def _too_long(line: int) -> Refusal:
    message = _("The line is longer than %(most)s signs. It is no row of a table.")
    return Refusal("", "line_too_long", message % {"most": LONGEST}, line=line)


def _not_utf_8() -> str:
    return _("The letters cannot be read, since the file is not saved as UTF-8. Save it as “CSV UTF-8”.")


def _repaired(text: str) -> str:
    return printable(text.encode(errors="surrogateescape").decode(errors="replace"))
