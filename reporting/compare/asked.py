"""What the address asks to compare: a goal, with whom, by which rule, and the municipality looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goals.models import Goal
from jobcentres.models import Area, User
from reporting.choices import NothingThere
from reporting.compare.rules import Rule, rule_in_force
from reporting.models import KeptGroup
from reporting.places import Group
from reporting.summaries import Book

GOAL, AREA, WITH, RULE, CHOSEN = "maal", "kommune", "med", "regel", "kommuner"
NAMES = (GOAL, AREA, WITH, RULE, CHOSEN)


class With(StrEnum):
    CLUSTER = "klynge"
    REGION = "region"
    COUNTRY = "landet"
    CHOSEN = "valgte"


OWN_GROUP = "gruppe-"
"""Followed by the key of an own group."""


@dataclass(frozen=True, slots=True)
class Asked:
    goal: Goal
    area: Area | None
    """The municipality looked at."""
    group: Group
    rule: Rule | None
    """By which clusters are made, also where none is compared with."""
    chosen: str
    """The value of `WITH`."""
    lacking: str = ""
    """What must be chosen before there is anybody to compare."""


class _Lacking(Exception):
    """`str()` says what must be chosen first."""


def asked(
    request: HttpRequest, book: Book, user: User, rules: Sequence[Rule], own_groups: Iterable[KeptGroup]
) -> Asked:
    """Raises `NothingThere` for what there is not."""
    goal = _goal(request, book)
    area = _area(request, book, user)
    rule = _rule(request, rules, goal, book)
    groups = {f"{OWN_GROUP}{one.pk}": one for one in own_groups}
    default = With.CLUSTER if area and rule and area.pk in rule.of else With.COUNTRY
    chosen = request.GET.get(WITH) or (With.CHOSEN if request.GET.getlist(CHOSEN) else default)
    own = groups.get(chosen)
    try:
        group = _own(own, book) if own else _group(chosen, request, book, area, rule)
    except _Lacking as lacking:
        return Asked(goal, area, Group("", ()), rule, chosen, str(lacking))
    return Asked(goal, area, group, rule, chosen)


def _goal(request: HttpRequest, book: Book) -> Goal:
    code = request.GET.get(GOAL)
    if not code:
        return book.goals[0]
    found = next((goal for goal in book.goals if goal.indicator.code == code), None)
    if found is None:
        told = {"year": book.choice.year, "code": code}
        raise NothingThere(_("The goals for %(year)s have no indicator “%(code)s”.") % told)
    return found


def _area(request: HttpRequest, book: Book, user: User) -> Area | None:
    """The one named; else the reader's own."""
    code = request.GET.get(AREA)
    if code is None:
        own = user.scopes.own_area_ids()
        return next((area for area in book.places.municipalities if area.pk in own), None)
    return book.places.municipality(code) if code else None


def _rule(request: HttpRequest, rules: Sequence[Rule], goal: Goal, book: Book) -> Rule | None:
    written = request.GET.get(RULE)
    if not written:
        return rule_in_force(list(rules), goal.indicator.code, book.choice.as_of.last_day)
    found = next((rule for rule in rules if str(rule.pk) == written), None)
    if found is None:
        raise NothingThere(_("There is no such rule for clusters. Choose one from the list."))
    return found


def _group(chosen: str, request: HttpRequest, book: Book, area: Area | None, rule: Rule | None) -> Group:
    places = book.places
    match chosen:
        case With.COUNTRY:
            return Group(places.country.full_name, places.municipalities, places.country)
        case With.REGION:
            region = places.above(area)[0] if area else places.regions[0]
            return Group(region.full_name, places.members(region), region)
        case With.CLUSTER:
            cluster = rule.of.get(area.pk) if area and rule else None
            if cluster is None:
                raise _Lacking(_("Choose a municipality that belongs to a cluster."))
            return cluster
        case With.CHOSEN:
            members = [places.municipality(code) for code in dict.fromkeys(request.GET.getlist(CHOSEN))]
            if area is not None and area not in members:
                members.append(area)
            if not members:
                raise _Lacking(_("Choose at least one municipality."))
            members.sort(key=lambda one: one.sort_key)
            return Group(_("The chosen municipalities"), tuple(members))
    raise NothingThere(_("There is no such group. Choose one from the list."))


def _own(group: KeptGroup, book: Book) -> Group:
    members = tuple(one for one in book.places.municipalities if one.pk in group.member_ids)
    return Group(group.name, members)
