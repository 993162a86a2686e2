"""The municipalities × goals: what stands in a cell, and every order there is."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.builders import make_area, make_figure
from tests.cast import Cast, ClientOf
from tests.reporting.overview_world import COUNTRY, REGION, World, make_world, names_in
from tests.reporting.test_municipality import queries, text_of


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def order_of(world: World, client_of: ClientOf, word: str, address: str = REGION) -> list[str]:
    response = client_of(world.cast.mette).get(address, {"sorter": word} if word else {})
    assert response.status_code == 200
    return names_in(unescape(response.content.decode()))


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("", ["Lejre", "Ærø", "Sorø", "Aarre"]),
        ("navn", ["Lejre", "Sorø", "Ærø", "Aarre"]),
        ("-navn", ["Aarre", "Ærø", "Sorø", "Lejre"]),
        ("1-tal", ["Ærø", "Aarre", "Sorø", "Lejre"]),
        ("-1-tal", ["Lejre", "Sorø", "Aarre", "Ærø"]),
        ("-1-afvigelse", ["Lejre", "Ærø", "Sorø", "Aarre"]),
        ("1-status", ["Sorø", "Ærø", "Lejre", "Aarre"]),
        ("-1-status", ["Lejre", "Ærø", "Sorø", "Aarre"]),
        ("2-tal", ["Lejre", "Sorø", "Ærø", "Aarre"]),
    ],
)
def test_the_matrix_stands_in_every_order_without_a_script(
    word: str, names: list[str], world: World, client_of: ClientOf
) -> None:
    assert order_of(world, client_of, word) == names


def test_the_country_is_sorted_by_region_too(world: World, client_of: ClientOf) -> None:
    assert order_of(world, client_of, "region", COUNTRY) == [
        *("Lejre", "Sorø", "Ærø", "Aarre"),
        *("Aalborg", "Esbjerg", "Fanø"),
    ]


@pytest.mark.parametrize("word", ["vejr", "9-tal", "region", "--navn", "<b>"])
def test_an_unknown_order_is_said_in_words(word: str, world: World, client_of: ClientOf) -> None:
    response = client_of(world.cast.mette).get(REGION, {"sorter": word})

    assert response.status_code == 404
    assert f'Tabellen har ingen kolonne "{word}".' in unescape(response.content.decode())


def test_the_chosen_column_says_so_and_leads_to_the_other_direction(
    world: World, client_of: ClientOf
) -> None:
    page = client_of(world.cast.mette).get(f"{REGION}?maaned=2014-04&sorter=navn").content.decode()

    assert page.count("aria-sort=") == 1
    assert 'aria-sort="ascending"><a href="?maaned=2014-04&amp;sorter=-navn"' in page
    assert "Sorteret efter kommune, A til Å." in page


def test_a_cell_has_sign_word_figure_and_distance(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.mette), REGION)

    assert "Lejre 1 ■ bagud 90 +10" in page
    assert "Sorø 0 ● på sporet 33 maj 2014 −" in page
    assert "Aarre · · intet måltal 20 maj 2013" in page


def test_outsiders_see_no_small_number_and_nothing_that_gives_it_away(
    world: World, client_of: ClientOf
) -> None:
    inside, outside = (text_of(client_of(one), REGION) for one in (world.cast.bo, world.cast.rikke))

    assert "Ærø 0 ● på sporet 4 −0" in inside or "Ærø 0" in inside
    assert "Ærø · .. vises ikke af diskretionshensyn .. .." in outside
    assert ".. vises ikke af diskretionshensyn: tallet handler om for få personer." in outside


def test_where_no_area_has_a_distance_there_is_no_column_for_it(world: World, client_of: ClientOf) -> None:
    page = client_of(world.cast.mette).get(REGION).content.decode()

    assert re.findall(r'colspan="(\d)"', page) == ["3", "2"]


@pytest.mark.parametrize("address", [REGION, COUNTRY])
def test_more_municipalities_need_no_more_queries(address: str, world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.mette)
    few = queries(client, address)

    for number in range(30):
        area = make_area(f"8{number:03}", f"Nyby {number}", parent=world.cast.places.hs)
        make_figure(area, world.pensions, "2014-04", 50 + number)
        make_figure(area, world.pensions, "2014-05", 40 + number)

    assert queries(client, address) == few
    assert few <= 12
