"""The outlook in the matrix: its number, its band, how the method did before, and never a status."""

from __future__ import annotations

from html import unescape

import pytest

from goals.models import Indicator
from goals.months import Month
from jobcentres.models import Area
from tests.builders import make_figure, make_goal, make_indicator
from tests.cast import Cast, ClientOf
from tests.reporting.overview_world import REGION, World, make_world, names_in
from tests.reporting.test_municipality import text_of

AHEAD = f"{REGION}?vis=fremskrivning"


@pytest.fixture
def world(cast: Cast) -> World:
    """Long-term unemployed of three years: falling in Sorø and Lejre, four or five in Ærø."""
    world = make_world(cast)
    unemployed = make_indicator("langtidsledige", name="Langtidsledige", window="month")
    make_goal(unemployed, number=3)
    for area, first, step in ((cast.places.soroe, 400, 3), (world.lejre, 200, 1), (world.aero, 4, 0)):
        fill(area, first, step)
    return world


def fill(area: Area, first: int, step: int) -> None:
    indicator = Indicator.objects.get(code="langtidsledige")
    for number, month in enumerate(Month.range(Month(2012, 1), Month(2014, 5))):
        make_figure(area, indicator, str(month), first - step * number + number % 2)


def test_number_band_and_backtest_stand_there(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.bo), f"{AHEAD}&maal=3&sorter=navn")

    assert "Lejre · · intet måltal 172 ca. 1" in page
    assert (
        "3 Langtidsledige: De seneste måneders udvikling fortsætter og aftager, med årstidens udsving som i "
        "årene før. Metoden ramte inden for ±"
    ) in page
    assert "kommuner sidste år." in page
    assert "Fremskrivningen er ikke en vurdering" in page


def test_where_there_is_none_the_reason_is_told_once(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.bo), AHEAD)

    assert "1 Førtidspension: Ingen fremskrivning: Der er for få tidligere tal." in page
    assert "2 Samarbejdsgrad: Ingen fremskrivning: Der er ét tal om året." in page


def test_one_that_differs_says_why_in_its_cell(world: World, client_of: ClientOf) -> None:
    make_figure(world.aarre, Indicator.objects.get(code="langtidsledige"), "2014-01", 20)

    page = text_of(client_of(world.cast.bo), f"{AHEAD}&maal=3&sorter=navn&grundlag=forelobig")

    assert "Aarre · · intet måltal 20 jan. 2014 · " in page


def test_an_outlook_has_no_sign_of_a_status(world: World, client_of: ClientOf) -> None:
    page = unescape(client_of(world.cast.bo).get(f"{AHEAD}&maal=3").content.decode())

    cells = page.split('<td class="number outlook">')[1:]
    assert cells
    assert not any("status" in cell.split("</td>")[0] for cell in cells)


def test_the_table_can_be_sorted_by_it(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.bo)
    pages = [
        unescape(client.get(f"{AHEAD}&maal=3&sorter={sign}3-fremskrivning").content.decode())
        for sign in ("", "-")
    ]

    assert [names_in(page) for page in pages] == [
        ["Ærø", "Lejre", "Sorø", "Aarre"],
        ["Sorø", "Lejre", "Ærø", "Aarre"],
    ]


def test_an_outlook_from_small_numbers_is_hidden_outside(world: World, client_of: ClientOf) -> None:
    inside, outside = (
        text_of(client_of(one), f"{AHEAD}&maal=3&sorter=navn") for one in (world.cast.bo, world.cast.ole)
    )

    assert "Ærø · · intet måltal 4 ca. " in inside
    assert "Ærø · · intet måltal .. .. " in outside
