"""The pages of a region and of the country ask the database as often for many figures as for few."""

from __future__ import annotations

import pytest

from goals.models import Figure
from goals.months import Month
from reporting.reported import Reported
from tests.builders import make_area, make_figure, make_indicator
from tests.cast import Cast, ClientOf
from tests.reporting.overview_world import COUNTRY, REGION, World, make_world
from tests.reporting.test_municipality import queries


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.mark.parametrize("address", [REGION, COUNTRY])
def test_more_municipalities_and_months_need_no_more_queries(
    world: World, client_of: ClientOf, address: str
) -> None:
    client = client_of(world.cast.mette)
    few = queries(client, address)

    for number in range(10):
        area = make_area(f"91{number:02}", f"By {number}", parent=world.cast.places.hs)
        for month in range(1, 13):
            make_figure(area, world.pensions, f"2013-{month:02}", 50 + number)

    assert queries(client, address) == few <= 12


@pytest.mark.parametrize("address", [REGION, COUNTRY])
def test_another_basis_needs_no_more_queries(world: World, client_of: ClientOf, address: str) -> None:
    client = client_of(world.cast.mette)

    assert queries(client, f"{address}?grundlag=forelobig") == queries(client, address)


def test_of_what_is_reported_the_goals_indicators_alone_are_read(world: World) -> None:
    soroe = world.cast.places.soroe
    make_figure(soroe, make_indicator("eget_maal"), "2014-04", 12)

    reported = Reported.read([world.pensions.pk], [soroe.pk], Month(2014, 1), Month(2014, 5))

    assert set(reported.versions) == {
        (world.pensions.pk, soroe.pk, Month(2014, 4)),
        (world.pensions.pk, soroe.pk, Month(2014, 5)),
    }


@pytest.mark.parametrize("address", [REGION, COUNTRY, "/kommuner/0340/", "/kommuner/9003/", "/sammenlign/"])
def test_figures_that_are_being_entered_anew_need_at_most_twelve_queries(
    world: World, client_of: ClientOf, address: str
) -> None:
    client = client_of(world.cast.ole)
    soroe = world.cast.places.soroe
    Figure.objects.filter(area=soroe, indicator=world.pensions).update(is_reopened=True)
    for month in ("2013-04", "2014-04", "2014-05"):
        make_figure(soroe, world.pensions, month, 35123, approved=False, by=world.cast.anna)

    assert queries(client, address) <= 12
    assert "35.123" not in client.get(address).content.decode()
