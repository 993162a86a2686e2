"""January 2014 as three jobcentres reported it, for the tests of the pages and files of deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from goals import returns
from goals.contents import FigureEntry
from goals.entry import record_figures
from goals.models import Deadline, Indicator, Origin, SentMail
from goals.months import Month
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from tests.builders import make_goal, make_indicator
from tests.cast import Cast

JANUARY = Month(2014, 1)
REGION, COUNTRY = "/leveret/HS/", "/leveret/DK/"


def february(day: int, hour: int = 9) -> datetime:
    return datetime(2014, 2, day, hour, tzinfo=COPENHAGEN)


NOW = february(20)


@dataclass(frozen=True)
class World:
    cast: Cast
    unemployed: Indicator
    pensions: Indicator


def make_world(cast: Cast) -> World:
    """Due on Monday 10 February at noon. Sorø: one figure on time, one late. Aalborg: both on time from the
    source. Esbjerg: one of four on time from the source, the others missing, and reminded on the 11th."""
    world = World(
        cast,
        make_indicator("langtidsledige", name="Langtidsledige"),
        make_indicator("foertidspension", name="Førtidspension"),
    )
    for number, indicator in enumerate((world.unemployed, world.pensions), start=1):
        make_goal(indicator, number=number)
        set_deadline(indicator, february(10, 12))
    places = cast.places
    deliver(world, world.unemployed, february(5))
    for indicator in (world.unemployed, world.pensions):
        fetch(indicator, places.aalborg, february(6))
    fetch(world.unemployed, places.esbjerg, february(6))
    remind(world, february(11, 7))
    deliver(world, world.pensions, february(12))
    return world


def set_deadline(indicator: Indicator, due_at: datetime) -> None:
    Deadline.objects.filter(indicator=indicator).delete()
    Deadline.objects.create(indicator=indicator, month=JANUARY, expected_on=date(2014, 2, 3), due_at=due_at)


def deliver(world: World, indicator: Indicator, moment: datetime, value: int = 100) -> None:
    """Sorø's clerk enters, its manager submits."""
    cast = world.cast
    with clock.standing_at(moment):
        _enter(indicator, cast.places.soroe, value, by_name="anna", world=world)
        filed = returns.return_for(cast.places.jobcentre_soroe, JANUARY)
        returns.submit(monthly_return=filed, by=cast.mads)


def send_back(world: World, indicator: Indicator, moment: datetime) -> None:
    """By Sorø's region."""
    filed = returns.return_for(world.cast.places.jobcentre_soroe, JANUARY)
    figure = indicator.figures.get(area=world.cast.places.soroe)
    submission = filed.submissions.get(lines__figure=figure)
    with clock.standing_at(moment):
        returns.send_back(submission=submission, reasons={figure.pk: "Er det hele?"}, by=world.cast.bo)


def fetch(indicator: Indicator, area: Area, moment: datetime) -> None:
    with clock.standing_at(moment):
        _enter(indicator, area, 100)


def remind(world: World, moment: datetime) -> None:
    SentMail.objects.create(
        kind=SentMail.Kind.OVERDUE,
        occasion="2014-02-10 12.00 esbjerg",
        address="vibe@eksempel.dk",
        jobcentre=world.cast.places.jobcentre_esbjerg,
        begun_at=moment,
        sent_at=moment,
    )


def _enter(
    indicator: Indicator, area: Area, value: int, *, by_name: str = "", world: World | None = None
) -> None:
    entry = FigureEntry(indicator=indicator, area=area, month=JANUARY, value=Decimal(value))
    by = world.cast[by_name] if world else None
    record_figures(entries=[entry], by=by, origin=Origin.TYPED if by else Origin.OFFICIAL)
