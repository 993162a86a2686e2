"""`/maaltal/<year>/<code>/<indicator>/`: the dialogue about one target, and the steps possible now."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals import dialogue as steps
from goals.dialogue import CONFLICT, RULES, Action, Dialogue, is_inside, read_dialogues, roles_in
from goals.dialogue.baseline import Baseline, usual_baseline
from goals.dialogue.words import state_words, turn_text
from goals.forms.target_form import StepForm, step_forms
from goals.forms.target_page import own_baselines, said
from goals.forms.target_steps import names_of, since, step_lines
from goals.models import Goal
from goals.months import Month, today
from goals.refusals import StepRefused
from goals.series import measure_of, read
from goals.views.target_page import area_or_404, goals_or_404
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import Area, User


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, year: int, code: str, indicator: str) -> HttpResponse:
    user, goal, area = cast(User, request.user), _goal_or_404(year, indicator), area_or_404(code)
    if area.level != Area.Level.MUNICIPALITY:
        raise Http404
    dialogue, roles = _read(goal, area, user), roles_in(user, area)
    baseline = _baseline(dialogue, user) if roles else None
    sent = _sent(request, dialogue, baseline)
    alert = ""
    if request.method == "POST":
        alert = _why_not(dialogue, list(roles), sent)
        if not alert and sent is not None and sent.is_valid():
            refusal = _taken(sent, user)
            if refusal is None:
                messages.success(request, _("The step has been recorded."))
                return redirect(request.path)
            dialogue = _read(goal, area, user)
            alert = _refused(sent, refusal, dialogue)
    possible = dialogue.possible(roles)
    context = _context(dialogue, user, list(roles))
    context |= {
        "forms": step_forms(dialogue, possible, baseline, sent),
        "alert": alert,
        "kept": sent.written_text if sent is not None and sent.step not in possible else "",
    }
    return render(request, "goals/target.html", context)


def _goal_or_404(year: int, code: str) -> Goal:
    goal = next((one for one in goals_or_404(year) if one.indicator.code == code), None)
    if goal is None:
        raise Http404
    return goal


def _read(goal: Goal, area: Area, user: User) -> Dialogue:
    return read_dialogues([goal], [area], user)[goal.indicator_id, area.pk]


def _baseline(dialogue: Dialogue, user: User) -> Baseline | None:
    measure, year = measure_of(dialogue.goal.indicator), dialogue.goal.goal_year.year
    as_of = min(Month.of(today()), Month.december(year))
    series = read([measure], as_of=as_of, reader=user.reader, area_ids={dialogue.area.pk}, whole_past=True)
    return usual_baseline(series.area(measure, dialogue.area.pk), year)


def _sent(request: HttpRequest, dialogue: Dialogue, baseline: Baseline | None) -> StepForm | None:
    action = request.POST.get("action", "")
    if request.method != "POST" or action not in set(Action):
        return None
    return StepForm(Action(action), dialogue, request.POST, baseline)


def _why_not(dialogue: Dialogue, roles: list[str], sent: StepForm | None) -> str:
    """Why the step that was sent is not for this person; what has changed since is told by the writer."""
    if sent is None:
        return _("Choose a step on the page.")
    refusal = RULES.refusal(dialogue.state, roles, sent.step)
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


def _context(dialogue: Dialogue, user: User, roles: list[str]) -> dict[str, Any]:
    goal, area, state = dialogue.goal, dialogue.area, dialogue.state
    baselines = own_baselines([dialogue], user)
    year = goal.goal_year.year
    return {
        "year": str(year),
        "area": area,
        "goal": goal,
        "state": state_words(state),
        "turn": turn_text(state, dialogue.turn),
        "is_yours": any(role in roles for role in dialogue.turn),
        "target": said(dialogue, dialogue.binding, baselines),
        "proposal": said(dialogue, dialogue.proposal, baselines),
        "steps": step_lines(dialogue),
        "is_inside": is_inside(user, area),
        "is_public": dialogue.is_public,
        "breadcrumb": [
            ("/", _("Start")),
            (reverse("targets", args=[year, area.code]), _("Targets of %(name)s") % {"name": area.full_name}),
        ],
    }
