"""Municipalities ranked in one month, with how sure each place is, and what another rule would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goals.models import Goal
from goals.months import Month
from goals.progress import (
    Between,
    Score,
    Snapshot,
    Standing,
    chance_of,
    median,
    places_between,
    score_of,
    snapshot,
    standings,
)
from jobcentres.models import Area
from reporting.compare.rules import Rule
from reporting.places import Group
from reporting.summaries import Book

MONTHS_BACK = 14


@dataclass(frozen=True, slots=True)
class Ranked:
    """`standing` and `between` are None where the area has nothing to be ranked by."""

    area: Area
    seen: Snapshot
    standing: Standing | None
    between: Between | None


@dataclass(frozen=True, slots=True)
class Switched:
    """What another rule would change: of the `both` municipalities ranked by both, how many `moved` to
    another third of their cluster; and the place of the one looked at."""

    rule: Rule
    group: tuple[Area, ...]
    standing: Standing | None
    both: int
    moved: int


class Ranking:
    """The scores of all municipalities of a book in one goal and month, as its reader sees them."""

    def __init__(self, book: Book, goal: Goal, month: Month) -> None:
        self.book, self.goal, self.month = book, goal, month
        self.measure = book.measure(goal)
        self.seen = {
            area.pk: snapshot(book.line(area, goal), month, book.reader)
            for area in book.places.municipalities
        }
        self.scores = {
            area.pk: score
            for area in book.places.municipalities
            if (score := score_of(book.line(area, goal), month, book.reader)) is not None
        }

    def of(self, members: Iterable[Area]) -> list[Ranked]:
        """Best first, then those without a place, each in the order given."""
        areas = list(members)
        found, between = self._standings(areas), self._between(areas)
        rows = [Ranked(area, self.seen[area.pk], found.get(area.pk), between.get(area.pk)) for area in areas]
        return sorted(rows, key=lambda row: row.standing.rank if row.standing else len(rows) + 1)

    def _standings(self, areas: Iterable[Area]) -> dict[int, Standing]:
        return standings(
            {one.pk: self.scores[one.pk] for one in areas if one.pk in self.scores}, self.measure
        )

    def _between(self, areas: Iterable[Area]) -> dict[int, Between]:
        """None at all unless the reader knows of all that are ranked how much chance there is in them."""
        scores = {}
        for one in areas:
            if one.pk in self.scores:
                chance = chance_of(self.book.line(one, self.goal), self.seen[one.pk], self.book.reader)
                if chance is None:
                    return {}
                scores[one.pk] = Score(self.scores[one.pk], chance)
        return places_between(scores, self.measure)

    def under(self, rule: Rule) -> dict[int, Standing]:
        """The standing of every municipality in its own cluster."""
        found: dict[int, Standing] = {}
        for group in rule.groups:
            found |= self._standings(group.members)
        return found

    def switched(self, rules: Sequence[Rule], current: Rule, area: Area | None) -> list[Switched]:
        """What each of the other rules would change of the `current` one."""
        now = self.under(current)
        return [self._switched(rule, now, area) for rule in rules if rule != current]

    def _switched(self, rule: Rule, now: dict[int, Standing], area: Area | None) -> Switched:
        then = self.under(rule)
        both = [key for key in then if key in now]
        group = rule.of.get(area.pk) if area else None
        return Switched(
            rule=rule,
            group=group.members if group else (),
            standing=then.get(area.pk) if area else None,
            both=len(both),
            moved=sum(now[key].band != then[key].band for key in both),
        )


def month_of(book: Book, goal: Goal, members: Sequence[Area], area: Area | None) -> Month | None:
    """The month compared: the newest of the area looked at, else the newest that half of the members have."""
    if area is not None and (own := book.progress(area, goal).latest_month):
        return own
    lines = [book.line(member, goal) for member in members]
    for back in range(MONTHS_BACK):
        month = book.choice.as_of.plus(-back)
        known = sum(line.value(month) is not None for line in lines)
        if known and known * 2 >= len(lines):
            return month
    return None


def is_sure(between: Between) -> bool:
    return between.best == between.worst


def total_of(book: Book, goal: Goal, group: Group, rows: Sequence[Ranked], month: Month) -> Snapshot | None:
    """Of all together. None if one of chosen ones is hidden: who chooses the members could subtract."""
    if group.area is not None:
        return snapshot(book.line(group.area, goal), month, book.reader)
    if any(row.seen.hidden for row in rows):
        return None
    line = book.series.group(book.measure(goal), [row.area.pk for row in rows])
    return snapshot(line, month, book.reader)


def median_of(book: Book, goal: Goal, rows: Sequence[Ranked], month: Month) -> Decimal | None:
    """None if one of them is hidden, for the same reason."""
    if any(row.seen.hidden for row in rows):
        return None
    return median([book.line(row.area, goal) for row in rows], month)
