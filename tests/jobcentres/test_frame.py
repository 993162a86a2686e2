"""What stands around every page: the menu and the day."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from jobcentres.context import navigation, page
from tests.builders import SAMPLE_DAY, make_assignment, make_sample_installation
from tests.cast import Cast


def menu(cast: Cast, name: str, path: str = "/was") -> list[str]:
    person = cast[name]
    assert person
    return [item.text for item in navigation(person, path)]


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("anna", ["Indberetning", "Jobcenter Sorø"]),
        ("mads", ["Indberetning", "Jobcenter Sorø"]),
        ("lis", ["Sorø Kommune"]),
        ("bo", ["Gennemgang", "Hovedstaden & Sjælland"]),
        ("rikke", ["Hovedstaden & Sjælland"]),
        ("mette", ["Gennemgang"]),
        ("sys", []),
    ],
)
def test_the_menu_has_the_own_places_between_the_start_and_the_country(
    cast: Cast, name: str, own: list[str]
) -> None:
    found = menu(cast, name)

    assert found[: len(own) + 2] == ["Forside", *own, "Hele landet"]
    assert ("Brugere" in found) == (name == "sys")


def test_a_place_held_twice_stands_in_the_menu_once(cast: Cast) -> None:
    make_assignment(cast.anna, "manager", cast.places.jobcentre_soroe)

    assert menu(cast, "anna").count("Jobcenter Sorø") == 1


def test_administering_a_places_users_does_not_put_it_in_the_menu(cast: Cast) -> None:
    make_assignment(cast.sys, "administrator", cast.places.soroe)

    assert "Sorø Kommune" not in menu(cast, "sys")


@pytest.mark.parametrize(
    ("path", "active", "current"),
    [
        ("/landet/", ["Hele landet"], ["Hele landet"]),
        ("/", ["Forside"], ["Forside"]),
        ("/indberetning/soroe/2014-04/", ["Indberetning"], []),
        ("/was", [], []),
    ],
)
def test_the_menu_marks_where_one_is(cast: Cast, path: str, active: list[str], current: list[str]) -> None:
    items = list(navigation(cast.anna, path))

    assert [item.text for item in items if item.is_active] == active
    assert [item.text for item in items if item.is_current] == current


def test_a_visitor_has_no_menu(db: None) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    assert page(request)["navigation"] == []


def test_a_sample_stands_on_its_day_with_the_real_time(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make_sample_installation()
    real = datetime(2026, 1, 2, 14, 2, 3, tzinfo=COPENHAGEN)
    monkeypatch.setattr("django.utils.timezone.now", lambda: real)

    assert clock.now() == datetime.combine(SAMPLE_DAY, real.time(), COPENHAGEN)
    assert clock.today() == SAMPLE_DAY


def test_the_day_is_copenhagens(db: None) -> None:
    late = datetime(2014, 6, 10, 22, 30, tzinfo=timezone.get_fixed_timezone(0))

    with clock.standing_at(late):
        assert clock.today().isoformat() == "2014-06-11"


def test_the_clocks_row_is_read_once_a_request_and_afresh_in_the_next(db: None) -> None:
    clock.keep()
    try:
        with CaptureQueriesContext(connection) as captured:
            clock.now(), clock.today()
        make_sample_installation()
        during = clock.today()
    finally:
        clock.forget()

    assert len(captured) == 1
    assert during != SAMPLE_DAY
    assert clock.today() == SAMPLE_DAY
