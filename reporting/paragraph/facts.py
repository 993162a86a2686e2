"""What a paragraph knows of one goal: results as the table shows them, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from goals.models import Goal
from goals.months import Month
from goals.progress import Line, Measure, Progress, Promise, State, Status
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting.paragraph.words import Words, words_of
from reporting.summaries import Book

JUDGED = frozenset({Status.MET, Status.NOT_MET, Status.ON_TRACK, Status.NEAR, Status.BEHIND})
OFF_TRACK = frozenset({Status.NEAR, Status.BEHIND})
FINAL = frozenset({Status.MET, Status.NOT_MET})


@dataclass(frozen=True, slots=True)
class Due:
    """Months after the newest known, of which nobody has reported a figure and which fall due together."""

    months: tuple[Month, ...]
    on: date
    is_overdue: bool
    is_unpublished: bool

    @property
    def last(self) -> Month:
        return self.months[-1]


@dataclass(frozen=True, slots=True)
class Facts:
    book: Book
    area: Area
    goal: Goal
    progress: Progress
    words: Words
    due: tuple[Due, ...]

    @classmethod
    def of(cls, book: Book, area: Area, goal: Goal) -> Facts:
        return cls(book, area, goal, book.progress(area, goal), words_of(goal), _due(book, area, goal))

    @property
    def measure(self) -> Measure:
        return self.progress.measure

    @property
    def line(self) -> Line:
        return self.book.line(self.area, self.goal)

    @property
    def promise(self) -> Promise | None:
        return self.book.promise(self.area, self.goal)

    @property
    def year(self) -> int:
        return self.progress.year

    @property
    def month(self) -> Month:
        """The latest month; what it says only where there is one."""
        return self.progress.latest_month or self.progress.as_of

    @property
    def is_judged(self) -> bool:
        return self.progress.status in JUDGED

    @property
    def is_off_track(self) -> bool:
        return self.progress.status in OFF_TRACK

    @property
    def is_final(self) -> bool:
        return self.progress.status in FINAL

    @property
    def is_hidden(self) -> bool:
        """The value or the verdict is there, but not for this reader."""
        return "latest" in self.progress.hidden or self.progress.status is None

    @property
    def is_confidential(self) -> bool:
        """The reader sees a count too small for readers outside."""
        return self._stays_inside and self.measure.is_too_small_to_show(self.progress.latest)

    @property
    def is_protecting(self) -> bool:
        """The reader sees a figure that would give readers outside somebody's small count."""
        return self._stays_inside and not self.is_confidential

    @property
    def _stays_inside(self) -> bool:
        month = self.progress.latest_month
        return not self.is_hidden and month is not None and self.line.hides_value(month)

    @property
    def is_small(self) -> bool:
        """A count from a base too small for a change in per cent, and still about as small."""
        latest, previous, measure = self.progress.latest, self.progress.previous, self.measure
        if measure.is_ratio or latest is None or previous is None:
            return False
        return previous < measure.small_base and latest < 2 * measure.small_base

    @property
    def is_worse(self) -> bool:
        """Whether the value went the wrong way in a year."""
        latest, previous = self.progress.latest, self.progress.previous
        return latest is not None and previous is not None and self.measure.worse_by(latest, previous) > 0

    @property
    def overdue(self) -> tuple[Due, ...]:
        return tuple(due for due in self.due if due.is_overdue and not due.is_unpublished)

    @property
    def awaited(self) -> Due | None:
        """What comes next, without being late."""
        return next((due for due in self.due if not due.is_overdue), None)

    @property
    def newest_state(self) -> str | None:
        """What the newest record of the year says."""
        newest = self.line.newest_record(Month(self.year, 1), self.progress.as_of)
        return newest[1].state if newest else None

    @property
    def is_hidden_in_source(self) -> bool:
        return self.progress.status is Status.NO_FIGURE and self.newest_state == State.SUPPRESSED


def _due(book: Book, area: Area, goal: Goal) -> tuple[Due, ...]:
    """By deadline, up to the last month counted; of what comes later the next one, unless its deadline has
    passed: who looks back is not told that figures are missing which do not count."""
    measure, line, choice = book.measure(goal), book.line(area, goal), book.choice
    december = Month.december(choice.year)
    newest = line.newest_record(Month(choice.year, 1), choice.as_of)
    first = newest[0].plus(1) if newest else Month(choice.year, 1)
    found: dict[datetime, list[Month]] = {}
    for month in Month.range(first, december):
        due = book.yearbook.deadlines.get((measure.id, month))
        if due is None or (measure.is_yearly and month != december):
            continue
        if month > choice.as_of and due not in found and (found or due < choice.moment):
            break
        found.setdefault(due, []).append(month)
    return tuple(
        Due(
            months=tuple(months),
            on=due.astimezone(COPENHAGEN).date(),
            is_overdue=due < choice.moment,
            is_unpublished=_is_unpublished(book, area, goal, months),
        )
        for due, months in sorted(found.items())
    )


def _is_unpublished(book: Book, area: Area, goal: Goal, months: list[Month]) -> bool:
    remarks = (book.yearbook.remarks.get((goal.indicator_id, area.pk, month)) for month in months)
    return all(remark is not None and remark.is_unpublished for remark in remarks)
