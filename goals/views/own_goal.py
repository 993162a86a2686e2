"""`/maaltal/<year>/<code>/egne/…`: the goals a municipality sets itself. Its manager's pages."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goals import own_goals
from goals.dialogue import roles_in
from goals.forms.goal_year import StepForm
from goals.forms.own_goal import OwnGoalForm
from goals.models import Goal, GoalYear
from goals.months import today
from goals.own_goals import OwnGoal
from goals.views.calendar_edit import is_written, press_key
from goals.views.goal_year_goal import was_pressed
from goals.views.goal_years import Links, methods, posted
from goals.year_dates import EditRefused
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import Area, Assignment, User


@methods
def own_goal_new(request: HttpRequest, year: int, code: str) -> HttpResponse:
    goal_year, area = _place_or_404(request, year, code)
    return _page(request, OwnGoal.new(goal_year, area))


@methods
def own_goal(request: HttpRequest, year: int, code: str, indicator: str) -> HttpResponse:
    goal_year, area = _place_or_404(request, year, code)
    return _page(request, OwnGoal.of(_goal_or_404(goal_year, area, indicator)))


def _page(request: HttpRequest, own: OwnGoal) -> HttpResponse:
    goal, user = own.goal, cast(User, request.user)
    place = [goal.goal_year.year, _area(goal).code]
    is_there, is_settled = goal.pk is not None, own_goals.is_settled(own)
    form = OwnGoalForm(own, posted(request), is_settled=is_settled)
    if form.is_bound and form.is_valid():
        if is_written(form, lambda: _save(request, form, user)):
            messages.success(request, _("The goal has been saved."))
            return redirect("targets", *place)
        if is_there:
            form.renew(OwnGoal.of(_goal_or_404(goal.goal_year, _area(goal), own.indicator.code)).seen)
    code = own.indicator.code
    context = {
        "heading": goal.heading if is_there else _("Set an own goal"),
        "form": form,
        "lead": _(
            "An own goal has its line in the month's form and its own dialogue about the target. It is not "
            "compared with other municipalities and does not count among the minister's goals."
        ),
        "remove_address": reverse("own_goal_remove", args=[*place, code])
        if is_there and not is_settled
        else "",
        "remove_text": _("Remove the goal"),
        "breadcrumb": _breadcrumb(goal),
    }
    return render(request, "goals/goal_year_form.html", context)


def _save(request: HttpRequest, form: OwnGoalForm, user: User) -> None:
    seen = form.cleaned_data["seen"]
    own_goals.save_own_goal(form.written(), seen=seen, by=user, idempotency_key=press_key(request))


@methods
def own_goal_remove(request: HttpRequest, year: int, code: str, indicator: str) -> HttpResponse:
    goal_year, area = _place_or_404(request, year, code)
    user = cast(User, request.user)
    if was_pressed(request, user):
        return redirect("targets", year, code)
    own = OwnGoal.of(_goal_or_404(goal_year, area, indicator))
    form = StepForm(own.seen, _("Remove the goal"), posted(request))

    def write() -> None:
        seen = form.cleaned_data["seen"]
        own_goals.remove_own_goal(own, seen=seen, by=user, idempotency_key=press_key(request))

    if form.is_bound and form.is_valid():
        if is_written(form, write):
            messages.success(request, _("The goal has been removed."))
            return redirect("targets", year, code)
        form.renew(OwnGoal.of(_goal_or_404(goal_year, area, indicator)).seen)
    is_used = own_goals.is_settled(own)
    context = {
        "heading": _("Remove %(goal)s?") % {"goal": own.goal.heading},
        "told": [own.goal.title, own_goals.used_text() if is_used else _("The history keeps the goal.")],
        "form": form,
        "is_possible": not is_used,
        "breadcrumb": _breadcrumb(own.goal),
    }
    return render(request, "goals/goal_year_step.html", context)


@require_POST
def own_goal_continue(request: HttpRequest, year: int, code: str, indicator: str) -> HttpResponse:
    """The goal of the year before, in this year too."""
    goal_year, area = _place_or_404(request, year, code)
    user = cast(User, request.user)
    earlier = next(
        (one for one in own_goals.continuable(goal_year, area) if one.indicator.code == indicator), None
    )
    if earlier is None and not was_pressed(request, user):
        raise Http404
    try:
        if earlier is not None:
            key = press_key(request)
            own_goals.continue_own_goal(earlier, goal_year, by=user, idempotency_key=key)
        messages.success(request, _("The goal has been saved."))
    except AlreadyRecorded:
        messages.success(request, _("The goal has been saved."))
    except EditRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("targets", year, code)


def _place_or_404(request: HttpRequest, year: int, code: str) -> tuple[GoalYear, Area]:
    """Of an announced year, for the manager of the jobcentre that serves the municipality."""
    areas = Area.objects.valid_on(today()).filter(level=Area.Level.MUNICIPALITY)
    area = get_object_or_404(areas.select_related("parent"), code=code)
    if Assignment.Role.MANAGER not in roles_in(cast(User, request.user), area):
        raise Http404
    return get_object_or_404(GoalYear, year=year, state=GoalYear.State.ANNOUNCED), area


def _goal_or_404(goal_year: GoalYear, area: Area, indicator: str) -> Goal:
    goals = Goal.with_own.filter(goal_year=goal_year, area=area)
    return get_object_or_404(
        goals.select_related("goal_year", "area", "indicator"), indicator__code=indicator
    )


def _area(goal: Goal) -> Area:
    """Of an own goal, which has one."""
    return cast(Area, goal.area)


def _breadcrumb(goal: Goal) -> Links:
    area = _area(goal)
    address = reverse("targets", args=[goal.goal_year.year, area.code])
    return [("/", _("Start")), (address, _("Targets of %(name)s") % {"name": area.full_name})]
