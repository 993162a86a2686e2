"""A month of a jobcentre: entering its figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from goals.forms import due
from goals.forms.month import MonthForm
from goals.forms.reading import read_sheet
from goals.forms.reopening import reopened
from goals.forms.saving import Saved, recorded_before, save
from goals.forms.sheet import Sheet
from goals.forms.words import moment_text
from goals.forms.year_form import YearForm
from goals.months import Month, MonthError, now, today
from goals.refusals import Refused
from goals.returns import ReturnRefused, kept_text, left_for_others, return_for, submit
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import User

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
def month_entry(request: HttpRequest, slug: str, month: str) -> HttpResponse:
    user = cast(User, request.user)
    sheet = _sheet_or_404(user, slug, month)
    if request.method == "POST":
        return _take(request, user, sheet)
    return _page(request, user, MonthForm(sheet))


def _take(request: HttpRequest, user: User, sheet: Sheet) -> HttpResponse:
    is_submission = "submit" in request.POST
    if is_submission and not _may_submit(user, sheet):
        raise Http404
    form = MonthForm(sheet, request.POST)
    saved = saved_or_shown(request, user, form, lambda: _page(request, user, form))
    if isinstance(saved, HttpResponse):
        return saved
    if saved.change is not None or not is_submission:
        tell_saved(request, saved)
    if is_submission:
        _submit(request, user, form)
    return redirect("month_entry", sheet.jobcentre.slug, str(sheet.month))


def saved_or_shown(
    request: HttpRequest, user: User, form: MonthForm | YearForm, page: Callable[[], HttpResponse]
) -> Saved | HttpResponse:
    """What the form has recorded, now or when it was sent before; else the answer that says why not."""
    saved = recorded_before(form, by=user)
    if saved is not None:
        return saved
    if not form.is_valid() or form.wants_swap:
        return page()
    try:
        return save(form, by=user)
    except Refused as refused:
        form.add_refusals(refused.refusals)
        return page()
    except (IntegrityError, ReturnRefused):  # others have changed the same twice in this moment
        reference = getattr(request, "reference", "")
        return render(request, "409.html", {"reference": reference}, status=CONFLICT)


def tell_saved(request: HttpRequest, saved: Saved) -> None:
    if saved.change is None:
        messages.info(request, _("There was nothing new to save."))
        return
    moment = _("Saved %(moment)s") % {"moment": moment_text(saved.change.recorded_at or now())}
    if saved.figures:
        number = ngettext("%(count)s number", "%(count)s numbers", saved.figures) % {"count": saved.figures}
        moment = f"{moment}: {number}"
    messages.success(request, f"{moment}.")


def _submit(request: HttpRequest, user: User, form: MonthForm) -> None:
    """Certify and send in what stands now."""
    try:
        submission = submit(
            monthly_return=return_for(form.sheet.jobcentre, form.sheet.month),
            by=user,
            idempotency_key=form.idempotency_key[::-1],
            assignment=user.scopes.assignment_for(form.sheet.jobcentre),
        )
    except ReturnRefused as refusal:
        messages.error(request, str(refusal))
    except AlreadyRecorded:
        messages.success(request, _("The return has been submitted."))
    else:
        moment = moment_text(submission.change.recorded_at or now())
        messages.success(request, _("Submitted %(moment)s.") % {"moment": moment})
        if kept := kept_text(left_for_others(submission.monthly_return, user)):
            messages.info(request, kept)


def _may_submit(user: User, sheet: Sheet) -> bool:
    return sheet.jobcentre.pk in user.scopes.submitting_jobcentre_ids


def _page(request: HttpRequest, user: User, form: MonthForm) -> HttpResponse:
    sheet = form.sheet
    form.may_submit, form.person = _may_submit(user, sheet), str(user.pk)
    to_do = sheet.to_do
    context = {
        "form": form,
        "sheet": sheet,
        "month": sheet.month,
        "previous": sheet.previous,
        "next": sheet.next,
        "due": due.of_lines(to_do),
        "reopened": reopened(sheet.reopening, is_open=sheet.is_reopened),
        "first": to_do[0] if to_do else None,
        "breadcrumb": [("/", _("Start")), (reverse("desk"), _("Monthly returns"))],
    }
    status = CONFLICT if form.has_conflict else 200
    return render(request, "goals/month.html", context, status=status)


def _sheet_or_404(user: User, slug: str, written: str) -> Sheet:
    sheet = read_sheet(user, slug, month_or_404(written))
    if sheet is None:
        raise Http404
    return sheet


def month_or_404(written: str) -> Month:
    """A month that is over, in its one spelling."""
    try:
        month = Month.parse(written)
    except MonthError as refusal:
        raise Http404 from refusal
    if str(month) != written or month >= Month.of(today()):
        raise Http404
    return month
