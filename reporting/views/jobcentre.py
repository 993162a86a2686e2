"""`/jobcentre/<slug>/`: the municipalities of a jobcentre; of one alone all that its own page shows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from reporting.area_page import content, head, overview
from reporting.changed_since import changed_since
from reporting.choices import chooser, open_municipalities, reader_of
from reporting.page_tools import page_tools
from reporting.validators import unchanged_is_304
from reporting.visits import remembers_visits


@require_safe
@gzip_page
@remembers_visits
@unchanged_is_304
def jobcentre(request: HttpRequest, slug: str) -> HttpResponse:
    book = open_municipalities(request, lambda places: places.served_from(slug))
    areas, user = book.places.served_from(slug), reader_of(request)
    sees_preliminary = all(user.reader.sees_inside(area.pk) for area in areas)
    context = {
        "head": head(book, areas, user, of_jobcentre=True),
        "chooser": chooser(request, book, sees_preliminary=sees_preliminary),
        "tools": page_tools(request, book.choice, areas),
    }
    if len(areas) == 1:
        context |= {
            "changed": changed_since(request, book, areas[0]),
            **content(book, areas[0]),
        }
        return render(request, "reporting/municipality.html", context)
    context["overviews"] = [overview(book, area) for area in areas]
    return render(request, "reporting/jobcentre.html", context)
