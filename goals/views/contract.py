"""`/kontrakter/<year>/<MJ>/aftale/`: a contract's parties work on it, step by step. Others find no page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals import contracts
from goals.contracts import CONFLICT, RULES, Action, Agreement, read_agreements, roles_in
from goals.forms.contract import FIELDS, WITH_WORDING, ContractForm, renewed
from goals.forms.contract_words import name_of, state_word, turn_sentence
from goals.models import Contract, ContractDocument, Goal, GoalYear
from goals.months import Month, today
from goals.progress import Line
from goals.refusals import StepRefused
from goals.rules import closed_text
from goals.series import measure_of, read
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import Area, User
from jobcentres.naming import fit_name

log = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
def contract_edit(request: HttpRequest, year: int, code: str) -> HttpResponse:
    user = cast(User, request.user)
    goals, (region, *members) = _goals_or_404(user, year), _areas_or_404(code)
    roles = roles_in(user, region)
    if not roles:
        raise Http404
    agreement = read_agreements(goals[0].goal_year, [region])[region.pk]
    possible = _possible(agreement, list(roles))
    lines = _lines(goals, region, members, user) if set(possible) & {*WITH_WORDING} else {}
    sent, alert = _sent(request, agreement, goals, lines), ""
    if request.method == "POST":
        alert = _why_not(agreement, list(roles), sent)
        if not alert and sent is not None and sent.is_valid():
            refusal = _taken(sent, goals[0].goal_year, region, user)
            if refusal is None:
                return _done(request, sent)
            agreement = read_agreements(goals[0].goal_year, [region])[region.pk]
            possible = _possible(agreement, list(roles))
            sent, alert = _refused(sent, refusal, agreement)
    made = [ContractForm(action, agreement, goals, lines) for action in possible]
    context = {
        "heading": name_of(year, region),
        "state": state_word(agreement.state),
        "turn": closed_text(agreement.goal_year) or turn_sentence(agreement.state),
        "forms": [sent if sent and sent.step == form.step else form for form in made],
        "alert": alert,
        "kept": sent.written_text if sent and sent.step not in possible else "",
        "breadcrumb": _breadcrumb(agreement),
    }
    return render(request, "goals/contract_edit.html", context)


def _goals_or_404(user: User, year: int) -> tuple[Goal, ...]:
    visible = GoalYear.objects.visible_to(user).filter(year=year)
    rows = Goal.objects.filter(goal_year__in=visible).select_related("goal_year", "indicator")
    goals = tuple(rows.defer("goal_year__letter").order_by("number"))
    if not goals:
        raise Http404
    return goals


def _areas_or_404(code: str) -> list[Area]:
    """The region, then its municipalities."""
    found = Area.objects.valid_on(today()).filter(
        Q(code=code, level=Area.Level.REGION) | Q(parent__code=code, level=Area.Level.MUNICIPALITY)
    )
    areas = sorted(found, key=lambda area: area.level != Area.Level.REGION)
    if not areas or areas[0].code != code:
        raise Http404
    return areas


def _possible(agreement: Agreement, roles: list[str]) -> list[Action]:
    return [
        Action(name)
        for name in RULES.possible(agreement.state, roles, agreement.goal_year)
        if Action(name) in FIELDS
    ]


def _lines(goals: tuple[Goal, ...], region: Area, members: list[Area], user: User) -> dict[int, Line]:
    """The region's figures, of which a baseline is one."""
    measures = {goal.indicator_id: measure_of(goal.indicator) for goal in goals}
    ids = [area.pk for area in members]
    series = read(
        measures.values(),
        as_of=min(Month.of(today()), Month.december(goals[0].goal_year.year)),
        reader=user.reader,
        area_ids={region.pk, *ids},
        whole_past=True,
    )
    return {key: series.group(measure, ids, region.pk) for key, measure in measures.items()}


def _sent(
    request: HttpRequest, agreement: Agreement, goals: tuple[Goal, ...], lines: dict[int, Line]
) -> ContractForm | None:
    action = request.POST.get("action", "")
    if request.method != "POST" or action not in {one.value for one in FIELDS}:
        return None
    return ContractForm(Action(action), agreement, goals, lines, request.POST, request.FILES)


