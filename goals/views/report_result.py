"""`/resultat/<year>/<municipality>/`: the yearly result, and the prices behind the possible savings."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals.forms.report_forms import FreezeForm, ReportForm
from goals.forms.report_page import (
    Numbers,
    decision_of,
    forms_of,
    known_text,
    made_text,
    read_numbers,
    said_of,
)
from goals.forms.report_prices import PricesForm, history_of
from goals.forms.report_result import compared, missing, savings, total_saving
from goals.forms.report_words import rows_of, summary
from goals.models import Goal, GoalYear, Report
from goals.months import Month, now, today
from goals.refusals import StepRefused
from goals.reports import Content, Subject, content_in, freeze_result, goals_of, live_content, roles_in
from goals.reports.prices import prices_of, save_prices
from goals.views.report_step import left_out, renewed, take_step
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import Area, User

RESULT = Report.Kind.RESULT


@require_http_methods(["GET", "HEAD", "POST"])
def yearly_result(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Frozen by the jobcentre's manager; until then read live, as preliminary."""
    user = cast(User, request.user)
    area = get_object_or_404(Area.objects.municipalities().select_related("parent"), code=code)
    goals = goals_of(year, area, with_prices=True)
    if not goals or (goals[0].goal_year.state == GoalYear.State.DRAFT and not user.scopes.is_official):
        raise Http404
    goal_year = goals[0].goal_year
    numbers, form, alert = read_numbers(RESULT, goal_year, area), None, ""
    shown = numbers.numbered(request.GET.get("nr", ""))
    if shown is None and request.GET.get("nr"):
        raise Http404
    roles = roles_in(user, area)
    if request.method == "POST":
        is_done, form, alert = take_step(request, user, numbers, roles, _freezing(numbers, user))
        if is_done:
            return redirect(request.path)
        numbers = read_numbers(RESULT, goal_year, area)
        renewed(form, numbers)
    forms = _forms(numbers, list(roles), form) if shown == numbers.newest else []
    context = _context(numbers, shown, goals) | {
        "forms": forms,
        "may_edit_prices": user.scopes.is_official,
        "alert": alert or left_out(form, forms),
    }
    return render(request, "goals/yearly_result.html", context)


def _freezing(numbers: Numbers, user: User) -> Any:
    def freeze(form: FreezeForm) -> Report:
        return freeze_result(numbers.goal_year, numbers.area, by=user, idempotency_key=form.idempotency_key)

    return freeze


def _forms(numbers: Numbers, roles: list[str], sent: ReportForm | None) -> list[ReportForm]:
    if not _is_over(numbers.goal_year):
        return []
    forms = forms_of(numbers, roles)
    return [sent if sent is not None and sent.step == one.step else one for one in forms]


def _is_over(goal_year: GoalYear) -> bool:
    return today() > Month.december(goal_year.year).last_day


def _context(numbers: Numbers, shown: Report | None, goals: list[Goal]) -> dict[str, Any]:
    area, goal_year = numbers.area, numbers.goal_year
    content = content_in(shown) if shown else _live(numbers, goals)
    texts = numbers.holding(shown)
    return {
        "numbers": numbers,
        "report": shown,
        "area": area,
        "goal_year": goal_year,
        "state": numbers.state.value,
        "is_over": _is_over(goal_year),
        "is_newest": shown == numbers.newest,
        "breadcrumb": [("/", _("Start")), (area.get_absolute_url(), area.full_name)],
        "known": known_text(shown.known_on) if shown else "",
        "made": made_text(shown) if shown else "",
        "earlier": [(one, made_text(one)) for one in numbers.reports if one != shown],
        "summary": summary(content),
        "rows": rows_of(content),
        "has_hidden": any(goal["hidden"] for goal in content["goals"]),
        "missing": missing(content, is_over=_is_over(goal_year)),
        "compared": compared(content),
        "savings": savings(content),
        "total": total_saving(content),
        "said": said_of(texts, content),
        "decision": decision_of(texts),
    }


def _live(numbers: Numbers, goals: list[Goal]) -> Content:
    return live_content(Subject(RESULT, numbers.goal_year, numbers.area, now()), goals)


@require_http_methods(["GET", "HEAD", "POST"])
def saving_prices(request: HttpRequest, year: int) -> HttpResponse:
    """For the ministry's officials. A frozen result keeps the prices that it was made with."""
    user = cast(User, request.user)
    if not user.scopes.is_official:
        raise Http404
    goal_year = get_object_or_404(GoalYear.objects.visible_to(user), year=year)
    goals = list(goal_year.goals.select_related("indicator").order_by("number"))
    prices = prices_of(goal_year)
    form = PricesForm(goal_year, goals, prices, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if _is_saved(form, goal_year, user):
            messages.success(request, _("The prices have been saved."))
            return redirect(request.path)
        form.renew(prices_of(goal_year))
    context = {
        "form": form,
        "goal_year": goal_year,
        "history": history_of(goal_year, goals),
        "breadcrumb": [("/", _("Start"))],
    }
    return render(request, "goals/saving_prices.html", context)


def _is_saved(form: PricesForm, goal_year: GoalYear, user: User) -> bool:
    try:
        with suppress(AlreadyRecorded):
            save_prices(
                goal_year,
                form.prices(),
                seen=str(form.cleaned_data["seen"]),
                by=user,
                idempotency_key=form.idempotency_key,
            )
    except StepRefused as refusal:
        form.refuse(refusal)
        return False
    return True
