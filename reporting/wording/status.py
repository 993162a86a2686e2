"""A verdict as sign and word, never one without the other, saying what is awaited."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from goals.numbers import HIDDEN
from goals.progress import Progress, Status
from reporting.wording.amounts import AWAITED, NONE
from reporting.wording.dates import short_day


class Awaited(NamedTuple):
    """The figure that comes next: its period in words, when it is due, and whether that has passed."""

    period: str
    due: date
    is_overdue: bool


class StatusWords(NamedTuple):
    """Sign and word, never one without the other; `kind` is the code, for colour and sorting."""

    sign: str
    word: str
    kind: str

    def __str__(self) -> str:
        return f"{self.sign} {self.word}"


def status_words(progress: Progress, awaited: Awaited | None = None) -> StatusWords:
    status = progress.status
    if status is None:
        return StatusWords(HIDDEN, _("not shown, for discretion"), "hidden")
    if status is Status.NO_FIGURE and awaited and awaited.is_overdue:
        return StatusWords(
            "!", _("missing (deadline %(day)s)") % {"day": short_day(awaited.due, progress.year)}, "missing"
        )
    sign, word = _SIGNS[status], _status_word(progress, awaited)
    if status in (Status.MET, Status.NOT_MET) and progress.preliminary:
        word = _("%(verdict)s (preliminary)") % {"verdict": word}
    return StatusWords(sign, word, status.value)


def status_label(status: Status) -> Promise:
    """Sign and word of a code, whatever the area awaits."""
    words = _WORDS | {
        Status.AWAITING: gettext_noop("awaits"),
        Status.NO_FIGURE: gettext_noop("no figure yet"),
    }
    return format_lazy("{sign} {word}", sign=_SIGNS[status], word=gettext_lazy(words[status]))


def _status_word(progress: Progress, awaited: Awaited | None) -> str:
    if progress.status is Status.AWAITING and progress.awaits == "year":
        return _("awaits the year %(year)s") % {"year": progress.year}
    if progress.status is Status.NO_FIGURE:
        if awaited is None:
            return _("no figure yet")
        return _("expected %(day)s") % {"day": short_day(awaited.due, progress.year)}
    return _(_WORDS[progress.status or Status.NO_TARGET])


_SIGNS = {
    Status.MET: "✓",
    Status.NOT_MET: "✕",
    Status.ON_TRACK: "●",
    Status.NEAR: "◐",
    Status.BEHIND: "■",
    Status.AWAITING: AWAITED,
    Status.NO_FIGURE: AWAITED,
    Status.NOT_MEASURABLE: NONE,
    Status.NO_TARGET: NONE,
}


_WORDS = {
    Status.MET: gettext_noop("target reached"),
    Status.NOT_MET: gettext_noop("target not reached"),
    Status.ON_TRACK: gettext_noop("on track"),
    Status.NEAR: gettext_noop("slightly behind"),
    Status.BEHIND: gettext_noop("behind"),
    Status.AWAITING: gettext_noop("awaits the baseline"),
    Status.NOT_MEASURABLE: gettext_noop("cannot be measured at present"),
    Status.NO_TARGET: gettext_noop("no target"),
}
