"""The one table that a file holds, as far as a person sees it."""

from __future__ import annotations

from typing import NamedTuple

from goals.uploads import limits
from goals.uploads.archive import Archive
from goals.uploads.faults import Fault, FileRefused
from goals.uploads.separated import Separated
from goals.uploads.workbook import read_workbook
from goals.uploads.worksheet import Worksheet

XLSX, CSV = "xlsx", "csv"


class FoundTable(NamedTuple):
    """`rows[0][0]` is cell A1. `skipped` are the hidden sheets, which were not read."""

    rows: list[list[str]]
    skipped: tuple[str, ...] = ()


def found_table(kind: str, content: bytes) -> FoundTable:
    """Raises `FileRefused`."""
    if len(content) > limits.FILE:
        raise FileRefused(Fault("too_large"))
    if kind == CSV:
        rows = Separated(content).rows
        if not rows:
            raise FileRefused(Fault("empty_file"))
        return FoundTable(rows)
    return _spreadsheet_table(Archive(content))


def _spreadsheet_table(archive: Archive) -> FoundTable:
    workbook = read_workbook(archive)
    sheets: list[Worksheet] = []
    for part in workbook.sheets:
        if not part.is_hidden:
            sheet = Worksheet(part.name, workbook)
            with archive.opened(part.path) as stream:
                sheet.read(stream)
            sheets.append(sheet)
    filled = [sheet for sheet in sheets if sheet.rows or sheet.faults]
    if not filled:
        raise FileRefused(Fault("empty_file"))
    if len(filled) > 1:
        raise FileRefused(Fault("several_sheets", shown=", ".join(sheet.name for sheet in filled[:5])))
    filled[0].faults.raise_any()
    skipped = tuple(part.name for part in workbook.sheets if part.is_hidden)
    return FoundTable(filled[0].rows, skipped)
