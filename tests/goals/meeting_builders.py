"""LBR Sorø and RBR meet in June 2014: figures of April and May, a target, and the people who sit there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from goals import meetings
from goals.meetings import Paper, Said
from goals.models import Meeting, MeetingNote
from goals.months import Month
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from jobcentres.models import User
from tests.builders import make_assignment, make_figure, make_target, make_user
from tests.goals.figure_builders import World

MADE = datetime(2014, 6, 3, 9, 0, 30, tzinfo=COPENHAGEN)
RENEWED = datetime(2014, 6, 12, 9, 0, 30, tzinfo=COPENHAGEN)
DAY = date(2014, 6, 17)
ON_THE_DAY = datetime(2014, 6, 17, 14, 0, tzinfo=COPENHAGEN)
DAY_AFTER = datetime(2014, 6, 18, 10, 0, tzinfo=COPENHAGEN)
PAPER = Paper("Status på ministermålene", Month(2014, 4), "Rådhuset", "4")


def make_figures(world: World) -> None:
    """Sorø has 163 long-term unemployed in April where 160 would be on the way to 128."""
    with clock.standing_at(datetime(2014, 5, 20, 9, tzinfo=COPENHAGEN)):
        make_target(world.soroe, world.unemployed, 128, baseline=176, baseline_month="2013-12")
        make_target(world.soroe, world.pensions, 38, baseline=60, baseline_month="2013-12")
        for month, unemployed, pensions in (
            ("2013-04", 168, 74),
            ("2013-12", 176, 60),
            ("2014-04", 163, 35),
        ):
            make_figure(world.soroe, world.unemployed, month, unemployed)
            make_figure(world.soroe, world.pensions, month, pensions)


def make_lbr(world: World) -> User:
    person = make_user("Lis Damgaard")
    make_assignment(person, "local_council", world.soroe)
    return person


def make_rbr(world: World) -> User:
    person = make_user("Rikke Bang")
    make_assignment(person, "regional_council", world.region)
    return person


def make_national(world: World) -> User:
    """Of Beskæftigelsesrådet."""
    person = make_user("Dorte Kær")
    make_assignment(person, "regional_council", world.country)
    return person


def make_paper(world: World, lis: User, *, at: datetime = MADE, **options: Any) -> Meeting:
    with clock.standing_at(at):
        return meetings.make_meeting(world.soroe, DAY, PAPER, by=lis, **options)


def say(
    meeting: Meeting,
    by: User,
    text: str = "Taget til efterretning.",
    *,
    kind: str = MeetingNote.Kind.DECISION,
    at: datetime = DAY_AFTER,
    goal: int | None = 3,
    **options: Any,
) -> MeetingNote:
    with clock.standing_at(at):
        return meetings.write(meeting, Said(kind, text, goal, "4"), by=by, **options)
