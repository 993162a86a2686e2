"""The matrix as a part of the pages of a region and of the country."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from jobcentres.models import Area
from reporting.choices import NothingThere
from reporting.matrix import municipality_matrix
from reporting.places import NotThere
from reporting.summaries import Book

ORDER = "sorter"
KEPT = ("aar", "maaned", "grundlag")


def matrix_context(request: HttpRequest, book: Book, area: Area) -> dict[str, Any]:
    """`matrix`, and `sort_base`: the address to which a column's word is added."""
    members = book.places.members(area)
    is_country = area.level == Area.Level.COUNTRY
    kept = {name: request.GET[name] for name in KEPT if name in request.GET}
    try:
        matrix = municipality_matrix(book, members, request.GET.get(ORDER), regions=is_country)
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing
    return {"matrix": matrix, "sort_base": f"?{urlencode([*kept.items(), (ORDER, '')])}"}
