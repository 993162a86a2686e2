"""`/landet/`: how far the whole country, its regions and all its municipalities are with each goal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reporting.choices import NothingThere, chooser, open_book, reader_of
from reporting.group_page import group_head, group_overview, group_sections, updated_nationwide
from reporting.matrix import group_matrix
from reporting.views.deliveries import deliveries_address
from reporting.views.matrix import matrix_context


@require_safe
def country(request: HttpRequest) -> HttpResponse:
    sees_preliminary = reader_of(request).reader.sees_all
    book = open_book(request, is_own=False, sees_preliminary=sees_preliminary)
    if not book.places.all:
        raise NothingThere(_("There are no areas yet."))
    area = book.places.country
    updated = updated_nationwide(book)
    context = {
        "head": group_head(book, area, updated),
        "chooser": chooser(request, book, sees_preliminary=sees_preliminary),
        "overview": group_overview(book, area),
        "deliveries": deliveries_address(reader_of(request), area, book.choice.year),
        "regions": group_matrix(book, book.places.regions),
        "sections": group_sections(book, area, updated),
    }
    return render(request, "reporting/country.html", context | matrix_context(request, book, area))
