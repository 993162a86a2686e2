"""The year's calendar: read by everybody, as a page and as a file."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.calendar_file import calendar_file as file_of
from goals.forms.calendar_page import coming, months_of
from goals.models import GoalYear
from goals.months import now
from goals.year_dates import read_year
from goals.years.present import present_year
from jobcentres.models import User


@require_safe
def calendar_now(request: HttpRequest) -> HttpResponse:
    """On to this year's calendar, or to the newest there is."""
    year = present_year()
    if year is None:
        raise Http404
    return redirect("calendar", year)


@require_safe
def calendar(request: HttpRequest, year: int) -> HttpResponse:
    user = cast(User, request.user)
    visible = {row.year: row for row in GoalYear.objects.visible_to(user)}
    if year not in visible:
        raise Http404
    may_edit = user.scopes.is_official
    months = months_of(read_year(visible[year], user), now(), may_edit=may_edit)
    context = {
        "year": year,
        "heading": _("Calendar %(year)s") % {"year": year},
        "months": months,
        "coming": coming(months),
        "may_edit": may_edit,
        "previous": year - 1 if year - 1 in visible else None,
        "next": year + 1 if year + 1 in visible else None,
        "breadcrumb": [("/", _("Start"))],
    }
    return render(request, "goals/calendar.html", context)


@require_safe
def calendar_file(request: HttpRequest, year: int) -> HttpResponse:
    """The same year to be taken into one's own calendar. Taken in again it moves what was moved."""
    user = cast(User, request.user)
    goal_year = get_object_or_404(GoalYear.objects.visible_to(user), year=year)
    address = request.build_absolute_uri(reverse("calendar", args=[year]))
    answer = HttpResponse(
        file_of(goal_year, read_year(goal_year, user), address), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="aarshjul-{year}.ics"'
    return answer
