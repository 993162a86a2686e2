"""Who is reminded of which missing figures: pure, from the lines that are due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from goals.mails.addressees import Addressee
from goals.mails.mail import Part
from goals.mails.schedule import reminder_kind
from goals.models import SentMail
from goals.months import Month
from goals.returns import DueLine, LineState
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Jobcentre


class Office(NamedTuple):
    """A jobcentre's lines that are missing at a deadline; none: all is entered, but not submitted."""

    jobcentre: Jobcentre
    missing: tuple[DueLine, ...]
    months: frozenset[Month]
    """of what is missing, or else of what waits to be submitted"""
    kept_from: frozenset[int] = frozenset()
    """the people who can submit none of what is entered: four eyes"""


class Reminder(NamedTuple):
    to: Addressee
    kind: str
    due_at: datetime
    offices: tuple[Office, ...]

    @property
    def missing(self) -> list[DueLine]:
        return [line for office in self.offices for line in office.missing]

    @property
    def is_copy(self) -> bool:
        return self.to.person is None and self.kind == SentMail.Kind.OVERDUE

    def part(self, office: Office) -> Part:
        return Part(self.kind, occasion(self.due_at, office.jobcentre.slug), office.jobcentre.pk)


def reminders(lines: Iterable[DueLine], addressees: Iterable[Addressee], at: datetime) -> Iterator[Reminder]:
    """One for each addressee and deadline, with all jobcentres that the addressee can do something about."""
    everybody = list(addressees)
    by_deadline: dict[datetime, list[DueLine]] = defaultdict(list)
    for line in lines:
        by_deadline[line.due_at].append(line)
    for due_at, due in by_deadline.items():
        kind = reminder_kind(due_at, at)
        offices = _offices(due) if kind else []
        for to in everybody:
            own = tuple(office for office in offices if _concerns(office, to))
            if kind and own:
                yield Reminder(to, kind, due_at, own)


def occasion(due_at: datetime, slug: str) -> str:
    """`2014-06-10 12.00 soroe`, of the jobcentre with this slug."""
    return f"{due_at.astimezone(COPENHAGEN):%Y-%m-%d %H.%M} {slug}"


def _offices(due: Sequence[DueLine]) -> list[Office]:
    """The jobcentres that lack something, or have entered everything and not submitted all of it."""
    by_jobcentre: dict[Jobcentre, list[DueLine]] = defaultdict(list)
    for line in due:
        by_jobcentre[line.jobcentre].append(line)
    found = []
    for jobcentre, own in by_jobcentre.items():
        missing = tuple(line for line in own if line.is_to_do)
        entered = [line for line in own if line.state == LineState.REPORTED]
        is_all = not any(line.state == LineState.AWAITED for line in own)
        if missing or (entered and is_all):
            months = frozenset(line.month for line in missing or entered)
            kept_from = [line.kept_from for line in entered] or [frozenset()]
            found.append(Office(jobcentre, missing, months, frozenset.intersection(*kept_from)))
    return found


def _concerns(office: Office, to: Addressee) -> bool:
    """What is missing concerns all who work there and the mailbox; what waits to be submitted, who may."""
    if office.missing:
        return to.hears_of(office.jobcentre)
    is_kept = to.person is not None and to.person.pk in office.kept_from
    return to.may_submit(office.jobcentre) and not is_kept
