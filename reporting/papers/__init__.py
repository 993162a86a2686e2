"""Papers for councils: PDF files from the same results as the pages. Typst is loaded when one is made."""

from __future__ import annotations

from typing import Any, NamedTuple

from jobcentres.models import Area
from reporting.summaries import Book


class Paper(NamedTuple):
    """A file: its name, and what stands in it."""

    name: str
    parts: bytes


def needs(kind: str) -> dict[str, Any]:
    """What `reporting.summaries.load` has to be told for a paper of this kind (`municipality`, `country`),
    besides the choice, the reader, the areas and the municipalities' own goals."""
    return {"with_clusters": True, "with_notes": kind == "municipality"}


def municipality_paper(book: Book, area: Area) -> Paper:
    """How far a municipality is with each goal, two to four pages."""
    from reporting.papers.municipality import made

    return made(book, area)


def country_paper(book: Book) -> Paper:
    """The country, its regions and all its municipalities. `book` has all areas."""
    from reporting.papers.country import made

    return made(book)
