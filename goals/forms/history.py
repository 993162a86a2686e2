"""Who wrote what about a line's figure, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.forms.words import figure_text, long_day_text, moment_text, source_text
from goals.models import FigureRevision, Origin
from goals.models.figure import same_amounts
from jobcentres.clock import COPENHAGEN

if TYPE_CHECKING:
    from goals.forms.sheet import Line


class Event(NamedTuple):
    """One accepted change of the figure."""

    when: str
    by: str
    text: str
    note: str


class Version(NamedTuple):
    """One version of the figure, in full: what it said, from where, who wrote it, and why.

    A release says nothing of its own: it has no source, and the region's no origin.
    """

    text: str
    source: str
    origin: str
    when: str
    by: str
    note: str
    is_released: bool
    replaced: str
    """`rettet 12. maj 2014, var 143`, where a released number gave way to another."""


def latest(line: Line) -> str:
    """`Gemt kl. 14.02 af Anna Friis (før: 4)`"""
    if not line.revisions:
        return ""
    last = line.revisions[-1]
    shown = {"moment": _moment(last), "by": author(last)}
    if last.origin == Origin.APPROVAL:
        return _("Released %(moment)s by %(by)s") % shown
    if last.origin == Origin.RELEASE:
        return _("Released by itself %(moment)s") % shown
    if last.origin == Origin.CORRECTION and line.is_saved:
        return " ".join(filter(None, (_("Corrected %(moment)s by %(by)s") % shown, _before(line, last))))
    said = _("Saved %(moment)s by %(by)s") if line.is_saved else _("Withdrawn %(moment)s by %(by)s")
    return " ".join(filter(None, (said % shown, _before(line, last))))


def is_released_by_itself(line: Line) -> bool:
    return bool(line.revisions) and line.revisions[-1].origin == Origin.RELEASE


def events(line: Line) -> list[Event]:
    """What was accepted, the newest first."""
    return [
        Event(_moment(revision), author(revision), _said(line, revision), revision.note)
        for revision in reversed(line.revisions)
    ]


def versions(line: Line) -> list[Version]:
    """Every version there has been, the newest first."""
    return [_version(line, revision) for revision in reversed(line.revisions)]


def _version(line: Line, revision: FigureRevision) -> Version:
    is_release = revision.origin in (Origin.APPROVAL, Origin.RELEASE)
    return Version(
        text=figure_text(line.indicator, revision),
        source="" if is_release else source_text(revision),
        origin="" if revision.origin == Origin.APPROVAL else revision.get_origin_display(),
        when=_moment(revision),
        by=author(revision),
        note=revision.note,
        is_released=revision.is_approved,
        replaced=_replaced(line, revision),
    )


def latest_replaced(line: Line) -> str:
    """Of the number that everybody may read now: when it replaced another, and which."""
    texts = [text for revision in line.revisions if (text := _replaced(line, revision))]
    return texts[-1] if texts else ""


def _replaced(line: Line, revision: FigureRevision) -> str:
    earlier = [one for one in line.revisions if one.is_approved and one.version < revision.version]
    if not revision.is_approved or not earlier or same_amounts(earlier[-1], revision):
        return ""
    form = (
        _("updated in the source %(day)s, was %(before)s")
        if revision.origin == Origin.OFFICIAL
        else _("corrected %(day)s, was %(before)s")
    )
    moment = revision.change.recorded_at
    day = long_day_text(moment.astimezone(COPENHAGEN).date()) if moment else ""
    return form % {"day": day, "before": figure_text(line.indicator, earlier[-1])}


def text_of_version(line: Line, version: int) -> str:
    """What the figure said in an earlier version; nothing if there was none."""
    found = next((one for one in line.revisions if one.version == version), None)
    return figure_text(line.indicator, found) if found else ""


def author(revision: FigureRevision) -> str:
    if revision.origin == Origin.RELEASE:
        return _("the system")
    return str(revision.change.by or _("the official source"))


def _said(line: Line, revision: FigureRevision) -> str:
    text = figure_text(line.indicator, revision)
    source = f"{text}, {source_text(revision)}"
    if revision.is_approved:
        source = ", ".join((source, pgettext("line", "released")))
    return " ".join(filter(None, (source, _before(line, revision))))


def _before(line: Line, revision: FigureRevision) -> str:
    before = text_of_version(line, revision.version - 1)
    if not before or before == figure_text(line.indicator, revision):
        return ""
    return _("(before: %(text)s)") % {"text": before}


def _moment(revision: FigureRevision) -> str:
    moment = revision.change.recorded_at
    return moment_text(moment) if moment else ""
