"""`/maaltal/<year>/<MJ>/`: the targets of a region's municipalities; `/maaltal/<year>/`: where to begin."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.dialogue import read_dialogues
from goals.dialogue.rules import Role
from goals.dialogue.together import Deadlines
from goals.forms.target_file import KINDS, table_file
from goals.forms.target_order import columns
from goals.forms.target_region import RegionTable, region_table
from goals.forms.target_table import shown_table
from goals.models import Goal, GoalYear, YearDate
from goals.months import now, today
from jobcentres.downloads import RowCount, send_file
from jobcentres.models import Area, User

ORDER, FORMAT = "sorter", "format"


def region_page(request: HttpRequest, region: Area, goals: list[Goal]) -> HttpResponseBase:
    """POST gives the table as a file of the kind it names."""
    user = cast(User, request.user)
    table = _table(region, goals, user)
    if request.method == "POST":
        return _file(request, table, goals[0].goal_year.year)
    try:
        order = columns(goals, request.GET.get(ORDER))
    except LookupError as nothing:
        raise Http404 from nothing
    roles = [Role.OFFICER] if region.pk in user.scopes.reviewed_region_ids else []
    context = {
        "year": str(goals[0].goal_year.year),
        "area": region,
        "table": shown_table(table, order, roles),
        "is_inside": user.scopes.is_official or region.pk in user.scopes.reviewed_region_ids,
        "sort_base": f"?{urlencode({ORDER: ''})}",
        "kinds": KINDS,
        "breadcrumb": [("/", _("Start"))],
    }
    return render(request, "goals/targets_region.html", context)


def _table(region: Area, goals: list[Goal], user: User) -> RegionTable:
    members = Area.objects.valid_on(today()).filter(level=Area.Level.MUNICIPALITY, parent=region)
    areas = list(members.order_by("sort_key"))
    dialogues = read_dialogues(goals, [region, *areas], user)
    dates = YearDate.objects.filter(
        goal_year=goals[0].goal_year, kind__in=[YearDate.Kind.HEARING, YearDate.Kind.ADOPTION]
    )
    return region_table(region, areas, goals, dialogues, Deadlines.of(dates), user)


def _file(request: HttpRequest, table: RegionTable, year: int) -> HttpResponseBase:
    kind = request.POST.get(FORMAT, "")
    if kind not in KINDS:
        raise Http404
    return send_file(
        request,
        what=f"maaltal/{year}/{table.region.code}/{kind}",
        query="",
        known_on=now(),
        name=f"Måltal {table.region.code} {year} den {today().isoformat()}.csv",
        content_type="text/csv; charset=utf-8",
        parts=[table_file(table, kind).encode()],
        rows=RowCount(sum(len(row.cells) for row in table.rows)),
    )


@require_safe
def targets_start(request: HttpRequest, year: int) -> HttpResponse:
    """To the reader's own place, the municipality before the region; else the regions to choose from."""
    user = cast(User, request.user)
    if not GoalYear.objects.exclude(state=GoalYear.State.DRAFT).filter(year=year).exists():
        raise Http404
    own = user.scopes.own_area_ids()
    places = Area.objects.valid_on(today()).exclude(level=Area.Level.COUNTRY)
    found = list(places.filter(Q(pk__in=own) | Q(level=Area.Level.REGION)).order_by("sort_key"))
    mine = [area for area in found if area.pk in own]
    mine.sort(key=lambda area: area.level != Area.Level.MUNICIPALITY)
    if mine:
        return redirect("targets", year, mine[0].code)
    context = {"year": str(year), "regions": found, "breadcrumb": [("/", _("Start"))]}
    return render(request, "goals/targets_start.html", context)
