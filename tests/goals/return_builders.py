"""Steps of a return, for the tests of its writer."""

from __future__ import annotations

from typing import Any

from goals import returns
from goals.models import Indicator, MonthlyReturn, Submission
from goals.months import Month
from jobcentres.changes import recording
from jobcentres.models import Area, Change, User
from tests.goals.figure_builders import World, an_entry, record

APRIL = Month(2014, 4)


def enter(
    world: World, indicator: Indicator, value: int = 143, area: Area | None = None, **content: Any
) -> int:
    """A clerk's figure for April 2014; its key."""
    entry = an_entry(indicator, area or world.soroe, value=value, **content)
    record(entry, by=world.clerk)
    return indicator.figures.get(area=entry.area, month=entry.month).pk


def april_of(world: World) -> MonthlyReturn:
    return returns.return_for(world.jobcentre, APRIL)


def submitted(world: World, *, by: User | None = None, key: str = "") -> Submission:
    return returns.submit(monthly_return=april_of(world), by=by or world.manager, idempotency_key=key)


def comment(world: World, indicator: Indicator, text: str, *, by: User | None = None) -> None:
    with recording(by=by or world.clerk, kind=Change.Kind.RETURN) as change:
        returns.comment_line(change, april_of(world), indicator, world.soroe, text)


def state(world: World) -> str:
    return returns.state_of(april_of(world))
