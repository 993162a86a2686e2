"""How many figures are due, in one sentence, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.forms.sheet import Condition, Line
from goals.forms.words import time_text, weekday_text
from goals.months import now
from jobcentres.clock import COPENHAGEN


class Due(NamedTuple):
    """Something to do: a figure that was sent back, or one that is not there by its deadline."""

    is_sent_back: bool
    due_at: datetime

    @property
    def is_late(self) -> bool:
        return not self.is_sent_back and self.due_at < now()


def sentences(due: Sequence[Due]) -> list[str]:
    """`2 tal skal indberettes nu: 1 er sendt tilbage, 1 er nyt.`, and the deadline; none without `due`."""
    if not due:
        return []
    total = ngettext("%(count)s number is due now", "%(count)s numbers are due now", len(due))
    return [f"{total % {'count': len(due)}}: {', '.join(_parts(due))}.", _deadline(due)]


def of_lines(to_do: Sequence[Line]) -> list[str]:
    """The same of the lines of a month."""
    return sentences([Due(line.condition == Condition.SENT_BACK, line.due_at) for line in to_do])


def _parts(due: Sequence[Due]) -> Iterator[str]:
    sent_back = sum(one.is_sent_back for one in due)
    late = sum(one.is_late for one in due)
    new = len(due) - sent_back - late
    if sent_back:
        text = ngettext("%(count)s was sent back", "%(count)s were sent back", sent_back)
        yield text % {"count": sent_back}
    if late:
        text = ngettext(
            "%(count)s is missing after the deadline", "%(count)s are missing after the deadline", late
        )
        yield text % {"count": late}
    if new:
        yield ngettext("%(count)s is new", "%(count)s are new", new) % {"count": new}


def _deadline(due: Sequence[Due]) -> str:
    ahead = [one.due_at for one in due if one.due_at >= now()]
    moment = min(ahead or [one.due_at for one in due]).astimezone(COPENHAGEN)
    shown = {"day": weekday_text(moment.date()), "time": time_text(moment)}
    return (
        _("Next deadline: %(day)s %(time)s.") if ahead else _("The deadline was %(day)s %(time)s.")
    ) % shown
