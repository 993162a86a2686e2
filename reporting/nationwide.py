"""One goal in all municipalities, or in those of a region, in the same month, with the groups that they make:
what a goal's page about the whole country shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goals.models import Goal
from goals.months import Month
from goals.progress import (
    Measure,
    Progress,
    Snapshot,
    Spread,
    Standing,
    median,
    ranking,
    snapshot,
    spread_of,
    standings,
)
from jobcentres.models import Area
from reporting.comparisons import MONTHS_BACK
from reporting.summaries import Book
from reporting.tile_map import is_own, usual_month


@dataclass(frozen=True, slots=True)
class Member:
    """`standing`: by figure for ratios, by change in per cent for counts; `by_change`: of counts by the
    change in persons; `score`: what `standing` goes by, as the reader sees it. `progress` has the latest
    figure of those that have none in the month."""

    area: Area
    seen: Snapshot
    progress: Progress
    is_own: bool
    standing: Standing | None
    by_change: Standing | None
    score: Decimal | None

    @property
    def is_hidden(self) -> bool:
        return self.seen.hidden and self.seen.value is None

    @property
    def has_small_base(self) -> bool:
        """Whether it has a change and no per cent of it: there were too few the year before."""
        return self.seen.change is not None and self.seen.change_pct is None


@dataclass(frozen=True, slots=True)
class Nationwide:
    """`members` in Danish order; `groups`: the country and its regions; `median` of the members' figures;
    `spread` of what they are ranked by."""

    goal: Goal
    measure: Measure
    month: Month
    members: tuple[Member, ...]
    groups: tuple[tuple[Area, Snapshot], ...]
    median: Decimal | None
    spread: Spread | None

    @property
    def period(self) -> str:
        return self.month.window_label(self.measure.window)

    @property
    def crosses_break(self) -> bool:
        return self.measure.crosses_break(self.month.year_before, self.month)


def nationwide(book: Book, goal: Goal, own: Collection[int] = ()) -> Nationwide | None:
    """In the month compared (`month_compared`); None while no municipality has a figure. `own`: the ids of
    the reader's municipalities and regions."""
    month = month_compared(book, goal)
    if month is None:
        return None
    return _in_month(
        book, goal, book.places.municipalities, month, own, (book.places.country, *book.places.regions)
    )


def within(book: Book, area: Area, goal: Goal, own: Collection[int] = ()) -> Nationwide | None:
    """The municipalities of a region or the country alone, in the month of its latest total, or of most of
    their latest figures; beside them the area itself."""
    members = book.places.members(area)
    month = book.progress(area, goal).latest_month
    month = month or usual_month([book.progress(one, goal) for one in members])
    if month is None:
        return None
    return _in_month(book, goal, members, month, own, (area,))


def _in_month(
    book: Book,
    goal: Goal,
    areas: Sequence[Area],
    month: Month,
    own: Collection[int],
    groups: Sequence[Area],
) -> Nationwide:
    measure, reader = book.measure(goal), book.reader
    lines = {area.pk: book.line(area, goal) for area in areas}
    seen = {pk: snapshot(line, month, reader) for pk, line in lines.items()}
    ranked, by_change = ranking(lines, month, reader), _by_change(measure, seen)
    scores = _scores(measure, seen, ranked)
    return Nationwide(
        goal=goal,
        measure=measure,
        month=month,
        members=tuple(
            Member(
                area=area,
                seen=seen[area.pk],
                progress=book.progress(area, goal),
                is_own=is_own(area, own),
                standing=ranked.get(area.pk),
                by_change=by_change.get(area.pk),
                score=scores.get(area.pk),
            )
            for area in areas
        ),
        groups=tuple((area, snapshot(book.line(area, goal), month, reader)) for area in groups),
        median=median(list(lines.values()), month),
        spread=spread_of(scores, ranked),
    )


def month_compared(book: Book, goal: Goal) -> Month | None:
    """The month of the country's latest total, in which everybody can be compared; the month of most latest
    figures where there is no total of then or a little before."""
    usual = usual_month([book.progress(area, goal) for area in book.places.municipalities])
    total = book.progress(book.places.country, goal).latest_month
    if usual is None or total is None:
        return usual
    step = 12 if book.measure(goal).is_yearly else 1
    return total if usual.since(total) <= MONTHS_BACK * step else usual


def _by_change(measure: Measure, seen: Mapping[int, Snapshot]) -> dict[int, Standing]:
    if measure.is_ratio:
        return {}
    changes = {pk: one.change for pk, one in seen.items() if one.change is not None}
    return standings(changes, measure)


def _scores(
    measure: Measure, seen: Mapping[int, Snapshot], ranked: Mapping[int, Standing]
) -> dict[int, Decimal]:
    """What the ranked are ranked by, as the reader sees it."""
    found = {pk: seen[pk].value if measure.is_ratio else seen[pk].change_pct for pk in ranked}
    return {pk: score for pk, score in found.items() if score is not None}