def _why_not(agreement: Agreement, roles: list[str], sent: ContractForm | None) -> str:
    """Why the step that was sent is not for this person; what has changed since is told by the writer."""
    if sent is None:
        return _("Choose a step on the page.")
    refusal = RULES.refusal(agreement.state, roles, sent.step, agreement.goal_year)
    is_outdated = sent.data.get("seen") != agreement.mark
    return "" if refusal is None or (is_outdated and refusal.code == "state") else refusal.message


def _taken(form: ContractForm, goal_year: GoalYear, region: Area, user: User) -> StepRefused | None:
    given: dict[str, Any] = {
        "by": user,
        "seen": form.cleaned_data["seen"],
        "idempotency_key": form.idempotency_key,
    }
    happened = form.happened
    take: dict[Action, Callable[[Contract], object]] = {
        Action.EDIT: lambda one: contracts.write_draft(one, form.wording, **given),
        Action.NEGOTIATE: lambda one: contracts.negotiate(one, happened, **given),
        Action.APPROVE: lambda one: contracts.approve(one, happened, **given),
        Action.BACK: lambda one: contracts.send_back(one, happened, **given),
        Action.SIGN: lambda one: contracts.sign(one, happened, **given),
        Action.AMEND: lambda one: contracts.amend(one, form.wording, happened, **given),
        Action.ATTACH: lambda one: contracts.attach(
            one, *form.upload, by=user, idempotency_key=form.idempotency_key
        ),
        Action.CLOSE: lambda one: contracts.close(one, happened, **given),
    }
    try:
        with suppress(AlreadyRecorded):
            take[form.step](contracts.contract_for(goal_year, region))
    except StepRefused as refusal:
        return refusal
    return None


def _done(request: HttpRequest, form: ContractForm) -> HttpResponse:
    if form.step == Action.EDIT:
        messages.success(request, _("The draft has been saved."))
        return redirect(request.path)
    messages.success(request, _done_text(form.step))
    return redirect("contract", form.agreement.goal_year.year, form.agreement.region.code)


def _done_text(action: Action) -> str:
    if action == Action.ATTACH:
        return _("The document has been attached.")
    return _("The step has been recorded.")


def _refused(form: ContractForm, refusal: StepRefused, agreement: Agreement) -> tuple[ContractForm, str]:
    """The form to show again, and what stands above the page; what belongs to a field is told there."""
    if refusal.problems[0].code == CONFLICT:
        return renewed(form, agreement), _(
            "The contract was changed in the meantime, and nothing of yours was recorded yet. Read what "
            "stands now, and send again what still holds."
        )
    form.refuse(refusal)
    return form, ""


def _breadcrumb(agreement: Agreement) -> list[tuple[str, str]]:
    year, region = agreement.goal_year.year, agreement.region
    return [
        ("/", _("Start")),
        (reverse("contracts", args=[year]), _("Contracts %(year)s") % {"year": year}),
        (reverse("contract", args=[year, region.code]), region.name),
    ]


@require_safe
def contract_document(request: HttpRequest, year: int, code: str, pk: int) -> HttpResponse:
    """A signed document, to be kept and not shown by the browser; for those who may read the contract."""
    user = cast(User, request.user)
    documents = ContractDocument.objects.filter(
        contract__goal_year__in=GoalYear.objects.visible_to(user), contract__goal_year__year=year
    )
    of_region = documents.select_related("contract__goal_year", "contract__region")
    document = get_object_or_404(of_region, contract__region__code=code, pk=pk)
    contract = document.contract
    agreement = read_agreements(contract.goal_year, [contract.region])[contract.region_id]
    if not agreement.is_open_to(user):
        raise Http404
    content = contracts.content_of(document)
    if content is None:
        log.error("document %s of %s is missing or is not the one that was attached", document.pk, contract)
        raise Http404
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(True, fit_name(document.name)) or "",
            "X-Content-Type-Options": "nosniff",
        },
    )
