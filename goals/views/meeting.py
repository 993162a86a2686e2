"""`/moede/…`: the councils, their meetings, and the papers that their secretariats make."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple, cast

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals.forms.meeting_forms import CancelForm, MeetingForm, PaperForm
from goals.forms.meeting_words import (
    StandingWords,
    council_name,
    heading,
    made_words,
    make_text,
    standing_words,
)
from goals.forms.words import long_day_text
from goals.meetings import (
    Action,
    Sitting,
    State,
    cancel,
    coming_and_past,
    make_meeting,
    may_make,
    newest_papers,
    read_sitting,
    renew,
    roles_in,
    rules_of,
    state_of,
)
from goals.meetings.writing import last_month
from goals.models import GoalYear, Meeting
from goals.months import Month, today
from goals.refusals import StepRefused
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import Area, User

OTHERS = 30
"""So many coming meetings of other councils are listed."""
EARLIER = 3

Months = list[tuple[str, list[Month]]]


class Listed(NamedTuple):
    """A meeting as a list shows it."""

    day: str
    address: str
    title: str
    council: str
    standing: StandingWords
    minutes: str


class Council(NamedTuple):
    """A council of the reader's own: `make` is empty for those who do not make its papers."""

    name: str
    address: str
    coming: list[Listed]
    past: list[Listed]
    make: str


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """The reader's own councils with their meetings, and what other councils have before them."""
    user = cast(User, request.user)
    own = Q(pk__in=user.scopes.own_area_ids())
    if user.scopes.is_official:
        own |= Q(level=Area.Level.COUNTRY)
    areas = sorted(Area.objects.filter(own).valid_on(today()), key=_by_level)
    own_ids = {area.pk for area in areas}
    found = Meeting.objects.visible_to(user).filter(Q(area__in=own_ids) | Q(held_on__gte=today()))
    papers = newest_papers(found.select_related("area"))
    others = [one for one in papers if one.area_id not in own_ids and not one.is_cancelled]
    context = {
        "councils": [_council(user, area, papers) for area in areas],
        "others": [_listed(one) for one in others[:OTHERS]],
        "breadcrumb": [("/", _("Start"))],
    }
    return render(request, "goals/meetings.html", context)


_LEVELS = [Area.Level.COUNTRY, Area.Level.REGION, Area.Level.MUNICIPALITY]


def _by_level(area: Area) -> tuple[int, str]:
    return _LEVELS.index(Area.Level(area.level)), area.sort_key


def _council(user: User, area: Area, papers: list[Meeting]) -> Council:
    coming, past = coming_and_past([one for one in papers if one.area_id == area.pk], today())
    address = reverse("council", args=[area.code])
    return Council(
        name=council_name(area),
        address=address,
        coming=[_listed(one) for one in coming],
        past=[_listed(one) for one in past[:EARLIER]],
        make=make_text(area) if may_make(user, area) else "",
    )


