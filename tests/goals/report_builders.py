"""Midtjylland's contract of 2013 as screens.md shows it, in a country of two regions, and its people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from goals import reports
from goals.models import Goal, GoalYear, Report, SavingPrice
from goals.months import now
from goals.reports import GoalContent, Statement
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, User
from tests.builders import make_assignment, make_cluster, make_figure, make_target, make_user
from tests.goals.figure_builders import World

OCTOBER = datetime(2013, 10, 18, 8, 0, tzinfo=COPENHAGEN)
LATER = datetime(2013, 11, 5, 10, 0, tzinfo=COPENHAGEN)
NEXT_SPRING = datetime(2014, 5, 5, 10, 0, tzinfo=COPENHAGEN)


def make_year(world: World, year: int = 2013) -> GoalYear:
    """The same four goals in another year."""
    goal_year = GoalYear.objects.create(year=year, state=GoalYear.State.ANNOUNCED)
    for goal in world.year.goals.select_related("indicator"):
        Goal.objects.create(
            goal_year=goal_year,
            number=goal.number,
            indicator=goal.indicator,
            short_name=goal.short_name,
            title=goal.title,
        )
    return goal_year


def make_contract(world: World, region: Area) -> GoalYear:
    """Targets and the figures known on 18 October 2013: 8.9, 1,402, 5,236 and none."""
    with clock.standing_at(datetime(2013, 10, 10, 9, tzinfo=COPENHAGEN)):
        goal_year = make_year(world)
        make_target(region, world.education, 25, year=2013)
        make_target(region, world.pensions, 1450, year=2013, baseline=1846, baseline_month="2012-12")
        make_target(region, world.unemployed, 4900, year=2013, baseline=5398, baseline_month="2012-12")
        make_target(region, world.cooperation, 25, year=2013)
        make_figure(region, world.education, "2013-04", "8.9")
        make_figure(region, world.pensions, "2013-09", 1402)
        make_figure(region, world.unemployed, "2013-08", 5236)
        make_figure(region, world.cooperation, "2013-09", state="not_measurable")
    return goal_year


def make_council(region: Area) -> User:
    person = make_user("Rikke Bang")
    make_assignment(person, "regional_council", region)
    return person


def make_lbr(municipality: Area) -> User:
    person = make_user("Lis Damgaard")
    make_assignment(person, "local_council", municipality)
    return person


def follow_up(world: World, goal_year: GoalYear, quarter: int = 3, **options: Any) -> Report:
    with clock.standing_at(OCTOBER + timedelta(minutes=1)):
        return reports.freeze_follow_up(
            goal_year, world.region, quarter, by=world.officer, **({"known_on": OCTOBER} | options)
        )


def make_year_end(world: World) -> GoalYear:
    """Sorø had 60 on pensions at the end of 2013, down from 86; its cluster went from 186 to 124."""
    with clock.standing_at(datetime(2014, 4, 10, 9, tzinfo=COPENHAGEN)):
        goal_year = make_year(world)
        make_cluster("A", world.soroe, world.slagelse)
        make_target(world.soroe, world.pensions, 62, year=2013, baseline=86, baseline_month="2012-12")
        for area, before, after in ((world.soroe, 86, 60), (world.slagelse, 100, 64)):
            make_figure(area, world.pensions, "2012-12", before)
            make_figure(area, world.pensions, "2013-12", after)
        SavingPrice.objects.create(
            indicator=world.pensions, goal_year=goal_year, kroner=150_000, note="Eksempel"
        )
    return goal_year


def yearly_result(world: World, goal_year: GoalYear) -> Report:
    with clock.standing_at(NEXT_SPRING):
        return reports.freeze_result(goal_year, world.soroe, by=world.manager)


def said(report: Report, number: int) -> GoalContent:
    """What the report's content says about a goal."""
    return next(goal for goal in reports.content_in(report)["goals"] if goal["number"] == number)


def decide(report: Report, by: User) -> None:
    meeting = Statement("decision", "Tiltrådt.", on=now().date(), agenda_item="3")
    reports.say(report, [meeting], by=by)
