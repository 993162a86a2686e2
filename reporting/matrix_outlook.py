"""Where December ends if nothing changes, beside the figures of the matrix: never a status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from goals.models import Goal
from goals.numbers import HIDDEN, format_number
from goals.outlook import (
    Hits,
    NoOutlook,
    Outlook,
    as_seen_by,
    hits_of,
    method_in_words,
    outlook_of,
    reason_in_words,
)
from jobcentres.models import Area
from reporting import wording
from reporting.summaries import Book


@dataclass(frozen=True, slots=True)
class Outlooks:
    """Of one goal, by area, as the reader may see them; `hits` is how the method did last year."""

    goal: Goal
    of_area: dict[int, Outlook]
    hits: Hits | None

    @classmethod
    def of(cls, book: Book, goal: Goal, members: Sequence[Area]) -> Outlooks:
        lines = {area.pk: book.line(area, goal) for area in members}
        found = {pk: outlook_of(line, book.choice.year, book.choice.as_of) for pk, line in lines.items()}
        seen = {pk: as_seen_by(book.reader, one, lines[pk]) for pk, one in found.items()}
        return cls(goal, seen, hits_of(found.values()))

    def note(self) -> str:
        """`2 Førtidspension: <metoden>. Metoden ramte inden for ±3 pct. i 8 af 10 kommuner sidste år.`"""
        name = f"{self.goal.number} {self.goal.short_name}"
        method = next((one.method for one in self.of_area.values() if one.method), None)
        if method is None:
            reasons = Counter(one.reason for one in self.of_area.values() if one.reason)
            usual = max(reasons, key=reasons.__getitem__, default=NoOutlook.TOO_LITTLE_HISTORY)
            return f"{name}: {reason_in_words(usual)}"
        tried = (
            _("The method %(hits)s.") % {"hits": self.hits}
            if self.hits
            else _("The method could not be tried on last year.")
        )
        return f"{name}: {method_in_words(method)} {tried}"


def outlook_text(outlook: Outlook) -> str:
    """`ca. 55`, with a star if figures not released are behind it."""
    if outlook.reason is NoOutlook.HIDDEN:
        return HIDDEN
    if outlook.value is None:
        return wording.NONE
    text = _("about %(number)s") % {"number": _number(outlook, outlook.value)}
    return text + wording.PRELIMINARY if outlook.preliminary else text


def band_text(outlook: Outlook, usual: NoOutlook | None) -> str:
    """`48–62`; without an outlook why, unless that goes for most."""
    if outlook.lower is None or outlook.upper is None:
        is_told = outlook.reason in (usual, NoOutlook.HIDDEN, None)
        return "" if is_told or outlook.reason is None else short_reason(outlook.reason)
    return f"{_number(outlook, outlook.lower)}–{_number(outlook, outlook.upper)}"


def short_reason(reason: NoOutlook) -> str:
    """`for tidligt at sige`: for a narrow cell."""
    return {
        NoOutlook.YEARLY: _("one figure a year"),
        NoOutlook.TOO_EARLY: _("too early to tell"),
        NoOutlook.YEAR_IS_OVER: _("December is there"),
        NoOutlook.SERIES_BREAK: _("series break"),
        NoOutlook.TOO_LITTLE_HISTORY: _("too few earlier figures"),
        NoOutlook.GAPS: _("gaps in the figures"),
        NoOutlook.HIDDEN: _("not shown, for discretion"),
    }[reason]


def _number(outlook: Outlook, number: Decimal) -> str:
    return format_number(number, outlook.measure.decimals if outlook.measure.is_ratio else 0)
