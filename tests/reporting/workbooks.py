"""Excel exports as a test reads them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.core.management import call_command
from openpyxl import Workbook, load_workbook

from reporting.exports.columns import COLUMNS

SHEETS = ["Oversigt", "Diagrammer", "Tal", "Dækning", "Definitioner", "Om"]


def made(folder: Path, *arguments: str) -> bytes:
    """The file that the command writes."""
    file = folder / "export.xlsx"
    call_command("export_summary", "--year", "2014", *arguments, "--format", "xlsx", "--output", str(file))
    return file.read_bytes()


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def rows_of(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """By heading."""
    header, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def summary_rows(book: Workbook) -> Iterator[dict[str, Any]]:
    """Of the overview, by the columns' names."""
    for row in rows_of(book, "Oversigt"):
        yield dict(zip(COLUMNS, row.values(), strict=True))


def texts_in(content: bytes) -> str:
    """Everything that stands in the file, whatever part."""
    with ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())