def _listed(paper: Meeting) -> Listed:
    state = state_of(paper)
    key = [paper.area.code, paper.held_on.isoformat()]
    return Listed(
        day=long_day_text(paper.held_on),
        address=reverse("meeting", args=key),
        title=paper.title,
        council=council_name(paper.area),
        standing=standing_words(state),
        minutes=reverse("minutes", args=key) if state == State.HELD else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def council(request: HttpRequest, code: str) -> HttpResponse:
    """All meetings of an area's council; its secretariat makes the paper for the next one."""
    user = cast(User, request.user)
    area = get_object_or_404(Area.objects.valid_on(today()).select_related("parent"), code=code)
    is_secretariat = may_make(user, area)
    if request.method == "POST" and not is_secretariat:
        raise Http404
    months = _months() if is_secretariat else []
    form = None
    if months:
        sent = request.POST if request.method == "POST" else None
        form = PaperForm(f"council {area.code}", months, sent)
        if sent is not None and form.is_valid():
            made = _made(area, form, user)
            if made is not None:
                messages.success(request, _("The paper has been made."))
                return redirect(made)
    papers = newest_papers(Meeting.objects.visible_to(user).filter(area=area).select_related("area"))
    coming, past = coming_and_past(papers, today())
    context = {
        "area": area,
        "name": council_name(area),
        "coming": [_listed(one) for one in coming],
        "past": [_listed(one) for one in past],
        "form": form,
        "is_secretariat": is_secretariat,
        "make": make_text(area),
        "breadcrumb": _breadcrumb()[:2],
    }
    return render(request, "goals/council.html", context)


def _made(area: Area, form: PaperForm, user: User) -> str | None:
    """The address of the meeting; None if it was refused, which the form then says."""
    held_on: date = form.cleaned_data["held_on"]
    try:
        with suppress(AlreadyRecorded):
            make_meeting(area, held_on, form.paper, by=user, idempotency_key=form.idempotency_key)
    except StepRefused as refused:
        form.refuse(refused)
        return None
    return reverse("meeting", args=[area.code, held_on.isoformat()])


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """The paper is renewed with newer figures until the meeting is held, or the meeting is cancelled."""
    user = cast(User, request.user)
    sitting = sitting_or_404(user, code, day)
    if not may_make(user, sitting.area):
        raise Http404
    form, alert = None, ""
    if request.method == "POST":
        is_done, form, alert = _take_step(request, user, sitting)
        if is_done:
            return redirect(sitting.newest)
        sitting = sitting_or_404(user, code, day)
        if form is not None:
            form.renew(str(sitting.newest.number))
    refusal = rules_of(sitting.area).refusal(sitting.state, roles_in(user, sitting.area), Action.RENEW)
    context = {
        "heading": heading(sitting.newest),
        "meeting": sitting.newest,
        "papers": [made_words(one) for one in sitting.papers],
        "forms": _forms(sitting, form) if refusal is None else [],
        "alert": alert,
        "refusal": refusal.message if refusal else "",
        "breadcrumb": [
            *_breadcrumb(sitting.area),
            (sitting.newest.get_absolute_url(), heading(sitting.newest)),
        ],
    }
    return render(request, "goals/meeting_edit.html", context)


def sitting_or_404(user: User, code: str, day: str) -> Sitting:
    try:
        held_on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    sitting = read_sitting(user, code, held_on) if day == held_on.isoformat() else None
    if sitting is None:
        raise Http404
    return sitting


def _place(sitting: Sitting) -> str:
    return f"meeting {sitting.area.code} {sitting.held_on}"


def _form(sitting: Sitting, action: str, sent: Any = None) -> PaperForm | CancelForm:
    if action == Action.CANCEL:
        return CancelForm(_place(sitting), sitting.newest, sent)
    return PaperForm(_place(sitting), _months(), sent, newest=sitting.newest)


def _forms(sitting: Sitting, sent: MeetingForm | None) -> list[MeetingForm]:
    """Both; what was sent and could not be kept is shown as it was written."""
    forms: list[MeetingForm] = [_form(sitting, action) for action in (Action.RENEW, Action.CANCEL)]
    return [sent if sent is not None and sent.step == one.step else one for one in forms]


def _take_step(request: HttpRequest, user: User, sitting: Sitting) -> tuple[bool, MeetingForm | None, str]:
    """Whether the step was taken; else the form to show again, and what is wrong with the step itself."""
    action = request.POST.get("action", "")
    if action not in (Action.RENEW, Action.CANCEL):
        return False, None, _("Choose a step on the page.")
    form = _form(sitting, action, request.POST)
    if not form.is_valid():
        return False, form, ""
    key, seen = form.idempotency_key, str(form.cleaned_data["seen"])
    try:
        with suppress(AlreadyRecorded):
            if isinstance(form, PaperForm):
                renew(sitting.newest, form.paper, by=user, seen=seen, idempotency_key=key)
            else:
                cancel(sitting.newest, by=user, seen=seen, idempotency_key=key)
    except StepRefused as refused:
        form.refuse(refused)
        return False, form, ""
    is_renewed = isinstance(form, PaperForm)
    messages.success(
        request,
        _("The paper now shows the figures as they are known now.")
        if is_renewed
        else _("The meeting has been cancelled."),
    )
    return True, None, ""


def _months() -> Months:
    """The months of the announced goal years that are over, by year, the newest first."""
    last = last_month(today())
    years = GoalYear.objects.exclude(state=GoalYear.State.DRAFT).filter(year__lte=last.year)
    known = set(years.values_list("year", flat=True))
    months = [
        month
        for year in sorted(known)
        for month in Month.range(Month(year, 1), min(last, Month.december(year)))
    ]
    newest_first = groupby(reversed(months), key=lambda month: month.year)
    return [(str(year), list(own)) for year, own in newest_first]


def _breadcrumb(area: Area | None = None) -> list[tuple[str, str]]:
    links = [("/", _("Start")), (reverse("meetings"), _("Meetings"))]
    return [*links, (reverse("council", args=[area.code]), council_name(area))] if area else links
