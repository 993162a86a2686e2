"""What a workbook is: the choices behind it, its sources and checksums, and how it is made again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from jobcentres.clock import installation
from jobcentres.models import Area
from reporting import wording
from reporting.exports import codes
from reporting.exports.asked import command_of, query_of
from reporting.exports.extract import ALL_LEVELS, MATRIX, REVISIONS, Extracted
from reporting.exports.shapes import shape_of
from reporting.exports.sheet import Book

Line = tuple[str, str]
_WIDTHS = (34, 100)


def about(book: Book, extracted: Extracted, digests: Mapping[str, str], *, footer: str) -> None:
    """`digests`: the checksums of sheets as CSV files, by the sheets' names."""
    sheet = book.sheet(_("About"), footer=footer)
    for position, width in enumerate(_WIDTHS):
        sheet.set_column(position, position, width)
    sheet.fit_to_pages(1, 0)
    book.write_text(sheet, 0, 0, extracted.extract.file_name, "title")
    lines = [*chosen(extracted), *_sources(extracted), *_checksums(digests), *_again(extracted)]
    for number, (label, text) in enumerate(lines, start=2):
        book.write_prose(sheet, number, (label, text), _WIDTHS)
        book.write_text(sheet, number, 0, label, "bold")


def chosen(extracted: Extracted) -> Iterator[Line]:
    choice, extract = extracted.extract.choice, extracted.extract
    yield _("Content"), str(shape_of(extracted).label)
    yield _("Goal year"), str(choice.year)
    yield _("Data up to and including"), choice.as_of.label
    yield _("As the figures were known at"), wording.full_moment(choice.moment)
    yield _("Basis"), str(codes.BASES[choice.basis])
    yield _("Level"), _level(extracted)
    yield _("Areas"), ", ".join(area.name for area in extracted.areas) if extract.areas else _("all areas")
    yield _("Indicators"), ", ".join(goal.short_name for goal in extracted.book.goals)


def _level(extracted: Extracted) -> str:
    extract = extracted.extract
    level = str(codes.LEVELS.get(extract.level, _("country, regions and municipalities")))
    if extract.shape == MATRIX and extract.level == ALL_LEVELS and not extract.areas:
        level = str(codes.LEVELS[Area.Level.MUNICIPALITY])
    if not extract.within:
        return level
    return _("%(level)s in %(region)s") % {
        "level": level,
        "region": extracted.book.places.of_code(extract.within).name,
    }


def _sources(extracted: Extracted) -> Iterator[Line]:
    if installation().sample_today:
        yield _("Sample"), _("The figures are made up. They are no statistics of any municipality.")
    told = _("The jobcentres' reports; the sheet of figures says for each where it comes from.")
    if extracted.extract.shape in {MATRIX, REVISIONS}:
        told = _("The jobcentres' reports and the official sources.")
    yield _("Source"), told
    yield (
        _("Discretion"),
        _("Small numbers are hidden (..) as on the pages, from those who may not see them there."),
    )


def _checksums(digests: Mapping[str, str]) -> Iterator[Line]:
    for name, digest in digests.items():
        yield (
            _("Checksum, %(sheet)s") % {"sheet": name},
            _("SHA-256 %(digest)s, of the sheet as a CSV file") % {"digest": digest},
        )


def _again(extracted: Extracted) -> Iterator[Line]:
    yield _("The same figures again, by command"), command_of(extracted.extract)
    yield _("The same figures again, by address"), address(extracted)
    yield "", _("The command shows what the ministry may see; the address what the signed-in reader may.")


def address(extracted: Extracted) -> str:
    """Of the page that has these choices filled in; without a moment chosen, that of the file."""
    choice = replace(extracted.extract.choice, known_on=extracted.extract.choice.moment)
    query = query_of(replace(extracted.extract, choice=choice), "xlsx")
    return f"{settings.SITE_URL}{reverse('extracts')}?{query}"
