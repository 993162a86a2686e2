"""`/tal/<indicator>/<area>/<month>/`: where a figure or total comes from."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.months import Month, MonthError
from jobcentres.models import Area
from reporting import wording
from reporting.breadcrumb import Link, link_to, way_to
from reporting.choices import (
    Chooser,
    NothingThere,
    announced_goals,
    choice_query,
    chooser,
    open_figure,
    reader_of,
)
from reporting.origin import origin_page
from reporting.origin_address import CLUSTER, GROUP
from reporting.page_tools import addresses_of
from reporting.places import Places
from reporting.summaries import Book, default_as_of
from reporting.validators import unchanged_is_304


@require_safe
@unchanged_is_304
def origin(request: HttpRequest, indicator: str, code: str, month: str) -> HttpResponse:
    asked = _month(month)
    if not {"aar", "maaned"} & set(request.GET) and asked.year in announced_goals(request):
        return redirect(request.path + choice_query(request, aar=asked.year, gruppe=request.GET.get(GROUP)))
    of_cluster = _asks_for_cluster(request)
    book = open_figure(request, lambda places: _areas(places, code, of_cluster=of_cluster), indicator)
    if asked > book.choice.as_of:
        told = {"month": capfirst(asked.label), "last": book.choice.as_of.label}
        raise NothingThere(
            _("This address lets figures up to %(last)s count. %(month)s lies after that.") % told
        )
    area, goal = book.places.of_code(code), book.goals[0]
    cluster = book.cluster_of(area, goal) if of_cluster else None
    if of_cluster and cluster is None:
        raise NothingThere(_("%(name)s is in no cluster.") % {"name": area.full_name})
    page = origin_page(book, area, goal, asked, cluster)
    context = {
        "page": page,
        "book": book,
        "valid_from": wording.full_day(page.definition.valid_from) if page.definition else "",
        "here": f"{page.goal.short_name}, {page.period}",
        "breadcrumb": _breadcrumb(book, area),
        "addresses": list(addresses_of(request, book.choice))[::-1],
        "chooser": _chooser(request, book, area),
    }
    return render(request, "reporting/origin.html", context)


def _month(written: str) -> Month:
    try:
        month = Month.parse(written)
    except MonthError as refusal:
        raise NothingThere(refusal) from refusal
    if str(month) != written:
        raise NothingThere(_("Write the month like this: 2014-04."))
    if month > default_as_of(month.year):
        raise NothingThere(capfirst(_("%(month)s is not over yet.") % {"month": month.label}))
    return month


def _asks_for_cluster(request: HttpRequest) -> bool:
    written = request.GET.get(GROUP)
    if written not in (None, CLUSTER):
        raise NothingThere(_("The group is “klynge”, or left out."))
    return written == CLUSTER


def _areas(places: Places, code: str, *, of_cluster: bool) -> Sequence[Area]:
    """The country brings the regions, whose totals stand between it and its municipalities; who is in a
    cluster is known only once the goals are."""
    area = places.municipality(code) if of_cluster else places.of_code(code)
    return places.all if of_cluster or area.level == Area.Level.COUNTRY else [area]


def _chooser(request: HttpRequest, book: Book, area: Area) -> Chooser:
    inside = map(reader_of(request).reader.sees_inside, book.places.ids_behind([area]))
    return chooser(request, book, sees_preliminary=any(inside))


def _breadcrumb(book: Book, area: Area) -> list[Link]:
    """From the country down to the area, at its section of the goal."""
    address, name = link_to(book, area)
    return [*way_to(book, area), (f"{address}#goal-{book.goals[0].number}", name)]
