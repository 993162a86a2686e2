"""A goal of a year: added, put right, removed."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from goals import years
from goals.forms.goal_year import StepForm
from goals.forms.goal_year_goal import GoalForm
from goals.models import Goal, GoalYear
from goals.views.calendar_edit import is_written, press_key
from goals.views.goal_years import breadcrumb, methods, posted, year_or_404
from goals.year_dates import seen_of
from jobcentres.models import Change, User


@methods
def goal_year_goal_new(request: HttpRequest, year: int) -> HttpResponse:
    user, goal_year = year_or_404(request, year)
    if goal_year.state != GoalYear.State.DRAFT:
        raise Http404
    newest = goal_year.goals.aggregate(newest=Max("number"))["newest"] or 0
    return _page(request, user, Goal(goal_year=goal_year, number=newest + 1))


@methods
def goal_year_goal(request: HttpRequest, year: int, number: int) -> HttpResponse:
    user, goal_year = year_or_404(request, year)
    if goal_year.state == GoalYear.State.CLOSED:
        raise Http404
    return _page(request, user, get_object_or_404(goal_year.goals.select_related("goal_year"), number=number))


def _page(request: HttpRequest, user: User, row: Goal) -> HttpResponse:
    goal_year, number = row.goal_year, row.number
    form = GoalForm(row, posted(request))
    if form.is_bound and form.is_valid():
        if is_written(form, lambda: _save(request, form, user)):
            messages.success(request, _("The goal has been saved."))
            return redirect("goal_year_edit", goal_year.year)
        form.renew(seen_of(Goal.objects.filter(pk=row.pk).first()))
    is_removable = row.pk is not None and goal_year.state == GoalYear.State.DRAFT
    shown = {"number": number, "year": goal_year.year}
    context = {
        "heading": _("Goal %(number)s of %(year)s") % shown if row.pk else _("A new goal"),
        "form": form,
        "remove_address": reverse("goal_year_goal_remove", args=[goal_year.year, number])
        if is_removable
        else "",
        "remove_text": _("Remove the goal"),
        "breadcrumb": breadcrumb(goal_year),
    }
    return render(request, "goals/goal_year_form.html", context)


def _save(request: HttpRequest, form: GoalForm, user: User) -> None:
    seen = form.cleaned_data["seen"]
    years.save_goal(row=form.written(), seen=seen, by=user, idempotency_key=press_key(request))


@methods
def goal_year_goal_remove(request: HttpRequest, year: int, number: int) -> HttpResponse:
    user, goal_year = year_or_404(request, year)
    if was_pressed(request, user):
        return redirect("goal_year_edit", year)
    row = get_object_or_404(goal_year.goals.select_related("goal_year"), number=number)
    form = StepForm(seen_of(row), _("Remove the goal"), posted(request))

    def write() -> None:
        years.remove_goal(
            row=row, seen=form.cleaned_data["seen"], by=user, idempotency_key=press_key(request)
        )

    if form.is_bound and form.is_valid():
        if is_written(form, write):
            messages.success(request, _("The goal has been removed."))
            return redirect("goal_year_edit", year)
        form.renew(seen_of(Goal.objects.filter(pk=row.pk).first()))
    context = {
        "heading": _("Remove goal %(number)s?") % {"number": number},
        "told": [row.title, _("The other goals keep their numbers. The history keeps the goal.")],
        "form": form,
        "is_possible": goal_year.state == GoalYear.State.DRAFT,
        "back": year,
        "breadcrumb": breadcrumb(goal_year),
    }
    return render(request, "goals/goal_year_step.html", context)


def was_pressed(request: HttpRequest, user: User) -> bool:
    """The same press sent twice finds nothing to remove any more."""
    key = press_key(request)
    return request.method == "POST" and Change.objects.filter(by=user, idempotency_key=key).exists()
