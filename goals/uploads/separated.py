"""Text files with separators: in which letters they are written, what separates the cells, and the cells."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO

from goals.uploads import limits
from goals.uploads.cell_values import Uncertain, visible_text
from goals.uploads.columns import column_name
from goals.uploads.faults import Fault, Faults, FileRefused

_SEPARATORS = ";,\t"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WINDOWS = "cp1252"
_DANISH_LETTERS = frozenset("æøåÆØÅéÉüÜöÖäÄ–\N{NO-BREAK SPACE}")
"""What Danish texts hold beyond ASCII. In other old code pages the same bytes are none of these."""
_QUOTED = re.compile(r'"[^"]*"')
_DIRECTIVE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


class Separated:
    """The table of a text file."""

    def __init__(self, content: bytes) -> None:
        text = StringIO(_decoded(content), newline=None).read()
        text, self._skipped = _without_directive(text)
        self._separator = _separator_of(text)
        self.rows = self._read(text)

    def _read(self, text: str) -> list[list[str]]:
        rows: list[list[str]] = []
        faults = Faults()
        cells = signs = 0
        blank = 0
        for line, values in _rows(text, self._separator, self._skipped):
            row = _trimmed(values)
            if not row:
                blank += 1
                continue
            if len(rows) + blank >= limits.ROWS or len(row) > limits.COLUMNS:
                raise FileRefused(Fault("far_line", line=line))
            rows.extend([] for _blank in range(blank))
            blank = 0
            rows.append([_visible(value, line, number, faults) for number, value in enumerate(row, start=1)])
            cells, signs = cells + len(row), signs + sum(map(len, row))
            if cells > limits.CELLS or signs > limits.TEXT:
                raise FileRefused(Fault("too_many_cells"))
        faults.raise_any()
        return rows


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded_as(encoding, content[len(mark) :])
    if b"\0" in content:
        line, sign = _place(content.decode("latin-1"), content.index(b"\0"))
        raise FileRefused(Fault("nul", line=line, sign=sign))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_as_windows(content)


def _decoded_as(encoding: str, content: bytes) -> str:
    if not encoding:
        raise FileRefused(Fault("encoding"))
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        before = content[: fault.start].decode(encoding, errors="replace")
        line, sign = _place(before, len(before))
        raise FileRefused(Fault("encoding", line=line, sign=sign)) from None


def _decoded_as_windows(content: bytes) -> str:
    """Only if nothing in it is a letter that Danes do not write: then nothing is guessed."""
    text = content.decode(_WINDOWS, errors="replace")
    for index, letter in enumerate(text):
        if not letter.isascii() and letter not in _DANISH_LETTERS:
            line, sign = _place(text, index)
            raise FileRefused(Fault("encoding", line=line, sign=sign))
    return text


def _place(text: str, index: int) -> tuple[int, int]:
    """Line and sign, from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _without_directive(text: str) -> tuple[str, int]:
    """Excel's own first line `sep=;` is no row."""
    found = _DIRECTIVE.match(text)
    return (text[found.end() :], 1) if found else (text, 0)


def _separator_of(text: str) -> str:
    first = next((line for line in text.split("\n", 100)[:100] if line.strip()), "")
    bare = _QUOTED.sub("", first)
    separator = max(_SEPARATORS, key=bare.count)
    if not text.strip():
        raise FileRefused(Fault("empty_file"))
    if separator not in bare:
        raise FileRefused(Fault("no_separator"))
    return separator


def _rows(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins."""
    csv.field_size_limit(limits.LINE)
    reader = csv.reader(StringIO(text), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + skipped + 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            code = "long_line" if "field limit" in str(fault) else "quotation"
            raise FileRefused(Fault(code, line=line)) from None
        yield line, values


def _trimmed(values: list[str]) -> list[str]:
    """Without the empty cells at its end."""
    last = len(values)
    while last and not values[last - 1].strip():
        last -= 1
    return values[:last]


def _visible(value: str, line: int, number: int, faults: Faults) -> str:
    try:
        return visible_text(value)
    except Uncertain as uncertain:
        faults.add(Fault(uncertain.code, shown=uncertain.shown, cell=column_name(number), line=line))
        return ""
