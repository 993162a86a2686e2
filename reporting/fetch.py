"""`/hent/<kind>/<code>/`: which files the page of an area gives of what it shows.

What writes a file is imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goals.models import Goal
from goals.series import Basis
from jobcentres.access import Reader
from jobcentres.models import Area
from reporting.choices import (
    announced_goals,
    basis_asked,
    known_asked,
    month_asked,
    own_goals,
    reader_of,
    year_asked,
)
from reporting.downloads import pinned
from reporting.places import Places
from reporting.summaries import Book, Choice, load


@dataclass(frozen=True, slots=True)
class Asked:
    """The choice has its moment: the same file can be made again."""

    choice: Choice
    area: Area
    reader: Reader
    places: Places
    goals: tuple[Goal, ...]
    own_goals: tuple[Goal, ...] = ()
    """Those that the municipality has set itself."""
    own_area_ids: frozenset[int] = frozenset()
    """The reader's own places."""

    def book(self, **needed: Any) -> Book:
        """The results of the area, of the country of its regions too, with what is needed besides."""
        return load(
            self.choice,
            self.reader,
            areas=None if self.area.level == Area.Level.COUNTRY else [self.area.code],
            goals=self.goals,
            own_goals=self.own_goals,
            places=self.places,
            **needed,
        )


@dataclass(frozen=True, slots=True)
class File:
    """Its `parts` are made when they are asked for."""

    name: str
    content_type: str
    parts: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Kind:
    label: str | Promise
    make: Callable[[Asked], File]


def asked_of(request: HttpRequest, code: str) -> Asked:
    """What the form of the page asks for; raises `NotThere` and `NothingThere` saying what is wrong.

    Who may not see preliminary figures of the area gets the released ones, as on the page.
    """
    as_of, known_on = month_asked(request), known_asked(request)
    goals, user = announced_goals(request), reader_of(request)
    reader = user.reader
    year = year_asked(request, goals, as_of, known_on)
    choice = Choice.of(year, as_of=as_of, known_on=known_on)
    places = Places.on(choice.as_of)
    area = places.of_code(code)
    basis = basis_asked(request, Basis.APPROVED) if reader.sees_inside(area.pk) else Basis.APPROVED
    own = tuple(goal for goal in own_goals(request).get(year, ()) if goal.area_id == area.pk)
    choice = pinned(replace(choice, basis=basis))
    return Asked(choice, area, reader, places, goals[year], own, user.scopes.own_area_ids())


def _workbook(asked: Asked) -> File:
    """The area and its municipalities, of the country all areas."""
    from reporting.exports.extract import Extract
    from reporting.exports.files import FORMATS

    members = asked.places.members(asked.area) if asked.area.level == Area.Level.REGION else ()
    codes = frozenset({asked.area.code, *(area.code for area in members)})
    extract = Extract(asked.choice, areas=frozenset() if asked.area.level == Area.Level.COUNTRY else codes)
    name = replace(extract, areas=frozenset({asked.area.code})).file_name
    chosen = FORMATS["xlsx"]

    def parts() -> Iterator[bytes]:
        yield from chosen.write(extract.read(asked.reader, asked.goals))

    return File(f"{name}.{chosen.suffix}", chosen.content_type, parts())


def _report(asked: Asked) -> File:
    from reporting import papers
    from reporting.papers.frame import file_name

    def parts() -> Iterator[bytes]:
        book = asked.book(**papers.needs(asked.area.level))
        match asked.area.level:
            case Area.Level.COUNTRY:
                yield papers.country_paper(book).parts
            case Area.Level.REGION:
                yield papers.region_paper(book, asked.area).parts
            case _:
                yield papers.municipality_paper(book, asked.area).parts

    return File(f"{file_name(asked.choice, asked.area.full_name)}.pdf", "application/pdf", parts())


def _slides(asked: Asked) -> File:
    from reporting.papers.frame import file_name
    from reporting.slides import CONTENT_TYPE, SUFFIX, slides

    def parts() -> Iterator[bytes]:
        book = asked.book(with_notes=asked.area.level == Area.Level.MUNICIPALITY, with_clusters=True)
        yield slides(book, asked.area, asked.own_area_ids)

    return File(f"{file_name(asked.choice, asked.area.full_name)}.{SUFFIX}", CONTENT_TYPE, parts())


KINDS: Mapping[str, Kind] = {
    "rapport": Kind(_("PDF report"), _report),
    "plancher": Kind(_("PowerPoint slides"), _slides),
    "excel": Kind(_("Excel, with all figures"), _workbook),
}
