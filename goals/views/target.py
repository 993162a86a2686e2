"""`/maaltal/<year>/<code>/<indicator>/`: the dialogue about one target, and the steps possible now."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals import dialogue as steps
from goals.dialogue import CONFLICT, RULES, Action, Dialogue, is_inside, read_dialogues, roles_in
from goals.dialogue.baseline import Baseline, usual_baseline
from goals.dialogue.ground import Cluster, Held, cluster_of, held_against
from goals.dialogue.rules import Role
from goals.dialogue.words import state_words, turn_text
from goals.forms.target_form import StepForm, step_forms
from goals.forms.target_gauge import gauge_of
from goals.forms.target_page import baselines_on, said
from goals.forms.target_steps import names_of, since, step_lines
from goals.models import Goal
from goals.months import today
from goals.refusals import StepRefused
from goals.rules import closed_text
from goals.series import measure_of
from goals.views.target_page import goals_or_404
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import Area, User


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, year: int, code: str, indicator: str) -> HttpResponse:
    user, around = cast(User, request.user), _around_or_404(code)
    area, roles = around.area, roles_in(user, around.area)
    goal = _goal_or_404(year, area, indicator)
    cluster = None if goal.is_own else cluster_of(area, indicator)
    dialogue, others = _read(goal, around, cluster, user)
    held = held_against(dialogue, measure_of(goal.indicator), around.region, cluster, others, user.reader)
    baseline = usual_baseline(held.line, year) if roles else None
    sent = _sent(request, dialogue, baseline)
    alert = ""
    if request.method == "POST":
        alert = _why_not(dialogue, list(roles), sent)
        if not alert and sent is not None and sent.is_valid():
            refusal = _taken(sent, user)
            if refusal is None:
                messages.success(request, _("The step has been recorded."))
                return redirect(request.path)
            dialogue, others = _read(goal, around, cluster, user)
            alert = _refused(sent, refusal, dialogue)
    possible = dialogue.possible(roles)
    context = _context(dialogue, user, list(roles), held)
    context |= {
        "forms": step_forms(dialogue, possible, baseline, sent),
        "alert": alert,
        "kept": sent.written_text if sent is not None and sent.step not in possible else "",
    }
    return render(request, "goals/target.html", context)


def _goal_or_404(year: int, area: Area, code: str) -> Goal:
    goal = next((one for one in goals_or_404(year, area) if one.indicator.code == code), None)
    if goal is None:
        raise Http404
    return goal


class Around(NamedTuple):
    """A municipality, and all of its region."""

    area: Area
    region: list[Area]


def _around_or_404(code: str) -> Around:
    municipalities = Area.objects.valid_on(today()).filter(level=Area.Level.MUNICIPALITY)
    found = municipalities.filter(parent__children__code=code).select_related("parent")
    region = list(found.order_by("sort_key"))
    area = next((one for one in region if one.code == code), None)
    if area is None:
        raise Http404
    return Around(area, region)


def _read(
    goal: Goal, around: Around, cluster: Cluster | None, user: User
) -> tuple[Dialogue, dict[int, Dialogue]]:
    """The dialogue, and by area those of its cluster and the contract of its region."""
    area = around.area
    above = [area.parent] if area.parent else []
    areas = [area, *(cluster.others if cluster else ()), *above]
    found = {area_id: one for (_indicator, area_id), one in read_dialogues([goal], areas, user).items()}
    return found[area.pk], found


def _sent(request: HttpRequest, dialogue: Dialogue, baseline: Baseline | None) -> StepForm | None:
    action = request.POST.get("action", "")
    if request.method != "POST" or action not in set(Action):
        return None
    return StepForm(Action(action), dialogue, request.POST, baseline)


def _why_not(dialogue: Dialogue, roles: list[str], sent: StepForm | None) -> str:
    """Why the step that was sent is not for this person; what has changed since is told by the writer."""
    if sent is None:
        return _("Choose a step on the page.")
    refusal = RULES.refusal(dialogue.state, roles, sent.step, dialogue.goal.goal_year)
    is_outdated = sent.data.get("seen") != dialogue.seen
    return "" if refusal is None or (is_outdated and refusal.code == "state") else refusal.message


def _taken(form: StepForm, user: User) -> StepRefused | None:
    given: dict[str, Any] = {
        "by": user,
        "seen": form.cleaned_data["seen"],
        "idempotency_key": form.idempotency_key,
    }
    recommended = form.amount if form.amount.value is not None else None
    target, amount, said = form.dialogue.target, form.amount, form.said
    take: dict[Action, Callable[[], object]] = {
        Action.DRAFT: lambda: steps.write_draft(target, amount, said, **given),
        Action.SEND: lambda: steps.send_to_hearing(target, said, **given),
        Action.ANSWER_LBR: lambda: steps.answer_as_lbr(target, said, **given),
        Action.ANSWER_REGION: lambda: steps.answer_as_region(target, said, recommended=recommended, **given),
        Action.ADOPT: lambda: steps.adopt(target, amount, said, **given),
        Action.ADOPT_ON_PAPER: lambda: steps.adopt(target, amount, said, on_paper=True, **given),
        Action.REOPEN: lambda: steps.reopen(target, said, **given),
    }
    try:
        with suppress(AlreadyRecorded):
            take[form.step]()
    except StepRefused as refusal:
        return refusal
    return None


def _refused(form: StepForm, refusal: StepRefused, dialogue: Dialogue) -> str:
    """What stands above the page; what belongs to a field is told there."""
    if refusal.problems[0].code == CONFLICT:
        new = names_of(since(dialogue, form.cleaned_data["seen"]))
        form.renew(dialogue)
        told = _(
            "Somebody has taken a step in the meantime (%(new)s). Nothing of yours was recorded yet: "
            "read it below, and send what still holds."
        )
        return told % {"new": new or _("a target from a file")}
    form.refuse(refusal)
    return ""


def _context(dialogue: Dialogue, user: User, roles: list[str], held: Held) -> dict[str, Any]:
    goal, area, state = dialogue.goal, dialogue.area, dialogue.state
    baselines = baselines_on(held.line, dialogue, user)
    version = dialogue.proposal or dialogue.binding
    year = goal.goal_year.year
    return {
        "year": str(year),
        "area": area,
        "goal": goal,
        "state": state_words(state),
        "turn": closed_text(goal.goal_year) or turn_text(state, dialogue.turn),
        "is_yours": any(role in roles for role in dialogue.turn),
        "target": said(dialogue, dialogue.binding, baselines),
        "proposal": said(dialogue, dialogue.proposal, baselines),
        "gauge": gauge_of(held, goal.indicator, version, adopted=dialogue.proposal is None),
        "cluster": held.cluster,
        "steps": step_lines(dialogue),
        "is_inside": is_inside(user, area),
        "is_public": dialogue.is_public,
        "edit_address": reverse("own_goal", args=[year, area.code, goal.indicator.code])
        if goal.is_own and Role.MANAGER in roles
        else "",
        "breadcrumb": [
            ("/", _("Start")),
            (reverse("targets", args=[year, area.code]), _("Targets of %(name)s") % {"name": area.full_name}),
        ],
    }
