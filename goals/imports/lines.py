"""The lines of a file as text, one at a time."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import BinaryIO

LONGEST = 64_000
"""Bytes. A longer line is no table row, and is not read into memory."""

_UTF_16 = ("\udcff\udcfe", "\udcfe\udcff")


class LineTooLong(Exception):
    pass


class Lines:
    """Iterates over the decoded lines. Bytes that are no UTF-8 set `is_damaged` and stay recognisable."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.number = 0
        self.is_damaged = False

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(LONGEST + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > LONGEST:
            raise LineTooLong
        if self.number == 1:
            line = line.removeprefix(BOM_UTF8)
        try:
            return line.decode()
        except UnicodeDecodeError:
            self.is_damaged = True
            return line.decode(errors="surrogateescape")


def is_damaged(text: str) -> bool:
    return any("\udc80" <= sign <= "\udcff" for sign in text)


def is_utf_16(line: str) -> bool:
    return line.startswith(_UTF_16) or "\0" in line


def printable(text: str, longest: int = 60) -> str:
    """As it can be shown on one line of a terminal: nothing in it moves the cursor."""
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"
