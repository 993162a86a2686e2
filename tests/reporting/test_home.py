"""`/`: what each role meets first."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from jobcentres.models import Area
from tests.builders import (
    make_area,
    make_assignment,
    make_goal,
    make_indicator,
    make_jobcentre,
    make_user,
)
from tests.cast import Cast, ClientOf
from tests.reporting.overview_world import World, make_world
from tests.reporting.test_municipality import queries, text_of


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.mark.parametrize(
    ("person", "sees", "not_"),
    [
        ("anna", ["Indberetning, Jobcenter Sorø", "Sorø Kommune", "● på sporet"], ["Brugere og roller"]),
        ("mads", ["Indberetning, Jobcenter Sorø", "Sorø Kommune"], ["Kræver opmærksomhed"]),
        ("vibe", ["Indberetning, Jobcenter Esbjerg", "Esbjerg Kommune", "Fanø Kommune"], ["Sorø Kommune ·"]),
        ("lis", ["Sorø Kommune", "● på sporet"], ["Indberetning, "]),
        ("bo", ["Beskæftigelsesregion Hovedstaden & Sjælland", "Mangler efter fristen"], ["Indberetning, "]),
        ("rikke", ["Beskæftigelsesregion Hovedstaden & Sjælland", "1 bagud"], ["Mangler efter fristen"]),
        ("mette", ["Hele landet"], ["Indberetning, ", "Mangler efter fristen"]),
        (
            "sys",
            ["Brugere og roller", "Hele landet", "1 bagud"],
            ["Indberetning, ", "Mangler efter fristen"],
        ),
    ],
)
def test_the_start_page_is_the_roles_own(
    person: str, sees: list[str], not_: list[str], world: World, client_of: ClientOf
) -> None:
    own = text_of(client_of(world.cast[person]), "/").split("Find et andet sted")[0]

    assert [words for words in sees if words not in own] == []
    assert [words for words in not_ if words in own] == []


def test_what_is_due_stands_with_the_way_to_it(world: World, client_of: ClientOf) -> None:
    response = client_of(world.cast.vibe).get("/")
    page = unescape(response.content.decode())

    assert "tal skal indberettes nu" in page
    assert "/indberetning/esbjerg/2014-" in page


def test_a_place_is_found_by_its_name(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.anna)

    found = {
        value: client.get("/", {"sted": value})
        for value in ("kommune-0851", "jobcenter-soroe", "region-NJ", "landet")
    }

    assert [answer.headers["Location"] for answer in found.values()] == [
        "/kommuner/0851/",
        "/jobcentre/soroe/",
        "/regioner/NJ/",
        "/landet/",
    ]


@pytest.mark.parametrize("value", ["kommune-9999", "skov", "jobcenter-ingen", "//evil.example"])
def test_a_place_that_is_not_there_is_said_in_words(value: str, world: World, client_of: ClientOf) -> None:
    response = client_of(world.cast.anna).get("/", {"sted": value})

    page = unescape(response.content.decode())
    assert response.status_code == 404
    assert "Der er intet " in page or "Der er ingen " in page


def test_places_to_choose_from_stand_in_danish_order(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.anna), "/").split("Find et andet sted")[1]

    names = ["Esbjerg", "Fanø", "Lejre", "Sorø", "Ærø", "Aalborg", "Aarre"]
    assert [name for name in names if f"{name} Kommune" in page] == names
    assert sorted(names, key=lambda name: page.index(f"{name} Kommune")) == names


def test_who_has_no_role_is_told_whom_to_ask(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(make_user("Nina Ny")), "/")

    assert "Du har ingen rolle endnu" in page
    assert "Sys Andersen, sys@eksempel.dk" in page
    assert "Hele landet" in page.split("Find et andet sted")[0]


@pytest.mark.django_db
def test_an_empty_installation_says_what_comes_first() -> None:
    country = make_area("DK", "Hele landet", Area.Level.COUNTRY)
    sys = make_user("Sys Andersen")
    make_assignment(sys, "administrator", country)
    client = Client()
    client.force_login(sys)

    page = text_of(client, "/")

    assert "Før Måltal kan bruges" in page
    assert "python manage.py load_reference" in page
    assert "Opret brugere, og giv dem deres roller" in page


@pytest.mark.parametrize("person", ["anna", "bo", "mette", "sys"])
def test_a_year_without_goals_says_so(person: str, cast: Cast, client_of: ClientOf) -> None:
    page = text_of(client_of(cast[person]), "/")

    assert "Der er ikke udmeldt ministermål endnu." in page
    assert "Find et andet sted" in page


@pytest.mark.django_db
def test_goals_without_areas_say_so(client_of: ClientOf) -> None:
    make_goal(make_indicator())

    page = text_of(client_of(make_user("Nina Ny")), "/")

    assert "Der er ingen områder endnu." in page
    assert "Find et andet sted" not in page


@pytest.mark.parametrize("person", ["anna", "vibe", "lis", "bo", "rikke", "mette", "sys"])
def test_the_start_page_needs_few_queries_however_many_places_there_are(
    person: str, world: World, client_of: ClientOf
) -> None:
    client = client_of(world.cast[person])
    few = queries(client, "/")

    for number in range(20):
        area = make_area(f"8{number:03}", f"Nyby {number}", parent=world.cast.places.hs)
        make_jobcentre(f"Nyby {number}", world.cast.places.hs, area)

    assert queries(client, "/") == few
    looks_back = person == "bo"  # a goal that nobody in the region has reported: was it ever?
    assert few <= 12 + looks_back
