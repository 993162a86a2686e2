"""Why there is no figure."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from goals.forms.words import figure_text
from goals.models import Indicator
from goals.months import Month
from goals.progress import Line, Measure, State
from goals.series import Basis
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import wording
from reporting.summaries import Book


def none_text(line: Line, indicator: Indicator, month: Month) -> str:
    """What stands instead of the figure: `kan ikke opgøres p.t.`, `intet samlet tal`, `intet tal`."""
    point = line.point(month)
    if point is not None and point.state == State.REPORTED and point.numerator is not None:
        return _("no percentage, too few")
    if point is not None and point.state not in (State.NOT_REPORTED, State.REPORTED):
        return figure_text(indicator, point)
    return _("no total") if line.members is not None else _("no figure")


def why_none(book: Book, area: Area, line: Line, month: Month, coverage: str) -> str:
    """In a sentence. `coverage` of a total that lacks members."""
    measure, point = line.measure, line.point(month)
    if measure.is_yearly and not month.is_december:
        return _("This figure is made up for a whole year. It stands at December.")
    if point is not None and point.state != State.NOT_REPORTED:
        return _why_of_state(measure, point.state)
    if not coverage:
        return _why_missing(book, area, measure, month)
    told = _("There is a total only when all have a figure: %(coverage)s have one.") % {"coverage": coverage}
    due = book.yearbook.deadlines.get((measure.id, month))
    return f"{told} {_deadline_text(book, due)}" if due else told


def _why_of_state(measure: Measure, state: str) -> str:
    if state == State.NOT_MEASURABLE:
        return _("The source says that it cannot be measured. That is neither 0 nor missing.")
    if state == State.SUPPRESSED:
        return _("The source has the figure and does not show it, for discretion.")
    return _("A percentage of fewer than %(count)s would mislead. The parts still count in totals.") % {
        "count": measure.small_denominator
    }


def _why_missing(book: Book, area: Area, measure: Measure, month: Month) -> str:
    due = book.yearbook.deadlines.get((measure.id, month))
    remark = book.yearbook.remarks.get((measure.id, area.pk, month))
    if book.reader.sees_inside(area.pk) and remark is not None and remark.is_unpublished:
        return _("The source has not published it yet.")
    if due is None and book.choice.basis is Basis.APPROVED:
        return _("No figure has been released.")
    if due is None:
        return _("Nobody has reported it.")
    day = {"day": wording.full_day(due.astimezone(COPENHAGEN).date())}
    if due < book.choice.moment:
        return _("It is missing: the deadline was %(day)s.") % day
    return _("It is not due yet: it is expected by %(day)s.") % day


def _deadline_text(book: Book, due: datetime) -> str:
    form = _("The deadline was %(day)s.") if due < book.choice.moment else _("The deadline is %(day)s.")
    return form % {"day": wording.full_day(due.astimezone(COPENHAGEN).date())}
