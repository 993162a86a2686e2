"""A released month is opened again, or closed: a page each that says first what will happen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals.forms.reopening import ReopeningForm, reopened
from goals.forms.review import Review, read_review
from goals.returns import ReturnRefused, close, reopen, return_for
from goals.returns.reopening import changed_text
from goals.views.month import month_or_404
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def return_reopen(request: HttpRequest, slug: str, month: str) -> HttpResponse:
    """For the officer of the jobcentre's region, and for the ministry's officials."""
    user, review = cast(User, request.user), _review_or_404(request, slug, month)
    form = ReopeningForm(review.key, request.POST or None, asks_why=True)

    def write() -> None:
        reopen(
            monthly_return=return_for(review.jobcentre, review.month),
            reason=form.cleaned_data["reason"],
            by=user,
            idempotency_key=form.idempotency_key,
        )

    if request.method == "POST" and _is_written(form, write):
        messages.success(request, _("The month has been reopened."))
        return redirect("review", slug, month)
    return _page(request, "goals/return_reopen.html", review, form, _("Reopen"))


@require_http_methods(["GET", "HEAD", "POST"])
def return_close(request: HttpRequest, slug: str, month: str) -> HttpResponse:
    user, review = cast(User, request.user), _review_or_404(request, slug, month)
    form = ReopeningForm(review.key, request.POST or None, asks_why=False)

    def write() -> None:
        filed = return_for(review.jobcentre, review.month)
        close(monthly_return=filed, by=user, idempotency_key=form.idempotency_key)

    if request.method == "POST" and _is_written(form, write):
        messages.success(request, _("The month has been closed again."))
        return redirect("review", slug, month)
    return _page(request, "goals/return_close.html", review, form, _("Close"))


def _is_written(form: ReopeningForm, write: Callable[[], None]) -> bool:
    if not form.is_valid():
        return False
    try:
        with suppress(AlreadyRecorded):
            write()
    except ReturnRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _review_or_404(request: HttpRequest, slug: str, month: str) -> Review:
    review = read_review(cast(User, request.user), slug, month_or_404(month))
    if review is None:
        raise Http404
    return review


def _page(
    request: HttpRequest, template: str, review: Review, form: ReopeningForm, here: str
) -> HttpResponse:
    changed = sum(bool(line.figure and not line.figure.is_approved) for line in review.reopened)
    place = f"{review.jobcentre.name}, {review.month.label}"
    address = reverse("review", args=[review.jobcentre.slug, str(review.month)])
    context = {
        "review": review,
        "month": review.month,
        "form": form,
        "reopened": reopened(review.reopening, is_open=bool(review.reopened)),
        "changed": changed_text(changed) if changed else "",
        "back": address,
        "here": here,
        "breadcrumb": [("/", _("Start")), (reverse("review_queue"), _("Review")), (address, place)],
    }
    return render(request, template, context)
