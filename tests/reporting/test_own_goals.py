"""A municipality's own goals on the pages of results: on its own, and on no other."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.models import Goal
from tests.builders import make_figure, make_own_goal, make_target
from tests.cast import Cast, ClientOf
from tests.reporting.municipality_world import make_world
from tests.reporting.test_municipality import SOROE, text_of


@pytest.fixture
def goal(cast: Cast) -> Goal:
    """Sorø's goal of at least 20 work trials; 12 in May 2014, and 15 not released in the year before."""
    make_world(cast.places)
    goal = make_own_goal(cast.places.soroe)
    make_figure(cast.places.soroe, goal.indicator, "2014-04", 10)
    make_figure(cast.places.soroe, goal.indicator, "2014-05", 12, approved=False)
    make_target(cast.places.soroe, goal.indicator, 20, baseline=8, baseline_month="2013-12")
    return goal


def test_it_stands_below_the_ministers_goals_with_its_status(
    goal: Goal, cast: Cast, client_of: ClientOf
) -> None:
    page = text_of(client_of(cast.anna))

    table = page[page.index("Kommunens egne mål") :]
    assert table.startswith("Kommunens egne mål 5 Praktikpladser 12*")
    assert "mindst 20" in page
    assert "Eget mål 5 · Praktikpladser" in page


def test_others_see_what_is_released_and_no_comparison(goal: Goal, cast: Cast, client_of: ClientOf) -> None:
    page = text_of(client_of(cast.ole))

    assert "Kommunens egne mål 5 Praktikpladser 10" in page
    section = page[page.index("Eget mål 5") :]
    assert "Klynge" not in section
    assert "Hele landet" not in section


def test_its_figure_tells_where_it_comes_from(goal: Goal, cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.ole).get("/tal/0340-praktikpladser/0340/2014-04/", {"aar": "2014"})

    assert answer.status_code == 200
    assert "Praktikpladser" in answer.content.decode()


@pytest.mark.parametrize("address", ["/landet/", "/regioner/HS/", "/kommuner/0851/", "/", "/udtraek/"])
def test_no_page_about_others_shows_it(goal: Goal, cast: Cast, client_of: ClientOf, address: str) -> None:
    assert "Praktikpladser" not in text_of(client_of(cast.ole), address)


def test_the_start_page_counts_its_lines_and_shows_its_status(
    goal: Goal, cast: Cast, client_of: ClientOf
) -> None:
    told = text_of(client_of(cast.anna), "/")
    Goal.with_own.filter(pk=goal.pk).update(area=cast.places.esbjerg)
    without = text_of(client_of(cast.anna), "/")

    due, due_without = (int(re.search(r"(\d+) tal skal indberettes nu", text)[1]) for text in (told, without))  # type: ignore[index]
    assert due - due_without == 3  # January to March; April and May are there
    assert "5 Praktikpladser" in told and "5 Praktikpladser" not in without


@pytest.mark.parametrize("address", [SOROE, "/jobcentre/soroe/", "/"])
def test_it_costs_no_query(goal: Goal, cast: Cast, client_of: ClientOf, address: str) -> None:
    counts = []
    for is_there in (True, False):
        if not is_there:
            Goal.with_own.filter(pk=goal.pk).update(area=cast.places.esbjerg)
        client = client_of(cast.anna)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12
