"""A line's own page: its number with all that is known of it, and what is said about it."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals.forms import history
from goals.forms.correction import ASK, WITHDRAW, CorrectionForm
from goals.forms.reading import definition_of, read_line
from goals.forms.remark import EXPLAIN, SETTLE, ExplanationForm, RemarkForm
from goals.forms.sheet import Line
from goals.forms.words import moment_text
from goals.months import Month, MonthError, now, today
from goals.returns import ReturnRefused, assignment_in, explain, return_for, say, settle
from goals.views.correction import take_wish, wish_context
from jobcentres.changes import AlreadyRecorded, recording
from jobcentres.models import Assignment, Change, User


@require_http_methods(["GET", "HEAD", "POST"])
def line_page(request: HttpRequest, slug: str, month: str, municipality: str, indicator: str) -> HttpResponse:
    """For the jobcentre's people and its region's officers; the ministry's officials read."""
    user = cast(User, request.user)
    line = _line_or_404(user, slug, month, municipality, indicator)
    held = assignment_in(user, line.jobcentre)
    if request.method == "POST" and (ASK in request.POST or WITHDRAW in request.POST):
        form = take_wish(request, user, line)
        if form is not None:
            return _page(request, line, held, correction_form=form)
        return redirect(f"{line.address}#correction")
    if request.method == "POST":
        return _take(request, user, line, held)
    return _page(request, line, held)


def _line_or_404(user: User, slug: str, written: str, municipality: str, indicator: str) -> Line:
    try:
        month = Month.parse(written)
    except MonthError as refusal:
        raise Http404 from refusal
    is_over = month < Month.of(today()) and str(month) == written
    line = read_line(user, slug, month, municipality, indicator) if is_over else None
    if line is None:
        raise Http404
    return line


def _take(request: HttpRequest, user: User, line: Line, held: Assignment | None) -> HttpResponse:
    if held is None:
        raise Http404
    if EXPLAIN in request.POST:
        return _take_explanation(request, user, line, held)
    form = RemarkForm(line, request.POST)
    if form.is_valid():
        try:
            _write(user, line, form, is_settled=SETTLE in request.POST)
        except ReturnRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            return _written(request, line)
    return _page(request, line, held, talk_form=form)


def _write(user: User, line: Line, form: RemarkForm, *, is_settled: bool) -> None:
    """What is written beside “Settled” is said first."""
    text = form.cleaned_data["text"]
    key = hashlib.sha256(f"{line.address} {form.cleaned_data['key']} {text}".encode()).hexdigest()
    filed, place = return_for(line.jobcentre, line.month), (line.indicator, line.municipality)
    if text or not is_settled:
        with suppress(AlreadyRecorded):
            say(filed, *place, text, by=user, idempotency_key=key)
    if is_settled:
        settle(filed, *place, by=user)


def _take_explanation(request: HttpRequest, user: User, line: Line, held: Assignment) -> HttpResponse:
    if held.jobcentre_id is None:
        raise Http404
    form = ExplanationForm(line, request.POST)
    if form.is_valid():
        try:
            with recording(by=user, kind=Change.Kind.RETURN, assignment=held) as change:
                explain(
                    change,
                    return_for(line.jobcentre, line.month),
                    line.indicator,
                    line.municipality,
                    form.seen_version,
                    form.cleaned_data["text"],
                )
        except ReturnRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            return _written(request, line)
    return _page(request, line, held, explanation_form=form)


def _written(request: HttpRequest, line: Line) -> HttpResponse:
    messages.success(request, _("Saved %(moment)s") % {"moment": moment_text(now())} + ".")
    return redirect(line.address)


def _page(
    request: HttpRequest,
    line: Line,
    held: Assignment | None,
    *,
    talk_form: RemarkForm | None = None,
    explanation_form: ExplanationForm | None = None,
    correction_form: CorrectionForm | None = None,
) -> HttpResponse:
    is_own = held is not None and held.jobcentre_id is not None
    asks = is_own and bool(line.soft_question)
    month_address = reverse("month_entry", args=[line.jobcentre.slug, str(line.month)])
    context = {
        "line": line,
        "versions": history.versions(line),
        "replaced": history.latest_replaced(line),
        "definition": definition_of(line),
        "is_own": is_own,
        "edit_address": f"{month_address}#{line.key}" if is_own and line.is_editable else "",
        "talk_form": (talk_form or RemarkForm(line)) if held else None,
        "explanation_form": explanation_form or (ExplanationForm(line) if asks else None),
        **wish_context(request, line, correction_form),
        "breadcrumb": _breadcrumb(line, month_address, is_own=is_own),
    }
    return render(request, "goals/line.html", context)


def _breadcrumb(line: Line, month_address: str, *, is_own: bool) -> list[tuple[str, str]]:
    start = [("/", _("Start"))]
    if is_own:
        return [*start, (reverse("desk"), _("Monthly returns")), (month_address, line.month.label)]
    return [*start, (reverse("jobcentre", args=[line.jobcentre.slug]), line.jobcentre.name)]
