"""How many figures of a month came in time: the same count as on the page of who has delivered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from goals.models import Goal, Indicator
from goals.returns.delivered import Punctuality, deliveries, punctuality
from jobcentres import clock
from jobcentres.models import Area, Jobcentre
from reporting.deliveries import Tally
from tests.cast import Cast
from tests.reporting.deliveries_world import JANUARY, NOW, World, february, make_world, send_back


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    made = make_world(cast)
    with clock.standing_at(NOW):
        yield made


def counted(indicator: Indicator, *unpublished: int) -> Punctuality:
    areas = [area.pk for area in Area.objects.municipalities()]
    due_at = february(10, 12)
    return punctuality(indicator, JANUARY, due_at, area_ids=areas, unpublished=unpublished, at=clock.now())


def tally(indicator: Indicator) -> Tally:
    goals = list(Goal.objects.filter(indicator=indicator).select_related("goal_year", "indicator"))
    found = deliveries(Jobcentre.objects.select_related("region"), goals=goals, at=clock.now())
    return Tally.of(one for one in found if one.line.month == JANUARY)


def same(found: Punctuality, told: Tally) -> bool:
    return found == (told.due, told.on_time, told.late, told.missing)


def test_it_counts_as_the_page_of_deliveries_does(world: World) -> None:
    assert counted(world.unemployed) == Punctuality(due=4, on_time=3, late=0, missing=1)
    assert counted(world.pensions) == Punctuality(due=4, on_time=1, late=1, missing=2)
    assert same(counted(world.unemployed), tally(world.unemployed))
    assert same(counted(world.pensions), tally(world.pensions))


def test_what_was_sent_back_was_delivered(world: World) -> None:
    send_back(world, world.pensions, february(14))

    assert same(counted(world.pensions), tally(world.pensions))


def test_what_its_source_does_not_have_is_not_due(world: World) -> None:
    fanoe = world.cast.places.fanoe.pk

    assert counted(world.pensions, fanoe) == Punctuality(due=3, on_time=1, late=1, missing=1)


def test_before_the_deadline_nothing_is_due_or_late(world: World) -> None:
    with clock.standing_at(february(7)):
        assert counted(world.unemployed) == Punctuality(due=0, on_time=3, late=0, missing=0)
