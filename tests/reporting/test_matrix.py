"""The municipalities × goals: what stands in a cell, and every order there is."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.builders import make_area, make_figure, make_target
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
    assert 'aria-sort="ascending"><a href="?maaned=2014-04&amp;sorter=-navn#municipalities-heading"' in page
    assert "Sorteret efter kommune, A til Å." in page


def test_a_cell_has_sign_word_figure_and_distance(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.mette), REGION)

    assert "Lejre 1 ■ bagud 90 +10" in page
    assert "Sorø 0 ● på sporet 33 maj 2014 −" in page
    assert "Aarre · · intet måltal 20 maj 2013" in page


def test_a_status_that_is_no_verdict_stands_over_its_column(world: World, client_of: ClientOf) -> None:
    make_target(world.lejre, world.companies, "30.0")
    page = client_of(world.cast.mette).get(REGION).content.decode()
    matrix = page.split('class="table table--compact matrix"')[-1]

    assert "· intet måltal</span>" in matrix.split("<tbody>")[0]
    assert "status-awaiting" in matrix
    assert "</span> afventer årstal 2014</span>" in matrix
    assert matrix.count('<span class="sr-only">intet måltal</span>') == 3


def test_by_a_column_without_verdicts_nobody_can_sort(world: World, client_of: ClientOf) -> None:
    page = client_of(world.cast.mette).get(REGION).content.decode()

    assert 'data-word="1-status"' in page
    assert 'data-word="2-status"' not in page


@pytest.mark.parametrize("word", ["1-tal", "-1-tal", "1-status", "-1-status", "1-afvigelse", "-1-afvigelse"])
def test_equal_rows_stand_by_name_in_both_directions(word: str, world: World, client_of: ClientOf) -> None:
    for name in ("Åby", "Zeeby", "Ørby", "Abby"):
        twin = make_area(f"9{len(name)}{ord(name[0]) % 100:02}", name, parent=world.cast.places.hs)
        make_figure(twin, world.pensions, "2014-04", 90)
        make_target(twin, world.pensions, 60, baseline=120, baseline_month="2012-12")

    names = [name for name in order_of(world, client_of, word) if name not in ("Sorø", "Ærø", "Aarre")]

    assert names == ["Abby", "Lejre", "Zeeby", "Ørby", "Åby"]


@pytest.mark.parametrize("word", ["", "bagud", "1-afvigelse", "-1-afvigelse", "1-status", "-1-status"])
def test_who_has_nothing_to_compare_stands_last(word: str, world: World, client_of: ClientOf) -> None:
    assert order_of(world, client_of, word)[-1] == "Aarre"


def test_outsiders_see_no_small_number_and_nothing_that_gives_it_away(
    world: World, client_of: ClientOf
) -> None:
    inside, outside = (text_of(client_of(one), REGION) for one in (world.cast.bo, world.cast.rikke))

    assert "Ærø 0 ● på sporet 4 0" in inside
    assert "Ærø · .. vises ikke af diskretionshensyn .. .." in outside
    assert ".. vises ikke af diskretionshensyn: tallet handler om for få personer." in outside
    assert "diskretionshensyn" not in inside


@pytest.mark.parametrize("word", ["1-tal", "-1-tal", "1-afvigelse", "-1-afvigelse", "-1-status", "bagud"])
def test_no_order_gives_a_small_number_away(word: str, world: World, client_of: ClientOf) -> None:
    seen = []
    for value in (1, 4):
        make_figure(world.aero, world.pensions, "2014-04", value)
        page = client_of(world.cast.rikke).get(REGION, {"sorter": word}).content.decode()
        seen.append(re.sub(r"Opdateret[^<]*", "", page).split(">Alle kommuner</h2>")[1].split("<section")[0])

    assert seen[0] == seen[1]


def test_where_no_area_has_a_distance_there_is_no_column_for_it(world: World, client_of: ClientOf) -> None:
    page = client_of(world.cast.mette).get(REGION).content.decode()

    assert re.findall(r'colspan="(\d)"', page) == ["3", "2"]


@pytest.mark.parametrize(
    ("person", "address"), [("bo", REGION), ("rikke", REGION), ("mette", COUNTRY), ("anna", COUNTRY)]
)
def test_more_municipalities_need_no_more_queries(
    person: str, address: str, world: World, client_of: ClientOf
) -> None:
    client = client_of(world.cast[person])
    few = queries(client, address)

    for number in range(30):
        area = make_area(f"8{number:03}", f"Nyby {number}", parent=world.cast.places.hs)
        make_figure(area, world.pensions, "2014-04", 50 + number)
        make_figure(area, world.pensions, "2014-05", 40 + number)
        make_target(area, world.pensions, 45, baseline=60, baseline_month="2012-12")

    assert queries(client, address) == few
    assert few <= 12
