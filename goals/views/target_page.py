"""`/maaltal/<year>/<code>/`: a municipality's targets of a year. Everybody signed in reads what is public."""

from __future__ import annotations

import secrets
from typing import cast

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from goals.dialogue import Action, Dialogue, is_inside, read_dialogues, roles_in, send_to_hearing
from goals.dialogue.rules import Role
from goals.forms.target_page import overview
from goals.forms.target_send import SendAllForm
from goals.models import Goal, GoalYear
from goals.months import today
from goals.own_goals import continuable
from goals.refusals import StepRefused
from goals.views.target_region import region_page
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import Area, User


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest, year: int, code: str) -> HttpResponseBase:
    """Of a municipality, or of all in a region. POST sends a municipality's drafts to hearing, and for a
    region's table as a file."""
    user, area = cast(User, request.user), area_or_404(code)
    goals = goals_or_404(year, area)
    if area.level == Area.Level.REGION:
        return region_page(request, area, goals)
    roles = roles_in(user, area)
    dialogues = list(read_dialogues(goals, [area], user).values())
    form = SendAllForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        _send_all(request, dialogues, form)
        return redirect("targets", year, code)
    context = {
        "year": str(year),
        "area": area,
        "overview": overview([one for one in dialogues if not one.goal.is_own], user, roles),
        "own": overview([one for one in dialogues if one.goal.is_own], user, roles),
        "may_set": Role.MANAGER in roles and goals[0].goal_year.state == GoalYear.State.ANNOUNCED,
        "continuable": continuable(goals[0].goal_year, area) if Role.MANAGER in roles else [],
        "key": secrets.token_urlsafe(16),
        "is_inside": is_inside(user, area),
        "form": form,
        "others": _other_places(user, area),
        "breadcrumb": [("/", _("Start"))],
    }
    return render(request, "goals/targets.html", context)


def goals_or_404(year: int, area: Area) -> list[Goal]:
    """The goals of an announced year; a municipality's own come after the minister's."""
    goals = Goal.with_own.of([area.pk]) if area.level == Area.Level.MUNICIPALITY else Goal.objects.all()
    announced = goals.exclude(goal_year__state=GoalYear.State.DRAFT).filter(goal_year__year=year)
    return get_list_or_404(announced.select_related("goal_year", "indicator").order_by("number"))


def area_or_404(code: str) -> Area:
    areas = Area.objects.valid_on(today()).exclude(level=Area.Level.COUNTRY)
    return get_object_or_404(areas.select_related("parent"), code=code)


def _send_all(request: HttpRequest, dialogues: list[Dialogue], form: SendAllForm) -> None:
    """Each draft is a step of its own; the first refusal is told, what was sent before it stays."""
    user, sent = cast(User, request.user), 0
    drafts = [one for one in dialogues if Action.SEND in one.possible(roles_in(user, one.area))]
    for one in drafts:
        try:
            send_to_hearing(one.target, by=user, idempotency_key=form.key_for(one.goal.indicator.code))
            sent += 1
        except AlreadyRecorded:
            sent += 1
        except StepRefused as refusal:
            messages.error(request, f"{one.goal}: {refusal}")
            return
    if sent:
        message = ngettext(
            "%(count)s draft has been sent to hearing.", "%(count)s drafts have been sent to hearing.", sent
        )
        messages.success(request, message % {"count": sent})
    else:
        messages.info(request, _("There was no draft that you can send to hearing."))


def _other_places(user: User, area: Area) -> list[Area]:
    """The other municipalities that the reader's jobcentres serve."""
    own = user.scopes.served_municipality_ids
    if area.pk not in own or len(own) < 2:
        return []
    return list(Area.objects.filter(pk__in=own - {area.pk}).in_danish_order())
