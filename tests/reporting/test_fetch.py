"""`/hent/<kind>/<code>/`: files of what the page of an area shows."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl import load_workbook

from jobcentres.clock import standing_at
from jobcentres.models import AccessLogEntry
from tests.builders import make_figure
from tests.cast import Cast, ClientOf
from tests.reporting.known_world import june, make_history
from tests.reporting.overview_world import World

ASKED = {"aar": "2014", "maaned": "2014-04", "grundlag": "frigivet", "kendt": ""}
EXCEL = "/hent/excel/0340/"


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    made = make_history(cast)
    with standing_at(june(12, 15)):
        yield made


def fetched(client: Client, address: str = EXCEL, **asked: str) -> bytes:
    response: Any = client.post(address, ASKED | asked)
    assert response.status_code == 200
    content: bytes = response.getvalue()
    return content


def figures_in(workbook: bytes) -> set[tuple[object, object]]:
    """Area and latest figure of the first sheet."""
    sheet = load_workbook(BytesIO(workbook), read_only=True).worksheets[0]
    heads, *rows = sheet.iter_rows(values_only=True)
    area, latest = heads.index("Kode"), heads.index("Seneste tal")
    return {(row[area], row[latest]) for row in rows}


def test_the_workbook_of_a_municipality_holds_its_figures(world: World, client_of: ClientOf) -> None:
    found = figures_in(fetched(client_of(world.cast.anna)))

    assert ("0340", 41) in found
    assert {area for area, _latest in found} == {"0340"}


def test_the_workbook_of_a_region_holds_its_municipalities_too(world: World, client_of: ClientOf) -> None:
    found = figures_in(fetched(client_of(world.cast.rikke), "/hent/excel/HS/"))

    assert {area for area, _latest in found} == {"HS", "0340", "9001", "9002", "9003"}
    assert ("9001", "..") in found


def test_the_workbook_of_the_country_holds_everybody(world: World, client_of: ClientOf) -> None:
    found = figures_in(fetched(client_of(world.cast.ole), "/hent/excel/DK/"))

    assert {"DK", "HS", "NJ", "0340", "0851"} <= {area for area, _latest in found}


def test_the_file_says_what_it_is_and_is_written_down(world: World, client_of: ClientOf) -> None:
    response: Any = client_of(world.cast.bo).post("/hent/excel/HS/", ASKED | {"kendt": "2014-06-03T08:00"})
    content = response.getvalue()

    assert 'filename="Maaltal 2014-04 HS kendt 2014-06-03.xlsx"' in response.headers["Content-Disposition"]
    entry = AccessLogEntry.objects.get()
    assert (entry.user, entry.what, entry.size) == (world.cast.bo, "excel/HS", len(content))
    assert entry.query == "aar=2014&maaned=2014-04&grundlag=frigivet&kendt=2014-06-03T08:00"


def test_what_is_sent_for_now_can_be_made_again(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.bo)
    first = fetched(client)
    entry = AccessLogEntry.objects.get()
    with standing_at(june(12, 16)):
        make_figure(world.cast.places.soroe, world.pensions, "2014-04", 99)

    again = fetched(client, kendt=entry.query.rpartition("kendt=")[2])

    assert again == first


def test_preliminary_figures_are_for_those_who_see_them(world: World, client_of: ClientOf) -> None:
    asked = {"address": "/hent/excel/9002/", "maaned": "2014-05", "grundlag": "forelobig"}

    own = figures_in(fetched(client_of(world.cast.bo), **asked))
    others = figures_in(fetched(client_of(world.cast.ole), **asked))

    assert ("9002", 11) in own
    assert ("9002", 12) in others


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"aar": "1914"}, "Der er ingen mål for året 1914."),
        ({"aar": "i år"}, "Skriv året med fire cifre"),
        ({"maaned": "2014-13"}, "2014-13"),
        ({"maaned": "2014-12"}, "er ikke slut"),
        ({"kendt": "i går"}, "Skriv dag og klokkeslæt"),
        ({"kendt": "2099-01-01T08:00"}, "er ikke kommet endnu"),
        ({"grundlag": "alt"}, "Grundlaget er"),
    ],
)
def test_a_choice_that_is_none_is_refused_in_words(
    asked: dict[str, str], told: str, world: World, client_of: ClientOf
) -> None:
    answer = client_of(world.cast.anna).post(EXCEL, ASKED | asked)

    assert answer.status_code == 404
    assert told in answer.content.decode()
    assert not AccessLogEntry.objects.exists()


@pytest.mark.parametrize("address", ["/hent/excel/0999/", "/hent/nothing/0340/"])
def test_what_there_is_not_is_not_found(address: str, world: World, client_of: ClientOf) -> None:
    assert client_of(world.cast.anna).post(address, ASKED).status_code == 404


def test_an_address_that_is_opened_leads_to_the_page(world: World, client_of: ClientOf) -> None:
    answer = client_of(world.cast.anna).get(f"{EXCEL}?maaned=2014-04")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert 'href="/kommuner/0340/?maaned=2014-04"' in answer.content.decode()


def test_a_file_is_sent_only_with_the_token_of_the_page(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.anna)

    assert client.post(EXCEL, ASKED).status_code == 403


@pytest.mark.parametrize("code", ["0340", "HS", "DK"])
def test_the_report_is_a_file_of_the_same_moment(code: str, world: World, client_of: ClientOf) -> None:
    asked = ASKED | {"kendt": "2014-06-03T08:00"}
    response: Any = client_of(world.cast.ole).post(f"/hent/rapport/{code}/", asked)
    content = response.getvalue()

    assert content.startswith(b"%PDF-")
    assert "kendt 2014-06-03.pdf" in unquote(response.headers["Content-Disposition"])


@pytest.mark.parametrize("address", ["/hent/plancher/0340/", "/hent/plancher/HS/", "/hent/plancher/DK/"])
def test_slides_can_be_had_of_every_level(address: str, world: World, client_of: ClientOf) -> None:
    content = fetched(client_of(world.cast.ole), address)

    assert "ppt/presentation.xml" in ZipFile(BytesIO(content)).namelist()
