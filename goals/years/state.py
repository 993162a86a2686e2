"""A year is announced, closed, and reopened if something must still be entered."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.calendar import is_counted
from goals.models import Deadline, Figure, Goal, GoalYear
from goals.months import Month, today
from goals.reference import DeadlineRule, deadline_key
from goals.year_dates import EditRefused, refuse_unseen
from goals.years.keys import year_key
from goals.years.missing import Missing, missing_of
from jobcentres.changes import Recording, edits_of, fields_of, recording
from jobcentres.models import Change, RecordEdit, User

State = GoalYear.State


class NotReady(EditRefused):
    """`missing` is what a year lacks to be announced."""

    def __init__(self, missing: Iterable[Missing]) -> None:
        super().__init__(_("The goals cannot be announced yet. See what is missing."))
        self.missing = list(missing)


def announce_year(*, row: GoalYear, seen: str, by: User, idempotency_key: str = "") -> None:
    """Everybody sees the goals from now on, and their figures get deadlines by the rule where none are set.

    Raises `NotReady`, or `EditRefused` if the year is no draft or was edited since `by` saw it as `seen`.
    """

    def prepare(change: Recording, stored: GoalYear) -> None:
        if missing := missing_of(stored):
            raise NotReady(missing)
        _set_deadlines(change, stored)

    _move(row, (State.DRAFT, State.ANNOUNCED), seen, by, idempotency_key, prepare=prepare)


def close_year(*, row: GoalYear, seen: str, by: User, idempotency_key: str = "") -> None:
    """People enter no more of the year's figures from now on.

    Raises `EditRefused` before the year is over, while months of it stand reopened, and as `announce_year`.
    """

    def prepare(_change: Recording, stored: GoalYear) -> None:
        if refusal := refusal_to_close(stored):
            raise EditRefused(refusal)

    _move(row, (State.ANNOUNCED, State.CLOSED), seen, by, idempotency_key, prepare=prepare)


def reopen_year(*, row: GoalYear, reason: str, seen: str, by: User, idempotency_key: str = "") -> None:
    """Figures can be entered again. Raises `EditRefused` without a reason, and as `announce_year` does."""
    if not reason:
        raise EditRefused(_("Write why the year is reopened."), "reason")
    _move(row, (State.CLOSED, State.ANNOUNCED), seen, by, idempotency_key, reason=reason)


def refusal_to_close(row: GoalYear) -> str:
    """Why the year cannot be closed yet; empty if it can. One query."""
    if today().year <= row.year:
        return _("The year %(year)s is not over.") % {"year": row.year}
    indicators = row.goals.values("indicator")
    figures = Figure.objects.filter(month__year=row.year, indicator__in=indicators, is_reopened=True)
    if count := figures.count():
        message = ngettext(
            "%(count)s number stands in a reopened month. Have the month closed first.",
            "%(count)s numbers stand in reopened months. Have the months closed first.",
            count,
        )
        return message % {"count": count}
    return ""


def _move(
    row: GoalYear,
    states: tuple[str, str],
    seen: str,
    by: User,
    key: str,
    *,
    reason: str = "",
    prepare: Callable[[Recording, GoalYear], None] | None = None,
) -> None:
    with recording(by=by, kind=Change.Kind.REFERENCE, reason=reason, idempotency_key=key) as change:
        stored = GoalYear.objects.select_for_update().get(pk=row.pk)
        refuse_unseen(stored, seen)
        if stored.state != states[0]:
            message = _("The year is %(state)s.")
            raise EditRefused(message % {"state": State(stored.state).label})
        before = fields_of(stored)
        if prepare is not None:
            prepare(change, stored)
        stored.state = states[1]
        stored.save()
        RecordEdit.objects.bulk_create(edits_of(change, stored, year_key(stored), before))


def _set_deadlines(change: Recording, goal_year: GoalYear) -> None:
    """By the rule, for the months of all goals that have none."""
    goals = list(Goal.objects.filter(goal_year=goal_year).select_related("indicator"))
    months = Month.range(Month(goal_year.year, 1), Month.december(goal_year.year))
    rows = Deadline.objects.filter(month__year=goal_year.year)
    there = {(row.indicator_id, row.month) for row in rows}
    rule = DeadlineRule()
    made = [
        Deadline(indicator=goal.indicator, month=month, **rule.dates(goal.indicator, month))
        for goal in goals
        for month in months
        if is_counted(goal.indicator, month) and (goal.indicator_id, month) not in there
    ]
    Deadline.objects.bulk_create(made)
    RecordEdit.objects.bulk_create(
        [edit for row in made for edit in edits_of(change, row, deadline_key(row), None)]
    )
