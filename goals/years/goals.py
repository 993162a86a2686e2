"""The goals of a year: added, changed and removed while it is a draft; their words as long as it is open."""

from __future__ import annotations

from django.db import IntegrityError
from django.utils.translation import gettext as _

from goals.models import Goal, GoalYear, Target
from goals.year_dates import EditRefused, overtaken, refuse_unseen
from goals.years.keys import goal_key
from goals.years.standing import announced_text, locked_draft, locked_year
from jobcentres.changes import fields_of, record_edits, recording
from jobcentres.models import Change, User

SETTLED = ("number", "indicator_id")
"""Fixed once the year is announced."""


def save_goal(*, row: Goal, seen: str, by: User, idempotency_key: str = "") -> None:
    """Store a new or an edited goal. Raises `EditRefused`, also if the year's state does not allow it and if
    somebody else edited the goal since `by` saw it as `seen`."""
    try:
        with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
            standing = locked_year(row.goal_year)
            stored = Goal.objects.select_for_update().filter(pk=row.pk).first()
            refuse_unseen(stored, seen)
            _refuse_settled(standing, row, stored)
            _refuse_taken(row)
            before = fields_of(stored) if stored else None
            row.save()
            record_edits(change, row, goal_key(row), before)
    except IntegrityError:  # somebody else took the number or the indicator at this very moment
        raise EditRefused(overtaken()) from None


def remove_goal(*, row: Goal, seen: str, by: User, idempotency_key: str = "") -> None:
    """Raises `EditRefused` as `save_goal` does, and if there are targets for the goal already."""
    with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
        locked_draft(row.goal_year)
        stored = Goal.objects.select_for_update().filter(pk=row.pk).first()
        refuse_unseen(stored, seen)
        if stored is not None:
            _refuse_promised(stored)
            before, key = fields_of(stored), goal_key(stored)
            stored.delete()
            record_edits(change, Goal(), key, before)


def _refuse_settled(standing: GoalYear, row: Goal, stored: Goal | None) -> None:
    if standing.state != GoalYear.State.DRAFT:
        if stored is None or any(getattr(stored, name) != getattr(row, name) for name in SETTLED):
            raise EditRefused(announced_text(standing))
    elif stored is not None and stored.indicator_id != row.indicator_id:
        _refuse_promised(stored)


def _refuse_promised(stored: Goal) -> None:
    if Target.objects.filter(goal_year=stored.goal_year_id, indicator=stored.indicator_id).exists():
        message = _("There are targets for this goal already: it keeps what measures it, and stays.")
        raise EditRefused(message, "indicator")


def _refuse_taken(row: Goal) -> None:
    others = Goal.objects.filter(goal_year=row.goal_year_id).exclude(pk=row.pk)
    if others.filter(number=row.number).exists():
        raise EditRefused(_("The year already has a goal of this number."), "number")
    if others.filter(indicator=row.indicator_id).exists():
        raise EditRefused(_("The year already has a goal with this indicator."), "indicator")
