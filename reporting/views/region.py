"""`/regioner/<code>/`: how far an employment region and its municipalities are with each goal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobcentres.models import Area
from reporting.choices import chooser, open_group, reader_of
from reporting.group_page import group_head, group_overview, group_sections
from reporting.local_targets import local_targets
from reporting.missing import missing_in, reported_in
from reporting.places import NotThere, Places
from reporting.views.matrix import matrix_context


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    book = open_group(request, lambda places: [_region(places, code)])
    area, reader = book.places.of_code(code), reader_of(request).reader
    reported = reported_in(book, area)
    context = {
        "head": group_head(book, area, reported.updated),
        "chooser": chooser(request, book, sees_preliminary=reader.sees_inside(area.pk)),
        "overview": group_overview(book, area),
        "missing": missing_in(book, area, reported),
        "local_targets": local_targets(book, area),
        "sections": group_sections(book, area, reported.updated),
    }
    return render(request, "reporting/region.html", context | matrix_context(request, book, area))


def _region(places: Places, code: str) -> Area:
    area = places.of_code(code)
    if area.level != Area.Level.REGION:
        raise NotThere(_("There is no employment region “%(code)s”.") % {"code": code})
    return area
