"""What falls in a year: deadlines of figures and the year's other dates, read and edited."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db import IntegrityError, models
from django.db.models import Q
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from goals.calendar import day_off_name, is_counted, is_working_day, working_day
from goals.models import Deadline, Goal, GoalYear, Indicator, YearDate
from goals.months import Month
from goals.reference import DeadlineRule, deadline_key
from jobcentres.changes import canonical_json, fields_of, record_edits, recording
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Change, User

LONGEST_WAIT = timedelta(days=2 * 366)
"""No deadline lies longer after its month: a slip in the year is found."""
NEW = ""
"""What `seen` is of a row that is not there yet."""


class EditRefused(ValueError):
    """`str()` tells why, and what to do; `field` is the one to put right, or none."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class DueFigure(NamedTuple):
    """A goal's figure for a month, as it is expected and due."""

    goal: Goal
    month: Month
    expected_on: date
    due_at: datetime
    is_by_rule: bool
    rule_due_at: datetime

    @property
    def key(self) -> str:
        """The same as its deadline's in the history."""
        return f"{self.goal.indicator.code} {self.month}"

    @property
    def due_on(self) -> date:
        return self.due_at.astimezone(COPENHAGEN).date()


class Year(NamedTuple):
    due: list[DueFigure]
    """by deadline, then by goal and month"""
    dates: list[YearDate]


def read_year(goal_year: GoalYear, user: User) -> Year:
    """The deadlines of the year's own figures and those that fall in it, of the year before; its dates and
    those of other years that fall in it. Only of goal years that `user` may see; three queries."""
    visible = GoalYear.objects.visible_to(user)
    within = Q(first_day__lte=date(goal_year.year, 12, 31)) & (
        Q(last_day__gte=date(goal_year.year, 1, 1))
        | Q(last_day__isnull=True, first_day__gte=date(goal_year.year, 1, 1))
    )
    dates = YearDate.objects.filter(Q(goal_year=goal_year) | within & Q(goal_year__in=visible))
    goals = list(
        Goal.objects.filter(goal_year__in=visible, goal_year__year__in=[goal_year.year - 1, goal_year.year])
        .select_related("goal_year", "indicator")
        .order_by("goal_year__year", "number")
    )
    due = [
        one
        for one in _due(goals)
        if one.goal.goal_year.year == goal_year.year or one.due_on.year == goal_year.year
    ]
    return Year(
        sorted(due, key=lambda one: (one.due_at, one.goal.number, one.month)),
        list(dates.select_related("goal_year")),
    )


def _due(goals: list[Goal]) -> Iterator[DueFigure]:
    rule, years = DeadlineRule(), {goal.goal_year.year for goal in goals}
    stored = {
        (row.indicator_id, row.month): row
        for row in Deadline.objects.filter(
            indicator__in={goal.indicator_id for goal in goals}, month__year__in=years
        )
    }
    for goal in goals:
        year = goal.goal_year.year
        for month in Month.range(Month(year, 1), Month.december(year)):
            if is_counted(goal.indicator, month):
                yield _due_figure(goal, month, stored.get((goal.indicator_id, month)), rule)


def _due_figure(goal: Goal, month: Month, row: Deadline | None, rule: DeadlineRule) -> DueFigure:
    planned = rule.dates(goal.indicator, month)
    expected_on, due_at = (
        (row.expected_on, row.due_at) if row else (planned["expected_on"], planned["due_at"])
    )
    return DueFigure(goal, month, expected_on, due_at, due_at == planned["due_at"], planned["due_at"])


def deadline_of(indicator: Indicator, month: Month) -> Deadline:
    """The stored deadline, or the rule's, which is not stored."""
    row = (
        Deadline.objects.select_related("indicator")
        .filter(indicator=indicator, month=month.first_day)
        .first()
    )
    return row or Deadline(indicator=indicator, month=month, **DeadlineRule().dates(indicator, month))


def refuse_dates(month: Month, expected_on: date, due_at: datetime) -> None:
    """Raises `EditRefused` for dates that no figure of `month` can have."""
    due_on = due_at.astimezone(COPENHAGEN).date()
    if expected_on <= month.last_day:
        earliest = month.plus(1).first_day
        message = _(
            "The figure for %(month)s cannot be there before the month is over: %(day)s at the earliest."
        )
        raise EditRefused(message % {"month": month.label, "day": _weekday(earliest)}, "expected_on")
    if due_on < expected_on:
        message = _("The deadline lies before the day on which the figure is expected, %(day)s.")
        raise EditRefused(message % {"day": _weekday(expected_on)}, "due_on")
    if due_on - month.last_day > LONGEST_WAIT:
        message = _("The deadline lies more than two years after %(month)s. Is the year right?")
        raise EditRefused(message % {"month": month.label}, "due_on")
    if not is_working_day(due_on):
        message = _("%(day)s is no working day (%(why)s). The next one is %(next)s.")
        shown = {"day": _weekday(due_on), "why": day_off_name(due_on), "next": _weekday(working_day(due_on))}
        raise EditRefused(message % shown, "due_on")


