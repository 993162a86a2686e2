"""On which days what is told: working days around a deadline, and the week's Monday."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings

from goals import calendar
from goals.models import SentMail
from jobcentres.clock import COPENHAGEN

SOON, NEXT = 5, 1
LATEST = 5
"""So many working days after the deadline the reminder of what is missing may still go out."""

NEWS_DAYS = 14
"""What happened longer ago is told to nobody: a cron that was down for weeks does not pour out the past."""

ANSWER_WITHIN = 5
"""Working days that a jobcentre has to answer what was sent back."""

DIGEST_TIME = time(8)


def reminder_kind(due_at: datetime, at: datetime) -> str | None:
    """Which reminder of a deadline is due at `at`, however long the command has not run.

    Five working days before, until one working day before; then the next one, until the deadline itself;
    from the working day after it, to the end of the fifth, that something is missing. Else none. A reminder
    whose day was missed goes out late, but never beside the next one.
    """
    deadline, today = _day(due_at), _day(at)
    if at <= due_at:
        if today >= calendar.working_days_before(deadline, NEXT):
            return SentMail.Kind.DUE_NEXT
        is_soon = today >= calendar.working_days_before(deadline, SOON)
        return SentMail.Kind.DUE_SOON if is_soon else None
    first, last = (calendar.working_days_after(deadline, count) for count in (1, LATEST))
    return SentMail.Kind.OVERDUE if first <= today <= last else None


def closed_days_before(due_at: datetime) -> list[tuple[date, bool]]:
    """The days other than week-ends that lie free between the last working day and the deadline's.

    With each whether it is a bank holiday, or one that the settings name.
    """
    deadline = _day(due_at)
    before = calendar.working_days_before(deadline, 1)
    days = [before + timedelta(days=step) for step in range(1, (deadline - before).days)]
    named = settings.EXTRA_HOLIDAYS
    return [(day, (day.month, day.day) not in named) for day in days if day.weekday() < 5]


def digest_week(at: datetime) -> str | None:
    """`2014-W24` from Monday 8.00 to the end of Tuesday, so that one missed run loses no week; else None."""
    local = at.astimezone(COPENHAGEN)
    year, week, weekday = local.isocalendar()
    is_time = (weekday == 1 and local.time() >= DIGEST_TIME) or weekday == 2
    return f"{year}-W{week:02}" if is_time else None


def answer_by(sent_back_at: datetime) -> date:
    return calendar.working_days_after(_day(sent_back_at), ANSWER_WITHIN)


def _day(moment: datetime) -> date:
    return moment.astimezone(COPENHAGEN).date()
