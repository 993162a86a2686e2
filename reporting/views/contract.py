"""`/kontrakter/<year>/<MJ>/`: what the minister, a region and its council (RBR) have agreed on, and how far
it is, now or as it stood at a moment (`kendt`). A draft is its parties' alone; everybody reads what is
signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.contracts import Agreement, known_then, read_agreements, roles_in
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
from reporting import wording
from reporting.choices import (
    NothingThere,
    choice_query,
    kept_choices,
    known_asked,
    month_asked,
    months_of,
    reader_of,
)
from reporting.contract_page import agreed_goals, agreed_targets, conclusion, notes, status_rows
from reporting.moments import typed_moment, written_moment
from reporting.page_tools import FileButton, PageTools, PassedOn, held_now, page_tools, whole_address
from reporting.places import NotThere, Places
from reporting.summaries import Book, Choice, load


@require_safe
def contract(request: HttpRequest, year: int, code: str) -> HttpResponse:
    user = reader_of(request)
    goals = goals_or_404(user, year)
    choice = Choice.of(year, as_of=_month(request, year), known_on=known_asked(request))
    try:
        places = Places.on(choice.as_of)
        region = places.region(code)
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing
    goal_year = goals[0].goal_year
    agreement = read_agreements(goal_year, [region])[region.pk]
    if choice.known_on is not None:
        agreement = known_then(agreement, choice.known_on)
    is_party = bool(roles_in(user, region))
    context = {
        "heading": name_of(year, region),
        "year": str(year),
        "region": region,
        "parties": parties(goal_year, region),
        "as_of": choice.as_of.label,
        "months": months_of(year, choice.as_of, choice.known_on),
        "known": wording.full_moment(choice.known_on) if choice.known_on else "",
        "typed": typed_moment(choice.known_on) if choice.known_on else "",
        "kept_by_month": kept_choices(request, "kendt"),
        "kept_by_moment": kept_choices(request, "maaned"),
        "present": request.path + choice_query(request, kendt=None),
        "figures": region.get_absolute_url() + choice_query(request, aar=year),
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
    tools = page_tools(request, choice, [region], own=list(_addresses(request, choice)))
    paper = FileButton(reverse("contract_pdf", args=[choice.year, region.code]), _("The contract as PDF"))
    return replace(tools, files=(paper, *tools.files))


def _addresses(request: HttpRequest, choice: Choice) -> Iterator[PassedOn]:
    if choice.known_on is not None:
        told = _("Shows the contract and the figures as they stood on %(moment)s.")
        yield _passed_on("then", request, choice, told)
        return
    told = _("Shows the contract as it is then, and the newest figures for the same month.")
    yield _passed_on("now", request, choice, told)
    told = _("Shows the contract and the figures as they stand now, %(moment)s, whenever it is opened.")
    yield _passed_on("then", request, held_now(choice), told)


def _passed_on(name: str, request: HttpRequest, choice: Choice, told: str) -> PassedOn:
    known = {"kendt": written_moment(choice.known_on)} if choice.known_on else {}
    address = whole_address(request, {"maaned": str(choice.as_of)} | known)
    return PassedOn(name, address, told % {"moment": wording.full_moment(choice.moment)})


def _month(request: HttpRequest, year: int) -> Month | None:
    month = month_asked(request)
    if month is not None and month.year != year:
        raise NothingThere(_("Choose a month in %(year)s.") % {"year": year})
    return month
