"""The matrix as a part of the pages of a region and of the country."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from jobcentres.models import Area
from reporting.choices import CHOICES, NothingThere, choice_query
from reporting.matrix import municipality_matrix
from reporting.matrix_choice import CLUSTER, GOAL, ORDER, SIZE, STANDING, VIEW, Asked, asked_of
from reporting.matrix_form import matrix_form
from reporting.matrix_order import View
from reporting.places import NotThere
from reporting.summaries import Book

KEPT = (*CHOICES, "kort")
"""The map of the country shows a goal of its own choice."""


def matrix_context(request: HttpRequest, book: Book, area: Area) -> dict[str, Any]:
    """`matrix` with its `matrix_form`, and `sort_base`: the address to which a column's word is added."""
    members = book.places.members(area)
    is_country = area.level == Area.Level.COUNTRY
    try:
        asked = asked_of(request.GET, book, members)
        matrix = municipality_matrix(book, members, asked, regions=is_country)
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing
    return {
        "matrix": matrix,
        "matrix_form": matrix_form(
            book,
            asked,
            matrix,
            len(members),
            kept=[(name, request.GET[name]) for name in KEPT if request.GET.get(name)],
            everybody=_address(request, **_columns(asked), **{ORDER: asked.order}),
        ),
        "sort_base": _address(request, **_columns(asked), **_rows(asked), **{ORDER: ""}),
    }


def _address(request: HttpRequest, **parts: object) -> str:
    """`?…`, also where the page's own choice is the usual one."""
    return choice_query(request, kort=request.GET.get("kort") or None, **parts) or "?"


def _columns(asked: Asked) -> dict[str, object]:
    view = None if asked.view is View.GAP else asked.view.value
    return {VIEW: view, GOAL: asked.goal.number if asked.goal else None}


def _rows(asked: Asked) -> dict[str, object]:
    return {STANDING: asked.standing or None, CLUSTER: asked.cluster or None, SIZE: asked.size or None}
