"""An area beside others in the month of its own latest value: cluster, region, country, median and rank."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from goals.models import Goal
from goals.months import Month
from goals.progress import (
    Line,
    Measure,
    SameMembers,
    Snapshot,
    Standing,
    median,
    ranking,
    same_members,
    snapshot,
)
from goals.series import Series, Stretch, read
from jobcentres.models import Area
from reporting.places import Group
from reporting.summaries import Book, line_of

MONTHS_BACK = 2


@dataclass(frozen=True, slots=True)
class Beside:
    """A group in the month compared. Without a total: `newest` is its total of a month or two before, and
    `same` the change of the members that have both months, if either is there."""

    group: Group
    seen: Snapshot
    newest: Snapshot | None
    same: SameMembers | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`groups` from the inside out. Median and standing are among `peers`: the cluster's members for a
    municipality, the own municipalities (median alone) for a region or the country."""

    month: Month
    own: Snapshot
    groups: tuple[Beside, ...]
    peers: Group | None
    median: Decimal | None
    standing: Standing | None


class Comparisons:
    """Comparisons for `areas` of a book. Reads the others' figures of the months compared, and the past of
    those asked for by `note_past`, in one query; where a total is missing in another one what came before."""

    def __init__(self, book: Book, areas: Collection[Area], *, at_once: bool = False) -> None:
        """`at_once`: what came before is read along, for pages that have no query to spare."""
        self.book = book
        self._months: dict[int, set[Month]] = {}
        self._earlier_months: dict[int, set[Month]] = {}
        self._pasts: dict[int, Stretch] = {}
        for goal in book.goals:
            for area in areas:
                self._note_months(book.measure(goal), book.progress(area, goal).latest_month)
        self._at_once = at_once
        if at_once:
            self._months = {
                indicator: months | self._earlier_months[indicator]
                for indicator, months in self._months.items()
            }

    def _note_months(self, measure: Measure, latest: Month | None) -> None:
        if latest is not None:
            earlier = _earlier(measure, latest)
            self._months.setdefault(measure.id, set()).update((latest, latest.year_before))
            wanted = self._earlier_months.setdefault(measure.id, set())
            wanted.update(earlier, (month.year_before for month in earlier))

    def note_past(self, area: Area, goal: Goal, first: Month) -> None:
        """Read every month from `first` on of the municipalities in the area's cluster, for `past_of`."""
        cluster = self.book.cluster_of(area, goal)
        if cluster:
            self._pasts[goal.indicator_id] = Stretch(first, [member.pk for member in cluster.members])

    def past_of(self, area: Area, goal: Goal) -> list[Line]:
        """The lines of the area's cluster, its own included; none without `note_past`."""
        cluster = self.book.cluster_of(area, goal)
        if cluster is None or goal.indicator_id not in self._pasts:
            return []
        return [self._line(member, goal) for member in cluster.members]

    def of(self, area: Area, goal: Goal) -> Comparison | None:
        """None while the area has no value at all to compare."""
        month = self.book.progress(area, goal).latest_month
        if month is None:
            return None
        peers = self._peers(area, goal)
        lines = {peer.pk: self._line(peer, goal) for peer in peers.members} if peers else {}
        is_municipality = area.level == Area.Level.MUNICIPALITY
        return Comparison(
            month=month,
            own=snapshot(self._line(area, goal), month, self.book.reader),
            groups=tuple(self._beside(group, goal, month) for group in self._groups(area, goal)),
            peers=peers,
            median=median(list(lines.values()), month) if lines else None,
            standing=ranking(lines, month, self.book.reader).get(area.pk) if is_municipality else None,
        )

    def in_area(self, area: Area, goal: Goal, month: Month) -> Beside:
        """A region or the country in the month of a municipality's latest value, one of those compared."""
        return self._beside(Group(area.full_name, self.book.places.members(area), area), goal, month)

    def lacking(self, area: Area, goal: Goal, month: Month) -> tuple[Area, ...]:
        """The municipalities of a region or the country without what its total needs."""
        members = self.book.places.members(area)
        return tuple(one for one in members if not self._line(one, goal).reported(month))

    def _groups(self, area: Area, goal: Goal) -> list[Group]:
        places, cluster = self.book.places, self.book.cluster_of(area, goal)
        above = [Group(one.full_name, places.members(one), one) for one in places.above(area)]
        return [cluster, *above] if cluster else above

    def _peers(self, area: Area, goal: Goal) -> Group | None:
        if area.level == Area.Level.MUNICIPALITY:
            return self.book.cluster_of(area, goal)
        return Group(area.full_name, self.book.places.members(area), area)

    def _beside(self, group: Group, goal: Goal, month: Month) -> Beside:
        line, reader = self._group_line(group, goal), self.book.reader
        seen = snapshot(line, month, reader)
        if seen.value is not None or seen.hidden:
            return Beside(group, seen, None, None)
        before = self._group_line(group, goal, is_earlier=True)
        earlier = (snapshot(before, month, reader) for month in _earlier(line.measure, month))
        newest = next((found for found in earlier if found.value is not None), None)
        return Beside(group, seen, newest, same_members(line, month))

    def _line(self, area: Area, goal: Goal, *, is_earlier: bool = False) -> Line:
        if area.pk in self.book.area_ids:
            return self.book.line(area, goal)
        series = self._earlier_neighbours if is_earlier else self._neighbours
        return line_of(series, self.book.measure(goal), area, self.book.places)

    def _group_line(self, group: Group, goal: Goal, *, is_earlier: bool = False) -> Line:
        if group.area:
            return self._line(group.area, goal, is_earlier=is_earlier)
        ids = [member.pk for member in group.members]
        if self.book.area_ids.issuperset(ids):
            return self.book.series.group(self.book.measure(goal), ids)
        series = self._earlier_neighbours if is_earlier else self._neighbours
        return series.group(self.book.measure(goal), ids)

    @cached_property
    def _neighbours(self) -> Series:
        return self._read(self._months, self._pasts)

    @cached_property
    def _earlier_neighbours(self) -> Series:
        """Read only where a total is missing."""
        return self._neighbours if self._at_once else self._read(self._earlier_months, {})

    def _read(self, months: Mapping[int, Collection[Month]], pasts: Mapping[int, Stretch]) -> Series:
        choice = self.book.choice
        return read(
            [self.book.measure(goal) for goal in self.book.goals],
            as_of=choice.as_of,
            reader=self.book.reader,
            basis=choice.basis,
            known_on=choice.known_on,
            months=months,
            neighbours=self.book.places.neighbours,
            pasts=pasts,
        )


def _earlier(measure: Measure, month: Month) -> list[Month]:
    """The months in which to look for a total that `month` lacks."""
    step = 12 if measure.is_yearly else 1
    return [month.plus(-back * step) for back in range(1, MONTHS_BACK + 1)]
