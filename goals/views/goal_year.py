"""One year of goals: described, announced, closed and reopened by the ministry's officials."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from goals import years
from goals.forms import goal_year_history
from goals.forms.goal_year import StepForm, YearForm
from goals.forms.goal_year_page import SIGNS, closing_refusal, open_count, state_text, to_do
from goals.models import GoalYear
from goals.views.calendar_edit import is_written, press_key
from goals.views.goal_years import breadcrumb, methods, posted, year_or_404
from goals.year_dates import seen_of
from jobcentres.models import User


@methods
def goal_year_edit(request: HttpRequest, year: int) -> HttpResponse:
    user, row = year_or_404(request, year)
    form = YearForm(row, posted(request))
    if form.is_bound and form.is_valid():
        if is_written(form, lambda: _save(request, form, user)):
            messages.success(request, _("The year has been saved."))
            return redirect("goal_year_edit", year)
        row.refresh_from_db()
        form.renew(seen_of(row))
    context = {
        "year": str(year),
        "row": row,
        "state": row.state,
        "sign": SIGNS[GoalYear.State(row.state)],
        "state_text": state_text(row),
        "to_do": to_do(row) if row.state == GoalYear.State.DRAFT else [],
        "cannot_close": closing_refusal(row),
        "goals": list(row.goals.select_related("indicator").order_by("number")),
        "form": form,
        "history": goal_year_history.of_year(row),
        "breadcrumb": breadcrumb(),
    }
    return render(request, "goals/goal_year_edit.html", context)


def _save(request: HttpRequest, form: YearForm, user: User) -> None:
    seen = form.cleaned_data["seen"]
    years.save_year(row=form.written(), seen=seen, by=user, idempotency_key=press_key(request))


@methods
def goal_year_announce(request: HttpRequest, year: int) -> HttpResponse:
    user, row = year_or_404(request, year)
    form = StepForm(seen_of(row), _("Announce the goals"), posted(request))

    def write() -> None:
        seen, key = form.cleaned_data["seen"], press_key(request)
        years.announce_year(row=row, seen=seen, by=user, idempotency_key=key)

    facts = {
        "heading": _("Announce the goals for %(year)s?") % {"year": year},
        "told": [
            _("Everybody who can sign in sees the goals and the letter from then on."),
            _("The figures get deadlines by the rule where none have been set."),
            _("Which goals there are, their numbers and indicators are then fixed. Slips in the words can "
              "still be put right."),
        ],
        "to_do": to_do(row) if row.state == GoalYear.State.DRAFT else [],
        "is_possible": row.state == GoalYear.State.DRAFT,
    }  # fmt: skip
    return _step(request, row, form, write, _("The goals have been announced."), facts)


@methods
def goal_year_close(request: HttpRequest, year: int) -> HttpResponse:
    user, row = year_or_404(request, year)
    form = StepForm(seen_of(row), _("Close the year"), posted(request))

    def write() -> None:
        seen, key = form.cleaned_data["seen"], press_key(request)
        years.close_year(row=row, seen=seen, by=user, idempotency_key=key)

    refusal, waiting = closing_refusal(row), open_count(row)
    told = [
        _("Nobody enters figures for %(year)s any more, typed, pasted or from a file.") % {"year": year},
        _("The official source still comes in, and released figures can be corrected on request."),
        _("What is missing is asked for no longer, and no month can be reopened."),
    ]
    if waiting:
        message = _("Entered but not released: %(count)s. They can still be submitted and released.")
        told.append(message % {"count": waiting})
    facts = {
        "heading": _("Close the year %(year)s?") % {"year": year},
        "told": [*told, *([refusal] if refusal else [])],
        "is_possible": row.state == GoalYear.State.ANNOUNCED and not refusal,
    }
    return _step(request, row, form, write, _("The year has been closed."), facts)


@methods
def goal_year_reopen(request: HttpRequest, year: int) -> HttpResponse:
    user, row = year_or_404(request, year)
    form = StepForm(seen_of(row), _("Reopen the year"), posted(request), asks_why=True)

    def write() -> None:
        years.reopen_year(
            row=row,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            by=user,
            idempotency_key=press_key(request),
        )

    facts = {
        "heading": _("Reopen the year %(year)s?") % {"year": year},
        "told": [_("Figures that are not released can be entered again, and the regions can reopen months.")],
        "is_possible": row.state == GoalYear.State.CLOSED,
    }
    return _step(request, row, form, write, _("The year has been reopened."), facts)


def _step(
    request: HttpRequest,
    row: GoalYear,
    form: StepForm,
    write: Callable[[], None],
    done: str,
    facts: dict[str, Any],
) -> HttpResponse:
    """Back to the year once it is done; what stands in the way is shown on the step's own page."""
    if form.is_bound and form.is_valid():
        if is_written(form, write):
            messages.success(request, done)
            return redirect("goal_year_edit", row.year)
        row.refresh_from_db()
        form.renew(seen_of(row))
    context = {
        "form": form,
        "state_text": state_text(row),
        "back": row.year,
        "breadcrumb": breadcrumb(row),
        **facts,
    }
    return render(request, "goals/goal_year_step.html", context)
