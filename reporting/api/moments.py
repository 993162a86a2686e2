"""The moment of knowledge of an answer: as it was asked for, or so that the same can be asked for again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time

from django.utils.translation import gettext as _

from goals.months import now
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from reporting.moments import FIRST_YEAR

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOST_PLUS = re.compile(r"(\d{2}:\d{2}(?:\.\d+)?) (\d{2}:?\d{2})$")


def read_moment(written: str) -> datetime:
    """`2014-06-03T08:00`, with or without seconds and zone (without: Danish time); a day alone is its first
    moment. Raises `ValueError`, whose text says what to write."""
    refused = _("Write the moment like this: 2014-06-03T08:00 or 2014-06-03T08:00:00+02:00.")
    text = _LOST_PLUS.sub(r"\1+\2", written.strip())  # a plus that an address has turned into a space
    if not text.isascii() or not re.match(r"\d{4}-\d{2}-\d{2}(?:$|[T ]\d{2}:\d{2})", text):
        raise ValueError(refused)
    try:
        moment = datetime.fromisoformat(text)
        if _DAY.fullmatch(text):
            moment = datetime.combine(moment.date(), time())
        if moment.tzinfo is None:
            moment = _in_denmark(moment)
        moment = moment.astimezone(COPENHAGEN)
    except (ValueError, OverflowError) as refusal:
        raise ValueError(refused) from refusal
    if moment.year < FIRST_YEAR:
        raise ValueError(refused)
    if moment > max(now(), present()):
        raise ValueError(_("This moment is still to come. Choose an earlier one, or leave it out."))
    return moment


def present() -> datetime:
    """The moment of the last change that is recorded: everything counts, and the same moment asked for again
    gives the same. No change still under way can be dated before it; it is read before any figure."""
    last = clock.installation().last_recorded_at
    return last.astimezone(COPENHAGEN) if last else now().replace(microsecond=0)


def written(moment: datetime) -> str:
    return moment.astimezone(COPENHAGEN).isoformat()


def http_moment(moment: datetime) -> float:
    return moment.astimezone(UTC).timestamp()


def _in_denmark(moment: datetime) -> datetime:
    """Refuses the hour that summer time leaves out."""
    local = moment.replace(tzinfo=COPENHAGEN)
    if local.astimezone(UTC).astimezone(COPENHAGEN).replace(tzinfo=None) != moment:
        raise ValueError(moment)
    return local
