"""What the pages of meetings say about councils, days, papers, and what was noted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.forms.report_page import item_text
from goals.forms.words import long_day_text, moment_text, short_day_text, time_text
from goals.meetings import State, Written
from goals.models import Meeting, MeetingNote
from goals.months import Month
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Assignment


class Noted(NamedTuple):
    """A note or decision ready to be placed. `paper` says which earlier paper its author saw, if any."""

    number: int
    heading: str
    text: str
    by: str
    is_decision: bool
    paper: str


class StandingWords(NamedTuple):
    sign: str
    word: str


def council_kind(area: Area) -> str:
    """`LBR`, `RBR`, `Beskæftigelsesrådet`"""
    if area.level == Area.Level.COUNTRY:
        return _("The national council")
    return _("RBR") if area.level == Area.Level.REGION else _("LBR")


def council_name(area: Area) -> str:
    """`LBR Sorø`, `RBR Midtjylland`, `Beskæftigelsesrådet`"""
    kind = council_kind(area)
    return kind if area.level == Area.Level.COUNTRY else f"{kind} {area.name}"


def make_text(area: Area) -> str:
    """`Lav mødesag til LBR`"""
    if area.level == Area.Level.COUNTRY:
        return _("Make a paper for the national council")
    return _("Make a paper for %(council)s") % {"council": council_kind(area)}


def heading(meeting: Meeting) -> str:
    """`LBR Sorø, møde 17. juni 2014`"""
    said = {"council": council_name(meeting.area), "day": long_day_text(meeting.held_on)}
    return _("%(council)s, meeting %(day)s") % said


def where_text(meeting: Meeting) -> str:
    """`Punkt 4 · Rådhuset`; nothing if neither is known."""
    item = item_text(meeting.agenda_item) if meeting.agenda_item else ""
    return " · ".join(part for part in (item[:1].upper() + item[1:], meeting.place) if part)


def known_words(meeting: Meeting) -> str:
    """`Mødesagen viser tallene som kendt 3. juni 2014 kl. 9.00`"""
    local = meeting.known_on.astimezone(COPENHAGEN)
    said = {"day": long_day_text(local.date()), "time": time_text(local)}
    return _("The paper shows the figures as known %(day)s %(time)s") % said


def known_short(meeting: Meeting) -> str:
    """`Tal som kendt 3. juni 2014 kl. 9.00`: at the head of each printed page."""
    local = meeting.known_on.astimezone(COPENHAGEN)
    said = {"day": long_day_text(local.date()), "time": time_text(local)}
    return _("Figures as known %(day)s %(time)s") % said


def as_of_text(meeting: Meeting) -> str:
    return Month.parse(meeting.as_of).label


def made_words(meeting: Meeting) -> str:
    """`Nr. 2, lavet 12. juni kl. 9.00 af Lis Damgaard`"""
    recorded = meeting.change.recorded_at
    said = {
        "number": meeting.number,
        "moment": moment_text(recorded) if recorded else "",
        "by": meeting.change.by or _("the system"),
    }
    if meeting.is_cancelled:
        return _("No. %(number)s, cancelled %(moment)s by %(by)s") % said
    return _("No. %(number)s, made %(moment)s by %(by)s") % said


def noted(notes: Iterable[Written], newest: Meeting) -> list[Noted]:
    return [_noted(note, newest) for note in notes]


def _noted(note: Written, newest: Meeting) -> Noted:
    is_decision = note.kind == MeetingNote.Kind.DECISION
    item = f", {item_text(note.agenda_item)}" if note.agenda_item else ""
    is_older = note.paper.known_on != newest.known_on
    return Noted(
        number=note.number,
        heading=f"{kind_words(note.kind)}{item}",
        text=note.text,
        by=_author(note),
        is_decision=is_decision,
        paper=_("written to paper no. %(number)s, %(known)s")
        % {"number": note.paper.number, "known": _known(note.paper)}
        if is_older
        else "",
    )


def _known(meeting: Meeting) -> str:
    local = meeting.known_on.astimezone(COPENHAGEN)
    return _("with the figures as known %(day)s %(time)s") % {
        "day": short_day_text(local.date()),
        "time": time_text(local),
    }


def _author(note: Written) -> str:
    """`Lis Damgaard (LBR), 18. jun. 2014 kl. 10.00`"""
    local = note.recorded_at.astimezone(COPENHAGEN)
    by = note.by or _("the system")
    who = f"{by} ({Assignment.Role(note.role).label})" if note.role else by
    return f"{who}, {short_day_text(local.date())} {time_text(local)}"


def kind_words(kind: str) -> str:
    return _("Decision") if kind == MeetingNote.Kind.DECISION else pgettext("meeting", "Note")


def standing_words(state: State) -> StandingWords:
    return {
        State.NONE: StandingWords("·", _("no paper")),
        State.PLANNED: StandingWords("…", _("coming")),
        State.TODAY: StandingWords("●", _("today")),
        State.HELD: StandingWords("✓", _("held")),
        State.CANCELLED: StandingWords("✕", _("cancelled")),
    }[state]
