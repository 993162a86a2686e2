"""Every figure that leads to where it comes from leads to the same figure, for whoever reads it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from jobcentres.clock import standing_at
from tests.builders import make_cluster, make_figure, make_own_goal
from tests.cast import Cast, ClientOf
from tests.reporting import municipality_world, overview_world
from tests.reporting.overview_world import World
from tests.reporting.test_origin import at

LINK = re.compile(r'<a class="figure-link" href="(/tal/[^"]*)" aria-label="([^"]*)">')
VALUE = re.compile(r'<p class="origin-value">([^<]*)')
NUMBER = re.compile(r"[\d.]+(,\d+)?")


@pytest.fixture
def world(cast: Cast) -> World:
    """Sorø has a figure of May that is not released; Aalborg and Esbjerg are in no small number's reach."""
    with standing_at(at(1)):
        world = overview_world.make_world(cast)
        for area, value in ((cast.places.aalborg, 800), (cast.places.esbjerg, 480)):
            make_figure(area, world.pensions, "2013-04", value + 50)
            make_figure(area, world.pensions, "2014-04", value)
        make_figure(cast.places.fanoe, world.pensions, "2014-04", 0)
        make_figure(cast.places.soroe, world.companies, "2013-12", parts=(60, 170))
    return world


def links_in(page: str) -> list[tuple[str, str]]:
    """Addresses with what they are called."""
    return [(unescape(address), unescape(name)) for address, name in LINK.findall(page)]


def disagreements(client_of: ClientOf, cast: Cast, person: str, address: str) -> list[str]:
    client = client_of(cast[person])
    links = sorted(set(links_in(client.get(address).content.decode())))
    assert links
    found = []
    for target, name in links:
        response = client.get(target)
        told = VALUE.findall(response.content.decode())
        written = name.split("*")[0]
        shown = NUMBER.match(written) or re.match(r"\.\.", written)
        if response.status_code != 200 or (shown and not told[0].startswith(shown[0])):
            found.append(f"{target}: “{name}” but {told}")
    return found


@pytest.mark.parametrize(
    ("person", "address"),
    [
        ("anna", "/kommuner/0340/"),
        ("ole", "/kommuner/0340/"),
        ("rikke", "/kommuner/9001/"),
        ("bo", "/kommuner/9001/"),
        ("vibe", "/jobcentre/esbjerg/"),
        ("ole", "/regioner/HS/"),
        ("bo", "/regioner/HS/?grundlag=forelobig"),
        ("anna", "/landet/"),
        ("mette", "/landet/?maaned=2014-04"),
        ("mette", "/sammenlign/?maal=foertidspension&med=landet&maaned=2014-04"),
    ],
)
def test_a_figure_and_its_page_say_the_same(
    person: str, address: str, world: World, client_of: ClientOf
) -> None:
    assert disagreements(client_of, world.cast, person, address) == []


@pytest.mark.parametrize("person", ["anna", "ole"])
def test_comparisons_lead_to_the_totals_that_they_show(person: str, cast: Cast, client_of: ClientOf) -> None:
    world = municipality_world.make_world(cast.places)
    make_figure(cast.places.fanoe, world.pensions, "2014-05", 60)
    make_cluster("Klynge 1", cast.places.soroe, cast.places.aalborg, indicator_code="langtidsledige")

    assert disagreements(client_of, cast, person, "/kommuner/0340/") == []


def test_a_municipalitys_own_goal_has_its_page(world: World, client_of: ClientOf) -> None:
    goal = make_own_goal(world.cast.places.soroe)
    make_figure(world.cast.places.soroe, goal.indicator, "2014-04", 17)
    client = client_of(world.cast.anna)

    links = links_in(client.get("/kommuner/0340/").content.decode())
    [address] = {one for one, name in links if name.startswith("17, Praktikpladser")}
    page = client.get(address).content.decode()

    assert "Eget mål 5 · Praktikpladser · Sorø Kommune" in page
    assert "17 personer" in page


def test_a_link_says_the_choice_in_full(world: World, client_of: ClientOf) -> None:
    page = client_of(world.cast.mette).get("/landet/?maaned=2014-04").content.decode()

    queries = {address.partition("?")[2] for address, _name in links_in(page)}

    assert queries == {"aar=2014&maaned=2014-04&grundlag=frigivet"}


def test_a_moment_of_the_past_is_kept_down_to_the_figure(world: World, client_of: ClientOf) -> None:
    page = client_of(world.cast.mette).get("/landet/?kendt=2014-06-02T08:00").content.decode()

    assert {address.partition("&kendt=")[2] for address, _name in links_in(page)} == {"2014-06-02T08:00"}
    assert 'href="/regioner/HS/?kendt=2014-06-02T08:00"' in page
