"""The figures of an extract goal by goal, where the book has not read that far back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from goals.models import Goal
from goals.months import Month
from goals.progress import Line
from goals.series import Series, read
from jobcentres.models import Area
from reporting.summaries import Book, line_of


class Reading(NamedTuple):
    """`line` is of one of the `goals` and of an area that the book has read."""

    goals: Sequence[Goal]
    line: Callable[[Area, Goal], Line]


def readings(book: Book, first: Month, goals: Sequence[Goal] | None = None) -> Iterator[Reading]:
    """All goals (or these) at once where the book has every month from `first` on; else one after the other,
    each by one query, so that never more than one is kept."""
    goals = book.goals if goals is None else goals
    if book.series.reaches(first):
        yield Reading(goals, book.line)
        return
    months = frozenset(Month.range(first, book.choice.as_of))
    for goal in goals:
        yield Reading((goal,), partial(_line, _series(book, goal, months), book))


def _line(series: Series, book: Book, area: Area, goal: Goal) -> Line:
    return line_of(series, book.measure(goal), area, book.places)


def _series(book: Book, goal: Goal, months: frozenset[Month]) -> Series:
    measure, choice = book.measure(goal), book.choice
    return read(
        [measure],
        as_of=choice.as_of,
        reader=book.reader,
        area_ids=book.area_ids,
        basis=choice.basis,
        known_on=choice.known_on,
        months={measure.id: months},
        neighbours=book.places.neighbours,
    )
