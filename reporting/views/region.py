"""`/regioner/<code>/`: how far an employment region and its municipalities are with each goal."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from goals.forms.queue import waiting_text
from goals.returns.waiting import Waiting, own_tallies, tallies
from jobcentres.models import Area, User
from reporting.changed_since import changed_since
from reporting.choices import chooser, open_group, reader_of
from reporting.council_link import council_link
from reporting.group_page import group_head, group_overview, group_sections
from reporting.local_targets import local_targets
from reporting.missing import missing_in, reported_in
from reporting.page_tools import page_tools
from reporting.validators import unchanged_is_304
from reporting.views.deliveries import deliveries_address
from reporting.views.matrix import matrix_context
from reporting.visits import remembers_visits


@require_safe
@gzip_page
@remembers_visits
@unchanged_is_304
def region(request: HttpRequest, code: str) -> HttpResponse:
    book = open_group(request, lambda places: [places.region(code)])
    area, user = book.places.of_code(code), reader_of(request)
    deliveries = deliveries_address(user, area, book.choice.year)
    reported = reported_in(book, area, with_reminders=bool(deliveries))
    context = {
        "head": replace(
            group_head(book, area, reported.updated), council=council_link(user, area, book.places)
        ),
        "chooser": chooser(request, book, sees_preliminary=user.reader.sees_inside(area.pk)),
        "tools": page_tools(request, book.choice, [area]),
        "overview": group_overview(book, area),
        "missing": missing_in(book, area, reported),
        "review": _review(user, area) if book.choice.known_on is None else "",
        "deliveries": deliveries,
        "local_targets": local_targets(book, area),
        "changed": changed_since(request, book, area),
        "sections": group_sections(book, area, reported.updated),
    }
    return render(request, "reporting/region.html", context | matrix_context(request, book, area))


def _review(user: User, area: Area) -> str:
    """How many of the region's returns wait, for those who look them through or read them."""
    if area.pk in user.scopes.reviewed_region_ids:
        return waiting_text(own_tallies(user).get(area.pk, Waiting()))
    return waiting_text(tallies([area.pk]).get(area.pk, Waiting())) if user.scopes.is_official else ""
