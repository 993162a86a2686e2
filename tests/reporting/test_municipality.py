"""`/kommuner/<code>/`: Sorø's numbers as on the sketch, and who sees what of them."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from html import unescape
from typing import NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobcentres.clock import standing_at
from tests.builders import make_area, make_figure
from tests.cast import Cast, ClientOf
from tests.reporting.municipality_world import World, add_areas, make_deadline, make_remark, make_world

SOROE = "/kommuner/0340/"


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast.places)


class Drawn(NamedTuple):
    values: set[float | None]
    texts: list[str]


def drawn_in(page: str, figure: str) -> Drawn:
    """All values and texts that the page sends for a figure."""
    [content] = re.findall(rf'<script id="{figure}" type="application/json">(.*?)</script>', page, re.DOTALL)
    chart = json.loads(content)
    labels = chart["layout"]["annotations"]
    values = {y for trace in chart["data"] for y in trace["y"]} | {label["y"] for label in labels}
    texts = [text for trace in chart["data"] for text in trace["text"]]
    return Drawn(values, texts + [label["text"] for label in labels])


def text_of(client: Client, address: str = SOROE) -> str:
    """The page's text with single blanks, without scripts."""
    response = client.get(address)
    assert response.status_code == 200
    body = re.sub(r"<script.*?</script>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def test_soroes_numbers_stand_on_its_page(world: World, cast: Cast, client_of: ClientOf) -> None:
    page = text_of(client_of(cast.anna))

    assert "Sorø Kommune · Status på ministermålene 2014" in page
    assert "Jobcenter Sorø · Beskæftigelsesregion Hovedstaden & Sjælland · Data til og med maj 2014" in page
    assert "2 Førtidspension 34* jun. 2013–maj 2014 72 −38 −52,8 pct. højst 38 højst 52 ● på sporet" in page
    assert "3 Langtidsledige 143 apr. 2014 168 −25 −14,9 pct. højst 128" in page
    assert "Faldet fra 39,5 pct. til 37,0 pct. på et år (2013)." in page
    assert "4 Samarbejdsgrad 37,0 pct. 2013 39,5 pct. −2,5 procentpoint · · · intet måltal" in page
    assert "Pejlemærket er det tal, kommunen højst (mindst) må have nu" in page


def test_a_goal_has_its_conclusion_rule_target_and_comment(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    page = text_of(client_of(cast.anna))

    assert "Faldet fra 72 til 34 personer på et år, 18 under pejlemærket for maj." in page
    assert "34 personer; pejlemærket for maj er højst 52, måltallet for december højst 38." in page
    assert "4 færre end måltallet for december (bedre). Målet vurderes endeligt" in page
    assert "svarer til −55,8 pct. fra udgangspunktet (dec. 2012: 86), vedtaget som −56,0 pct." in page
    assert "108,3 pct. af vejen fra udgangspunktet til måltallet." in page
    assert "Vedtaget 17. december 2013." in page
    assert 'Jobcentrets bemærkning, jun. 2013–maj 2014: "Nyt rehabiliteringsteam fra august 2013."' in page
    assert "Næste opdatering: tallet for jul. 2013–jun. 2014 ventes senest 10. juli 2014." in page


def test_what_is_missing_and_what_is_awaited_stand_apart(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    page = text_of(client_of(cast.anna))

    assert "Mangler: Langtidsledige, feb. 2014 (frist 10. apr.) · måltal for ministermål 4" in page
    assert "Ventes: Unge i uddannelse, jan.–apr. 2014: 10. sep. · Langtidsledige, maj 2014: 10. jul." in page


def test_many_missing_figures_of_a_goal_are_counted(world: World, cast: Cast, client_of: ClientOf) -> None:
    for month in (1, 3):
        make_deadline(world.unemployed, f"2014-{month:02}", date(2014, month + 2, 10))

    page = text_of(client_of(cast.anna))

    assert "Mangler: Langtidsledige, 3 måneder fra januar 2014 (første frist 10. mar.) · måltal" in page


def test_a_figure_that_its_source_has_not_published_is_not_missing(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    make_remark(cast.places, world.unemployed, "", state="not_published")

    with standing_at(datetime(2014, 7, 20, 10, tzinfo=UTC)):
        page = text_of(client_of(cast.anna), f"{SOROE}?maaned=2014-05")

    assert "Langtidsledige, maj 2014 (frist" not in page
    assert "Langtidsledige, maj 2014: 10. jul." in page


def test_the_own_page_starts_with_preliminary_figures_and_says_so(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    page = text_of(client_of(cast.anna))

    assert "Grundlag: frigivne tal og foreløbige, som er mærket *." in page
    assert "* foreløbigt tal: ikke frigivet endnu." in page
    assert "Vis kun frigivne tal" in page


@pytest.mark.parametrize("name", ["mette", "bo"])
def test_region_and_ministry_start_with_released_figures_and_may_switch(
    name: str, world: World, cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast[name])

    released, preliminary = text_of(client), text_of(client, f"{SOROE}?grundlag=forelobig")

    assert "2 Førtidspension 35 maj 2013–apr. 2014 74" in released
    assert "Vis også foreløbige tal" in released
    assert "2 Førtidspension 34* jun. 2013–maj 2014 72" in preliminary


@pytest.mark.parametrize("name", ["ole", "lis", "rikke", "karl", "sys"])
def test_outsiders_get_released_figures_whatever_they_ask_for(
    name: str, world: World, cast: Cast, client_of: ClientOf
) -> None:
    make_figure(cast.places.soroe, world.pensions, "2014-05", 7654, approved=False)

    response = client_of(cast[name]).get(f"{SOROE}?grundlag=forelobig")

    assert "7654" not in response.content.decode()
    assert "7.654" not in response.content.decode()
    assert "Grundlag:</strong>\n  \n    kun frigivne tal." in response.content.decode()
    assert "Vis også foreløbige" not in response.content.decode()


def test_a_small_number_is_nowhere_in_an_outsiders_page(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    outsider = client_of(cast.ole).get("/kommuner/0563/")

    drawn = drawn_in(outsider.content.decode(), "figure-2")
    assert "2 Førtidspension .. jun. 2013–maj 2014 9 .." in text_of(client_of(cast.ole), "/kommuner/0563/")
    assert 9.0 in drawn.values
    assert 3.0 not in drawn.values
    assert not [text for text in drawn.texts if re.search(r"\b3\b", text)]
    assert "vises ikke af diskretionshensyn" in text_of(client_of(cast.ole), "/kommuner/0563/")


def test_the_own_jobcentre_sees_its_small_numbers(world: World, cast: Cast, client_of: ClientOf) -> None:
    page = text_of(client_of(cast.vibe), "/kommuner/0563/")

    assert "2 Førtidspension 3 jun. 2013–maj 2014 9 −6" in page


def test_a_comment_on_a_figure_that_is_not_released_stays_with_those_who_see_it(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    assert "rehabiliteringsteam" in text_of(client_of(cast.mads))
    assert "rehabiliteringsteam" not in text_of(client_of(cast.ole))
    assert "rehabiliteringsteam" not in text_of(client_of(cast.lis))


def test_the_comparison_names_what_there_is_no_total_for(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    page = text_of(client_of(cast.anna))

    assert "Klyngen for førtidspension Klynge 3: Esbjerg, Sorø, Aalborg 1.314* −10,7 pct. 3 af 3" in page
    assert "Median i klyngen 480" in page
    assert "Placering i klyngen efter udvikling på et år: nr. 1 af 3, bedste tredjedel." in page
    assert "Hele landet .. .. 4 af 4" in page


def test_a_group_without_a_total_shows_those_that_have_both_months(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    make_figure(cast.places.esbjerg, world.pensions, "2014-05", state="not_measurable")

    page = text_of(client_of(cast.anna))

    assert "De samme 2 kommuner: −14,2 pct., ikke et samlet tal" in page
    assert "kan ikke vises · 2 af 3" in page


def test_an_earlier_month_can_be_chosen(world: World, cast: Cast, client_of: ClientOf) -> None:
    page = text_of(client_of(cast.anna), f"{SOROE}?aar=2014&maaned=2014-04")

    assert "Data til og med april 2014" in page
    assert "2 Førtidspension 35 maj 2013–apr. 2014 74 −39 −52,7 pct. højst 38 højst 54" in page
    assert "34*" not in page


def test_another_year_can_be_chosen(world: World, cast: Cast, client_of: ClientOf) -> None:
    page = text_of(client_of(cast.anna), f"{SOROE}?aar=2013")

    assert "Status på ministermålene 2013" in page
    assert "Data til og med december 2013" in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/kommuner/0999/", "Der er intet område"),
        ("/kommuner/HS/", "Der er ingen kommune"),
        (f"{SOROE}?maaned=2014-13", "2014-13"),
        (f"{SOROE}?maaned=2014-06", "Juni 2014 er ikke slut"),
        (f"{SOROE}?maaned=1950-06", "Der er ingen mål for året 1950."),
        (f"{SOROE}?aar=2014&maaned=1950-06", "Der er intet område"),
        (f"{SOROE}?aar=0000", "Der er ingen mål for året"),
        (f"{SOROE}?aar=2031", "Der er ingen mål for året 2031."),
        (f"{SOROE}?aar=i+fjor", "Skriv året med fire cifre"),
        (f"{SOROE}?grundlag=alt", "Grundlaget er"),
    ],
)
def test_what_is_not_there_is_said_in_words(
    address: str, words: str, world: World, cast: Cast, client_of: ClientOf
) -> None:
    response = client_of(cast.mette).get(address)

    assert response.status_code == 404
    assert words in unescape(response.content.decode())


def test_a_municipality_without_figures_says_so_and_shows_the_goals(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    make_area("0330", "Slagelse", parent=cast.places.hs)

    page = text_of(client_of(cast.ole), "/kommuner/0330/")

    assert "Der er ingen tal og ingen måltal her endnu" in page
    assert "· måltal for alle målene" in page
    assert "Der er intet tal endnu." in page


def test_the_page_in_english_leaves_no_danish_of_ours(world: World, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.anna)
    client.cookies["language"] = "en"

    page = text_of(client)

    assert "Status of the minister's goals for 2014" in page
    assert "Down from 72 to 34 persons in a year, 18 below the benchmark for May." in page
    assert not re.search(r"måltal\b|pejlemærke|Udvikling|Grundlag|ventes", page)


@pytest.mark.parametrize("name", ["anna", "lis", "bo", "mette", "sys"])
def test_twelve_queries_are_enough_however_many_there_are(
    name: str, world: World, cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast[name])

    few = queries(client)
    add_areas(world, 12)
    for month in range(1, 13):
        make_figure(cast.places.soroe, world.unemployed, f"2010-{month:02}", 200)

    assert queries(client) == few
    assert few <= 12


def test_no_figures_need_no_more_queries(cast: Cast, client_of: ClientOf) -> None:
    make_world(cast.places)
    make_area("0330", "Slagelse", parent=cast.places.hs)

    assert queries(client_of(cast.ole), "/kommuner/0330/") <= 12


def queries(client: Client, address: str = SOROE) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_nobody_sees_it_without_signing_in(world: World, client_of: ClientOf) -> None:
    assert client_of(None).get(SOROE).status_code == 302


def test_a_number_that_its_source_changed_is_marked_and_says_what_it_was(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    make_figure(world.places.soroe, world.unemployed, "2014-04", 141)

    page = client_of(cast.ole).get(SOROE).content.decode()

    texts = drawn_in(page, "figure-3").texts
    changed = next(text for text in texts if text.startswith("apr. 2014: 141, "))
    said = changed.removeprefix("apr. 2014: 141, ")
    assert said.startswith("opdateret i kilden ")
    assert said.endswith(", var 143")
    assert page.count(f"<td>{said}</td>") == 1  # below the figure
    assert (
        f'<td class="comment" data-title="Bemærkninger"><div>{said}</div></td>' in page
    )  # among the year's figures
    assert queries(client_of(cast.ole)) <= 12
