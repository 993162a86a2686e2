"""Sorø as on the sketch of its page, among others: the figures that the tests of the page ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from goals.models import Deadline, Indicator, MonthlyReturn, ReturnLine, SeriesBreak, TargetVersion
from goals.months import Month
from jobcentres.models import Area
from tests.builders import (
    make_cluster,
    make_figure,
    make_goal,
    make_indicator,
    make_sample_installation,
    make_target,
)
from tests.cast import Places

TWELFTH_OF_JUNE = date(2014, 6, 12)


@dataclass(frozen=True)
class World:
    places: Places
    education: Indicator
    pensions: Indicator
    unemployed: Indicator
    companies: Indicator


def make_world(places: Places) -> World:
    """12 June 2014; Sorø's latest pension figure is preliminary, the other municipalities have theirs."""
    world = World(places, *_make_goals())
    soroe, pensions, unemployed = places.soroe, world.pensions, world.unemployed
    for month, value in (("2013-04", 74), ("2013-05", 72), ("2014-03", 36), ("2014-04", 35)):
        make_figure(soroe, pensions, month, value)
    make_figure(soroe, pensions, "2014-05", 34, approved=False)
    make_figure(soroe, unemployed, "2013-04", 168)
    make_figure(soroe, unemployed, "2014-04", 143)
    make_figure(soroe, world.companies, "2012-12", "39.5")
    make_figure(soroe, world.companies, "2013-12", "37.0")
    for area, before, now in ((places.aalborg, 900, 800), (places.esbjerg, 500, 480), (places.fanoe, 9, 3)):
        make_figure(area, pensions, "2013-05", before)
        make_figure(area, pensions, "2014-05", now)
    _make_targets(world)
    make_cluster("Klynge 3", soroe, places.esbjerg, places.aalborg, indicator_code=pensions.code)
    make_remark(places, pensions, "Nyt rehabiliteringsteam fra august 2013.")
    make_sample_installation(TWELFTH_OF_JUNE)
    return world


def make_remark(places: Places, indicator: Indicator, text: str, **state: str) -> None:
    monthly_return, _made = MonthlyReturn.objects.get_or_create(
        jobcentre=places.jobcentre_soroe, month=Month(2014, 5)
    )
    ReturnLine.objects.create(
        monthly_return=monthly_return, indicator=indicator, municipality=places.soroe, comment=text, **state
    )


def make_deadline(indicator: Indicator, month: str, day: date) -> None:
    due_at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    Deadline.objects.create(indicator=indicator, month=Month.parse(month), expected_on=day, due_at=due_at)


def add_areas(world: World, number: int) -> None:
    """Further municipalities with figures of two months, in the same region and cluster as Sorø."""
    for n in range(number):
        area = Area.objects.create(
            code=f"9{n:03}",
            name=f"Nyby {n}",
            level="municipality",
            parent=world.places.hs,
            slug=f"nyby-{n}",
            sort_key=f"nyby {n:03}",
            valid_from=world.places.soroe.valid_from,
        )
        for month in ("2013-05", "2014-05"):
            make_figure(area, world.pensions, month, 50 + n)


def _make_goals() -> list[Indicator]:
    ratio = {"unit": "percent", "direction": "up"}
    education = make_indicator("uddannelsesgrad", window="year_to_date", name="Unge i uddannelse", **ratio)
    pensions = make_indicator("foertidspension", window="rolling_12", name="Førtidspension")
    unemployed = make_indicator("langtidsledige")
    companies = make_indicator("samarbejdsgrad", window="calendar_year", name="Samarbejdsgrad", **ratio)
    indicators = [education, pensions, unemployed, companies]
    for number, indicator in enumerate(indicators, start=1):
        make_goal(indicator, number=number)
        make_goal(indicator, number=number, year=2013)
    SeriesBreak.objects.create(
        indicator=pensions, month=Month(2013, 1), name="Førtidspensionsreform", is_break=False
    )
    for month in range(1, 5):
        make_deadline(education, f"2014-{month:02}", date(2014, 9, 10))
    make_deadline(pensions, "2014-06", date(2014, 7, 10))
    for month, day in (("2014-02", date(2014, 4, 10)), ("2014-05", date(2014, 7, 10))):
        make_deadline(unemployed, month, day)
    return indicators


def _make_targets(world: World) -> None:
    soroe = world.places.soroe
    make_target(soroe, world.education, "24.0")
    adopted = make_target(soroe, world.pensions, 38, baseline=86, baseline_month="2012-12")
    TargetVersion.objects.filter(pk=adopted.pk).update(
        adopted_percent=Decimal("-56.0"), decided_on=date(2013, 12, 17)
    )
    make_target(soroe, world.unemployed, 128, baseline=208, baseline_month="2012-12")
