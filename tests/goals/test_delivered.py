"""When the due lines were delivered, how late, and what was reminded of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from goals import returns
from goals.models import Deadline, FigureState, Goal, Origin, ReturnLine, SentMail
from goals.returns.delivered import Delivery, Verdict, deliveries
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Jobcentre
from tests.goals.figure_builders import World, an_entry, record
from tests.goals.return_builders import APRIL, april_of, enter, submitted

PAST_IT = datetime(2014, 6, 20, 9, tzinfo=COPENHAGEN)
DUE_AT = datetime(2014, 6, 10, 12, tzinfo=COPENHAGEN)


def june(day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2014, 6, day, hour, minute, second, tzinfo=COPENHAGEN)


@pytest.fixture(autouse=True)
def _due(world: World) -> None:
    """April's long-term unemployed are due on Tuesday 10 June at noon."""
    Deadline.objects.create(
        indicator=world.unemployed, month=APRIL, expected_on=june(3).date(), due_at=DUE_AT
    )


def delivery(world: World, at: datetime = PAST_IT) -> Delivery:
    goals = list(Goal.objects.select_related("goal_year", "indicator"))
    found = deliveries(Jobcentre.objects.filter(pk=world.jobcentre.pk), goals=goals, at=at)
    return next(one for one in found if (one.line.indicator, one.line.month) == (world.unemployed, APRIL))


def judged(world: World, at: datetime = PAST_IT) -> tuple[str, bool, int | None]:
    found = delivery(world, at)
    return found.verdict, found.is_counted, found.days_late


def deliver(world: World, moment: datetime, value: int = 143) -> None:
    with clock.standing_at(moment):
        enter(world, world.unemployed, value)
        submitted(world)


def remind(world: World, kind: str, moment: datetime | None, deadline: str = "2014-06-10") -> None:
    SentMail.objects.create(
        kind=kind,
        occasion=f"{deadline} 12.00 soroe",
        address=f"{moment}@eksempel.dk",
        jobcentre=world.jobcentre,
        begun_at=moment or DUE_AT,
        sent_at=moment,
    )


@pytest.mark.parametrize(
    ("moment", "verdict", "days_late"),
    [
        (june(10, 11, 59, 59), Verdict.ON_TIME, None),
        (june(10, 12), Verdict.ON_TIME, None),
        (june(10, 12, 0, 1), Verdict.LATE, 0),
        (june(11), Verdict.LATE, 1),
        (june(15), Verdict.LATE, 3),
        (june(16), Verdict.LATE, 4),
    ],
)
def test_what_is_submitted_by_the_deadlines_second_is_on_time(
    world: World, moment: datetime, verdict: Verdict, days_late: int | None
) -> None:
    deliver(world, moment)

    assert judged(world) == (verdict, True, days_late)
    assert delivery(world).delivered_at == moment


def test_what_is_not_there_is_missing_from_the_deadline_on(world: World) -> None:
    assert judged(world, DUE_AT) == (Verdict.AWAITED, False, None)
    assert judged(world, june(10, 12, 0, 1)) == (Verdict.MISSING, True, 0)
    assert judged(world, june(20)) == (Verdict.MISSING, True, 8)


def test_what_is_entered_and_not_submitted_is_not_delivered(world: World) -> None:
    enter(world, world.unemployed)

    assert judged(world) == (Verdict.NOT_SUBMITTED, True, 8)
    assert judged(world, june(10)) == (Verdict.AWAITED, False, None)


def test_what_came_before_its_deadline_counts_once_that_has_passed(world: World) -> None:
    deliver(world, june(4))

    assert judged(world, june(10)) == (Verdict.ON_TIME, False, None)
    assert judged(world, june(11)) == (Verdict.ON_TIME, True, None)


def test_an_official_import_delivers_without_a_submission(world: World) -> None:
    with clock.standing_at(june(12)):
        record(an_entry(world.unemployed, world.soroe, value=143), by=None, origin=Origin.OFFICIAL)

    assert judged(world) == (Verdict.LATE, True, 2)


def test_a_figure_sent_back_is_out_and_stays_delivered_on_its_first_day(world: World) -> None:
    deliver(world, june(4))
    figure = world.unemployed.figures.get()
    with clock.standing_at(june(11)):
        first = april_of(world).submissions.get()
        returns.send_back(submission=first, reasons={figure.pk: "Kun april?"}, by=world.officer)

    out = delivery(world)
    deliver(world, june(13), value=150)

    assert (out.verdict, out.is_on_time, out.is_counted) == (Verdict.SENT_BACK, True, True)
    assert judged(world) == (Verdict.ON_TIME, True, None)


def test_a_withdrawn_figure_is_missing_and_delivered_anew_when_it_comes_again(world: World) -> None:
    deliver(world, june(4))
    with clock.standing_at(june(5)):
        gone = an_entry(world.unemployed, world.soroe, value=None, state=FigureState.NOT_REPORTED, note="x")
        record(gone, by=world.clerk)

    missing = judged(world)
    deliver(world, june(12), value=150)

    assert missing == (Verdict.MISSING, True, 8)
    assert judged(world) == (Verdict.LATE, True, 2)


def test_what_the_source_has_not_published_was_not_due(world: World) -> None:
    ReturnLine.objects.create(
        monthly_return=april_of(world),
        indicator=world.unemployed,
        municipality=world.soroe,
        state=ReturnLine.State.NOT_PUBLISHED,
    )

    assert judged(world) == (Verdict.NOT_PUBLISHED, False, None)


@pytest.mark.parametrize(
    ("kind", "deadline", "moment", "counts"),
    [
        (SentMail.Kind.DUE_SOON, "2014-06-10", june(2, 7), True),
        (SentMail.Kind.DUE_NEXT, "2014-06-10", june(6, 7), True),
        (SentMail.Kind.OVERDUE, "2014-06-10", june(11, 7), True),
        (SentMail.Kind.DUE_SOON, "2014-07-10", june(11, 7), False),
        (SentMail.Kind.SENT_BACK, "2014-06-10", june(11, 7), False),
        (SentMail.Kind.OVERDUE, "2014-06-10", None, False),
    ],
)
def test_a_reminder_is_about_the_deadline_that_its_occasion_names(
    world: World, kind: str, deadline: str, moment: datetime | None, counts: bool
) -> None:
    remind(world, kind, moment, deadline)

    assert delivery(world).reminded_at == (moment if counts else None)


def test_the_last_reminder_before_the_delivery_is_told(world: World) -> None:
    for kind, day in ((SentMail.Kind.DUE_SOON, 2), (SentMail.Kind.DUE_NEXT, 6), (SentMail.Kind.OVERDUE, 11)):
        remind(world, kind, june(day, 7))
    deliver(world, june(7))

    assert delivery(world).reminded_at == june(6, 7)


def test_deliveries_take_six_queries(world: World, django_assert_num_queries: Callable[[int], Any]) -> None:
    goals = list(Goal.objects.select_related("goal_year", "indicator"))
    for names in (["Jobcenter Sorø"], ["Jobcenter Sorø", "Jobcenter Aalborg"]):
        jobcentres = Jobcentre.objects.filter(name__in=names)
        with django_assert_num_queries(6):
            found = deliveries(jobcentres, goals=goals, at=PAST_IT)
        deliver(world, june(12), 140 + len(names))
        remind(world, SentMail.Kind.OVERDUE, june(11 + len(names)))

        assert len(found) == 15 * len(names)
