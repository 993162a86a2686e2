"""The moment of knowledge of an answer: as it was asked for, or so that the same can be asked for again."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from goals.months import now
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from reporting.api.problems import Fault, Problem

MOMENT = (
    r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
    r"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?$"
)
_LOST_PLUS = re.compile(r"(:[0-9]{2}(?:\.[0-9]+)?) ([0-9]{2}:[0-9]{2})$")


def read_moment(written: str) -> datetime:
    """`2014-06-03T08:00`, with or without seconds and zone (without: Danish time); a day alone is its first
    moment. Raises `ValueError`, whose text says what to write, and `Problem` (404) for a moment that there
    is not, or not yet."""
    text = _LOST_PLUS.sub(r"\1+\2", written.strip())  # a plus that an address has turned into a space
    if not re.fullmatch(MOMENT[1:-1], text):
        raise ValueError(_("Write the moment like this: 2014-06-03T08:00 or 2014-06-03T08:00:00+02:00."))
    try:
        moment = datetime.fromisoformat(text)
        moment = (_in_denmark(moment) if moment.tzinfo is None else moment).astimezone(COPENHAGEN)
    except ValueError as refusal:
        raise _nowhere(_("There is no such day or time.")) from refusal
    if moment > max(now(), present()):
        raise _nowhere(_("This moment is still to come. Choose an earlier one, or leave it out."))
    return moment


def _nowhere(words: str) -> Problem:
    return Problem(404, words, faults=[Fault("known_on", words)])


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
