"""The one writer of councils' meetings: their papers, and what was noted and decided. No row is edited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from goals.free_text import TextRefused, free_text
from goals.meetings.rules import Action, rules_of
from goals.meetings.standing import roles_in, state_of
from goals.models import Goal, GoalYear, Meeting, MeetingNote
from goals.months import Month, now, today
from goals.refusals import Problem, StepRefused
from jobcentres.changes import Recording, recording
from jobcentres.models import Area, Change, Installation, User

LONGEST = 4000
LONGEST_LINE = 120
LONGEST_ITEM = 40
CONFLICT = "conflict"
FURTHEST = 366
"""So many days ahead a meeting may be planned."""

_JUST_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a secretariat says of its meeting; the month chosen tells the goal year too."""

    title: str
    as_of: Month
    place: str = ""
    agenda_item: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A note or decision about one of the year's goals, or (None) about the whole."""

    kind: str
    text: str
    goal_number: int | None = None
    agenda_item: str = ""


def make_meeting(area: Area, held_on: date, paper: Paper, *, by: User, idempotency_key: str = "") -> Meeting:
    """The paper for a new meeting, with the figures as they are known now.

    Raises, as all these do, `StepRefused` or `AlreadyRecorded`.
    """
    if held_on < today():
        raise StepRefused(
            Problem("held_on", "past", _("That day is over. Write the day of a coming meeting."))
        )
    if (held_on - today()).days > FURTHEST:
        message = _("That is more than a year ahead. Is the year right?")
        raise StepRefused(Problem("held_on", "far_away", message))
    with _step(area, held_on, Action.MAKE, by, idempotency_key) as step:
        return step.write(_kept(paper))


def renew(newest: Meeting, paper: Paper, *, by: User, seen: str = "", idempotency_key: str = "") -> Meeting:
    """The paper's next number, with the figures as they are known now. `seen` is the number its author saw:
    if somebody has made another since, nothing is kept."""
    with _step(newest.area, newest.held_on, Action.RENEW, by, idempotency_key) as step:
        step.require(seen)
        return step.write(_kept(paper))


def cancel(newest: Meeting, *, by: User, seen: str = "", idempotency_key: str = "") -> Meeting:
    """The meeting is not held. What was written there stays readable."""
    with _step(newest.area, newest.held_on, Action.CANCEL, by, idempotency_key) as step:
        step.require(seen)
        return step.cancel()


def write(newest: Meeting, said: Said, *, by: User, idempotency_key: str = "") -> MeetingNote:
    """Add a note or decision; nobody's text is overwritten, a correction is another note."""
    kept = _kept_text(said)
    action = Action.DECIDE if said.kind == MeetingNote.Kind.DECISION else Action.NOTE
    with _step(newest.area, newest.held_on, action, by, idempotency_key) as step:
        return step.say(kept)


