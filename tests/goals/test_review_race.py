"""The region releases a figure in the very moment in which the jobcentre changes it."""

from __future__ import annotations

from datetime import date

import pytest

from goals import returns
from goals.models import FigureRevision
from goals.refusals import Refused
from tests.builders import make_sample_installation
from tests.goals import races
from tests.goals.figure_builders import World, make_world
from tests.goals.return_builders import enter, submitted

RACES = 40


@pytest.fixture
def world(transactional_db: None) -> World:
    make_sample_installation(date(2014, 6, 10))
    return make_world()


def test_one_of_both_wins_and_the_other_is_told(world: World) -> None:
    for race in range(RACES):
        world.pensions.figures.update(approved_version=0)  # a month without a lock, as if new
        enter(world, world.pensions, 1000 + 2 * race)
        waiting = submitted(world)

        def change(number: int = 1001 + 2 * race) -> str:
            try:
                return "changed" if enter(world, world.pensions, number) else ""
            except Refused as refused:
                return refused.refusals[0].code

        def release(waiting: object = waiting) -> str:
            try:
                return returns.approve(submission=waiting, by=world.officer) or "released"
            except returns.ReturnRefused as refused:
                return refused.code

        outcome = races.at_once([change, release])

        assert set(outcome) in ({"changed", "nothing_waits"}, {"released", "locked"}), f"race {race}"
    versions = FigureRevision.objects.order_by("version").values_list("version", flat=True)
    assert list(versions) == list(range(1, 2 * RACES + 1))
