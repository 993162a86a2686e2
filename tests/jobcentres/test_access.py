"""Who sees and edits what, against a slow oracle that looks at one person and one thing at a time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from jobcentres.access import OUTSIDER, Reader, scopes_of
from jobcentres.models import Area, Assignment, Jobcentre, ServedMunicipality, User
from tests.builders import make_assignment, make_user
from tests.cast import Cast, Places

DAY = date(2014, 6, 10)
Role = Assignment.Role
Days = tuple[date, date | None]


def test_the_cast_reads_what_its_roles_open(cast: Cast) -> None:
    places = cast.places
    opened = {
        cast.anna: {places.soroe.pk},
        cast.vibe: {places.esbjerg.pk, places.fanoe.pk},
        cast.bo: {places.hs.pk, places.soroe.pk},
        cast.lis: set(),
        cast.rikke: set(),
        cast.sys: set(),
    }

    assert {person: set(person.reader.area_ids) for person in opened} == opened
    assert cast.mette.reader.sees_inside(places.aalborg.pk)
    assert cast.finn.reader == OUTSIDER


def test_only_a_manager_certifies(cast: Cast) -> None:
    jobcentre = cast.places.jobcentre_soroe

    assert cast.mads.scopes.certifying_jobcentre_ids == {jobcentre.pk}
    assert cast.anna.scopes.certifying_jobcentre_ids == frozenset()
    assert cast.anna.scopes.assignment_for(jobcentre) == cast.anna.assignments.get()
    assert cast.anna.scopes.assignment_for(cast.places.jobcentre_aalborg) is None


def test_a_person_with_many_roles_takes_few_queries(cast: Cast) -> None:
    places = cast.places
    for role, place in [
        (Role.CLERK, places.jobcentre_esbjerg),
        (Role.OFFICER, places.nj),
        (Role.ADMINISTRATOR, places.country),
        (Role.LOCAL_COUNCIL, places.fanoe),
    ]:
        make_assignment(cast.anna, role, place)

    with CaptureQueriesContext(connection) as captured:
        scopes_of(cast.anna, DAY)

    assert len(captured) <= 3


@pytest.mark.parametrize("seed", range(20))
def test_every_queryset_agrees_with_the_oracle(places: Places, seed: int) -> None:
    make_it_complicated(places, random.Random(seed))
    oracle = Oracle()
    answers: dict[Any, Callable[[User, Any], bool]] = {
        Area.objects.visible_to: lambda user, _area: user.is_active,
        Jobcentre.objects.visible_to: oracle.may_follow,
        Jobcentre.objects.editable_by: oracle.may_enter_for,
        User.objects.editable_by: oracle.may_administer,
        Assignment.objects.editable_by: oracle.may_edit_assignment,
    }

    for user in oracle.people:
        user.__dict__["scopes"] = scopes_of(user, DAY)
        for queryset, may in answers.items():
            found = set(queryset(user))
            assert found == {thing for thing in oracle.all_of(queryset(user).model) if may(user, thing)}


@pytest.mark.parametrize("seed", range(20, 40))
def test_every_reader_agrees_with_the_oracle(places: Places, seed: int) -> None:
    make_it_complicated(places, random.Random(seed))
    oracle = Oracle()

    for user in oracle.people:
        reader: Reader = scopes_of(user, DAY).reader
        seen = {area for area in oracle.areas if reader.sees_inside(area.pk)}
        assert seen == {area for area in oracle.areas if oracle.may_see_inside(user, area)}


def make_it_complicated(places: Places, drawn: random.Random) -> None:
    """People with up to four roles, some past, some to come; a municipality that changes jobcentre."""
    moved = DAY + timedelta(days=drawn.choice([-1, 0, 1]))
    ServedMunicipality.objects.filter(municipality=places.fanoe).update(valid_to=moved)
    ServedMunicipality.objects.create(
        jobcentre=places.jobcentre_aalborg,
        municipality=places.fanoe,
        valid_from=moved + timedelta(days=1),
        is_host=False,
    )
    since = count(1)  # a day of its own for each, as the database wants it
    for number in range(12):
        person = make_user(f"p{number} Navn", is_active=drawn.random() > 0.15)
        for _role in range(drawn.choice([0, 1, 1, 1, 2, 2, 3, 4])):
            first, last = _days(drawn, next(since))
            make_assignment(person, *_role_and_place(places, drawn), since=first, until=last)


def _role_and_place(places: Places, drawn: random.Random) -> tuple[str, Area | Jobcentre]:
    role = drawn.choice([*Role, Role.ADMINISTRATOR, Role.ADMINISTRATOR])
    if role in Assignment.JOBCENTRE_ROLES:
        jobcentres = [places.jobcentre_soroe, places.jobcentre_aalborg, places.jobcentre_esbjerg]
        return role, drawn.choice(jobcentres)
    return role, drawn.choice(list(Area.objects.filter(level__in=Assignment.LEVELS[role]).order_by("pk")))


def _days(drawn: random.Random, number: int) -> Days:
    first = DAY - timedelta(days=100 + number)
    return drawn.choice(
        [
            (first, None),
            (first, None),
            (first, DAY),
            (first, DAY - timedelta(days=1)),
            (DAY, None),
            (DAY + timedelta(days=number), None),
        ]
    )


class Oracle:
    """Looks at the rows of one world, one by one."""

    def __init__(self) -> None:
        self.areas = list(Area.objects.select_related("parent__parent"))
        self.jobcentres = list(Jobcentre.objects.select_related("region"))
        self.served = list(ServedMunicipality.objects.select_related("municipality", "jobcentre"))
        self.assignments = list(
            Assignment.objects.select_related("user", "area__parent__parent", "jobcentre")
        )
        self.people = list(User.objects.all())

    def all_of(self, model: type[models.Model]) -> list[Any]:
        lists: dict[Any, list[Any]] = {
            Area: self.areas,
            Jobcentre: self.jobcentres,
            Assignment: self.assignments,
            User: self.people,
        }
        return lists[model]

    def may_see_inside(self, user: User, area: Area) -> bool:
        return (
            any(self._held(user, Role.OFFICIAL))
            or any(self._serves(held.jobcentre, area) for held in self._held(user, Role.CLERK, Role.MANAGER))
            or any(_lies_in(area, held.area) for held in self._held(user, Role.OFFICER))
        )

    def may_follow(self, user: User, jobcentre: Jobcentre) -> bool:
        return (
            any(self._held(user, Role.OFFICIAL))
            or self.may_enter_for(user, jobcentre)
            or any(held.area == jobcentre.region for held in self._held(user, Role.OFFICER))
        )

    def may_enter_for(self, user: User, jobcentre: Jobcentre) -> bool:
        return any(held.jobcentre == jobcentre for held in self._held(user, Role.CLERK, Role.MANAGER))

    def may_administer(self, user: User, person: User) -> bool:
        return any(self._held(user, Role.ADMINISTRATOR)) and all(
            self.may_edit_assignment(user, assignment)
            for assignment in self.assignments
            if assignment.user == person
        )

    def may_edit_assignment(self, user: User, assignment: Assignment) -> bool:
        return any(self._is_inside(assignment, held.area) for held in self._held(user, Role.ADMINISTRATOR))

    def _is_inside(self, assignment: Assignment, administered: Area | None) -> bool:
        assert administered
        if administered.level == Area.Level.COUNTRY:
            return True
        if assignment.area:
            return _lies_in(assignment.area, administered)
        return any(
            self._serves(assignment.jobcentre, area) and _lies_in(area, administered) for area in self.areas
        )

    def _held(self, user: User, *roles: str) -> Iterator[Assignment]:
        for assignment in self.assignments:
            if assignment.user == user and user.is_active and _holds(assignment) and assignment.role in roles:
                yield assignment

    def _serves(self, jobcentre: Jobcentre | None, area: Area) -> bool:
        return any(
            row.municipality == area and row.jobcentre == jobcentre and _holds(row) for row in self.served
        )


def _holds(row: Assignment | ServedMunicipality) -> bool:
    return row.valid_from <= DAY and not (row.valid_to and row.valid_to < DAY)


def _lies_in(area: Area, above: Area | None) -> bool:
    step: Area | None = area
    while step is not None and step != above:
        step = step.parent
    return step is not None
