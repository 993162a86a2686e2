"""The overview's region with a history: what was recorded in June 2014, day by day."""

from __future__ import annotations

from datetime import datetime

from goals.months import Month
from goals.returns import choose_line_state, comment_line, return_for
from jobcentres.changes import recording
from jobcentres.clock import COPENHAGEN, standing_at
from jobcentres.models import Change
from tests.builders import make_figure, make_target
from tests.cast import Cast
from tests.reporting.overview_world import World, make_world


def june(day: int, hour: int = 9) -> datetime:
    return datetime(2014, 6, day, hour, tzinfo=COPENHAGEN)


def make_history(cast: Cast) -> World:
    """2 June: the region's figures of April and its targets. 3 June: the last of them. 4 June: the source has
    another figure for Sorø. 5 June: Sorø's comment, and Aarre's figure of May, not released. 6 June: Lejre's
    target is raised. 9 June: Lejre's April cannot be measured after all. Each at nine; today is 12 June."""
    soroe = cast.places.soroe
    with standing_at(june(2)):
        world = make_world(cast)
    with standing_at(june(3)):
        make_figure(world.aarre, world.pensions, "2013-04", 22)
        make_figure(world.aarre, world.pensions, "2014-04", 12)
    with standing_at(june(4)):
        make_figure(soroe, world.pensions, "2014-04", 41)
    with standing_at(june(5)):
        make_figure(world.aarre, world.pensions, "2014-05", 11, approved=False)
        say(world, cast, "Nyt rehabiliteringsteam.")
    with standing_at(june(6)):
        make_target(world.lejre, world.pensions, 95, baseline=120, baseline_month="2012-12")
    with standing_at(june(9)):
        make_figure(world.lejre, world.pensions, "2014-04", state="not_measurable")
    return world


def say(world: World, cast: Cast, text: str) -> None:
    monthly_return = return_for(cast.places.jobcentre_soroe, Month(2014, 4))
    with recording(by=cast.anna, kind=Change.Kind.RETURN) as change:
        comment_line(change, monthly_return, world.pensions, cast.places.soroe, text)


def wait_for_the_source(world: World, cast: Cast, month: Month) -> None:
    """Sorø says that the source has no figure yet."""
    monthly_return = return_for(cast.places.jobcentre_soroe, month)
    with recording(by=cast.anna, kind=Change.Kind.RETURN) as change:
        choose_line_state(change, monthly_return, world.pensions, cast.places.soroe, "not_published")
