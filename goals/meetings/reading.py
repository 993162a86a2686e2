"""Meetings with their papers, and what was noted and decided, read for the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from goals.meetings.rules import State
from goals.meetings.standing import state_of
from goals.models import Meeting, MeetingNote
from jobcentres.models import Area, User


@dataclass(slots=True)
class Sitting:
    """A council's meeting on a day: its papers by number, and the notes that the reader may see."""

    area: Area
    held_on: date
    papers: list[Meeting] = field(default_factory=list)
    notes: list[MeetingNote] = field(default_factory=list)

    @property
    def newest(self) -> Meeting:
        return self.papers[-1]

    @property
    def state(self) -> State:
        return state_of(self.newest)

    def notes_of(self, goal_number: int | None) -> list[MeetingNote]:
        return [note for note in self.notes if note.goal_number == goal_number]


def read_sitting(user: User, code: str, held_on: date) -> Sitting | None:
    """With its notes where `user` may read them, in two queries; None if there is no such meeting."""
    papers = Meeting.objects.visible_to(user).filter(area__code=code, held_on=held_on)
    found = list(papers.select_related("area", "goal_year", "change__by").order_by("number"))
    if not found:
        return None
    notes = MeetingNote.objects.visible_to(user).filter(meeting__in=found)
    told = notes.select_related("meeting", "change__by", "change__assignment__area").order_by("number")
    return Sitting(found[0].area, held_on, found, list(told))


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
