"""`/leveret/<code>/`: who has reported what was due, and when; as a page or as a file.

For the region's officers and the ministry's officials, who follow returns up. The councils read the
dashboards, which tell what is missing; how a jobcentre and its region correspond is not theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals.months import now, today
from goals.returns.delivered import Delivery, deliveries
from jobcentres.downloads import RowCount, send_file
from jobcentres.models import Area, Assignment, Jobcentre, User
from jobcentres.models.jobcentre import JobcentreQuerySet
from reporting.choices import NothingThere, Option, announced_goals, reader_of, year_asked
from reporting.deliveries import indicators_of
from reporting.deliveries_page import delivery_table
from reporting.exports.deliveries import COLUMNS, FORMATS, delivery_lines
from reporting.places import NotThere

ORDER, INDICATOR = "sorter", "indikator"


@require_safe
def own_deliveries(request: HttpRequest) -> HttpResponse:
    """To the whole country for officials, for officers to their region, the first of several."""
    user = reader_of(request)
    if user.scopes.is_official:
        country = Area.objects.valid_on(today()).filter(level=Area.Level.COUNTRY).first()
        if country is not None:
            return redirect("deliveries", country.code)
    regions = _own_regions(user)
    if not regions:
        raise Http404
    return redirect("deliveries", regions[0].code)


@require_http_methods(["GET", "HEAD", "POST"])
def delivery_page(request: HttpRequest, code: str) -> HttpResponseBase:
    """POST gives what the address chooses as a file of the kind it names."""
    user = reader_of(request)
    area = _area_or_404(user, code)
    goals = announced_goals(request)
    year = year_asked(request, goals)
    all_lines = deliveries(_jobcentres(area), goals=goals[year], at=now())
    found = _of_indicator(all_lines, request.GET.get(INDICATOR))
    if request.method == "POST":
        return _file(request, found, area, year)
    context: dict[str, Any] = {
        "area": area,
        "year": str(year),
        "years": [Option(str(one), str(one), one == year) for one in sorted({*goals, year}, reverse=True)],
        "indicators": [
            Option(one.code, one.name, one.code == request.GET.get(INDICATOR))
            for one in indicators_of(all_lines)
        ],
        "others": [one for one in _own_regions(user) if one != area],
        "up": _up(user, area),
        "columns": list(COLUMNS),
        "breadcrumb": [("/", _("Start")), (reverse("review_queue"), _("Review"))],
    }
    return render(request, "reporting/deliveries.html", context | _table(request, found, area, year))


def deliveries_address(user: User, area: Area, year: int) -> str:
    """Where the deliveries of a region or of the country stand, for who may read them; else empty."""
    if not (user.scopes.is_official or area.pk in user.scopes.reviewed_region_ids):
        return ""
    return f"{reverse('deliveries', args=[area.code])}?aar={year}"


def _table(request: HttpRequest, found: Sequence[Delivery], area: Area, year: int) -> dict[str, Any]:
    if not found:
        return {}
    try:
        table = delivery_table(found, area, request.GET.get(ORDER))
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing
    kept = _kept(request, year)
    return {
        "table": table,
        "sort_base": f"?{urlencode({**kept, ORDER: ''})}",
        "written": table.order.written if ORDER in request.GET else "",
        "kinds": list(FORMATS),
        "file_address": f"?{urlencode(kept)}",
    }


def _kept(request: HttpRequest, year: int) -> dict[str, str]:
    """What the address chooses of the lines, whatever their order."""
    return {"aar": str(year)} | {name: request.GET[name] for name in (INDICATOR,) if request.GET.get(name)}


def _area_or_404(user: User, code: str) -> Area:
    if user.scopes.is_official:
        areas = Area.objects.valid_on(today()).exclude(level=Area.Level.MUNICIPALITY)
        area = areas.select_related("parent").filter(code=code).first()
    else:
        area = next((one for one in _own_regions(user) if one.code == code), None)
    if area is None:
        raise Http404
    return area


def _own_regions(user: User) -> list[Area]:
    """Those that the person follows up, in Danish order, without a query."""
    held = {
        one.area.pk: one.area
        for one in user.scopes.assignments
        if one.role == Assignment.Role.OFFICER and one.area is not None
    }
    return sorted(held.values(), key=lambda area: area.sort_key)


def _up(user: User, area: Area) -> str:
    """The address of the whole country, for who reads it."""
    if not user.scopes.is_official or area.parent is None:
        return ""
    return reverse("deliveries", args=[area.parent.code])


def _jobcentres(area: Area) -> JobcentreQuerySet:
    jobcentres = Jobcentre.objects.select_related("region")
    return jobcentres if area.level == Area.Level.COUNTRY else jobcentres.filter(region=area)


def _of_indicator(found: list[Delivery], code: str | None) -> list[Delivery]:
    if not code:
        return found
    chosen = [one for one in found if one.line.indicator.code == code]
    if found and not chosen:
        raise NothingThere(_("There is no indicator “%(code)s” in the year's returns.") % {"code": code})
    return chosen


def _file(request: HttpRequest, found: Sequence[Delivery], area: Area, year: int) -> HttpResponseBase:
    kind = request.POST.get("format", "")
    if kind not in FORMATS:
        raise NothingThere(_("The kinds of file are “csv” and “csv-dk”."))
    return send_file(
        request,
        what=f"leveret/{area.code}/{kind}",
        query=urlencode(_kept(request, year)),
        known_on=now(),
        name=f"Leveret {area.code} {year} den {today().isoformat()}.csv",
        content_type="text/csv; charset=utf-8",
        parts=(line.encode() for line in delivery_lines(found, kind)),
        rows=RowCount(len(found)),
    )
