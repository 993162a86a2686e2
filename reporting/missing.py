"""Who has not reported what was due, by figure and deadline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from goals.mails.reminders import occasion
from goals.months import Month
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import wording
from reporting.reported import Open, Reported
from reporting.summaries import Book

Reminders = Mapping[str, datetime]


class Reminded(NamedTuple):
    """Municipalities whose jobcentres were last reminded on the same day; `told` is empty on pages that do
    not tell it."""

    areas: tuple[Area, ...]
    told: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure past its deadline, and the municipalities that have not reported it."""

    goal: str
    period: str
    deadline: str
    reminded: tuple[Reminded, ...]


def reported_in(book: Book, area: Area, *, with_reminders: bool = False) -> Reported:
    """What the municipalities of `area` have reported for the goal year, and for the December before it.

    `with_reminders` is for those who follow the returns up.
    """
    members = book.places.members(area)
    served_by = [book.places.served_by(member) for member in members] if with_reminders else []
    return Reported.read(
        [goal.indicator_id for goal in book.goals],
        [member.pk for member in members],
        Month.december(book.choice.year - 1),
        book.choice.as_of,
        known_on=book.choice.known_on,
        reminded={served.slug for served in served_by if served},
    )


def missing_in(book: Book, area: Area, reported: Reported) -> list[Missing]:
    """The goal year's months up to the last counted; the oldest deadline first."""
    months = Month.range(Month(book.choice.year, 1), book.choice.as_of)
    members = book.places.members(area)
    found = [
        one
        for goal in book.goals
        for one in reported.open(goal, members, months)
        if one.is_overdue and not one.is_sent_back
    ]
    found.sort(key=_figure)
    return [_missing(book, list(alike), reported.reminders) for _key, alike in groupby(found, key=_figure)]


def _figure(one: Open) -> tuple[datetime, int, Month]:
    return one.due_at, one.goal.number, one.month


def _missing(book: Book, alike: Sequence[Open], reminders: Reminders | None) -> Missing:
    first = alike[0]
    due = first.due_at.astimezone(COPENHAGEN)
    day = wording.day(due) if due.year == book.choice.year else wording.full_day(due)
    return Missing(
        goal=first.goal.short_name,
        period=first.month.window_label(book.measure(first.goal).window),
        deadline=f"{day} {wording.clock_time(due)}",
        reminded=tuple(_reminded(book, alike, reminders)),
    )


def _reminded(book: Book, alike: Sequence[Open], reminders: Reminders | None) -> Iterator[Reminded]:
    """In the order of the municipalities."""
    groups: dict[str, list[Area]] = {}
    for one in alike:
        groups.setdefault(_told(book, one, reminders), []).append(one.area)
    return (Reminded(tuple(areas), told) for told, areas in groups.items())


def _told(book: Book, one: Open, reminders: Reminders | None) -> str:
    """`påmindet 11. juni`"""
    served = book.places.served_by(one.area)
    if reminders is None or served is None:
        return ""
    moment = reminders.get(occasion(one.due_at, served.slug))
    if moment is None:
        return _("not reminded")
    return _("reminded %(day)s") % {"day": wording.day(moment.astimezone(COPENHAGEN))}
