"""`/aendringer/<code>/`: all released figures of an area that are others than at an earlier moment."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.months import now
from jobcentres.models import Area
from reporting.changed_since import all_changed_since
from reporting.choices import open_group
from reporting.places import Places
from reporting.validators import unchanged_is_304
from reporting.visits import remembers_visits

USUAL = timedelta(days=30)
"""How far back the page looks if it is not told."""


@require_safe
@remembers_visits
@unchanged_is_304
def changed_since_page(request: HttpRequest, code: str) -> HttpResponse:
    usual = now() - USUAL
    book = open_group(request, lambda places: _shown(places, code), changed_since=usual)
    area = book.places.of_code(code)
    context = {
        "area": area,
        "here": _("Changed figures"),
        "heading": _("Changed figures: %(area)s") % {"area": area.full_name},
        "year": str(book.choice.year),
        "changed": all_changed_since(request, book, area, default=usual),
        "breadcrumb": [("/", _("Start")), (area.get_absolute_url() + book.query, area.full_name)],
    }
    return render(request, "reporting/changed_since.html", context)


def _shown(places: Places, code: str) -> tuple[Area, ...]:
    """With the country its regions, of which the source may publish figures of their own."""
    area = places.of_code(code)
    return (area, *places.regions) if area.level == Area.Level.COUNTRY else (area,)
