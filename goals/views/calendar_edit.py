"""The ministry's officials set deadlines and the year's other dates. Others find no such pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals import year_dates
from goals.calendar import is_counted
from goals.forms import calendar_history
from goals.forms.calendar_edit import RULE, DeadlineForm, SeenForm, YearDateForm
from goals.forms.calendar_page import deadline_facts
from goals.models import Deadline, Goal, GoalYear, YearDate
from goals.months import Month, MonthError, now
from goals.year_dates import EditRefused
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import Change, User

methods = require_http_methods(["GET", "HEAD", "POST"])


@methods
def deadline(request: HttpRequest, year: int, indicator: str, month: str) -> HttpResponse:
    goal, asked = _figure_or_404(_year_or_404(request, year), indicator, month)
    if request.method == "POST" and RULE in request.POST:
        return _restore(request, goal, asked)
    row = year_dates.deadline_of(goal.indicator, asked)
    form = DeadlineForm(row, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if is_written(form, lambda: _edit(request, row, form)):
            messages.success(request, _("The deadline has been saved."))
            return redirect("calendar", year)
        row = year_dates.deadline_of(goal.indicator, asked)
        form.renew(year_dates.seen_of(row))
    return _deadline_page(request, goal, row, form)


def _figure_or_404(goal_year: GoalYear, indicator: str, written: str) -> tuple[Goal, Month]:
    goals = goal_year.goals.select_related("goal_year", "indicator")
    goal = get_object_or_404(goals, indicator__code=indicator)
    try:
        month = Month.parse(written)
    except MonthError as refusal:
        raise Http404 from refusal
    if str(month) != written or month.year != goal_year.year or not is_counted(goal.indicator, month):
        raise Http404
    return goal, month


def _edit(request: HttpRequest, row: Deadline, form: DeadlineForm) -> None:
    year_dates.edit_deadline(
        indicator=row.indicator,
        month=row.month,
        expected_on=form.cleaned_data["expected_on"],
        due_at=form.due_at,
        seen=form.cleaned_data["seen"],
        by=cast(User, request.user),
        idempotency_key=press_key(request),
    )


def _restore(request: HttpRequest, goal: Goal, month: Month) -> HttpResponse:
    try:
        with suppress(AlreadyRecorded):
            year_dates.restore_deadline(
                indicator=goal.indicator,
                month=month,
                seen=request.POST.get("seen", ""),
                by=cast(User, request.user),
                idempotency_key=press_key(request),
            )
    except EditRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(request.path)
    messages.success(request, _("The deadline follows the rule again."))
    return redirect("calendar", goal.goal_year.year)


def _deadline_page(request: HttpRequest, goal: Goal, row: Deadline, form: DeadlineForm) -> HttpResponse:
    facts = deadline_facts(row)
    form.offer_rule(is_other=len(facts) > 1)
    context = {
        "form": form,
        "heading": _("Deadline: %(what)s") % {"what": f"{goal.short_name}, {row.month.label}"},
        "facts": facts,
        "is_past": row.due_at < now(),
        "history": calendar_history.of_deadline(row),
        "breadcrumb": _breadcrumb(goal.goal_year),
    }
    return render(request, "goals/calendar_edit.html", context)


@methods
def year_date_new(request: HttpRequest, year: int) -> HttpResponse:
    goal_year = _year_or_404(request, year)
    return _date_page(request, YearDate(goal_year=goal_year))


@methods
def year_date(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    goal_year = _year_or_404(request, year)
    return _date_page(request, get_object_or_404(goal_year.dates.select_related("goal_year"), pk=pk))


def _date_page(request: HttpRequest, row: YearDate) -> HttpResponse:
    form = YearDateForm(row, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if is_written(form, lambda: _save(request, form)):
            messages.success(request, _("The date has been saved."))
            return redirect("calendar", row.goal_year.year)
        form.renew(year_dates.seen_of(YearDate.objects.filter(pk=row.pk).first()))
    context = {
        "form": form,
        "heading": row.name or _("A new date in the calendar for %(year)s") % {"year": row.goal_year.year},
        "history": calendar_history.of_date(row) if row.pk else [],
        "remove_address": reverse("year_date_remove", args=[row.goal_year.year, row.pk]) if row.pk else "",
        "breadcrumb": _breadcrumb(row.goal_year),
    }
    return render(request, "goals/calendar_edit.html", context)


def _save(request: HttpRequest, form: YearDateForm) -> None:
    year_dates.save_date(
        row=form.written(),
        seen=form.cleaned_data["seen"],
        by=cast(User, request.user),
        idempotency_key=press_key(request),
    )


@methods
def year_date_remove(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    goal_year, user = _year_or_404(request, year), cast(User, request.user)
    if (
        request.method == "POST"
        and Change.objects.filter(by=user, idempotency_key=press_key(request)).exists()
    ):
        return redirect("calendar", year)
    row = get_object_or_404(goal_year.dates.select_related("goal_year"), pk=pk)
    if request.method != "POST":
        form = SeenForm(year_dates.seen_of(row))
        context = {"row": row, "form": form, "breadcrumb": _breadcrumb(goal_year)}
        return render(request, "goals/calendar_remove.html", context)
    try:
        year_dates.remove_date(
            row=row, seen=request.POST.get("seen", ""), by=user, idempotency_key=press_key(request)
        )
    except EditRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("year_date", year, pk)
    messages.success(request, _("%(name)s has been removed from the calendar.") % {"name": row.name})
    return redirect("calendar", year)


def _year_or_404(request: HttpRequest, year: int) -> GoalYear:
    user = cast(User, request.user)
    if not user.scopes.is_official:
        raise Http404
    return get_object_or_404(GoalYear.objects.visible_to(user), year=year)


def is_written(form: SeenForm, write: Callable[[], None]) -> bool:
    """Whether it stands there now; the same press sent twice has written it once."""
    try:
        with suppress(AlreadyRecorded):
            write()
    except EditRefused as refusal:
        form.refuse(refusal)
        return False
    return True


def press_key(request: HttpRequest) -> str:
    """One page, one press, one content."""
    sent = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    return hashlib.sha256(f"{request.path} {sent}".encode()).hexdigest()


def _breadcrumb(goal_year: GoalYear) -> list[tuple[str, str]]:
    address = reverse("calendar", args=[goal_year.year])
    return [("/", _("Start")), (address, _("Calendar %(year)s") % {"year": goal_year.year})]
