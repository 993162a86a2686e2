"""`/kontrakter/<year>/<MJ>/`: what the minister, a region and its council (RBR) have agreed on, and how far
it is. A draft is its parties' alone; everybody reads what is signed."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.contracts import Agreement, read_agreements, roles_in
from goals.forms.contract_words import (
    dates_of,
    document_text,
    name_of,
    parties,
    state_word,
    steps_told,
    turn_sentence,
)
from goals.models import Goal, GoalYear
from goals.months import Month
from jobcentres.models import Area, User
from reporting.choices import NothingThere, Option, month_asked, reader_of
from reporting.contract_page import agreed_goals, agreed_targets, conclusion, notes, status_rows
from reporting.page_tools import FileButton, PageTools, PassedOn, page_tools, whole_address
from reporting.places import NotThere, Places
from reporting.summaries import Book, Choice, default_as_of, load


@require_safe
def contract(request: HttpRequest, year: int, code: str) -> HttpResponse:
    user = reader_of(request)
    goals = goals_or_404(user, year)
    _refuse_moment(request)
    choice = Choice.of(year, as_of=_month(request, year))
    try:
        places = Places.on(choice.as_of)
        region = places.region(code)
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing
    goal_year = goals[0].goal_year
    agreement = read_agreements(goal_year, [region])[region.pk]
    is_party = bool(roles_in(user, region))
    context = {
        "heading": name_of(year, region),
        "year": str(year),
        "region": region,
        "parties": parties(goal_year, region),
        "as_of": choice.as_of.label,
        "months": _months(choice),
        "is_party": is_party,
        "breadcrumb": [
            ("/", _("Start")),
            (reverse("contracts", args=[year]), _("Contracts %(year)s") % {"year": year}),
        ],
    }
    if agreement.is_open_to(user):
        book = load(
            choice,
            user.reader,
            areas=[code],
            goals=goals,
            places=places,
            promises=agreement.promises,
            whole_past=True,
        )
        context |= _contents(book, agreement, is_party=is_party)
        context["tools"] = _tools(request, book.choice, region)
    return render(request, "reporting/contract.html", context)


def goals_or_404(user: User, year: int) -> tuple[Goal, ...]:
    """The goals of a year that `user` may see; there is at least one."""
    visible = GoalYear.objects.visible_to(user).filter(year=year)
    rows = Goal.objects.filter(goal_year__in=visible).select_related("goal_year", "indicator")
    goals = tuple(rows.defer("goal_year__letter").order_by("number"))
    if not goals:
        raise NothingThere(_("There are no goals for the year %(year)s.") % {"year": year})
    return goals


def _contents(book: Book, agreement: Agreement, *, is_party: bool) -> dict[str, object]:
    rows = status_rows(book, agreement)
    return {
        "agreement": agreement,
        "state": state_word(agreement.state),
        "turn": turn_sentence(agreement.state),
        "dates": dates_of(agreement),
        "conclusion": conclusion(book, agreement),
        "rows": rows,
        "has_draft": any(row.is_draft for row in rows),
        "notes": notes(book, agreement),
        "targets": agreed_targets(book, agreement),
        "own_goals": agreed_goals(agreement),
        "documents": [(one, document_text(one)) for one in agreement.documents],
        "steps": steps_told(agreement, to_party=is_party),
    }


def _tools(request: HttpRequest, choice: Choice, region: Area) -> PageTools:
    told = _("Shows the contract as it is then, and the newest figures for the same month.")
    own = PassedOn("now", whole_address(request, {"maaned": str(choice.as_of)}), told)
    tools = page_tools(request, choice, [region], own=own)
    paper = FileButton(reverse("contract_pdf", args=[choice.year, region.code]), _("The contract as PDF"))
    return replace(tools, files=(paper, *tools.files))


def _refuse_moment(request: HttpRequest) -> None:
    if request.GET.get("kendt"):
        raise NothingThere(
            _(
                "This page shows the contract as it is now. Leave the moment (kendt) out, or see the figures "
                "of then on the region's page."
            )
        )


def _month(request: HttpRequest, year: int) -> Month | None:
    month = month_asked(request)
    if month is not None and month.year != year:
        raise NothingThere(_("Choose a month in %(year)s.") % {"year": year})
    return month


def _months(choice: Choice) -> list[Option]:
    months = Month.range(Month(choice.year, 1), default_as_of(choice.year))
    return [Option(str(month), month.label, month == choice.as_of) for month in reversed(months)]
