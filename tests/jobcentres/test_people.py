"""The writers of people and their roles."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db.models import ProtectedError

from jobcentres import clock, people
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Assignment, Change, Jobcentre, RecordEdit, User
from jobcentres.people import Refused
from tests.builders import PASSWORD, make_assignment, make_user
from tests.cast import Cast

TENTH_OF_JUNE = datetime(2014, 6, 10, 9, tzinfo=COPENHAGEN)
TODAY = date(2014, 6, 10)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
Role = Assignment.Role


@pytest.fixture(autouse=True)
def _on_the_tenth_of_june() -> object:
    with clock.standing_at(TENTH_OF_JUNE):
        yield


def administrator_of(place: Area, name: str = "Ulla Bro") -> User:
    person = make_user(name)
    make_assignment(person, Role.ADMINISTRATOR, place)
    return person


def give(by: User | None, person: User, role: str, place: Area | Jobcentre, **days: date) -> Assignment:
    scope = {"area": place} if isinstance(place, Area) else {"jobcentre": place}
    return people.give_assignment(by=by, person=person, role=role, **scope, **{"valid_from": TODAY, **days})


def last_change() -> Change:
    found = Change.objects.order_by("number").last()
    assert found
    return found


def edits() -> dict[str, tuple[str, str]]:
    """Field → old and new text of the last change."""
    return {edit.field: (edit.old, edit.new) for edit in RecordEdit.objects.filter(change=last_change())}


def test_a_new_person_has_no_role_and_no_password(cast: Cast) -> None:
    person = people.create_person(by=cast.sys, name=" Åse Ørum ", email=" Aase@Soroe.DK ")

    person.refresh_from_db()
    assert (person.name, person.email, person.sort_key) == ("Åse Ørum", "aase@soroe.dk", "z3se z2rum")
    assert not person.has_usable_password()
    assert not person.assignments.exists()
    assert (last_change().by, last_change().kind) == (cast.sys, "users")
    assert edits()["email"] == ("", "aase@soroe.dk")


def test_an_address_belongs_to_one_person(cast: Cast) -> None:
    with pytest.raises(Refused, match="allerede en bruger"):
        people.create_person(by=cast.sys, name="Anna To", email="ANNA@eksempel.dk")
    with pytest.raises(Refused, match="allerede en bruger"):
        people.edit_person(by=cast.sys, person=cast.ole, name="Ole", email="anna@eksempel.dk")

    assert User.objects.filter(email="anna@eksempel.dk").count() == 1
    assert not Change.objects.exists()


def test_a_name_of_letters_that_sort_long_is_stored(cast: Cast) -> None:
    person = people.create_person(by=cast.sys, name="Å" * 120, email="aa@soroe.dk")

    assert User.objects.get(pk=person.pk).sort_key == "z3" * 80


def test_an_edit_is_recorded_with_what_stood_before(cast: Cast) -> None:
    people.edit_person(by=cast.sys, person=cast.anna, name="Anna Berg", email="anna.berg@soroe.dk")

    assert edits() == {
        "name": ("Anna Friis", "Anna Berg"),
        "email": ("anna@eksempel.dk", "anna.berg@soroe.dk"),
        "sort_key": ("anna friis", "anna berg"),
    }


def test_an_edit_that_changes_nothing_records_nothing(cast: Cast) -> None:
    people.edit_person(by=cast.sys, person=cast.anna, name="Anna Friis", email="anna@eksempel.dk")

    assert not Change.objects.exists()


def test_no_password_is_ever_recorded(cast: Cast) -> None:
    people.create_person(by=None, name="Sys To", email="sys2@eksempel.dk", password=PASSWORD)

    stored = User.objects.get(email="sys2@eksempel.dk").password
    assert not RecordEdit.objects.filter(field="password").exists()
    assert not RecordEdit.objects.filter(new__in=[PASSWORD, stored]).exists()


def test_a_person_is_closed_and_opened_again_with_the_roles(cast: Cast) -> None:
    people.deactivate_person(by=cast.sys, person=cast.anna)
    closed = edits()
    people.activate_person(by=cast.sys, person=cast.anna)

    assert closed == {"is_active": ("True", "False")}
    assert edits() == {"is_active": ("False", "True")}
    assert cast.anna.assignments.get().role == Role.CLERK


def test_a_person_who_did_something_cannot_be_deleted(cast: Cast) -> None:
    people.edit_person(by=cast.sys, person=cast.anna, name="Anna Berg", email="anna@eksempel.dk")

    with pytest.raises(ProtectedError):
        cast.sys.delete()
    with pytest.raises(ProtectedError):
        cast.anna.delete()


def test_nobody_closes_the_own_account(cast: Cast) -> None:
    with pytest.raises(Refused, match="dig selv"):
        people.deactivate_person(by=cast.sys, person=cast.sys)


def test_the_country_keeps_an_administrator(cast: Cast) -> None:
    regional = administrator_of(cast.places.hs)
    other = administrator_of(cast.places.country, "Ida Vang")
    own = other.assignments.get()

    people.deactivate_person(by=other, person=cast.sys)
    with pytest.raises(Refused, match="Hele landet"):
        people.deactivate_person(by=regional, person=other)
    with pytest.raises(Refused, match="Hele landet"):
        people.end_assignment(by=regional, assignment=own, last_day=YESTERDAY)

    assert User.objects.get(pk=other.pk).is_active


def test_an_administrator_who_leaves_later_does_not_count_for_the_day_after(cast: Cast) -> None:
    other = administrator_of(cast.places.country, "Ida Vang")
    people.end_assignment(by=other, assignment=cast.sys.assignments.get(), last_day=TOMORROW)

    with pytest.raises(Refused, match="Hele landet"):
        people.end_assignment(by=cast.sys, assignment=other.assignments.get(), last_day=TOMORROW)


def test_a_role_is_given_for_a_jobcentre_or_for_an_area(cast: Cast) -> None:
    clerk = give(cast.sys, cast.lis, Role.CLERK, cast.places.jobcentre_soroe, valid_to=TOMORROW)
    recorded = edits()
    officer = give(cast.sys, cast.lis, Role.OFFICER, cast.places.hs)

    assert (clerk.scope, officer.scope) == (cast.places.jobcentre_soroe, cast.places.hs)
    assert recorded["role"] == ("", "clerk")
    assert recorded["valid_to"] == ("", TOMORROW.isoformat())


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.CLERK, "jobcentre_aalborg"),
        (Role.LOCAL_COUNCIL, "aalborg"),
        (Role.OFFICER, "hs"),
        (Role.OFFICIAL, "country"),
        (Role.ADMINISTRATOR, "country"),
    ],
)
def test_the_administrator_of_a_municipality_gives_roles_inside_it_only(
    cast: Cast, role: str, place: str
) -> None:
    local = administrator_of(cast.places.soroe)
    inside = give(local, cast.lis, Role.MANAGER, cast.places.jobcentre_soroe)

    with pytest.raises(Refused, match="du administrerer"):
        give(local, cast.lis, role, getattr(cast.places, place))

    assert inside.pk


@pytest.mark.parametrize("place", ["country", "soroe"])
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.LOCAL_COUNCIL])
def test_nobody_gives_a_role_to_themselves(cast: Cast, place: str, role: str) -> None:
    administrator = administrator_of(getattr(cast.places, place))

    with pytest.raises(Refused, match="dig selv"):
        give(administrator, administrator, role, cast.places.soroe)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((TODAY, None), (TODAY, None)),
        ((TODAY, None), (TOMORROW, None)),
        ((TOMORROW, None), (TODAY, TOMORROW)),
        ((YESTERDAY, TODAY), (TODAY, None)),
    ],
)
def test_the_same_role_at_the_same_place_is_held_once_at_a_time(
    cast: Cast, first: tuple[date, date | None], second: tuple[date, date | None]
) -> None:
    make_assignment(cast.lis, Role.OFFICER, cast.places.hs, since=first[0], until=first[1])

    with pytest.raises(Refused, match="allerede"):
        give(cast.sys, cast.lis, Role.OFFICER, cast.places.hs, valid_from=second[0], valid_to=second[1])


def test_a_role_is_given_again_after_it_ended(cast: Cast) -> None:
    make_assignment(cast.lis, Role.OFFICER, cast.places.hs, until=YESTERDAY)

    assert give(cast.sys, cast.lis, Role.OFFICER, cast.places.hs).valid_from == TODAY


def test_a_role_does_not_end_before_it_begins(cast: Cast) -> None:
    with pytest.raises(Refused, match="før den første"):
        give(cast.sys, cast.lis, Role.OFFICER, cast.places.hs, valid_to=YESTERDAY)


def test_ending_a_role_with_yesterday_takes_it_at_once(cast: Cast) -> None:
    assignment = cast.anna.assignments.get()

    people.end_assignment(by=cast.sys, assignment=assignment, last_day=YESTERDAY)

    assert User.objects.get(pk=cast.anna.pk).scopes.assignments == ()
    assert edits() == {"valid_to": ("", YESTERDAY.isoformat())}


def test_a_role_is_kept_to_the_end_of_its_last_day(cast: Cast) -> None:
    people.end_assignment(by=cast.sys, assignment=cast.anna.assignments.get(), last_day=TODAY)
    at_night = datetime(2014, 6, 10, 23, 59, 59, tzinfo=COPENHAGEN)

    with clock.standing_at(at_night):
        in_time = User.objects.get(pk=cast.anna.pk).scopes.jobcentre_ids
    with clock.standing_at(at_night + timedelta(seconds=1)):
        too_late = User.objects.get(pk=cast.anna.pk).scopes.jobcentre_ids

    assert (len(in_time), len(too_late)) == (1, 0)


@pytest.mark.parametrize("last_day", [YESTERDAY - timedelta(days=1), date(2011, 1, 1)])
def test_the_past_of_a_role_is_not_rewritten(cast: Cast, last_day: date) -> None:
    with pytest.raises(Refused):
        people.end_assignment(by=cast.sys, assignment=cast.anna.assignments.get(), last_day=last_day)


@pytest.mark.parametrize("ended", [YESTERDAY, TOMORROW])
def test_a_role_is_not_prolonged_by_ending_it_later(cast: Cast, ended: date) -> None:
    assignment = make_assignment(cast.lis, Role.OFFICER, cast.places.hs, until=ended)

    with pytest.raises(Refused, match="slutter allerede"):
        people.end_assignment(by=cast.sys, assignment=assignment, last_day=ended + timedelta(days=9))


def test_a_role_that_has_not_begun_is_withdrawn_and_told_of(cast: Cast) -> None:
    assignment = give(cast.sys, cast.lis, Role.OFFICER, cast.places.hs, valid_from=TOMORROW)

    people.end_assignment(by=cast.sys, assignment=assignment, last_day=TODAY)

    assert cast.lis.assignments.get().role == Role.LOCAL_COUNCIL
    assert edits()["role"] == ("officer", "")
    assert edits()["area_id"] == (str(cast.places.hs.pk), "")


def test_nobody_ends_the_own_role_as_administrator(cast: Cast) -> None:
    administrator_of(cast.places.country)

    with pytest.raises(Refused, match="din egen rolle"):
        people.end_assignment(by=cast.sys, assignment=cast.sys.assignments.get(), last_day=TODAY)
