"""`/`: the start page of the signed-in person, by the roles held."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from goals.models import Figure
from goals.months import Month, today
from jobcentres.models import User
from reporting.choices import NothingThere, announced_goals, own_goals, reader_of
from reporting.places import NotThere, Places
from reporting.places_list import address_of, places_list
from reporting.start import administrators, start_of
from reporting.summaries import Choice, default_as_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user, goals = reader_of(request), announced_goals(request)
    year = max(goals, default=today().year)
    choice = Choice.of(year)
    places = Places.on(min(default_as_of(year), Month.december(year)))
    if request.GET.get("sted"):
        return _led_to(request.GET["sted"], places)
    context: dict[str, Any] = {
        "year": str(year),
        "has_no_goals": not goals,
        "places": places_list(places) if places.all else [],
    }
    if goals and places.all:
        context["start"] = start_of(user, places, goals, own_goals(request), choice)
    if user.scopes.administered_area_ids:
        context |= {"administers": True, "steps": _first_steps(places, has_goals=bool(goals))}
    if not user.scopes.assignments:
        context["administrators"] = administrators()
    return render(request, "reporting/home.html", context)


def _led_to(value: str, places: Places) -> HttpResponse:
    try:
        return redirect(address_of(value, places))
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing


def _first_steps(places: Places, *, has_goals: bool) -> dict[str, bool] | None:
    """What an installation still lacks before it can be used; None once it is in use."""
    people = User.objects.filter(is_active=True).annotate(has_figures=Exists(Figure.objects.all()))
    found = list(people.values_list("has_figures", flat=True)[:2])
    steps = {
        "reference": bool(places.all) and has_goals,
        "people": len(found) > 1,
        "figures": any(found),
    }
    return None if all(steps.values()) else steps
