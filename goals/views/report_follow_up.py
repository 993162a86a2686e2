"""`/kontrakter/<year>/<region>/opfoelgning/…`: the quarterly follow-ups of a contract."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals.forms.report_forms import FreezeForm, ReportForm
from goals.forms.report_page import (
    Numbers,
    decision_of,
    forms_of,
    is_inside,
    known_text,
    made_text,
    read_all,
    read_numbers,
    said_of,
)
from goals.forms.report_quarters import grid_of, quarter_name, regions_of, standing_text
from goals.forms.report_words import older_count, own_goals_text, path_notes, rows_of, summary
from goals.models import GoalYear, Report
from goals.months import Month
from goals.reports import State, content_in, freeze_follow_up, roles_in
from goals.views.report_step import left_out, renewed, take_step
from jobcentres.models import Area, User

QUARTERS = (1, 2, 3, 4)
FOLLOW_UP = Report.Kind.FOLLOW_UP


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, year: int, code: str, quarter: int) -> HttpResponse:
    user, goal_year, region = place_or_404(request, year, code)
    if quarter not in QUARTERS:
        raise Http404
    numbers, form, alert = read_numbers(FOLLOW_UP, goal_year, region, quarter), None, ""
    shown = shown_or_404(user, numbers, request.GET.get("nr", ""))
    roles = roles_in(user, region)
    if request.method == "POST":
        is_done, form, alert = take_step(request, user, numbers, roles, _freezing(numbers, user))
        if is_done:
            return redirect(request.path)
        numbers = read_numbers(FOLLOW_UP, goal_year, region, quarter)
        renewed(form, numbers)
    forms = _forms(numbers, list(roles), form) if shown == numbers.newest else []
    context = _context(numbers, shown) | {
        "forms": forms,
        "alert": alert or left_out(form, forms),
        "others": standing_text(read_all(FOLLOW_UP, goal_year, [region], QUARTERS)),
    }
    return render(request, "goals/follow_up.html", context)


def _freezing(numbers: Numbers, user: User) -> Any:
    def freeze(form: FreezeForm) -> Report:
        return freeze_follow_up(
            numbers.goal_year,
            numbers.area,
            numbers.quarter,
            by=user,
            known_on=form.moment,
            idempotency_key=form.idempotency_key,
        )

    return freeze


def _forms(numbers: Numbers, roles: list[str], sent: ReportForm | None) -> list[ReportForm]:
    """Those possible now; what was sent and could not be kept is shown as it was written."""
    forms = forms_of(numbers, roles)
    return [sent if sent is not None and sent.step == one.step else one for one in forms]


def shown_or_404(user: User, numbers: Numbers, number: str) -> Report | None:
    """What is not decided yet is read by the region's office, its RBR and the ministry alone."""
    shown = numbers.numbered(number)
    if number and shown is None:
        raise Http404
    is_open = numbers.state == State.FINISHED and shown == numbers.newest
    if not is_open and not is_inside(user, numbers.area):
        raise Http404
    return shown


def _context(numbers: Numbers, shown: Report | None) -> dict[str, Any]:
    quarter = quarter_name(numbers.quarter, numbers.goal_year.year)
    heading = _("Follow-up, %(quarter)s") % {"quarter": quarter}
    context = {
        "numbers": numbers,
        "report": shown,
        "heading": heading,
        "region": numbers.area,
        "goal_year": numbers.goal_year,
        "state": numbers.state.value,
        "breadcrumb": _breadcrumb(numbers.goal_year, numbers.area),
        "earlier": [(one, made_text(one)) for one in numbers.reports if one != shown],
        "is_newest": shown == numbers.newest,
    }
    if shown is None:
        return context
    content, texts = content_in(shown), numbers.holding(shown)
    return context | {
        "known": known_text(shown.known_on),
        "made": made_text(shown),
        "summary": summary(content),
        "rows": rows_of(content),
        "has_hidden": any(goal["hidden"] for goal in content["goals"]),
        "notes": path_notes(content),
        "older": older_count(content),
        "own_goals": own_goals_text(content),
        "said": said_of(texts, content),
        "decision": decision_of(texts),
        "as_of": content["frame"]["as_of"],
    }


@require_safe
def follow_ups(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The region's quarters side by side; of one that is not decided others see that there is none yet."""
    user, goal_year, region = place_or_404(request, year, code)
    quarters = read_all(FOLLOW_UP, goal_year, [region], QUARTERS)
    context = {
        "region": region,
        "goal_year": goal_year,
        "grid": grid_of(quarters, sees_all=is_inside(user, region)),
        "breadcrumb": _breadcrumb(goal_year, region)[:-1],
    }
    return render(request, "goals/follow_ups.html", context)


@require_safe
def follow_ups_of_year(request: HttpRequest, year: int) -> HttpResponse:
    """All regions' quarters with what is missing, for the ministry."""
    user = cast(User, request.user)
    if not user.scopes.is_official:
        raise Http404
    goal_year = get_object_or_404(GoalYear.objects.visible_to(user), year=year)
    regions = list(Area.objects.regions().valid_on(Month.december(year).last_day).order_by("sort_key"))
    found = read_all(FOLLOW_UP, goal_year, regions, QUARTERS)
    context = {
        "goal_year": goal_year,
        "quarters": [quarter_name(quarter) for quarter in QUARTERS],
        "regions": regions_of(found, regions),
        "breadcrumb": [("/", _("Start"))],
    }
    return render(request, "goals/follow_ups_of_year.html", context)


def place_or_404(request: HttpRequest, year: int, code: str) -> tuple[User, GoalYear, Area]:
    user = cast(User, request.user)
    goal_year = get_object_or_404(GoalYear.objects.visible_to(user), year=year)
    return user, goal_year, get_object_or_404(Area.objects.regions(), code=code)


def _breadcrumb(goal_year: GoalYear, region: Area) -> list[tuple[str, str]]:
    return [
        ("/", _("Start")),
        (
            reverse("contract", args=[goal_year.year, region.code]),
            _("Contract %(year)s, %(region)s") % {"year": goal_year.year, "region": region.name},
        ),
        (reverse("follow_ups", args=[goal_year.year, region.code]), _("Follow-ups")),
    ]
