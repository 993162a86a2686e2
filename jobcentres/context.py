"""What every page's frame needs: who, which day, and the main menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from jobcentres import clock
from jobcentres.models import Area, Assignment, User

counts: dict[str, Callable[[User], int]] = {}
"""How much waits for the person behind an entry of the menu, by its name; the apps above add theirs.

Not asked for on the pages of the entry itself, which tell it better."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    address: str
    text: str
    is_active: bool
    is_current: bool
    count: int = 0


def page(request: HttpRequest) -> dict[str, Any]:
    """`user`, `is_sample`, `installation`, `today` and `navigation` for the base template."""
    user = getattr(request, "user", None)
    return {
        "user": user,
        "is_sample": clock.installation().is_sample,
        "installation": clock.installation(),
        "today": clock.today(),
        "navigation": list(navigation(user, request.path)) if isinstance(user, User) else [],
    }


def navigation(user: User, path: str) -> Iterator[MenuItem]:
    """The main menu of `user` on the page `path`; pages that do not exist are left out."""
    for text, name, arguments in _entries(user):
        try:
            address = reverse(name, args=arguments)
        except NoReverseMatch:
            continue
        is_current = path == address
        is_active = is_current or (address != "/" and path.startswith(address))
        yield MenuItem(
            address=address,
            text=text,
            is_active=is_active,
            is_current=is_current,
            count=counts[name](user) if name in counts and not is_active else 0,
        )


def _entries(user: User) -> Iterator[tuple[str, str, list[str | int]]]:
    scopes = user.scopes
    yield _("Start"), "home", []
    if scopes.jobcentre_ids:
        yield _("Monthly returns"), "desk", []
    if scopes.reviewed_region_ids or scopes.is_official:
        yield _("Review"), "review_queue", []
    yield from _own_places(scopes.assignments)
    yield _("The whole country"), "country", []
    yield _("Compare"), "compare", []
    yield _("Goals"), "goals_now", []
    yield _("Targets"), "targets_now", []
    yield _("Contracts"), "contracts_now", []
    if scopes.own_area_ids() or scopes.is_official:
        yield _("Meetings"), "meetings", []
    yield _("Calendar"), "calendar_now", []
    yield _("Exports"), "extracts", []
    if scopes.is_official:
        yield _("Goal years"), "goal_years", []
    if scopes.administered_area_ids:
        yield _("People"), "users", []
        yield _("Log"), "access_log", []


def _own_places(assignments: tuple[Assignment, ...]) -> Iterator[tuple[str, str, list[str | int]]]:
    """The jobcentres, municipalities and regions that the person belongs to, without a further query."""
    places: dict[str, tuple[str, list[str | int]]] = {}
    for assignment in assignments:
        if assignment.role == Assignment.Role.ADMINISTRATOR:
            continue
        if assignment.jobcentre:
            places[assignment.jobcentre.name] = ("jobcentre", [assignment.jobcentre.slug])
        elif assignment.area and assignment.area.level != Area.Level.COUNTRY:
            region = assignment.area.level == Area.Level.REGION
            text = assignment.area.name if region else assignment.area.full_name
            places[text] = (assignment.area.level, [assignment.area.code])
    for text, (name, arguments) in places.items():
        yield text, name, arguments
