"""An extract as an Excel workbook: what was asked for, what it rests on, and what all that means.

The same choice known on the same moment always gives the same bytes, in Danish.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC
from tempfile import TemporaryFile
from typing import IO, Any, Generic, NamedTuple, TypeVar

import xlsxwriter
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from jobcentres.clock import installation
from reporting.exports.about import about
from reporting.exports.codebook import codebook
from reporting.exports.columns import COLUMNS
from reporting.exports.coverage import COVERAGE_COLUMNS
from reporting.exports.extract import FIGURES, MATRIX, REVISIONS, SUMMARY, Extracted
from reporting.exports.figures import FIGURE_COLUMNS
from reporting.exports.files import csv_lines
from reporting.exports.kinds import Column, Row, Words
from reporting.exports.matrix import columns_of_any_goal, matrix_columns, matrix_rows
from reporting.exports.revisions import REVISION_COLUMNS, revision_rows
from reporting.exports.shapes import Columns
from reporting.exports.sheet import Book, write_table
from reporting.exports.summary_charts import draw_charts

PRODUCT = "Måltal"
_AT_ONCE = 64 * 1024
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

R = TypeVar("R", bound=Row)


def workbook(extracted: Extracted) -> Iterator[bytes]:
    """The file in parts. Its rows wait on the disk, not in memory, until it is whole."""
    with TemporaryFile() as file:
        with override(settings.LANGUAGE_CODE):
            _write(extracted, file)
        file.seek(0)
        while part := file.read(_AT_ONCE):
            yield part


def _write(extracted: Extracted, file: IO[bytes]) -> None:
    with xlsxwriter.Workbook(file, _OPTIONS) as made:
        _describe(made, extracted)
        _fill(Book(made), extracted)


def _describe(made: xlsxwriter.Workbook, extracted: Extracted) -> None:
    """Who made it is nobody's business; when is the moment whose knowledge it shows."""
    known = extracted.book.choice.moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    made.set_properties({"title": extracted.extract.file_name, "author": PRODUCT, "created": known})


class Part(NamedTuple):
    """A sheet with a table. A `sealed` one has its checksum on the sheet about the file; `definitions` are
    the columns as the codebook explains them, if they are others."""

    title: Words
    columns: Callable[[Extracted], Columns]
    rows: Callable[[Extracted], Iterator[Any]]
    pages_wide: int = 1
    is_sealed: bool = True
    definitions: Columns | None = None

    def defined(self, extracted: Extracted) -> tuple[str, Columns]:
        return str(self.title), self.definitions or self.columns(extracted)


_OVERVIEW = Part(gettext_lazy("Overview"), lambda _extracted: COLUMNS, Extracted.summaries, pages_wide=2)
_FIGURES = Part(gettext_lazy("Figures"), lambda _extracted: FIGURE_COLUMNS, Extracted.figures)
_COVERAGE = Part(
    gettext_lazy("Coverage"), lambda _extracted: COVERAGE_COLUMNS, Extracted.coverage, is_sealed=False
)
_MATRIX = Part(
    gettext_lazy("Municipalities × goals"),
    matrix_columns,
    matrix_rows,
    pages_wide=2,
    definitions=columns_of_any_goal(),
)
_REVISIONS = Part(gettext_lazy("Changes"), lambda _extracted: REVISION_COLUMNS, revision_rows, pages_wide=2)
PARTS: Mapping[str, tuple[Part, ...]] = {
    SUMMARY: (_OVERVIEW, _FIGURES, _COVERAGE),
    FIGURES: (_FIGURES, _COVERAGE),
    MATRIX: (_MATRIX, _COVERAGE),
    REVISIONS: (_REVISIONS,),
}
"""The sheets of each shape: what was asked for first, then what it rests on."""


def _fill(book: Book, extracted: Extracted) -> None:
    footer = extracted.extract.file_name
    if installation().sample_today:
        footer = _("%(name)s · made-up sample figures") % {"name": footer}
    parts = PARTS[extracted.extract.shape]
    digests = {str(part.title): _write_part(book, extracted, part, footer) for part in parts}
    codebook(book, extracted.book, [part.defined(extracted) for part in parts], footer=footer)
    about(book, extracted, {name: digest for name, digest in digests.items() if digest}, footer=footer)


def _write_part(book: Book, extracted: Extracted, part: Part, footer: str) -> str:
    """The sheet, after an overview its charts; returns the checksum of what it says."""
    columns, rows = part.columns(extracted), part.rows(extracted)
    summaries = list(rows) if part is _OVERVIEW else []
    seal = _Seal(columns, summaries or rows)
    sheet = book.sheet(str(part.title), footer=footer)
    write_table(book, sheet, columns, seal.passed(), pages_wide=part.pages_wide)
    if part is PARTS[extracted.extract.shape][0]:
        extracted.count.number = seal.number
    if summaries:
        draw_charts(book, sheet.get_name(), summaries, footer=footer)
    return seal.digest if part.is_sealed else ""


class _Seal(Generic[R]):
    """Rows on their way into the file, and the checksum of the CSV file that they make."""

    def __init__(self, columns: Mapping[str, Column[R]], rows: Iterable[R]) -> None:
        self._columns, self._rows, self._hash = columns, rows, hashlib.sha256()
        self._last: list[R] = []
        self.number = 0

    def passed(self) -> Iterator[R]:
        lines = csv_lines(self._columns, self._pulled())
        self._hash.update(next(lines).encode())
        for line in lines:
            self._hash.update(line.encode())
            self.number += 1
            yield self._last.pop()

    def _pulled(self) -> Iterator[R]:
        for row in self._rows:
            self._last.append(row)
            yield row

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()
