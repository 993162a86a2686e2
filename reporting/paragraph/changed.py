"""That the latest figure is not what everybody could read before, and what that changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from goals.models import SourceKind
from goals.progress import Replacement, Status, as_seen_by, progress_with
from jobcentres.clock import COPENHAGEN
from reporting import wording
from reporting.paragraph import figures
from reporting.paragraph.facts import JUDGED, Facts
from reporting.paragraph.judged import KEPT_EXTRA
from reporting.paragraph.opening import verdict_words
from reporting.paragraph.telling import Cut, Passage, Sentence, Telling

VERDICT = 7


@dataclass(frozen=True, slots=True)
class Change:
    """The latest figure's last replacement: `before` as the reader may see it, and the verdict of then."""

    facts: Facts
    replacement: Replacement
    before: str
    was_lower: bool | None
    """Whether the number before, too, had fallen in a year; None where that cannot be said."""
    status: Status | None

    @property
    def changes_verdict(self) -> bool:
        return self.status in JUDGED and self.facts.is_judged and self.status != self.facts.progress.status

    @property
    def day(self) -> str:
        day = self.replacement.recorded_at.astimezone(COPENHAGEN).date()
        return wording.day(day) if day.year == self.facts.year else wording.full_day(day)


def change_of(facts: Facts) -> Change | None:
    """Of a released figure of the area's own; None where the number before is none of the reader's."""
    book, progress, line = facts.book, facts.progress, facts.line
    month = progress.latest_month
    if month is None or progress.preliminary or facts.is_hidden or line.members is not None:
        return None
    found = book.replacements_of(facts.area, facts.goal).get(month)
    before = found.shown_before(book.reader, line, month) if found else None
    if found is None or before is None:
        return None
    point = found.before
    then = progress_with(line, facts.promise, book.choice.year, book.choice.as_of, month, point)
    seen = as_seen_by(book.reader, then, line)
    return Change(
        facts=facts,
        replacement=found,
        before=wording.amount(facts.measure, before),
        was_lower=None if seen.change is None else seen.change < 0,
        status=seen.status,
    )


def changed(change: Change, *, in_opening: bool) -> Passage:
    """What was updated or corrected, what holds, and what older documents show; `in_opening`: the verdict's
    change is told there."""
    facts = change.facts
    told: tuple[Sentence, ...] = (partial(_replaced, change),)
    if not in_opening:
        told = (partial(_verdict_before, change), *told)
    rest: tuple[Sentence, ...] = (partial(_still, change), partial(_documents, change))
    if facts.is_confidential:
        rest = rest[1:]
    if facts.is_final:
        rest = rest[1:]
    cuts = (Cut(KEPT_EXTRA, (*told, *rest[:1])), Cut(VERDICT, told), Cut(VERDICT, told[:1]))
    return Passage((*told, *rest), cuts)


def note(change: Change) -> str:
    """Where the verdict stayed: that documents of before show another number."""
    said = _said(change) | {"of": change.facts.words.of, "month": change.facts.month.label}
    if change.replacement.is_by_source:
        return (
            _("The figure for %(of)s in %(month)s was updated in the source on %(day)s (before: %(before)s).")
            % said
        )
    return _("The figure for %(of)s in %(month)s was corrected on %(day)s (before: %(before)s).") % said


def _said(change: Change) -> dict[str, str]:
    return {
        "day": change.day,
        "before": change.before,
        "now": wording.latest(change.facts.progress),
    }


def _verdict_before(change: Change, _telling: Telling) -> str:
    said = {"goal": change.facts.words.topic, "day": change.day}
    said["verdict"] = verdict_words()[change.status] if change.status else ""
    return _("Before %(day)s the verdict on %(goal)s was “%(verdict)s”.") % said


def _replaced(change: Change, telling: Telling) -> str:
    """`Jobindsats.dk har opdateret tallet for april 2014 fra 143 til 150 på grund af efterregistreringer.`"""
    facts = change.facts
    said = _said(change) | {"source": _source(facts), "reason": wording.sentence(_reason(change))}
    if change.replacement.is_by_source or facts.month.year != facts.year:
        said["period"] = figures.month_of(facts.month, facts.measure.window, telling)
    else:
        said["period"] = facts.month.name
    if change.replacement.is_by_source:
        return (
            _(
                "%(source)s has updated the figure for %(period)s from %(before)s to %(now)s because of "
                "later registrations."
            )
            % said
        )
    if said["reason"]:
        return (
            _(
                "On %(day)s the jobcentre corrected the figure for %(period)s from %(before)s to %(now)s. "
                "Reason: %(reason)s"
            )
            % said
        )
    return (
        _("On %(day)s the jobcentre corrected the figure for %(period)s from %(before)s to %(now)s.") % said
    )


def _source(facts: Facts) -> str:
    records = facts.book.yearbook.records.get((facts.goal.indicator_id, facts.area.pk, facts.month), [])
    kind = records[-1].source_kind if records else SourceKind.OTHER
    return "jobindsats.dk" if kind == SourceKind.JOBINDSATS else _("the source")


def _reason(change: Change) -> str:
    facts = change.facts
    spot = (facts.goal.indicator_id, facts.area.pk, facts.month)
    return facts.book.yearbook.reasons.get(spot, {}).get(change.replacement.recorded_at, "")


def _still(change: Change, _telling: Telling) -> str:
    """`Det er fortsat 21 færre end i april 2013 (−12,3 pct.), men 2 over pejlemærket på højst 148.`"""
    facts = change.facts
    said = {"comparison": figures.comparison(facts), "gap": figures.gap(facts)}
    if facts.measure.is_ratio and facts.progress.crosses_break:
        said["comparison"] = ""
    form = _still_form(bool(said["comparison"]), bool(said["gap"]), _is_still(change), _contrasts(facts))
    return form() % said if form else _("The figure is %(now)s now.") % _said(change)


def _is_still(change: Change) -> bool:
    now = change.facts.progress.change
    return now is not None and bool(now) and change.was_lower is (now < 0)


def _contrasts(facts: Facts) -> bool:
    """The change points one way, the verdict the other."""
    return facts.is_worse is not facts.is_off_track and bool(facts.progress.change)


def _still_form(compares: bool, has_gap: bool, is_still: bool, contrasts: bool) -> Callable[[], str] | None:
    if not compares:
        return (lambda: _("It is %(gap)s.")) if has_gap else None
    if not has_gap:
        return (
            (lambda: _("It is still %(comparison)s.")) if is_still else (lambda: _("It is %(comparison)s."))
        )
    return {
        (True, True): lambda: _("It is still %(comparison)s, but %(gap)s."),
        (True, False): lambda: _("It is still %(comparison)s, and %(gap)s."),
        (False, True): lambda: _("It is %(comparison)s, but %(gap)s."),
        (False, False): lambda: _("It is %(comparison)s, and %(gap)s."),
    }[is_still, contrasts]


def _documents(change: Change, _telling: Telling) -> str:
    return _("Documents made before %(day)s show %(before)s.") % _said(change)
