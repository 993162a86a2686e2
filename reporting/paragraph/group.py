"""The same for a region or the country, in short."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from goals.forms.report_words import summary_of
from goals.numbers import format_number, rounded
from goals.progress import Progress
from jobcentres.models import Area
from reporting import wording
from reporting.paragraph.telling import listed
from reporting.paragraph.words import Words, words_of
from reporting.summaries import Book


def overall(book: Book, area: Area) -> str:
    """`To af de tre mål, der kan vurderes, er på sporet. Langtidsledigheden er bagud.`

    Without targets (the country has none) how the totals changed in a year; nothing without those either.
    """
    goals = [goal for goal in book.goals if goal.area_id is None]
    found = [(words_of(goal), book.progress(area, goal)) for goal in goals]
    if any(progress.target is not None for _words, progress in found):
        return summary_of((wording.capitalised(words.course), progress.status) for words, progress in found)
    changes = [change for words, progress in found if (change := _change(words, progress))]
    if not changes:
        return ""
    return wording.capitalised(_("%(changes)s in a year.") % {"changes": listed(changes)})


def _change(words: Words, progress: Progress) -> str:
    """`tilgangen til førtidspension er faldet 12,3 pct.`; nothing across a series break."""
    if progress.change is None or progress.crosses_break or "change" in progress.hidden:
        return ""
    amount = progress.change if progress.measure.is_ratio else progress.change_pct
    if amount is None:
        return ""
    said = {"subject": words.subject, "number": format_number(abs(amount), 1)}
    if not rounded(amount, 1):
        return _("%(subject)s is unchanged") % said
    return _form(progress, amount) % said


def _form(progress: Progress, amount: Decimal) -> str:
    if progress.measure.is_ratio:
        if amount < 0:
            return _("%(subject)s has fallen by %(number)s percentage points")
        return _("%(subject)s has risen by %(number)s percentage points")
    if amount < 0:
        return _("%(subject)s has fallen by %(number)s per cent")
    return _("%(subject)s has risen by %(number)s per cent")
