"""That another number stood there before, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.months import Month
from goals.numbers import HIDDEN
from goals.progress import Line, Reader, Replacement, State
from jobcentres.clock import COPENHAGEN
from reporting.wording.amounts import amount
from reporting.wording.dates import short_day


def replaced(replacement: Replacement, line: Line, month: Month, reader: Reader, year: int) -> str:
    """`rettet 12. maj, var 143`, `opdateret i kilden 12. maj (før: kan ikke opgøres)`.

    Nothing of what stood there where that is not for the reader. The day's year is left out if it is `year`.
    """
    day = short_day(replacement.recorded_at.astimezone(COPENHAGEN), year)
    form = _("updated in the source %(day)s") if replacement.is_by_source else _("corrected %(day)s")
    return form % {"day": day} + _before(replacement, line, month, reader)


def changed_how(replacement: Replacement, year: int) -> str:
    """`rettet af jobcentret 12. maj`, `opdateret i kilden 12. maj`."""
    day = short_day(replacement.recorded_at.astimezone(COPENHAGEN), year)
    form = (
        _("updated in the source %(day)s")
        if replacement.is_by_source
        else _("corrected by the jobcentre %(day)s")
    )
    return form % {"day": day}


def stood(replacement: Replacement, line: Line, month: Month, reader: Reader) -> str:
    """What stood there before, for a table: `143`, `..`, `kan ikke opgøres`."""
    if replacement.is_hidden_from(reader, line, month):
        return HIDDEN
    number = replacement.shown_before(reader, line, month)
    return _why(replacement) if number is None else amount(line.measure, number)


def _before(replacement: Replacement, line: Line, month: Month, reader: Reader) -> str:
    if replacement.is_hidden_from(reader, line, month):
        return ""
    number = replacement.shown_before(reader, line, month)
    if number is not None:
        return _(", was %(number)s") % {"number": amount(line.measure, number)}
    return " " + _("(earlier: %(text)s)") % {"text": _why(replacement)}


def _why(replacement: Replacement) -> str:
    """Why there was no number."""
    return {
        State.REPORTED: _("too few"),
        State.NOT_MEASURABLE: _("not measurable"),
        State.SUPPRESSED: _("hidden in the source"),
    }.get(replacement.before.state, pgettext("line", "not reported"))
