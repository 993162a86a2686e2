"""Corrections of released figures: asked for on a line's page, decided in the region's queue."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goals.corrections import deciding_jobcentre, open_requests, request_correction
from goals.forms.correction import WITHDRAW, AnswerForm, CorrectionForm, WithdrawForm
from goals.forms.sheet import Line
from goals.forms.wishes import wishes_of
from goals.models import CorrectionRequest
from goals.refusals import Refused
from goals.returns import ReturnRefused, accept_correction, decline_correction, withdraw_correction
from goals.views.review import queue_page
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import User


def take_wish(request: HttpRequest, user: User, line: Line) -> CorrectionForm | None:
    """A form to be put right, or None once what was pressed is done."""
    if not _may_ask(user, line):
        raise Http404
    if WITHDRAW in request.POST:
        _withdraw(request, user, line)
        return None
    form = CorrectionForm(line, request.POST)
    if not form.is_valid():
        return form
    try:
        with suppress(AlreadyRecorded):
            request_correction(
                entry=form.entry,
                reason=form.cleaned_data["reason"],
                by=user,
                idempotency_key=form.idempotency_key,
            )
    except Refused as refused:
        form.refuse(refused.refusals)
        return form
    messages.success(
        request, _("The region has been asked for the correction. Until it answers, the number stands.")
    )
    return None


def _withdraw(request: HttpRequest, user: User, line: Line) -> None:
    named = WithdrawForm(0, request.POST).names
    waiting = open_requests().filter(figure=line.figure, pk=int(named)) if named.isdigit() else None
    wish = waiting.select_related("figure").first() if waiting is not None else None
    try:
        if wish is None:
            raise ReturnRefused("decided", _("The correction has already been decided."))
        with suppress(AlreadyRecorded):
            withdraw_correction(request=wish, by=user, idempotency_key=f"withdraw {wish.pk}")
    except ReturnRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The correction has been withdrawn."))


def _may_ask(user: User, line: Line) -> bool:
    """The people of the jobcentre that serves the municipality today."""
    return line.municipality.pk in user.scopes.served_municipality_ids


def wish_context(request: HttpRequest, line: Line, form: CorrectionForm | None) -> dict[str, Any]:
    """What the line's page shows of corrections."""
    user = cast(User, request.user)
    wishes = wishes_of(line.figure, line.indicator, line.revisions)
    waiting = next((wish for wish in wishes if wish.is_open), None)
    offers = _may_ask(user, line) and line.is_released and waiting is None
    return {
        "waiting": waiting,
        "withdraw_form": WithdrawForm(waiting.request.pk) if waiting and _may_ask(user, line) else None,
        "decided": [wish for wish in wishes if not wish.is_open],
        "correction_form": (form or CorrectionForm(line)) if offers or form else None,
        "correction_is_open": form is not None or "ret" in request.GET,
        "queue_address": reverse("review_queue") if user.scopes.reviewed_region_ids else "",
    }


@require_POST
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """The region's officer accepts or declines; the queue stands again with what must be put right."""
    user = cast(User, request.user)
    wish = get_object_or_404(_wishes(), pk=pk)
    jobcentre = deciding_jobcentre(wish.figure)
    if jobcentre is None or jobcentre.region_id not in user.scopes.reviewed_region_ids:
        raise Http404
    form = AnswerForm(pk, request.POST)
    try:
        if form.is_valid():
            with suppress(AlreadyRecorded):
                _answer(form, wish, by=user)
            messages.success(request, _told(form, wish))
            return redirect("review_queue")
        if not open_requests().filter(pk=pk).exists():
            raise ReturnRefused("decided", _("The correction has already been decided."))
    except ReturnRefused as refusal:
        if refusal.code in {"decided", "own"}:
            messages.warning(request, str(refusal))
            return redirect("review_queue")
        form.add_error("reason", str(refusal))
    return queue_page(request, user, form)


def _wishes() -> QuerySet[CorrectionRequest]:
    return CorrectionRequest.objects.select_related("figure__area", "figure__indicator", "change")


def _answer(form: AnswerForm, wish: CorrectionRequest, *, by: User) -> None:
    if form.accepts:
        accept_correction(request=wish, by=by, idempotency_key=form.idempotency_key)
    else:
        reason = form.cleaned_data["reason"]
        decline_correction(request=wish, reason=reason, by=by, idempotency_key=form.idempotency_key)


def _told(form: AnswerForm, wish: CorrectionRequest) -> str:
    figure = wish.figure
    shown = {"name": f"{figure.indicator.name}, {figure.month.label}, {figure.area.full_name}"}
    if form.accepts:
        return _("The correction of %(name)s is accepted. The new number holds from now on.") % shown
    return _("The correction of %(name)s is declined. The jobcentre sees the reason.") % shown
