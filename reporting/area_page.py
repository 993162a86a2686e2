"""What the page of a municipality shows, and of a jobcentre, which serves one or more of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.urls import NoReverseMatch, reverse

from goals.progress import Progress
from jobcentres.models import Area, User
from reporting import wording
from reporting.breadcrumb import Link, way_to
from reporting.comparisons import Comparisons
from reporting.council_link import CouncilLink, council_link
from reporting.open_lines import OpenLines, open_lines
from reporting.paragraph import Paragraph, paragraph_of
from reporting.places import ServedBy
from reporting.sections import Section, sections_of
from reporting.status_table import StatusRow, status_row, status_table
from reporting.summaries import Book
from reporting.year_table import updated_at


@dataclass(frozen=True, slots=True)
class Overview:
    """The top of a municipality's page: page 1 in print."""

    area: Area
    rows: list[StatusRow]
    own_rows: list[StatusRow]
    """Of the goals that the municipality has set itself."""
    paragraph: Paragraph
    lines: OpenLines
    targets: str
    """Where the dialogues about the targets stand."""
    updated: str
    has_preliminary: bool
    has_hidden: bool
    has_path: bool
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Head:
    """`places` are the municipalities that a jobcentre serves, on a page about the jobcentre."""

    name: str
    year: int
    region: Area | None
    jobcentre: ServedBy | None
    places: tuple[Area, ...]
    as_of: str
    updated: str
    desk: str
    query: str = ""
    """Ends the links to other pages of results, so that they show the same choice."""
    municipalities: str = ""
    """How many belong to a region or to the country."""
    council: CouncilLink | None = None
    breadcrumb: Sequence[Link] = ()


def overview(book: Book, area: Area, comparisons: Comparisons | None = None) -> Overview:
    """With `comparisons` its paragraph says where the region cannot be summed."""
    results = [book.progress(area, goal) for goal in (*book.goals, *book.own_goals(area))]
    moment = updated_at(book, area, book.goals)
    return Overview(
        area=area,
        rows=status_table(book, area),
        own_rows=[status_row(book, area, goal) for goal in book.own_goals(area)],
        paragraph=paragraph_of(book, area, comparisons=comparisons),
        lines=open_lines(book, area),
        targets=reverse("targets", args=[book.choice.year, area.code]),
        updated=wording.full_moment(moment) if moment else "",
        has_preliminary=any(result.preliminary for result in results),
        has_hidden=any(result.hidden for result in results),
        has_path=any(result.path is not None for result in results),
        is_empty=all(_says_nothing(result) for result in results),
    )


class Content(TypedDict):
    overview: Overview
    sections: list[Section]


def content(book: Book, area: Area) -> Content:
    """All that the page of one municipality shows, and its paper. The sections first: they say which of the
    neighbours' figures they need, before the paragraph has them read."""
    comparisons = Comparisons(book, [area])
    sections = sections_of(book, area, comparisons)
    return {"overview": overview(book, area, comparisons), "sections": sections}


def head(book: Book, areas: Sequence[Area], user: User, *, of_jobcentre: bool) -> Head:
    first = areas[0]
    served_by = book.places.served_by(first)
    moments = [moment for area in areas if (moment := updated_at(book, area, book.goals))]
    above = book.places.above(first)
    return Head(
        name=served_by.name if of_jobcentre and served_by else first.full_name,
        year=book.choice.year,
        region=above[0] if len(above) > 1 else None,
        jobcentre=None if of_jobcentre else served_by,
        places=tuple(areas) if of_jobcentre else (),
        as_of=book.choice.as_of.label,
        updated=wording.full_moment(max(moments)) if moments else "",
        desk=_desk(user) if all(area.pk in user.scopes.served_municipality_ids for area in areas) else "",
        query=book.query,
        breadcrumb=way_to(book, first),
        council=None if of_jobcentre else council_link(user, first, book.places),
    )


def _says_nothing(result: Progress) -> bool:
    return result.latest_month is None and result.target is None


def _desk(user: User) -> str:
    """Where those who enter the figures go on."""
    if not user.scopes.jobcentre_ids:
        return ""
    try:
        return reverse("desk")
    except NoReverseMatch:
        return ""
