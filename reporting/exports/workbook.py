"""A summary as an Excel workbook, with the figures behind it, their coverage, and what all that means.

The same choice known on the same moment always gives the same bytes, in Danish.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Generic, TypeVar, cast

import xlsxwriter
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from jobcentres.clock import installation
from reporting.exports.about import about
from reporting.exports.codebook import codebook
from reporting.exports.columns import COLUMNS
from reporting.exports.coverage import COVERAGE_COLUMNS
from reporting.exports.extract import Extracted
from reporting.exports.figures import FIGURE_COLUMNS
from reporting.exports.files import csv_lines
from reporting.exports.kinds import Column, Row
from reporting.exports.sheet import Book, plain_date, write_table
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
    known = cast(datetime, plain_date(extracted.book.choice.moment))
    made.set_properties({"title": extracted.extract.file_name, "author": PRODUCT, "created": known})


def _fill(book: Book, extracted: Extracted) -> None:
    footer = extracted.extract.file_name
    if installation().sample_today:
        footer = _("%(name)s · made-up sample figures") % {"name": footer}
    summaries = list(extracted.summaries())
    seal = _Seal(COLUMNS, summaries)
    sheet = book.sheet(_("Overview"), footer=footer)
    write_table(book, sheet, COLUMNS, seal.passed(), pages_wide=2)
    draw_charts(book, sheet.get_name(), summaries, footer=footer)
    figures = _Seal(FIGURE_COLUMNS, extracted.figures())
    write_table(book, book.sheet(_("Figures"), footer=footer), FIGURE_COLUMNS, figures.passed())
    coverage = book.sheet(_("Coverage"), footer=footer)
    write_table(book, coverage, COVERAGE_COLUMNS, extracted.coverage())
    codebook(book, extracted.book, footer=footer)
    about(book, extracted, {_("Overview"): seal.digest, _("Figures"): figures.digest}, footer=footer)


class _Seal(Generic[R]):
    """Rows on their way into the file, and the checksum of the CSV file that they make."""

    def __init__(self, columns: Mapping[str, Column[R]], rows: Iterable[R]) -> None:
        self._columns, self._rows, self._hash = columns, rows, hashlib.sha256()
        self._last: list[R] = []

    def passed(self) -> Iterator[R]:
        lines = csv_lines(self._columns, self._pulled())
        self._hash.update(next(lines).encode())
        for line in lines:
            self._hash.update(line.encode())
            yield self._last.pop()

    def _pulled(self) -> Iterator[R]:
        for row in self._rows:
            self._last.append(row)
            yield row

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()
