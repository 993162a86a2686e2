"""The matrix as a part of the pages of a region and of the country."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from jobcentres.models import Area
from reporting.choices import NothingThere, choice_query
from reporting.matrix import municipality_matrix
from reporting.places import NotThere
from reporting.summaries import Book

ORDER = "sorter"


def matrix_context(request: HttpRequest, book: Book, area: Area) -> dict[str, Any]:
    """`matrix`, and `sort_base`: the address to which a column's word is added."""
    members = book.places.members(area)
    is_country = area.level == Area.Level.COUNTRY
    try:
        matrix = municipality_matrix(book, members, request.GET.get(ORDER), regions=is_country)
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing
    return {"matrix": matrix, "sort_base": choice_query(request, **{ORDER: ""})}
