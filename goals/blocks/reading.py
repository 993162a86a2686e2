"""A block as a spreadsheet puts it on the clipboard: lines, tabs, and quoted cells that hold a line break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from typing import TypeAlias

from django.utils.translation import gettext as _

from goals.numbers import format_number

Table: TypeAlias = list[list[str]]
"""Rows of cells, all of one width: text without space around it."""

MOST_CELLS = 20_000
MOST_CHARACTERS = 1_000_000

_CELL = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"(?=[\t\n]|\Z)|([^\t\n]*))([\t\n]?)')
_CELL_OF_LIST = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"(?=[;\n]|\Z)|([^;\n]*))([;\n]?)')
_NEEDS_QUOTES = re.compile(r'[\t\n"]')


class BlockRefused(ValueError):
    """There is nothing to preview; `str()` says why and what to do."""


def read_text(text: str) -> Table:
    """The cells of a pasted text. Raises `BlockRefused`. Without any tab, semicolons part the cells."""
    if len(text) > MOST_CHARACTERS:
        raise BlockRefused(_("That is too much at once. Copy fewer rows and columns."))
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not plain.strip():
        raise BlockRefused(_("Copy the numbers in the spreadsheet, and paste them here."))
    pattern = _CELL if "\t" in plain or ";" not in plain else _CELL_OF_LIST
    return tidied(_rows(plain.rstrip("\n"), pattern))


def tidied(rows: Table) -> Table:
    """Of one width, without what is empty below and to the right. Raises `BlockRefused`."""
    if sum(map(len, rows)) > MOST_CELLS * 2 or len(rows) > MOST_CELLS:
        raise _too_many()
    clean = [[_clean(cell) for cell in row] for row in rows]
    while clean and not any(clean[-1]):
        clean.pop()
    columns = list(zip_longest(*clean, fillvalue=""))
    while columns and not any(columns[-1]):
        columns.pop()
    if len(clean) * len(columns) > MOST_CELLS:
        raise _too_many()
    if not columns:
        raise BlockRefused(_("Copy the numbers in the spreadsheet, and paste them here."))
    return [list(row) for row in zip(*columns, strict=True)]


def write_text(table: Table) -> str:
    """The text that `read_text` reads back as the same table."""
    return "\n".join("\t".join(_written(cell) for cell in row) for row in table)


def _too_many() -> BlockRefused:
    message = _("There are more than %(most)s cells. Copy fewer rows and columns.")
    return BlockRefused(message % {"most": format_number(Decimal(MOST_CELLS))})


def _rows(text: str, pattern: re.Pattern[str]) -> Table:
    rows: Table = [[]]
    for number, (cell, sign) in enumerate(_cells(text, pattern)):
        rows[-1].append(cell)
        if number > MOST_CELLS * 2:
            raise _too_many()
        if sign == "\n":
            rows.append([])
    return rows


def _cells(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Each cell, and what stands after it: a separator, a line break, nothing."""
    place = 0
    while found := pattern.match(text, place):
        quoted, bare, sign = found.groups()
        yield (bare if quoted is None else quoted.replace('""', '"')), sign
        place = found.end()
        if not sign:
            return


def _clean(cell: str) -> str:
    return cell.strip(" \t\n\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}")


def _written(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if _NEEDS_QUOTES.search(cell) else cell
