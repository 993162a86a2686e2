"""`/kommuner/<code>/`: how far a municipality is with each goal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from reporting.area_page import content, head
from reporting.changed_since import changed_since
from reporting.choices import chooser, open_municipalities, reader_of
from reporting.page_tools import page_tools
from reporting.validators import unchanged_is_304
from reporting.visits import remembers_visits


@require_safe
@gzip_page
@remembers_visits
@unchanged_is_304
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    book = open_municipalities(request, lambda places: [places.municipality(code)])
    area, user = book.places.municipality(code), reader_of(request)
    context = {
        "head": head(book, [area], user, of_jobcentre=False),
        "chooser": chooser(request, book, sees_preliminary=user.reader.sees_inside(area.pk)),
        "tools": page_tools(request, book.choice, [area]),
        "changed": changed_since(request, book, area),
        **content(book, area),
    }
    return render(request, "reporting/municipality.html", context)
