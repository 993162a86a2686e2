"""The status table: one row per goal, in strings. Pages of every level share it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goals.models import Goal
from goals.progress import Progress, Status
from jobcentres.models import Area
from reporting import wording
from reporting.origin_address import Addresses
from reporting.summaries import Book
from reporting.wording import StatusWords


@dataclass(frozen=True, slots=True)
class StatusRow:
    number: int
    name: str
    latest: str
    period: str
    previous: str
    change: str
    change_percent: str
    target: str
    path: str
    status: StatusWords
    coverage: str
    is_published: bool
    is_preliminary: bool
    mark: str
    dialogue: str
    """Where a municipality's target comes from; empty without one."""
    origin: str = ""
    """Where the latest figure comes from, and the one of the year before; empty without one."""
    previous_origin: str = ""


def status_table(book: Book, area: Area) -> list[StatusRow]:
    return [status_row(book, area, goal) for goal in book.goals]


def status_row(book: Book, area: Area, goal: Goal) -> StatusRow:
    progress, origins = book.progress(area, goal), Addresses(book.choice)
    has_previous = progress.previous is not None or "previous" in progress.hidden
    return StatusRow(
        number=goal.number,
        name=goal.short_name,
        latest=wording.latest(progress),
        period=wording.latest_period(progress),
        previous=wording.previous(progress),
        change=wording.change(progress),
        change_percent=wording.change_percent(progress),
        target=wording.target(progress),
        path=wording.path(progress),
        status=status_of(book, area, goal),
        coverage=wording.coverage(progress.coverage),
        is_published=progress.published,
        is_preliminary=progress.preliminary,
        mark=_("across a series break") if progress.crosses_break and progress.change is not None else "",
        dialogue=_dialogue(area, goal) if progress.target is not None else "",
        origin=origins.of(goal, area, progress.latest_month),
        previous_origin=origins.of(goal, area, progress.previous_month) if has_previous else "",
    )


def _dialogue(area: Area, goal: Goal) -> str:
    if area.level != Area.Level.MUNICIPALITY:
        return ""
    return reverse("target", args=[goal.goal_year.year, area.code, goal.indicator.code])


def status_of(book: Book, area: Area, goal: Goal) -> StatusWords:
    return book.status(area, goal)


def waits(progress: Progress) -> bool:
    return progress.status is Status.NO_FIGURE
