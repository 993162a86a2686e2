"""The way from the country down to an area, as links that keep what the page has chosen."""

from __future__ import annotations

from jobcentres.models import Area
from reporting.summaries import Book

Link = tuple[str, str]
"""An address and its text."""


def way_to(book: Book, area: Area) -> list[Link]:
    """To the areas that hold `area`, from the outside in; none for the country."""
    return [link_to(book, one) for one in reversed(book.places.above(area))]


def link_to(book: Book, area: Area) -> Link:
    return area.get_absolute_url() + book.query, area.full_name
