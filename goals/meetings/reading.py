"""Meetings with their papers, and what was noted and decided, read for the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef

from goals.meetings.rules import State
from goals.meetings.standing import state_of
from goals.models import Meeting, MeetingNote
from jobcentres.models import Area, User


class Written(NamedTuple):
    """A note or decision, who entered it in which role and when, and the paper that its author saw."""

    paper: Meeting
    number: int
    kind: str
    goal_number: int | None
    text: str
    agenda_item: str
    recorded_at: datetime
    by: str | None
    role: str | None


@dataclass(slots=True)
class Sitting:
    """A council's meeting on a day: its papers by number, and the notes that the reader may see."""

    area: Area
    held_on: date
    papers: list[Meeting] = field(default_factory=list)
    notes: list[Written] = field(default_factory=list)

    @property
    def newest(self) -> Meeting:
        return self.papers[-1]

    @property
    def state(self) -> State:
        return state_of(self.newest)

    def notes_of(self, goal_number: int | None) -> list[Written]:
        return [note for note in self.notes if note.goal_number == goal_number]


_NOTE = {
    "note_number": "number",
    "note_kind": "kind",
    "note_goal": "goal_number",
    "note_text": "text",
    "note_item": "agenda_item",
    "note_at": "change__recorded_at",
    "note_by": "change__by__name",
    "note_role": "change__assignment__role",
}


def read_sitting(user: User, code: str, held_on: date) -> Sitting | None:
    """With its notes where `user` may read them, in one query, which tells each paper again beside each of
    its notes; None if there is no such meeting."""
    readable = MeetingNote.objects.visible_to(user).filter(pk=OuterRef("notes__pk"))
    told: dict[str, Any] = {name: F(f"notes__{path}") for name, path in _NOTE.items()}
    rows = (
        Meeting.objects.visible_to(user)
        .filter(area__code=code, held_on=held_on)
        .select_related("area", "goal_year", "change__by")
        .defer("goal_year__letter")
        .annotate(is_readable=Exists(readable), **told)
    )
    papers: dict[int, Meeting] = {}
    notes: list[Written] = []
    for row in rows.order_by("number", "notes__number"):
        paper = papers.setdefault(row.pk, row)
        if row.is_readable:
            notes.append(Written(paper, *(vars(row)[name] for name in _NOTE)))
    if not papers:
        return None
    found = list(papers.values())
    return Sitting(found[0].area, held_on, found, sorted(notes, key=lambda note: note.number))


def is_inside(user: User, area: Area) -> bool:
    """Whether the notes of the council of `area` are the person's to read, as `visible_to` says."""
    scopes = user.scopes
    return (
        scopes.is_official
        or area.pk in scopes.own_area_ids()
        or (area.parent_id or 0) in scopes.reviewed_region_ids
    )


def newest_papers(papers: Iterable[Meeting]) -> list[Meeting]:
    """Of each meeting the newest number, in the order of the days."""
    newest: dict[tuple[int, date], Meeting] = {}
    for one in papers:
        key = (one.area_id, one.held_on)
        if key not in newest or newest[key].number < one.number:
            newest[key] = one
    return sorted(newest.values(), key=lambda one: (one.held_on, one.area.sort_key))


def coming_and_past(papers: Sequence[Meeting], day: date) -> tuple[list[Meeting], list[Meeting]]:
    """The next first; the latest first."""
    coming = [one for one in papers if one.held_on >= day]
    return coming, [one for one in reversed(papers) if one.held_on < day]
