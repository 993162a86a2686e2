"""`/kontrakter/<year>/`: the regions' contracts of a year beside each other, with what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.contracts import Agreement, read_agreements, roles_in
from goals.forms.contract_turns import missing_in
from goals.forms.contract_words import dates_of, state_word
from goals.models import Goal, GoalYear
from jobcentres.models import Area, User
from reporting.choices import NothingThere, reader_of
from reporting.contract_page import ContractRow, status_rows
from reporting.places import Places
from reporting.summaries import Book, Choice, load


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A contract that the reader may not read yet has no state and no rows."""

    region: Area
    state: str = ""
    dates: list[str] = field(default_factory=list)
    goals: list[ContractRow] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@require_safe
def contracts(request: HttpRequest, year: int) -> HttpResponse:
    user = reader_of(request)
    years = _goals_by_year(user)
    if year not in years:
        raise NothingThere(_("There are no goals for the year %(year)s.") % {"year": year})
    goals, choice = years[year], Choice.of(year)
    places = Places.on(choice.as_of)
    agreements = read_agreements(goals[0].goal_year, places.regions)
    is_open = {pk: one for pk, one in agreements.items() if one.is_open_to(user)}
    book = _book(choice, user, places, goals, is_open)
    rows = [
        _row(user, book, is_open[region.pk]) if book and region.pk in is_open else RegionRow(region)
        for region in places.regions
    ]
    context = {
        "year": str(year),
        "others": [str(other) for other in years if other != year],
        "goals": goals,
        "rows": rows,
        "as_of": choice.as_of.label,
        "has_missing": any(roles_in(user, region) for region in places.regions),
        "sees_follow_ups": user.scopes.is_official,
        "breadcrumb": [("/", _("Start"))],
    }
    return render(request, "reporting/contracts.html", context)


def _goals_by_year(user: User) -> dict[int, tuple[Goal, ...]]:
    visible = GoalYear.objects.visible_to(user)
    rows = Goal.objects.filter(goal_year__in=visible).select_related("goal_year", "indicator")
    found: dict[int, tuple[Goal, ...]] = {}
    for goal in rows.defer("goal_year__letter").order_by("goal_year__year", "number"):
        found[goal.goal_year.year] = (*found.get(goal.goal_year.year, ()), goal)
    return found


def _book(
    choice: Choice,
    user: User,
    places: Places,
    goals: tuple[Goal, ...],
    agreements: Mapping[int, Agreement],
) -> Book | None:
    if not agreements:
        return None
    return load(
        choice,
        user.reader,
        areas=[one.region.code for one in agreements.values()],
        goals=goals,
        places=places,
        promises={key: promise for one in agreements.values() for key, promise in one.promises.items()},
        whole_past=True,
    )


def _row(user: User, book: Book, agreement: Agreement) -> RegionRow:
    return RegionRow(
        region=agreement.region,
        state=state_word(agreement.state),
        dates=dates_of(agreement),
        goals=status_rows(book, agreement) if agreement.is_begun else [],
        missing=missing_in(agreement, book.goals) if roles_in(user, agreement.region) else [],
    )
