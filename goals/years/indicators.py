"""What is measured. Once there are figures or targets, what they mean is fixed; the rest can be put right."""

from __future__ import annotations

from django.db import IntegrityError
from django.utils.translation import gettext as _

from goals.calendar import due_at, expected_on, is_counted
from goals.models import Goal, GoalYear, Indicator
from goals.months import Month, today
from goals.year_dates import EditRefused, overtaken, refuse_unseen
from goals.years.keys import indicator_key
from goals.years.standing import is_used
from jobcentres.changes import fields_of, record_edits, recording
from jobcentres.models import Change, User

SETTLED = ("code", "unit", "direction", "window")
"""Fixed once there are figures or targets, or an announced goal."""


def is_settled(row: Indicator) -> bool:
    """Whether `SETTLED` is fixed; at most three queries."""
    announced = Goal.objects.filter(indicator=row).exclude(goal_year__state=GoalYear.State.DRAFT)
    return announced.exists() or is_used(row)


def save_indicator(*, row: Indicator, seen: str, by: User, idempotency_key: str = "") -> None:
    """Store a new or an edited indicator.

    Raises `EditRefused`, also if somebody else edited it since `by` saw it as `seen`.
    """
    refuse_unfit(row)
    try:
        with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
            stored = Indicator.objects.select_for_update().filter(pk=row.pk).first()
            refuse_unseen(stored, seen)
            if stored is not None:
                _refuse_settled(row, stored)
            if Indicator.objects.filter(code=row.code).exclude(pk=row.pk).exists():
                raise EditRefused(_("Another indicator has this code."), "code")
            before = fields_of(stored) if stored else None
            row.save()
            record_edits(change, row, indicator_key(row), before)
    except IntegrityError:  # somebody else took the code at this very moment
        raise EditRefused(overtaken()) from None


def refuse_unfit(row: Indicator) -> None:
    """Raises `EditRefused` for properties that the arithmetic cannot work with."""
    for name in ("numerator_name", "denominator_name"):
        if row.is_ratio and not getattr(row, name):
            raise EditRefused(_("A percentage has two parts. Write the name of both."), name)
        if not row.is_ratio and getattr(row, name):
            raise EditRefused(_("A number of persons has no parts. Leave it empty."), name)
    if not row.is_ratio and row.decimals:
        raise EditRefused(_("A number of persons is shown without decimals. Write 0."), "decimals")
    if row.discretion_threshold < 3:
        raise EditRefused(_("The discretion threshold is at least 3."), "discretion_threshold")
    _refuse_early_deadline(row)


def _refuse_early_deadline(row: Indicator) -> None:
    year = today().year
    for month in Month.range(Month(year, 1), Month.december(year)):
        if is_counted(row, month) and due_at(row, month).date() < expected_on(row, month):
            message = _("The deadline for %(month)s would lie before the source has the figure.")
            raise EditRefused(message % {"month": month.name}, "deadline_lag_months")


def _refuse_settled(row: Indicator, stored: Indicator) -> None:
    changed = [name for name in SETTLED if getattr(row, name) != getattr(stored, name)]
    if changed and is_settled(stored):
        message = _(
            "There are figures, targets or an announced goal of this indicator, so this stays as it is. "
            "Make a new indicator if something else is to be measured."
        )
        raise EditRefused(message, changed[0])
