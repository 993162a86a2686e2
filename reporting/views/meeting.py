"""`/moede/<council>/<day>/…`: the agenda with a page for each goal, the same on a screen, and the minutes."""

from __future__ import annotations

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals.forms.meeting_forms import WHOLE, NoteForm
from goals.forms.meeting_words import council_name
from goals.meetings import Action, Sitting, roles_in, rules_of, write
from goals.refusals import StepRefused
from goals.views.meeting import sitting_or_404
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import User
from reporting.choices import NothingThere, reader_of
from reporting.meeting_page import CLOSED, MeetingPage, kinds_for, meeting_page, note_form, paper_choice
from reporting.page_tools import PageTools, PassedOn, page_tools, whole_address
from reporting.places import NotThere
from reporting.validators import unchanged_is_304


@require_http_methods(["GET", "HEAD", "POST"])
@unchanged_is_304
def meeting(request: HttpRequest, code: str, day: str) -> HttpResponse:
    user = reader_of(request)
    sitting = sitting_or_404(user, code, day)
    form, alert = None, ""
    if request.method == "POST":
        note, form, alert = _write_note(request, user, sitting)
        if note:
            return redirect(f"{request.get_full_path()}#{note}")
    page = _page(request, sitting, form)
    context = {
        "page": page,
        "tools": _tools(request, page),
        "alert": alert or (_left_out(form, page) if form else ""),
        "breadcrumb": [
            ("/", _("Start")),
            (reverse("meetings"), _("Meetings")),
            (reverse("council", args=[code]), council_name(sitting.area)),
        ],
    }
    return render(request, "reporting/meeting.html", context)


@require_safe
@unchanged_is_304
def meeting_screen(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """The goals one by one in large type."""
    sitting = sitting_or_404(reader_of(request), code, day)
    return render(request, "reporting/meeting_screen.html", {"page": _page(request, sitting)})


@require_safe
@unchanged_is_304
def minutes(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """What was noted and decided, beside the figures as they stood."""
    sitting = sitting_or_404(reader_of(request), code, day)
    page = _page(request, sitting)
    breadcrumb = [
        ("/", _("Start")),
        (reverse("meetings"), _("Meetings")),
        (reverse("council", args=[code]), page.council),
        (sitting.newest.get_absolute_url(), page.heading),
    ]
    context = {"page": page, "tools": _tools(request, page), "breadcrumb": breadcrumb}
    return render(request, "reporting/minutes.html", context)


def _page(request: HttpRequest, sitting: Sitting, sent: NoteForm | None = None) -> MeetingPage:
    is_closed = request.GET.get("bilag") == CLOSED
    try:
        return meeting_page(sitting, reader_of(request), is_closed=is_closed, sent=sent)
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing


def _tools(request: HttpRequest, page: MeetingPage) -> PageTools:
    """The files show the area as the paper does: with what was known then."""
    told = _("Shows the same paper, with the figures known then, until it is renewed.")
    address = whole_address(request, {"bilag": CLOSED} if page.is_closed else {})
    own = [PassedOn("paper", address, told)]
    return page_tools(request, paper_choice(page.meeting), [page.area], own=own)


def _write_note(request: HttpRequest, user: User, sitting: Sitting) -> tuple[str, NoteForm | None, str]:
    """Where the note stands now; else the form to show again, and what is wrong with the step itself."""
    goal_number = _number(request.POST.get("goal", ""))
    kinds = kinds_for(sitting, user)
    form = note_form(sitting, kinds, goal_number, request.POST)
    if form is None:
        return "", None, _refusal(sitting, user)
    if not form.is_valid():
        return "", form, ""
    try:
        with suppress(AlreadyRecorded):
            write(sitting.newest, form.said, by=user, idempotency_key=form.idempotency_key)
    except StepRefused as refused:
        form.refuse(refused)
        return "", form, ""
    is_decision = form.said.kind == "decision"
    messages.success(request, _("The decision has been entered.") if is_decision else _("The note is saved."))
    return f"noter-{goal_number or WHOLE}", None, ""


def _number(written: str) -> int | None:
    return (
        int(written)
        if written.isascii() and written.isdigit() and 0 < len(written) < 4 and int(written)
        else None
    )


def _refusal(sitting: Sitting, user: User) -> str:
    refusal = rules_of(sitting.area).refusal(sitting.state, roles_in(user, sitting.area), Action.NOTE)
    return refusal.message if refusal else ""


def _left_out(form: NoteForm, page: MeetingPage) -> str:
    """What is wrong with a form about a goal that the page does not show."""
    if form.goal_number is None or form.goal_number in {goal.goal.number for goal in page.goals}:
        return ""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
