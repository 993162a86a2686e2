"""Where a line stands, its sign, and how it is said."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.forms.words import day_text
from jobcentres.clock import COPENHAGEN


class Condition(StrEnum):
    """Where a line stands. What is due is missing, new or sent back."""

    RELEASED = "released"
    REOPENED = "reopened"
    SENT_BACK = "sent_back"
    SUBMITTED = "submitted"
    SAVED = "saved"
    NOT_PUBLISHED = "not_published"
    NOT_COUNTED = "not_counted"
    WAITING = "waiting"
    DUE = "due"
    OVERDUE = "overdue"
    YEAR_CLOSED = "year_closed"


SIGNS = {
    Condition.RELEASED: "✓",
    Condition.REOPENED: "✓",
    Condition.SENT_BACK: "!",
    Condition.SUBMITTED: "✓",
    Condition.SAVED: "✓",
    Condition.NOT_PUBLISHED: "…",
    Condition.NOT_COUNTED: "·",
    Condition.WAITING: "…",
    Condition.DUE: "→",
    Condition.OVERDUE: "!",
    Condition.YEAR_CLOSED: "·",
}
TO_DO = (Condition.SENT_BACK, Condition.OVERDUE, Condition.DUE)


def condition_text(condition: Condition, due_at: datetime) -> str:
    deadline = {"day": day_text(due_at.astimezone(COPENHAGEN).date())}
    return {
        Condition.RELEASED: pgettext("line", "released"),
        Condition.REOPENED: pgettext("line", "released, reopened"),
        Condition.SENT_BACK: pgettext("line", "sent back"),
        Condition.SUBMITTED: _("submitted, waits for the region"),
        Condition.SAVED: _("saved, not submitted yet"),
        Condition.NOT_PUBLISHED: pgettext("line", "not published yet"),
        Condition.NOT_COUNTED: _("counted for the whole year"),
        Condition.WAITING: _("awaited, deadline %(day)s") % deadline,
        Condition.DUE: _("due now, deadline %(day)s") % deadline,
        Condition.OVERDUE: _("missing (deadline %(day)s)") % deadline,
        Condition.YEAR_CLOSED: _("not reported; the year is closed"),
    }[condition]
