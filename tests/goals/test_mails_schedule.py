"""When what is told: working days around the deadline of 10 June 2014, with Whitsun and 5 June before it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from goals.mails.schedule import answer_by, closed_days_before, digest_week, reminder_kind
from goals.models import SentMail
from jobcentres.clock import COPENHAGEN
from tests.goals.mail_builders import june

Kind = SentMail.Kind
TENTH = june(10, 12)


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        (june(29, 23, 59, month=5), None),
        (june(30, 0, 1, month=5), Kind.DUE_SOON),
        (june(3), Kind.DUE_SOON),
        (june(5, 23, 59), Kind.DUE_SOON),
        (june(6, 0, 1), Kind.DUE_NEXT),
        (june(8), Kind.DUE_NEXT),
        (june(10, 12), Kind.DUE_NEXT),
        (june(10, 12, 1), None),
        (june(11, 0, 1), Kind.OVERDUE),
        (june(17, 23, 59), Kind.OVERDUE),
        (june(18, 0, 1), None),
    ],
)
def test_a_deadline_is_reminded_of_before_and_after_it_in_working_days(
    at: datetime, kind: str | None
) -> None:
    assert reminder_kind(TENTH, at) == kind


def test_the_day_is_counted_in_copenhagen_across_summer_time() -> None:
    after_the_change = datetime(2014, 4, 1, 12, tzinfo=COPENHAGEN)
    evening = datetime(2014, 3, 24, 22, 59, 59, tzinfo=UTC)

    kinds = [reminder_kind(after_the_change, evening + timedelta(seconds=step)) for step in (0, 1)]

    assert kinds == [None, Kind.DUE_SOON]


def test_only_the_days_off_before_the_deadline_are_named() -> None:
    assert closed_days_before(TENTH) == [(date(2014, 6, 9), True)]
    assert closed_days_before(june(6, 12)) == [(date(2014, 6, 5), False)]
    assert closed_days_before(june(12, 12, month=5)) == []


@pytest.mark.parametrize(
    ("at", "week"),
    [
        (june(8, 23, 59), None),
        (june(9, 7, 59), None),
        (june(9, 8), "2014-W24"),
        (june(10, 23, 59), "2014-W24"),
        (june(11, 0), None),
    ],
)
def test_the_week_begins_on_monday_at_eight(at: datetime, week: str | None) -> None:
    assert digest_week(at) == week


def test_what_was_sent_back_is_answered_within_five_working_days() -> None:
    assert answer_by(june(6)) == date(2014, 6, 16)