class _Step:
    """A step being taken; other steps of the same council wait."""

    def __init__(self, change: Recording, area: Area, held_on: date, newest: Meeting | None) -> None:
        self.change = change
        self.area = area
        self.held_on = held_on
        self._newest = newest

    @property
    def newest(self) -> Meeting:
        if self._newest is None:
            raise LookupError("the rules let nobody take this step before there is a paper")
        return self._newest

    def require(self, seen: str) -> None:
        if seen and seen != str(self.newest.number):
            message = _("Somebody has renewed the meeting's paper in the meantime.")
            raise StepRefused(Problem("", CONFLICT, message))

    def write(self, paper: Paper) -> Meeting:
        Installation.lock()  # whoever is recording something older has finished: it counts
        known_on = (now() - _JUST_BEFORE).astimezone(UTC).replace(microsecond=0)
        # in whole seconds, so that an address or an export can name it; what is recorded later does not count
        return self._add(
            title=paper.title,
            place=paper.place,
            agenda_item=paper.agenda_item,
            goal_year=_goal_year(paper.as_of),
            as_of=str(paper.as_of),
            known_on=known_on,
        )

    def cancel(self) -> Meeting:
        before = self.newest
        return self._add(
            title=before.title,
            place=before.place,
            agenda_item=before.agenda_item,
            goal_year=before.goal_year,
            as_of=before.as_of,
            known_on=before.known_on,
            is_cancelled=True,
        )

    def _add(self, **said: object) -> Meeting:
        number = self._newest.number + 1 if self._newest else 1
        meeting = Meeting.objects.create(
            area=self.area, held_on=self.held_on, number=number, change=self.change.row, **said
        )
        self.change.include(Meeting._meta.label, meeting.canonical())
        return meeting

    def say(self, said: Said) -> MeetingNote:
        goals = Goal.with_own.of([self.area.pk]).filter(goal_year=self.newest.goal_year)
        if said.goal_number is not None and not goals.filter(number=said.goal_number).exists():
            raise StepRefused(Problem("", "no_goal", _("The year has no goal of this number.")))
        told = MeetingNote.objects.filter(meeting__area=self.area, meeting__held_on=self.held_on)
        note = MeetingNote.objects.create(
            meeting=self.newest,
            change=self.change.row,
            number=(told.aggregate(last=Max("number"))["last"] or 0) + 1,
            kind=said.kind,
            goal_number=said.goal_number,
            text=said.text,
            agenda_item=said.agenda_item,
        )
        self.change.include(MeetingNote._meta.label, note.canonical())
        return note


@contextmanager
def _step(area: Area, held_on: date, action: Action, by: User, idempotency_key: str) -> Iterator[_Step]:
    roles, rules = roles_in(by, area), rules_of(area)
    held = next((roles[role] for role in rules.table[action].roles if role in roles), None)
    with recording(
        by=by, kind=Change.Kind.MEETING, idempotency_key=idempotency_key, assignment=held
    ) as change:
        Area.objects.select_for_update(of=("self",), no_key=True).get(pk=area.pk)
        numbers = Meeting.objects.filter(area=area, held_on=held_on).select_related("goal_year")
        newest = numbers.order_by("number").last()
        refusal = rules.refusal(state_of(newest), roles, action)
        if refusal is not None:
            raise StepRefused(refusal)
        yield _Step(change, area, held_on, newest)


def last_month(day: datetime | date) -> Month:
    """The newest month whose figures can be in a paper made on that day."""
    return Month.of(day).plus(-1)


def _goal_year(as_of: Month) -> GoalYear:
    if as_of > last_month(today()):
        message = _("%(month)s is not over yet.") % {"month": as_of.label}
        raise StepRefused(Problem("as_of", "future", message))
    found = GoalYear.objects.exclude(state=GoalYear.State.DRAFT).filter(year=as_of.year).first()
    if found is None:
        message = _("There are no goals for the year %(year)s.") % {"year": as_of.year}
        raise StepRefused(Problem("as_of", "no_year", message))
    return found


def _kept(paper: Paper) -> Paper:
    """As it will be stored. Raises `StepRefused`."""
    title = _text("title", paper.title, LONGEST_LINE)
    if not title:
        raise StepRefused(Problem("title", "title_missing", _("Write what the item is called.")))
    return replace(
        paper,
        title=title,
        place=_text("place", paper.place, LONGEST_LINE),
        agenda_item=_text("agenda_item", paper.agenda_item, LONGEST_ITEM),
    )


def _kept_text(said: Said) -> Said:
    text = _text("text", said.text, LONGEST)
    if said.kind not in MeetingNote.Kind.values:
        raise StepRefused(Problem("kind", "unknown_kind", _("Choose note or decision.")))
    if not text:
        raise StepRefused(Problem("text", "text_missing", _("Write what was noted or decided.")))
    return replace(said, text=text, agenda_item=_text("agenda_item", said.agenda_item, LONGEST_ITEM))


def _text(field: str, text: str, longest: int) -> str:
    try:
        return free_text(text, longest=longest)
    except TextRefused as refusal:
        raise StepRefused(Problem(field, refusal.code, refusal.message)) from refusal
