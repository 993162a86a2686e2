"""The region freezes its figures in the moment in which one of them changes, or somebody else freezes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from threading import Event
from time import sleep

import pytest
from django.db import transaction

from goals import reports
from goals.contents import FigureEntry
from goals.entry import record_figures
from goals.models import GoalYear, Origin, Report
from goals.months import Month
from goals.verification import History, first_fault
from tests.builders import make_sample_installation
from tests.goals import races
from tests.goals.figure_builders import World, make_world
from tests.goals.report_builders import make_contract, said

RACES = 6


@pytest.fixture
def world(transactional_db: None) -> World:
    make_sample_installation(date(2013, 10, 18))
    return make_world()


@pytest.fixture
def year(world: World) -> GoalYear:
    return make_contract(world, world.region)


def test_what_is_being_recorded_as_the_figures_are_frozen_counts(world: World, year: GoalYear) -> None:
    is_recorded = Event()

    def change() -> int:
        entry = FigureEntry(world.pensions, world.region, Month(2013, 9), value=Decimal(2000))
        with transaction.atomic():
            record_figures(entries=[entry], by=None, origin=Origin.OFFICIAL)
            is_recorded.set()
            sleep(0.4)  # recorded, and not yet to be seen by others
        return 0

    def freeze() -> int:
        is_recorded.wait(10)
        return reports.freeze_follow_up(year, world.region, 3, by=world.officer).number

    assert set(races.at_once([change, freeze])) == {0, 1}
    assert said(Report.objects.get(), 2)["latest"] == "2000"
    assert first_fault(History.now()) is None


def test_two_who_freeze_at_once_make_two_numbers(world: World, year: GoalYear) -> None:
    def freeze() -> int:
        return reports.freeze_follow_up(year, world.region, 3, by=world.officer).number

    for race in range(RACES):
        assert set(races.at_once([freeze, freeze])) == {2 * race + 1, 2 * race + 2}
    assert first_fault(History.now()) is None
