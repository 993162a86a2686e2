"""How many figures of a month came in time: the same count as on the page of who has delivered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from goals.models import Goal, Indicator, MonthlyReturn, ReturnLine
from goals.returns.delivered import Punctuality, arrivals, deliveries
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


def counted(indicator: Indicator) -> tuple[int, int, int, int]:
    """Due, in time, late and missing."""
    found = arrivals(indicator, JANUARY, [area.pk for area in Area.objects.municipalities()])
    told = Punctuality.of(found, february(10, 12), clock.now())
    return told.due, told.on_time, told.late, len(told.missing)


def tally(indicator: Indicator) -> tuple[int, int, int, int]:
    goals = list(Goal.objects.filter(indicator=indicator).select_related("goal_year", "indicator"))
    found = deliveries(Jobcentre.objects.select_related("region"), goals=goals, at=clock.now())
    told = Tally.of(one for one in found if one.line.month == JANUARY)
    return told.due, told.on_time, told.late, told.missing


def test_it_counts_as_the_page_of_deliveries_does(world: World) -> None:
    assert counted(world.unemployed) == tally(world.unemployed) == (4, 3, 0, 1)
    assert counted(world.pensions) == tally(world.pensions) == (4, 1, 1, 2)


def test_what_was_sent_back_was_delivered(world: World) -> None:
    send_back(world, world.pensions, february(14))

    assert counted(world.pensions) == tally(world.pensions)


def test_what_its_source_does_not_have_is_not_due(world: World) -> None:
    filed = MonthlyReturn.objects.create(jobcentre=world.cast.places.jobcentre_esbjerg, month=JANUARY)
    ReturnLine.objects.create(
        monthly_return=filed,
        indicator=world.pensions,
        municipality=world.cast.places.fanoe,
        state=ReturnLine.State.NOT_PUBLISHED,
    )

    assert counted(world.pensions) == tally(world.pensions) == (3, 1, 1, 1)


def test_before_the_deadline_nothing_is_due_or_late(world: World) -> None:
    with clock.standing_at(february(7)):
        assert counted(world.unemployed) == (0, 3, 0, 0)
