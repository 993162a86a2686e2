"""The region looks through what was submitted: the returns that wait, and one of them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from contextlib import suppress
from typing import cast

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from goals.forms.correction import AnswerForm
from goals.forms.queue import next_in_queue, read_queue
from goals.forms.reopening import reopened
from goals.forms.review import Review, ReviewForm, read_review
from goals.models import Submission
from goals.months import Month
from goals.returns import ReturnRefused, approve, send_back
from goals.views.month import month_or_404
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import Change, User


@require_safe
def review_queue(request: HttpRequest) -> HttpResponse:
    """For the regions' officers; the ministry's officials read."""
    user = cast(User, request.user)
    if not (user.scopes.reviewed_region_ids or user.scopes.is_official):
        raise Http404
    return queue_page(request, user)


def queue_page(request: HttpRequest, user: User, answered: AnswerForm | None = None) -> HttpResponse:
    """`answered`: what was sent of a correction, to be put right."""
    queue = read_queue(user, answered)
    regions = {row.region for row in queue.rows} | {one.jobcentre.region.name for one in queue.asked}
    context = {
        "rows": queue.rows,
        "asked": queue.asked,
        "answered": answered,
        "names_region": len(regions) > 1,
        "breadcrumb": [("/", _("Start"))],
    }
    return render(request, "goals/review_queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str, month: str) -> HttpResponse:
    user = cast(User, request.user)
    asked = month_or_404(month)
    found = _review_or_404(user, slug, asked)
    if request.method != "POST":
        return _page(request, ReviewForm(found))
    if not found.may_answer:
        raise Http404
    return _take(request, user, ReviewForm(found, request.POST))


def _review_or_404(user: User, slug: str, month: Month) -> Review:
    found = read_review(user, slug, month)
    if found is None:
        raise Http404
    return found


def _take(request: HttpRequest, user: User, form: ReviewForm) -> HttpResponse:
    if _recorded_before(form, by=user):
        return _onward(request, user, form)
    if not form.is_valid():
        return _page(request, form)
    try:
        _answer(form, by=user)
    except ReturnRefused as refusal:
        form.refusal = str(refusal)
        return _page(request, form)
    except IntegrityError:  # somebody has answered or changed the same at this very moment
        form.refusal = _("Somebody changed the numbers at the same moment. Look at them again.")
        return _page(request, form)
    messages.success(request, _told(form))
    return _onward(request, user, form)


def _recorded_before(form: ReviewForm, *, by: User) -> bool:
    """Whether the same press was carried out already, in as many changes as submissions were answered."""
    return Change.objects.filter(by=by, idempotency_key=_key(form, 0)).exists()


def _key(form: ReviewForm, number: int) -> str:
    return hashlib.sha256(f"{form.idempotency_key} {number}".encode()).hexdigest()


def _answer(form: ReviewForm, *, by: User) -> None:
    """All that one press says, or nothing."""
    by_submission: dict[Submission, list[int]] = defaultdict(list)
    for one in form.review.waiting:
        figure_id = one.sent.figure_id
        if one in form.released or figure_id in form.reasons:
            by_submission[one.sent.submission].append(figure_id)
    with transaction.atomic():
        for number, (submission, figure_ids) in enumerate(by_submission.items()):
            key = _key(form, number)
            with suppress(AlreadyRecorded):
                if form.reasons:
                    reasons = {figure_id: form.reasons[figure_id] for figure_id in figure_ids}
                    send_back(submission=submission, reasons=reasons, by=by, idempotency_key=key)
                else:
                    approve(submission=submission, by=by, figure_ids=figure_ids, idempotency_key=key)


def _told(form: ReviewForm) -> str:
    place = {"name": form.review.jobcentre.name, "month": form.review.month.label}
    if form.reasons:
        count = len(form.reasons)
        text = ngettext(
            "%(count)s number was sent back to %(name)s, %(month)s.",
            "%(count)s numbers were sent back to %(name)s, %(month)s.",
            count,
        )
    else:
        count = len(form.released)
        text = ngettext(
            "%(count)s number was released: %(name)s, %(month)s.",
            "%(count)s numbers were released: %(name)s, %(month)s.",
            count,
        )
    return text % {"count": count, **place}


def _onward(request: HttpRequest, user: User, form: ReviewForm) -> HttpResponse:
    """What still waits in the return, with what was written there; then the next return."""
    now = _review_or_404(user, form.review.jobcentre.slug, form.review.month)
    again = ReviewForm(now, request.POST)
    if form.left and any(one.form.written for one in again.lines):
        for one in again.lines:
            one.form.renew()
        return _page(request, again)
    if any(not one.is_own for one in now.waiting):
        return redirect("review", now.jobcentre.slug, str(now.month))
    return redirect(next_in_queue(user, now.jobcentre, now.month))


def _page(request: HttpRequest, form: ReviewForm) -> HttpResponse:
    found = form.review
    context = {
        "form": form,
        "review": found,
        "month": found.month,
        "reopened": reopened(found.reopening, is_open=bool(found.reopened)),
        "next": "" if found.waiting else next_in_queue(cast(User, request.user)),
        "breadcrumb": [("/", _("Start")), (reverse("review_queue"), _("Review"))],
    }
    return render(request, "goals/review.html", context)
