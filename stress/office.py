"""The files through LibreOffice and back: letters, decimals, dates and codes are what they were.

Where LibreOffice is not installed the trial says so, and nothing else.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from pypdf import PdfReader

from goals.months import Month
from jobcentres.access import MINISTRY
from jobcentres.clock import COPENHAGEN
from reporting.exports.extract import Extract, Extracted
from reporting.exports.files import FORMATS
from reporting.exports.kinds import Kind
from reporting.exports.shapes import SHAPES, shape_of
from reporting.slides import slides
from reporting.summaries import Choice, load
from tests.injection.world import sample_database
from tests.reporting import formats_read as read
from tests.reporting.formats_read import NUMBERS, Cell, Columns, Row

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SECONDS = 300
KNOWN = datetime(2014, 6, 10, 8, tzinfo=COPENHAGEN)
COMMA, SEMICOLON, QUOTE, UTF_8, DANISH, ENGLISH = 44, 59, 34, 76, 1030, 1033
AS_TEXT, AS_NUMBER = 2, 10
"""Types of a column in LibreOffice's import: 10 is a number with a point, whatever the language."""

IN_DANISH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>da-DK</value></prop></item>
</oor:items>
"""


def trial(_drawn: random.Random, _number: int) -> str:
    if OFFICE is None:
        return "not here: LibreOffice is not installed"
    with sample_database(), tempfile.TemporaryDirectory(prefix="maaltal-office-") as folder:
        office = Office(Path(folder))
        told = [*_workbooks(office), *_texts(office), *_slides(office)]
    return "; ".join(told)


class Office:
    """LibreOffice without a window, as it stands on a Danish desk, with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 0
        chosen = folder / "profile" / "user" / "registrymodifications.xcu"
        chosen.parent.mkdir(parents=True)
        chosen.write_text(IN_DANISH, encoding="utf-8")

    def converted(self, content: bytes, suffix: str, to: str, *options: str) -> bytes:
        """The file as LibreOffice writes it after having opened it. Raises AssertionError if it does not."""
        self.number += 1
        place = self.folder / str(self.number)
        place.mkdir()
        (place / f"in.{suffix}").write_bytes(content)
        command = [
            OFFICE or "",
            f"-env:UserInstallation=file://{self.folder}/profile",
            "--headless",
            "--norestore",
        ]
        command += [*options, "--convert-to", to, "--outdir", str(place / "out"), str(place / f"in.{suffix}")]
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        made = place / "out" / f"in.{to.partition(':')[0]}"
        assert made.exists(), f"LibreOffice does not open a .{suffix}: {done.stdout} {done.stderr}"
        return made.read_bytes()


def _extracts() -> Iterator[Extracted]:
    choice = Choice.of(2014, as_of=Month(2014, 4), known_on=KNOWN)
    for word in SHAPES:
        yield Extract(choice, areas=frozenset({"DK", "HS", "0101", "0340", "0492"}), shape=word).read(
            MINISTRY
        )


def _workbooks(office: Office) -> Iterator[str]:
    """Every cell with its type, and every sheet with its name."""
    sheets = 0
    for extracted in _extracts():
        shape = shape_of(extracted)
        if "xlsx" not in shape.formats:
            continue
        content, columns = _content(extracted, "xlsx"), shape.columns(extracted)
        back = office.converted(content, "xlsx", "xlsx")
        _compare(
            f"{shape.word} xlsx",
            read.from_workbook(content, columns),
            read.from_workbook(back, columns, computed=True),
            columns,
        )
        before, after = (
            load_workbook(office.folder / str(office.number) / name).sheetnames
            for name in ("in.xlsx", "out/in.xlsx")
        )
        assert before == after, f"{before} became {after}"
        sheets += len(before)
    yield f"{sheets} sheets of workbooks keep every cell"


def _texts(office: Office) -> Iterator[str]:
    """With the types of the columns stated in the import; and what opening without them does to a code."""
    for kind in ("csv", "csv-dk"):
        rows = 0
        for extracted in _extracts():
            shape = shape_of(extracted)
            content, columns = _content(extracted, kind), shape.columns(extracted)
            back = office.converted(
                content, "csv", "xlsx", f"--infilter=CSV:{_import_of(columns, kind, typed=True)}"
            )
            before = read.from_csv(content, columns)
            assert len(before) == len(list(_rows_of(back, columns))), f"{shape.word} {kind} has other rows"
            _compare(f"{shape.word} {kind}", before, list(_rows_of(back, columns)), columns)
            rows += len(before)
        plain = office.converted(
            content, "csv", "xlsx", f"--infilter=CSV:{_import_of(columns, kind, typed=False)}"
        )
        code = min(str(row["area"]) for row in _rows_of(plain, columns))
        yield f"{rows} rows of {kind} come back with stated types; opened without, 0101 is {code}"


def _import_of(columns: Columns, kind: str, *, typed: bool) -> str:
    """The tokens of LibreOffice's import: separator, quotation mark, letters, first row, types, language."""
    separator, language = (SEMICOLON, DANISH) if kind == "csv-dk" else (COMMA, ENGLISH)
    types = [AS_TEXT if column.kind not in NUMBERS else 1 for column in columns.values()]
    stated = "/".join(f"{place}/{one}" for place, one in enumerate(types, start=1)) if typed else ""
    return f"{separator},{QUOTE},{UTF_8},1,{stated},{language},false,true"


def _rows_of(workbook: bytes, columns: Columns) -> Iterator[Row]:
    """A file of text that has become a sheet."""
    header, *rows = load_workbook(io.BytesIO(workbook)).worksheets[0].iter_rows(values_only=True)
    assert list(header) == list(columns)
    for row in rows:
        yield {name: _cell(value, columns[name].kind) for name, value in zip(columns, row, strict=True)}


def _cell(value: object, kind: Kind) -> Cell:
    if isinstance(value, int | float) and not isinstance(value, bool) and kind in NUMBERS:
        return Decimal(str(value))
    return read.plain_cell(value) if isinstance(value, bool) else None if value is None else str(value)


def _slides(office: Office) -> Iterator[str]:
    choice = Choice.of(2014, as_of=Month(2014, 4), known_on=KNOWN)
    book = load(choice, MINISTRY, areas=["0340"], with_notes=True, with_clusters=True)
    content = slides(book, book.places.of_code("0340"))
    (office.folder / "deck.pdf").write_bytes(office.converted(content, "pptx", "pdf"))
    pages = len(PdfReader(office.folder / "deck.pdf").pages)
    assert pages > len(book.goals), f"{pages} slides for {len(book.goals)} goals"
    yield f"{pages} slides open"


def _content(extracted: Extracted, kind: str) -> bytes:
    return b"".join(FORMATS[kind].write(extracted))


def _compare(label: str, before: list[Row], after: list[Row], columns: Columns) -> None:
    assert len(before) == len(after), f"{label}: {len(before)} rows became {len(after)}"
    for was, now in zip(before, after, strict=True):
        for name in columns:
            assert _is_kept(was.get(name), now.get(name)), (
                f"{label} {name}: {was.get(name)!r} became {now.get(name)!r}"
            )


def _is_kept(was: Cell, now: Cell) -> bool:
    """Numbers to what a spreadsheet keeps of them."""
    if isinstance(was, Decimal) and isinstance(now, Decimal):
        return abs(was - now) < Decimal("1e-9")
    return was == now
