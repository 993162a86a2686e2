"""Who has not reported what was due, by figure and deadline."""

from __future__ import annotations

from dataclasses import dataclass

from goals.months import Month
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import wording
from reporting.reported import Reported
from reporting.summaries import Book


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure past its deadline, and the municipalities that have not reported it."""

    goal: str
    period: str
    deadline: str
    areas: tuple[Area, ...]


def reported_in(book: Book, area: Area) -> Reported:
    """What the municipalities of `area` have reported for the goal year, and for the December before it."""
    return Reported.read(
        [goal.indicator_id for goal in book.goals],
        [member.pk for member in book.places.members(area)],
        Month.december(book.choice.year - 1),
        book.choice.as_of,
        known_on=book.choice.known_on,
    )


def missing_in(book: Book, area: Area, reported: Reported) -> list[Missing]:
    """The goal year's months up to the last counted; the oldest deadline first."""
    months = Month.range(Month(book.choice.year, 1), book.choice.as_of)
    members = book.places.members(area)
    found: dict[tuple[object, ...], list[Area]] = {}
    for goal in book.goals:
        window = book.measure(goal).window
        for one in reported.open(goal, members, months):
            if one.is_overdue and not one.is_sent_back:
                key = (one.due_at, goal.number, goal.short_name, one.month.window_label(window))
                found.setdefault(key, []).append(one.area)
    return [
        Missing(
            goal=str(name),
            period=str(period),
            deadline=wording.short_day(due.astimezone(COPENHAGEN), book.choice.year),  # type: ignore[attr-defined]
            areas=tuple(areas),
        )
        for (due, _number, name, period), areas in sorted(found.items())
    ]
