"""The head of the pages of results: files of what they show, and their address to pass on."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from reporting.fetch import KINDS
from tests.builders import make_meeting
from tests.cast import Cast, ClientOf
from tests.reporting.overview_world import COUNTRY, REGION, World, make_world

SOROE = "/kommuner/0340/"
PAGES = (SOROE, "/jobcentre/soroe/", REGION, COUNTRY, "/landet/1/")
ASKED = "?aar=2014&maaned=2014-04&grundlag=frigivet&kendt=2014-06-01T08:00"


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def shown(client_of: ClientOf, cast: Cast, page: str) -> str:
    response = client_of(cast.mette).get(page)
    assert response.status_code == 200
    return unescape(response.content.decode())


def shared(page: str) -> list[str]:
    return re.findall(r'<a id="share-\w+" href="([^"]*)"', page)


def chosen(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_passes_on_its_whole_address(page: str, world: World, client_of: ClientOf) -> None:
    newest, held = shared(shown(client_of, world.cast, f"{page}?maaned=2014-04"))

    assert newest.startswith(f"http://testserver{page}?")
    assert chosen(newest) == {"aar": ["2014"], "maaned": ["2014-04"], "grundlag": ["frigivet"]}
    assert set(chosen(held)) == {"aar", "maaned", "grundlag", "kendt"}
    assert client_of(world.cast.mette).get(held).status_code == 200


def test_of_a_moment_of_the_past_there_is_one_address(world: World, client_of: ClientOf) -> None:
    page = shown(client_of, world.cast, SOROE + ASKED)

    assert shared(page) == [f"http://testserver{SOROE}{ASKED}"]
    assert "Viser tallene, som de så ud 1. juni 2014 kl. 8.00." in page


def test_what_the_page_knows_besides_is_passed_on(world: World, client_of: ClientOf) -> None:
    [newest, _held] = shared(shown(client_of, world.cast, f"{REGION}?sorter=navn&siden=2014-05-01"))

    assert chosen(newest)["sorter"] == ["navn"]
    assert "siden" not in chosen(newest)


@pytest.mark.parametrize("page", PAGES)
def test_the_files_are_of_what_the_page_shows(page: str, world: World, client_of: ClientOf) -> None:
    text = shown(client_of, world.cast, page + ASKED)

    [tools] = re.findall(r'<form method="post" action="/hent/.*?</form>', text, re.DOTALL)

    said = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', tools))
    for secret in ("csrfmiddlewaretoken", "noegle"):
        said.pop(secret)
    assert "?" + "&".join(f"{name}={value}" for name, value in said.items()) == ASKED
    assert 'href="/udtraek/?aar=2014&maaned=2014-04&grundlag=frigivet&kendt=2014-06-01T08:00' in tools
    assert re.findall(r'formaction="/hent/excel/\w+/"', tools)


def test_only_files_that_somebody_writes_have_a_button(world: World, client_of: ClientOf) -> None:
    page = shown(client_of, world.cast, SOROE)

    words = re.findall(r'formaction="/hent/([^/]*)/', page)

    assert words
    assert set(words) <= set(KINDS)


def test_who_may_not_answer_questions_has_no_button_for_it(world: World, client_of: ClientOf) -> None:
    having = {
        person
        for person in ("anna", "mads", "lis", "bo", "rikke", "mette", "sys")
        if 'formaction="/svar/"' in client_of(world.cast[person]).get(SOROE).content.decode()
    }

    assert having == {"mads", "lis", "bo", "rikke", "mette"}


def test_a_jobcentre_of_two_municipalities_has_the_files_of_both(world: World, client_of: ClientOf) -> None:
    page = shown(client_of, world.cast, "/jobcentre/esbjerg/")

    assert {"/hent/excel/0561/", "/hent/excel/0563/"} <= set(re.findall(r'formaction="([^"]*)"', page))
    assert "Excel, Esbjerg" in page


@pytest.mark.parametrize("part", ["", "referat/"])
def test_a_meeting_passes_on_its_own_address_and_files_of_its_moment(
    part: str, world: World, client_of: ClientOf
) -> None:
    address = make_meeting(world.cast.places.soroe, world.cast.lis).get_absolute_url() + part
    page = shown(client_of, world.cast, address)

    assert shared(page) == [f"http://testserver{address}"]
    assert re.search(r'name="kendt" value="2014-06', page)


def test_the_way_from_the_region_to_its_contract_keeps_the_moment(world: World, client_of: ClientOf) -> None:
    page = client_of(world.cast.mette).get("/regioner/HS/?kendt=2014-06-01T08:00").content.decode()

    [address] = re.findall(r'href="(/kontrakter/2014/HS/[^"]*)"', page)
    assert client_of(world.cast.mette).get(unescape(address)).context["known"] == "1. juni 2014 kl. 8.00"
