"""What a workbook is: the choices behind it, its sources and checksums, and how it is made again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from jobcentres.clock import installation
from reporting import wording
from reporting.choices import BASIS_WORDS
from reporting.exports import codes
from reporting.exports.extract import LEVEL_WORDS, Extracted
from reporting.exports.sheet import Book
from reporting.moments import written_moment

Line = tuple[str, str]


def about(book: Book, extracted: Extracted, digests: Mapping[str, str], *, footer: str) -> None:
    """`digests`: the checksums of sheets as CSV files, by the sheets' names."""
    sheet = book.sheet(_("About"), footer=footer)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 110)
    sheet.fit_to_pages(1, 0)
    book.write_text(sheet, 0, 0, extracted.extract.file_name, "title")
    lines = [*chosen(extracted), *_sources(), *_checksums(digests), *_again(extracted)]
    for number, (label, text) in enumerate(lines, start=2):
        book.write_text(sheet, number, 0, label, "bold")
        book.write_text(sheet, number, 1, text, "prose")


def chosen(extracted: Extracted) -> Iterator[Line]:
    choice, extract = extracted.extract.choice, extracted.extract
    yield _("Goal year"), str(choice.year)
    yield _("Data up to and including"), choice.as_of.label
    yield _("As the figures were known at"), wording.full_moment(choice.moment)
    yield _("Basis"), str(codes.BASES[choice.basis])
    level = codes.LEVELS.get(extract.level, _("country, regions and municipalities"))
    yield _("Level"), str(level)
    yield _("Areas"), ", ".join(area.name for area in extracted.areas) if extract.areas else _("all areas")
    yield _("Indicators"), ", ".join(goal.short_name for goal in extracted.book.goals)


def _sources() -> Iterator[Line]:
    if installation().sample_today:
        yield _("Sample"), _("The figures are made up. They are no statistics of any municipality.")
    yield (
        _("Source"),
        _("The jobcentres' reports; the sheet of figures says for each where it comes from."),
    )
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
    yield _("The same figures again, by command"), command_line(extracted)
    yield _("The same figures again, by address"), address(extracted)
    yield "", _("The command shows what the ministry may see; the address what the signed-in reader may.")


def command_line(extracted: Extracted) -> str:
    extract, choice = extracted.extract, extracted.extract.choice
    parts = [
        "python",
        "manage.py",
        "export_summary",
        "--year",
        str(choice.year),
        "--as-of",
        str(choice.as_of),
    ]
    parts += [
        "--known-on",
        written_moment(choice.moment),
        "--basis",
        choice.basis.value,
        "--level",
        extract.level,
    ]
    parts += ["--area", *sorted(extract.areas)] if extract.areas else []
    parts += ["--indicator", *sorted(extract.indicators)] if extract.indicators else []
    parts += ["--figures-since", str(extract.figures_since)] if extract.figures_since else []
    return shlex.join([*parts, "--format", "xlsx", "--output", f"{extract.file_name}.xlsx"])


def address(extracted: Extracted) -> str:
    extract, choice = extracted.extract, extracted.extract.choice
    asked: list[tuple[str, str]] = [
        ("aar", str(choice.year)),
        ("maaned", str(choice.as_of)),
        ("grundlag", BASIS_WORDS[choice.basis]),
        ("kendt", written_moment(choice.moment)),
        ("niveau", LEVEL_WORDS.get(extract.level, "alle")),
    ]
    asked += [("omraade", code) for code in sorted(extract.areas)]
    asked += [("indikator", code) for code in sorted(extract.indicators)]
    query = urlencode([*asked, ("format", "xlsx")], safe=":")
    return f"{settings.SITE_URL}{reverse('extracts')}?{query}"