def edit_deadline(
    *,
    indicator: Indicator,
    month: Month,
    expected_on: date,
    due_at: datetime,
    seen: str,
    by: User,
    idempotency_key: str = "",
) -> None:
    """Raises `EditRefused`, also if somebody else edited the deadline since `by` saw it as `seen`."""
    refuse_dates(month, expected_on, due_at)
    _write_deadline(indicator, month, expected_on, due_at, seen, by, idempotency_key)


def restore_deadline(
    *, indicator: Indicator, month: Month, seen: str, by: User, idempotency_key: str = ""
) -> None:
    """Back to what the rule says. Raises `EditRefused` as `edit_deadline` does."""
    planned = DeadlineRule().dates(indicator, month)
    _write_deadline(indicator, month, planned["expected_on"], planned["due_at"], seen, by, idempotency_key)


def _write_deadline(
    indicator: Indicator, month: Month, expected_on: date, due_at: datetime, seen: str, by: User, key: str
) -> None:
    try:
        with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=key) as change:
            stored = (
                Deadline.objects.select_for_update()
                .filter(indicator=indicator, month=month.first_day)
                .first()
            )
            refuse_unseen(stored, seen)
            before = fields_of(stored) if stored else None
            row = stored or Deadline(indicator=indicator, month=month)
            row.expected_on, row.due_at = expected_on, due_at.astimezone(UTC)
            row.save()
            record_edits(change, row, deadline_key(row), before)
    except IntegrityError:  # somebody else made the row at this very moment
        raise EditRefused(overtaken()) from None


def save_date(*, row: YearDate, seen: str, by: User, idempotency_key: str = "") -> None:
    """Store a new or an edited date of a year. Raises `EditRefused`, also as `edit_deadline` does."""
    if row.last_day and row.last_day < row.first_day:
        raise EditRefused(_("The last day must not lie before the first."), "last_day")
    others = YearDate.objects.filter(goal_year=row.goal_year, name=row.name).exclude(pk=row.pk)
    try:
        with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
            stored = YearDate.objects.select_for_update().filter(pk=row.pk).first()
            refuse_unseen(stored, seen)
            if others.exists():
                raise EditRefused(_("The year already has a date of this name."), "name")
            before = fields_of(stored) if stored else None
            row.save()
            record_edits(change, row, date_key(row), before)
    except IntegrityError:  # somebody else took the name at this very moment
        raise EditRefused(_("The year already has a date of this name."), "name") from None


def remove_date(*, row: YearDate, seen: str, by: User, idempotency_key: str = "") -> None:
    """Raises `EditRefused` if somebody else edited or removed the date since `by` saw it as `seen`."""
    with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
        stored = YearDate.objects.select_for_update().filter(pk=row.pk).first()
        refuse_unseen(stored, seen)
        if stored is not None:
            before, key = fields_of(stored), date_key(stored)
            stored.delete()
            record_edits(change, YearDate(), key, before)


def date_key(row: YearDate) -> str:
    """What a date is known by in the history of its edits, whatever it is called."""
    return f"{row.goal_year_id}/{row.pk}"


def loaded_key(row: YearDate) -> str:
    """What `load_reference` knew it by."""
    return f"{row.goal_year.year} {row.name}"


def seen_of(row: models.Model | None) -> str:
    """A short mark of what stands in a row."""
    if row is None or row.pk is None:
        return NEW
    return hashlib.sha256(canonical_json(fields_of(row))).hexdigest()[:16]


def refuse_unseen(stored: models.Model | None, seen: str) -> None:
    """Raises `EditRefused` if `stored` says something else than what was `seen`."""
    if seen_of(stored) != seen:
        raise EditRefused(overtaken())


def overtaken() -> str:
    return _(
        "Somebody else has changed this in the meantime. Look at it as it stands now, then write yours again."
    )


def _weekday(day: date) -> str:
    shown = _("%(day)s %(month)s") % {"day": day.day, "month": Month.of(day).label}
    return f"{format_date(day, 'l')} {shown}"
