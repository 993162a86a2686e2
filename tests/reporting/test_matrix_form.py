"""What the matrix shows, in which order and of whom: by addresses that need no script and can be sent."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.builders import make_cluster, make_figure
from tests.cast import Cast, ClientOf
from tests.reporting.overview_world import COUNTRY, REGION, World, make_world, names_in
from tests.reporting.test_municipality import queries, text_of


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def page_of(world: World, client_of: ClientOf, query: str, person: str = "bo", address: str = REGION) -> str:
    response = client_of(world.cast[person]).get(address + query)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?status=bagud", ["Lejre"]),
        ("?status=paa-sporet", ["Ærø", "Sorø"]),
        ("?status=lidt-bagud", []),
        ("?status=intet-maaltal&maal=1", ["Aarre"]),
        ("?status=andet&maal=1", ["Aarre"]),
        ("?status=mangler", []),
        ("?stoerrelse=lille", ["Ærø", "Aarre"]),
        ("?stoerrelse=mellem", ["Sorø"]),
        ("?stoerrelse=stor", ["Lejre"]),
        ("?stoerrelse=lille&status=paa-sporet", ["Ærø"]),
        ("?stoerrelse=stor&status=paa-sporet", []),
        ("?status=paa-sporet&sorter=navn", ["Sorø", "Ærø"]),
        ("?status=&stoerrelse=&klynge=&maal=&sorter=&vis=", ["Lejre", "Ærø", "Sorø", "Aarre"]),
    ],
)
def test_only_those_asked_for_are_shown(
    query: str, names: list[str], world: World, client_of: ClientOf
) -> None:
    assert names_shown(page_of(world, client_of, query)) == names


def names_shown(page: str) -> list[str]:
    return names_in(page) if 'class="table table--compact matrix"' in page else []


def test_a_cluster_of_all_goals_is_chosen_by_its_name(world: World, client_of: ClientOf) -> None:
    make_cluster("Klynge 4", world.lejre, world.aarre)

    page = page_of(world, client_of, "?klynge=klynge-4")

    assert names_shown(page) == ["Lejre", "Aarre"]
    assert "2 af 4 kommuner vises · Klynge: Klynge 4" in page


def test_a_cluster_of_one_goal_is_chosen_with_the_goals_number(world: World, client_of: ClientOf) -> None:
    make_cluster("Klynge 4", world.lejre, world.aarre)
    make_cluster("Klynge 7", world.aero, indicator_code=world.pensions.code)

    page = page_of(world, client_of, "?klynge=1-klynge-7")

    assert names_shown(page) == ["Ærø"]
    assert "1 af 4 kommuner vises · Klynge: Klynge 7 (1 Førtidspension)" in page
    assert names_shown(page_of(world, client_of, "?klynge=2-klynge-4")) == ["Lejre", "Aarre"]


def test_a_goal_chosen_has_the_columns_and_the_count_alone(world: World, client_of: ClientOf) -> None:
    page = page_of(world, client_of, "?maal=2")

    assert re.findall(r'<th scope="colgroup"[^>]*>([^<]*)', page) == ["2\N{NO-BREAK SPACE}Samarbejdsgrad"]
    assert "4 af 4 kommuner vises · Mål: 2 Samarbejdsgrad" in page


def test_the_order_of_a_goal_left_out_gives_way_to_the_usual_one(world: World, client_of: ClientOf) -> None:
    page = page_of(world, client_of, "?maal=2&sorter=-1-tal")

    assert "Sorteret efter antal mål, der er bagud, flest først." in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?vis=vejr", 'Tabellen kan ikke vise "vejr".'),
        ("?maal=9", 'Der er ikke noget ministermål "9" i året.'),
        ("?status=rask", 'Man kan ikke vælge status "rask".'),
        ("?klynge=x", 'Man kan ikke vælge klynge "x" her.'),
        ("?stoerrelse=kæmpe", 'Der er ingen størrelse "kæmpe": vælg lille, mellem eller stor.'),
        ("?sorter=1-vejr", 'Tabellen har ingen kolonne "1-vejr".'),
        ("?sorter=-2-aendring-pct", 'Tabellen har ingen kolonne "-2-aendring-pct".'),
    ],
)
@pytest.mark.parametrize("address", [REGION, COUNTRY])
def test_what_there_is_not_is_said_in_words(
    query: str, words: str, address: str, world: World, client_of: ClientOf
) -> None:
    response = client_of(world.cast.bo).get(address + query)

    assert response.status_code == 404
    assert words in unescape(response.content.decode())


def test_where_nobody_is_left_the_way_back_keeps_the_rest(world: World, client_of: ClientOf) -> None:
    page = page_of(world, client_of, "?maaned=2014-04&vis=tal&sorter=navn&status=lidt-bagud")

    assert "0 af 4 kommuner vises · Status: ◐ lidt bagud" in page
    assert "Ingen kommuner svarer til valget." in page
    back = re.findall(r'href="([^"]*)">Vis alle 4 kommuner', page)
    assert back == ["?maaned=2014-04&vis=tal&sorter=navn#municipalities-heading"]


def test_headings_sort_those_chosen_in_the_view_chosen(world: World, client_of: ClientOf) -> None:
    page = page_of(world, client_of, "?maaned=2014-04&vis=aendring&status=paa-sporet&stoerrelse=lille")

    assert (
        'href="?maaned=2014-04&vis=aendring&status=paa-sporet&stoerrelse=lille&sorter=navn#municipalities'
        in page
    )


def test_the_form_keeps_month_basis_and_moment(world: World, client_of: ClientOf) -> None:
    page = page_of(world, client_of, "?maaned=2014-04&grundlag=frigivet&kendt=2014-06-12T00:00&kort=1")

    form = page.split('class="matrix-form')[1].split("</form>")[0]
    assert re.findall(r'type="hidden" name="(\w+)"', form) == ["maaned", "grundlag", "kendt", "kort"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?vis=tal", "Lejre 1 ■ bagud 90 Ærø 0"),
        ("?vis=aendring", "Lejre 1 ■ bagud 90 −10 −10,0"),
        ("?sorter=-1-aendring", "Lejre 1 ■ bagud 90 −10 −10,0"),
        ("?vis=aendring", "Ærø 0 ● på sporet 4 −2 ·"),
        ("?vis=tal&sorter=1-aendring-pct", "Lejre 1 ■ bagud 90 Ærø"),
    ],
)
def test_each_view_stands_beside_status_and_figure(
    query: str, told: str, world: World, client_of: ClientOf
) -> None:
    make_figure(world.lejre, world.companies, "2013-12", state="suppressed")
    client = client_of(world.cast.bo)

    page = text_of(client, f"{REGION}{query}&maaned=2014-04&maal=1")

    assert told in page


def test_the_form_says_what_is_chosen(world: World, client_of: ClientOf) -> None:
    page = page_of(world, client_of, "?vis=aendring&sorter=1-tal&status=bagud")

    chosen = re.findall(r'<option value="([^"]*)" selected>', page.split('class="matrix-form')[1])
    assert chosen == ["aendring", "1-tal", "", "bagud", ""]


def test_who_must_not_see_a_number_learns_nothing_from_sizes(world: World, client_of: ClientOf) -> None:
    seen = []
    for value in (1, 4):
        make_figure(world.aero, world.pensions, "2014-04", value)
        pages = [
            page_of(world, client_of, f"?stoerrelse={word}", "rikke") for word in ("lille", "mellem", "stor")
        ]
        seen.append([names_shown(page) for page in pages])

    assert seen[0] == seen[1]


@pytest.mark.parametrize("address", [REGION, COUNTRY])
@pytest.mark.parametrize("query", ["?vis=fremskrivning", "?vis=aendring&status=bagud&stoerrelse=stor&maal=1"])
def test_no_choice_needs_more_queries(address: str, query: str, world: World, client_of: ClientOf) -> None:
    make_cluster("Klynge 4", world.lejre, world.aarre)
    client = client_of(world.cast.bo)

    assert queries(client, address + query) == queries(client, address)
