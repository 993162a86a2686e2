"""A country with the goals of 2014, and what its official does to prepare 2015."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from goals import years
from goals.contents import FigureEntry
from goals.models import Goal, GoalYear, Indicator, IndicatorDefinition, YearDate
from goals.months import Month
from goals.year_dates import EditRefused, seen_of
from jobcentres.clock import COPENHAGEN
from jobcentres.models import User
from tests.builders import make_goal, make_indicator
from tests.cast import Cast

AUTUMN = datetime(2014, 10, 1, 9, tzinfo=COPENHAGEN)
FEBRUARY = datetime(2015, 2, 20, 9, tzinfo=COPENHAGEN)


def make_2014() -> GoalYear:
    """With two goals, each defined, and one date."""
    pensions = make_indicator("foertidspension", window="rolling_12", deadline_lag_months=1)
    unemployed = make_indicator("langtidsledige")
    for number, indicator in enumerate([pensions, unemployed], 1):
        make_goal(indicator, number=number)
        IndicatorDefinition.objects.create(indicator=indicator, text="Personer", valid_from=date(2012, 1, 1))
    goal_year = GoalYear.objects.get()
    Goal.objects.update(wording="Jobcentrene skal sikre …")
    YearDate.objects.create(
        goal_year=goal_year, kind="follow_up", name="Opfølgning, 4. kvartal 2014", first_day=date(2015, 2, 1)
    )
    return goal_year


def copied(by: User) -> GoalYear:
    """A draft of 2015 that lacks nothing."""
    made = years.copy_year(source=GoalYear.objects.get(year=2014), year=2015, by=by)
    made.minister, made.announced_on, made.letter = "Henrik Dam", date(2014, 3, 1), "Kære alle"
    years.save_year(row=made, seen=seen_of(GoalYear.objects.get(year=2015)), by=by)
    return GoalYear.objects.get(year=2015)


def announced(by: User) -> GoalYear:
    made = copied(by)
    years.announce_year(row=made, seen=seen_of(made), by=by)
    made.refresh_from_db()
    return made


def closed(goal_year: GoalYear, by: User) -> GoalYear:
    years.close_year(row=goal_year, seen=seen_of(goal_year), by=by)
    goal_year.refresh_from_db()
    return goal_year


def new_indicator(code: str = "langvarige", **fields: object) -> Indicator:
    """Not stored."""
    values = {"name": "Langvarige modtagere", "unit": "persons", "direction": "down", "window": "month"}
    return Indicator(code=code, **values | fields)


def entry(cast: Cast, month: str = "2014-04", value: int = 143) -> FigureEntry:
    indicator = Indicator.objects.get(code="langtidsledige")
    return FigureEntry(indicator, cast.places.soroe, Month.parse(month), value=Decimal(value))


def refusal_of(write: Callable[[], object]) -> str:
    with pytest.raises(EditRefused) as refused:
        write()
    return str(refused.value)
