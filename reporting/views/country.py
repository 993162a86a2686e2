"""`/landet/`: how far the whole country, its regions and all its municipalities are with each goal."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from goals.models import Goal
from reporting.changed_since import changed_since
from reporting.choices import NothingThere, choice_query, chooser, open_book, reader_of
from reporting.council_link import council_link
from reporting.goal_tabs import GoalTab
from reporting.group_page import group_head, group_overview, group_sections
from reporting.matrix import group_matrix
from reporting.missing import missing_in, reported_in
from reporting.page_tools import page_tools
from reporting.places import NotThere
from reporting.summaries import Book
from reporting.tile_map import mapped_goal, tile_map
from reporting.validators import unchanged_is_304
from reporting.views.deliveries import deliveries_address
from reporting.views.matrix import ORDER, matrix_context
from reporting.visits import remembers_visits

MAPPED = "kort"


@require_safe
@gzip_page
@remembers_visits
@unchanged_is_304
def country(request: HttpRequest) -> HttpResponse:
    user = reader_of(request)
    book = open_book(request, is_own=False, sees_preliminary=user.reader.sees_all)
    if not book.places.all:
        raise NothingThere(_("There are no areas yet."))
    area, mapped = book.places.country, _mapped(request, book)
    reported = reported_in(book, area)
    context = {
        "head": replace(
            group_head(book, area, reported.updated), council=council_link(user, area, book.places)
        ),
        "chooser": chooser(request, book, sees_preliminary=user.reader.sees_all),
        "tools": page_tools(request, book.choice, [area]),
        "overview": group_overview(book, area),
        "missing": missing_in(book, area, reported),
        "deliveries": deliveries_address(user, area, book.choice.year),
        "map": tile_map(book, mapped, user.scopes.own_area_ids()),
        "map_tabs": _map_tabs(request, book, mapped),
        "regions": group_matrix(book, book.places.regions),
        "changed": changed_since(request, book, area),
        "sections": group_sections(book, area, reported.updated),
    }
    return render(request, "reporting/country.html", context | matrix_context(request, book, area))


def _mapped(request: HttpRequest, book: Book) -> Goal:
    try:
        return mapped_goal(book, request.GET.get(MAPPED))
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing


def _map_tabs(request: HttpRequest, book: Book, mapped: Goal) -> list[GoalTab]:
    """Each goal's map on this page; the table below it keeps its order."""
    order = request.GET.get(ORDER)
    return [
        GoalTab.of(
            goal, f"{choice_query(request, kort=goal.number, sorter=order)}#map", is_chosen=goal == mapped
        )
        for goal in book.goals
    ]
