"""The municipalities' targets against their region's contract, on the region's page."""

from __future__ import annotations

import pytest

from tests.builders import make_target
from tests.cast import Cast, ClientOf
from tests.reporting.overview_world import COUNTRY, REGION, World, make_world
from tests.reporting.test_municipality import text_of

HEADING = "Lokale måltal mod kontrakten"


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def told(world: World, client_of: ClientOf, person: str = "bo") -> str:
    return text_of(client_of(world.cast[person]), REGION).split(HEADING)[1].split("Alle kommuner")[0]


@pytest.mark.parametrize(
    ("contract", "verdict"),
    [
        (100, "6 for mange: planerne rækker ikke til kontrakten"),
        (106, "netop det samme som kontrakten"),
        (120, "14 færre, end kontrakten tillader"),
    ],
)
def test_the_sum_stands_beside_the_contract(
    contract: int, verdict: str, world: World, client_of: ClientOf
) -> None:
    make_target(world.aarre, world.pensions, 5)
    make_target(world.cast.places.hs, world.pensions, contract)

    assert f"1 Førtidspension 106 4 af 4 højst {contract} {verdict}" in told(world, client_of)


def test_who_has_no_target_is_named_and_nothing_is_concluded(world: World, client_of: ClientOf) -> None:
    make_target(world.cast.places.hs, world.pensions, 120)

    page = told(world, client_of)

    assert (
        "1 Førtidspension 101 3 af 4; Aarre mangler højst 120 kan først opgøres, når alle har måltal" in page
    )


def test_a_proposal_does_not_count(world: World, client_of: ClientOf) -> None:
    make_target(world.cast.places.hs, world.pensions, 120)
    make_target(world.aarre, world.pensions, 5, kind="draft")

    assert "101 3 af 4; Aarre mangler" in told(world, client_of)


def test_percentages_are_not_added_up_and_the_page_says_why(world: World, client_of: ClientOf) -> None:
    make_target(world.cast.places.hs, world.pensions, 120)

    page = told(world, client_of)

    assert "2 Samarbejdsgrad" not in page
    assert "Procenter kan ikke lægges sammen: ministermål 2 er derfor ikke med i tabellen." in page


def test_without_a_contract_there_is_no_such_table(world: World, client_of: ClientOf) -> None:
    assert HEADING not in text_of(client_of(world.cast.karl), "/regioner/NJ/")
    assert HEADING not in text_of(client_of(world.cast.mette), COUNTRY)
