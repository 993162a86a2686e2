"""Denmark as tiles: where each stands, what it says, and that it says the same as the table."""

from __future__ import annotations

import csv
import re
from html import unescape

import pytest
from django.test import Client

from goals.models import Goal
from goals.months import Month
from jobcentres.access import MINISTRY, OUTSIDER, Reader
from jobcentres.models import Area
from jobcentres.reference import DATA
from reporting.matrix import group_matrix
from reporting.summaries import Choice, load
from reporting.tile_map import COLUMNS, ROWS, TileMap, tile_map
from tests.builders import make_figure
from tests.cast import Cast, ClientOf
from tests.reporting.overview_world import COUNTRY, World, make_world
from tests.reporting.test_municipality import text_of

TILE = re.compile(
    r'<li class="tile ([^"]*)"><a href="([^"]*)">.*?<span class="tile-told">([^<]*)</span>', re.S
)


@pytest.fixture
def world(cast: Cast) -> World:
    made = make_world(cast)
    for number, area in enumerate(Area.objects.municipalities()):
        area.tile_label, area.tile_column, area.tile_row = area.name[:3].upper(), number, number % 3
        area.save()
    return made


def map_of(reader: Reader, number: int = 1, own: tuple[int, ...] = ()) -> TileMap:
    book = load(Choice.of(2014, as_of=Month(2014, 5)), reader)
    return tile_map(book, book.goals[number - 1], own)


def tiles_on(client: Client, query: str = "") -> dict[str, str]:
    """The classes of the page's tiles by what they are called."""
    page = unescape(client.get(COUNTRY + query).content.decode())
    return {told: classes for classes, _address, told in TILE.findall(page)}


def test_denmark_has_98_tiles_and_none_on_another() -> None:
    with (DATA / "municipalities.csv").open(encoding="utf-8") as file:
        places = [(int(row["tile_column"]), int(row["tile_row"])) for row in csv.DictReader(file)]

    assert len(set(places)) == len(places) == 98
    assert all(column < COLUMNS and row < ROWS for column, row in places)


@pytest.mark.parametrize(
    ("degree", "place", "least"), [("longitude", "tile_column", 0.9), ("latitude", "tile_row", -0.9)]
)
def test_the_tiles_lie_as_the_country_does(degree: str, place: str, least: float) -> None:
    with (DATA / "municipalities.csv").open(encoding="utf-8") as file:
        rows = [(float(row[degree]), float(row[place])) for row in csv.DictReader(file)]

    assert correlation(rows) / least > 1


def correlation(rows: list[tuple[float, float]]) -> float:
    mean = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    apart = [(x - mean[0], y - mean[1]) for x, y in rows]
    spread = [sum(one[side] ** 2 for one in apart) ** 0.5 for side in (0, 1)]
    return sum(x * y for x, y in apart) / (spread[0] * spread[1])


@pytest.mark.parametrize("reader", [MINISTRY, OUTSIDER])
@pytest.mark.parametrize("number", [1, 2])
def test_every_tile_has_the_sign_of_the_table(world: World, reader: Reader, number: int) -> None:
    book = load(Choice.of(2014, as_of=Month(2014, 5)), reader)
    rows = group_matrix(book, book.places.municipalities).rows

    tiles = {
        tile.told.split(":")[0]: (tile.status.sign, tile.status.word) for tile in map_of(reader, number).tiles
    }

    assert tiles == {
        row.area.name: (cell["sign"], cell["word"]) for row in rows for cell in [row.cells[number - 1]]
    }
    assert len(tiles) == 7


def test_a_tile_is_called_by_name_figure_and_verdict(world: World) -> None:
    told = [tile.told for tile in map_of(MINISTRY).tiles]

    assert "Sorø: 33 personer (maj 2014), på sporet" in told
    assert "Lejre: 90 personer, bagud" in told
    assert "Aarre: 20 personer (maj 2013), intet måltal" in told
    assert "Fanø: intet tal, intet måltal" in told


def test_a_small_number_is_not_told_to_outsiders(world: World) -> None:
    told = [tile.told for tile in map_of(OUTSIDER).tiles]

    assert "Ærø: vises ikke af diskretionshensyn" in told
    assert "Ærø: 4 personer, på sporet" not in told


def test_a_preliminary_figure_says_so(world: World) -> None:
    make_figure(world.lejre, world.pensions, "2014-05", 91, approved=False)
    book = load(Choice.of(2014, as_of=Month(2014, 5), basis="preliminary"), MINISTRY)

    told = [tile.told for tile in tile_map(book, book.goals[0]).tiles]

    assert any(re.match(r"Lejre: 91 personer.* \(foreløbigt\), bagud", one) for one in told)


def test_the_legend_counts_the_signs(world: World) -> None:
    found = map_of(MINISTRY)

    assert found.conclusion == "7 kommuner: 2 på sporet, 1 bagud og 4 uden måltal."
    assert sum(tally.how_many for tally in found.legend) == len(found.tiles)


def test_what_has_no_tile_is_named_beneath(world: World, client_of: ClientOf) -> None:
    Area.objects.filter(pk=world.lejre.pk).update(tile_column=None, tile_row=None)
    Area.objects.filter(pk=world.aarre.pk).update(tile_column=COLUMNS)

    page = text_of(client_of(world.cast.mette), COUNTRY)

    assert "Ikke på kortet: Lejre , Aarre" in page


@pytest.mark.parametrize(
    ("person", "own"),
    [
        ("anna", {"Sorø"}),
        ("rikke", {"Sorø", "Lejre", "Ærø", "Aarre"}),
        ("vibe", {"Esbjerg", "Fanø"}),
        ("mette", set()),
    ],
)
def test_the_readers_own_area_stands_out(
    world: World, client_of: ClientOf, person: str, own: set[str]
) -> None:
    tiles = tiles_on(client_of(getattr(world.cast, person)))

    assert {told.split(":")[0] for told, classes in tiles.items() if "tile-own" in classes} == own


def test_an_address_chooses_the_goal_and_keeps_the_rest(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.mette)

    page = unescape(client.get(f"{COUNTRY}?maaned=2014-04&kort=2").content.decode())

    assert "Danmarkskort: Samarbejdsgrad" in page
    assert '<a href="?maaned=2014-04&kort=1#map">1 Førtidspension</a>' in page
    assert '<a href="?maaned=2014-04&kort=2#map" aria-current="true">' in page
    assert f'href="{world.lejre.get_absolute_url()}?maaned=2014-04"' in page


def test_without_a_choice_the_map_shows_a_goal_that_can_be_judged(world: World, client_of: ClientOf) -> None:
    Goal.objects.filter(indicator=world.pensions).update(number=3)

    assert "Danmarkskort: Førtidspension" in text_of(client_of(world.cast.mette), COUNTRY)


@pytest.mark.parametrize("written", ["9", "", "to", "-1", "<b>"])
def test_an_unknown_goal_is_said_in_words(world: World, client_of: ClientOf, written: str) -> None:
    response = client_of(world.cast.mette).get(COUNTRY, {"kort": written})

    assert response.status_code == 404
    assert f'Der er intet ministermål "{written}" i 2014. Vælg et af: 1, 2.' in unescape(
        response.content.decode()
    )


def test_who_is_behind_and_missing_stands_on_the_country_page(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.lis), COUNTRY)

    assert "Kræver opmærksomhed ■ Førtidspension , 1 bagud: Lejre" in page
    missing = "Esbjerg , Fanø , Lejre , Ærø , Aalborg , Aarre"
    assert f"! Førtidspension , maj 2014 (frist 10. juni kl. 12.00): {missing}" in page
