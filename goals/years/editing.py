"""What is said of a year: minister, day, file number, the letter's text."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goals.models import GoalYear
from goals.year_dates import EditRefused, refuse_unseen
from goals.years.keys import year_key
from goals.years.standing import locked_year
from jobcentres.changes import fields_of, record_edits, recording
from jobcentres.models import Change, User

FIELDS = ("minister", "announced_on", "file_number", "letter", "note", "source")


def save_year(*, row: GoalYear, seen: str, by: User, idempotency_key: str = "") -> None:
    """Store the `FIELDS` of `row`, a year that is there.

    Raises `EditRefused`, also of a closed year and if somebody else edited it since `by` saw it as `seen`.
    """
    with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
        stored = locked_year(row)
        refuse_unseen(stored, seen)
        before = fields_of(stored)
        for name in FIELDS:
            setattr(stored, name, getattr(row, name))
        _refuse_emptied(stored)
        stored.save()
        record_edits(change, stored, year_key(stored), before)


def _refuse_emptied(row: GoalYear) -> None:
    """What a year had to say to be announced, it says as long as it is."""
    if row.state == GoalYear.State.DRAFT:
        return
    if not row.minister:
        raise EditRefused(_("Write who is the minister."), "minister")
    if row.announced_on is None:
        raise EditRefused(_("Write the day on which the goals were announced."), "announced_on")
