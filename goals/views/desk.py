"""A person's months: what is due, what was sent back, and the year."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.forms import due, year
from goals.forms.news import news_of
from goals.months import Month, now, today
from goals.returns import DueLine, due_lines
from jobcentres.models import Jobcentre, User

SHOWN = 12
"""So many lines are listed one by one; the months below count all of them."""


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """For clerks and managers; others are told that they enter nothing."""
    user = cast(User, request.user)
    jobcentres, submitting = _own_jobcentres(user), user.scopes.submitting_jobcentre_ids
    lines = due_lines(jobcentres, at=now()) if jobcentres else []
    places = {line.municipality.pk for line in lines}
    context: dict[str, Any] = {
        "jobcentres": jobcentres,
        "due": due.sentences(year.due_of(lines)),
        "to_do": year.to_do(lines, names_municipality=len(places) > 1),
        "shown": SHOWN,
        "to_submit": year.to_submit(lines, user),
        "news": news_of(user),
        "awaited": _awaited_text(lines, names_municipality=len(places) > 1),
        "years_with_lines": {line.month.year for line in lines},
        **_years(lines, request.GET.get("aar", "")),
    }
    context["rows"] = [
        (one, year.cards(lines, one, context["year"], may_submit=one.pk in submitting)) for one in jobcentres
    ]
    return render(request, "goals/desk.html", context)


def _own_jobcentres(user: User) -> list[Jobcentre]:
    held = (assignment.jobcentre for assignment in user.scopes.assignments)
    own = {jobcentre.pk: jobcentre for jobcentre in held if jobcentre}
    return sorted(own.values(), key=lambda jobcentre: jobcentre.sort_key)


def _years(lines: list[DueLine], asked: str) -> dict[str, int | None]:
    years = sorted({line.month.year for line in lines} | {_present()})
    shown = int(asked) if asked in map(str, years) else _present()
    return {
        "year": shown,
        "previous": shown - 1 if shown - 1 in years else None,
        "next": shown + 1 if shown + 1 in years else None,
    }


def _present() -> int:
    """The year of the last month that is over."""
    return Month.of(today()).plus(-1).year


def _awaited_text(lines: list[DueLine], *, names_municipality: bool) -> str:
    line = year.next_awaited(lines)
    if line is None:
        return ""
    shown = {
        "name": year.name_of(line, names_municipality=names_municipality),
        "day": year.deadline_text(line.due_at),
    }
    return _("Next comes %(name)s, deadline %(day)s.") % shown
