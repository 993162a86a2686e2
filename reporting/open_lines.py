"""What an area still owes for the year, and what is not due yet, in words for the top of its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from goals.models import Goal
from goals.months import Month, Window
from goals.progress import State
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import wording
from reporting.summaries import Book

MOST_TOLD = 2


@dataclass(frozen=True, slots=True)
class OpenLines:
    missing: tuple[str, ...]
    awaited: tuple[str, ...]


def open_lines(book: Book, area: Area) -> OpenLines:
    """The figures of the goal year's months counted that nobody has reported, and the targets not set.

    Many missing of one goal are counted; of several that are not due yet only the next of each goal is told.
    """
    missing: list[str] = []
    awaited: list[str] = []
    for goal in book.goals:
        overdue: list[_Open] = []
        waiting: list[_Open] = []
        for due, months in _unreported(book, area, goal).items():
            is_overdue = due < book.choice.moment and not _is_unpublished(book, area, goal, months)
            (overdue if is_overdue else waiting).append(_Open(goal, months, due))
        missing.extend(_missing(overdue, book))
        awaited.extend(_awaited(one, book) for one in waiting[:1])
    missing.extend(_targets(book, area))
    return OpenLines(tuple(missing), tuple(awaited))


class _Open(NamedTuple):
    """Months of one goal that nobody has reported and that fall due together."""

    goal: Goal
    months: list[Month]
    due: datetime

    def words(self, book: Book) -> dict[str, object]:
        return {
            "goal": self.goal.short_name,
            "period": _period(self.months, book.measure(self.goal).window),
            "day": wording.short_day(self.due.astimezone(COPENHAGEN), book.choice.year),
        }


def _missing(overdue: list[_Open], book: Book) -> list[str]:
    if len(overdue) <= MOST_TOLD:
        return [_("%(goal)s, %(period)s (deadline %(day)s)") % one.words(book) for one in overdue]
    count = sum(len(one.months) for one in overdue)
    form = _("%(goal)s, %(count)s months from %(month)s on (first deadline %(day)s)")
    return [form % (overdue[0].words(book) | {"count": count, "month": overdue[0].months[0].label})]


def _awaited(one: _Open, book: Book) -> str:
    return _("%(goal)s, %(period)s: %(day)s") % one.words(book)


def _unreported(book: Book, area: Area, goal: Goal) -> dict[datetime, list[Month]]:
    """By deadline: figures that fall due together are spoken of together."""
    line, found = book.line(area, goal), dict[datetime, list[Month]]()
    for month in Month.range(Month(book.choice.year, 1), book.choice.as_of):
        point, due = line.point(month), book.yearbook.deadlines.get((goal.indicator_id, month))
        if due is not None and (point is None or point.state == State.NOT_REPORTED):
            found.setdefault(due, []).append(month)
    return found


def _period(months: list[Month], window: str) -> str:
    if len(months) == 1 or window == Window.YEAR_TO_DATE:
        return months[-1].window_label(window)
    return f"{months[0].short_name}–{months[-1].short_label}"


def _is_unpublished(book: Book, area: Area, goal: Goal, months: list[Month]) -> bool:
    """The jobcentre has said that the source has no figure yet: nothing can be done about it."""
    remarks = (book.yearbook.remarks.get((goal.indicator_id, area.pk, month)) for month in months)
    return all(remark is not None and remark.is_unpublished for remark in remarks)


def _targets(book: Book, area: Area) -> Iterator[str]:
    without = [goal for goal in book.goals if book.promise(area, goal) is None]
    if without and len(without) == len(book.goals):
        yield _("targets for all the goals")
    elif without:
        numbers = wording.listed([str(goal.number) for goal in without])
        yield _("target for minister's goal %(numbers)s") % {"numbers": numbers}
