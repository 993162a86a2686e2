"""Small random countries with small counts in them, and everything that one reader can read of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from goals.months import Month
from goals.progress import (
    Discretion,
    Line,
    LowFigure,
    Measure,
    Neighbour,
    Point,
    Promise,
    State,
    as_seen_by,
    median,
    progress_of,
    same_members,
    snapshot,
)
from tests.goals.progress_builders import EDUCATION, OUTSIDER, PENSION, UNEMPLOYED, ReaderOf

FIRST, LAST = Month(2013, 1), Month(2014, 8)
MONTHS = Month.range(FIRST, LAST)
COUNTRY = 1000
COUNTED_UP = replace(UNEMPLOYED, id=5, window="year_to_date")
MEASURES = (PENSION, UNEMPLOYED, COUNTED_UP, EDUCATION)


class Told(NamedTuple):
    """What is said of some municipalities together (or one) in a month: their number, or of a ratio the
    percentage with its shown decimals and, if they are shown, the parts."""

    members: frozenset[int]
    month: Month
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


class Middle(NamedTuple):
    """The median of the members' numbers."""

    members: frozenset[int]
    month: Month
    value: Decimal


@dataclass(frozen=True)
class World:
    """`flows` are what happened month by month, from eleven months before the first figure."""

    measure: Measure
    points: dict[int, dict[Month, Point]]
    regions: dict[int, tuple[int, ...]]
    jobcentres: dict[int, int]
    groups: tuple[tuple[int, ...], ...]
    """Clusters of two overlapping schemes, jobcentres, and groups of somebody's own choice."""
    is_masked: bool = True

    @property
    def areas(self) -> list[int]:
        return [area for members in self.regions.values() for area in members]

    def neighbours(self) -> list[Neighbour]:
        return [
            Neighbour(area, region, self.jobcentres[area])
            for region, members in self.regions.items()
            for area in members
        ]

    def low(self, measure: Measure, month: Month) -> Iterator[LowFigure]:
        has_value = {
            area for area, own in self.points.items() if month in own and own[month].value is not None
        }
        for region, members in self.regions.items():
            is_published = not has_value.isdisjoint({region, COUNTRY})
            beside = len(members) if is_published else len(has_value.intersection(members))
            for area in members:
                if month in self.points[area]:
                    yield LowFigure(area, self.points[area][month], beside)

    def readers(self) -> list[ReaderOf]:
        """Somebody outside, everybody at a jobcentre, and the officers of each region."""
        served: dict[int, list[int]] = {}
        for area, jobcentre in self.jobcentres.items():
            served.setdefault(jobcentre, []).append(area)
        officers = [ReaderOf(region, *members) for region, members in self.regions.items()]
        return [OUTSIDER, *(ReaderOf(*own) for own in served.values()), *officers]

    def small(self, reader: ReaderOf) -> list[tuple[int, Month]]:
        """The counts that `reader` must not find."""
        return [
            (area, month)
            for area, points in self.points.items()
            if area in self.jobcentres and not reader.sees_inside(area)
            for month, point in points.items()
            if self.measure.is_too_small_to_show(point.numerator if self.measure.is_ratio else point.value)
        ]


class Reading:
    """One reader's view of a world, through the result objects that pages and files are made of."""

    def __init__(self, world: World, reader: ReaderOf) -> None:
        self.world, self.reader, self.measure = world, reader, world.measure
        self.discretion = Discretion(world, reader) if world.is_masked else None

    @cached_property
    def lines(self) -> dict[int, Line]:
        return {area: self._line(area, None, frozenset({area})) for area in self.world.areas}

    def _line(self, area: int | None, members: list[Line] | None, area_ids: frozenset[int]) -> Line:
        points = self.world.points.get(area, {}) if area is not None else {}
        return Line(self.measure, points, members, area_ids, discretion=self.discretion)

    @cached_property
    def groups(self) -> list[Line]:
        of_areas = [*self.world.regions.items(), (COUNTRY, tuple(self.world.areas))]
        named = [self._line(area, self._members(own), frozenset({area})) for area, own in of_areas]
        free = [self._line(None, self._members(own), frozenset(own)) for own in self.world.groups]
        return [*named, *free]

    def _members(self, areas: tuple[int, ...]) -> list[Line]:
        return [self.lines[area] for area in areas]

    def told(self) -> Iterator[Told]:
        for line in [*self.lines.values(), *self.groups]:
            members = frozenset(line.member_ids() or line.area_ids)
            for month in MONTHS:
                yield from self._snapshots(line, members, month)
                yield from self._results(line, members, month)
                yield from self._same(line, month)

    def _snapshots(self, line: Line, members: frozenset[int], month: Month) -> Iterator[Told]:
        seen = snapshot(line, month, self.reader)
        yield Told(members, month, seen.value)
        if seen.change is not None and seen.value is not None:
            yield Told(members, month.year_before, seen.value - seen.change)

    def _results(self, line: Line, members: frozenset[int], month: Month) -> Iterator[Told]:
        promise = Promise(Decimal(7), month.year_before)
        seen = as_seen_by(self.reader, progress_of(line, promise, month.year, month), line)
        latest = seen.latest_month
        if latest is None:
            return
        yield Told(members, latest, seen.latest, seen.numerator, seen.denominator)
        yield Told(members, latest.year_before, seen.previous)
        if seen.gap is not None:
            yield Told(members, latest, seen.gap + promise.value)
        if seen.baseline is not None:
            yield Told(members, month.year_before, seen.baseline)
        if seen.latest is not None and seen.change is not None:
            yield Told(members, latest.year_before, seen.latest - seen.change)

    def _same(self, line: Line, month: Month) -> Iterator[Told]:
        found = same_members(line, month) if line.members else None
        if found is None:
            return
        before = month.year_before
        have_both = [
            member.area_ids
            for member in line.members or ()
            if member.reported(month) and member.reported(before)
        ]
        members = frozenset().union(*have_both)
        yield Told(members, month, found.latest)
        yield Told(members, before, found.previous)

    def middles(self) -> Iterator[Middle]:
        for line in self.groups:
            for month in MONTHS:
                found = median(list(line.members or ()), month)
                if found is not None:
                    yield Middle(frozenset(line.member_ids()), month, found)


def random_world(drawn: random.Random, measure: Measure | None = None) -> World:
    """Two to three regions of three to eight municipalities, a third of them with small numbers."""
    measure = measure or drawn.choice(MEASURES)
    regions, number = {}, 0
    for region in range(1, drawn.randint(2, 3) + 1):
        size = drawn.choice([3, 5, 6, 8, 12])
        regions[100 * region] = tuple(range(number + 1, number + size + 1))
        number += size
    areas = [area for members in regions.values() for area in members]
    points = {area: _points(drawn, measure) for area in areas}
    _publish(drawn, measure, points, regions, areas)
    jobcentres = {
        area: area - (area % 5 == 0 and area - 1 in members)
        for members in regions.values()
        for area in members
    }
    return World(measure, points, regions, jobcentres, _groups(drawn, areas, jobcentres))


def _groups(
    drawn: random.Random, areas: list[int], jobcentres: dict[int, int]
) -> tuple[tuple[int, ...], ...]:
    found = []
    for size in (4, 6):
        mixed = drawn.sample(areas, len(areas))
        found += [tuple(mixed[first : first + size]) for first in range(0, len(mixed), size)]
    for jobcentre in set(jobcentres.values()):
        found.append(tuple(area for area, own in jobcentres.items() if own == jobcentre))
    found += [tuple(drawn.sample(areas, drawn.randint(2, len(areas) - 1))) for _ in range(6)]
    return tuple(own for own in found if len(own) > 1)


def _points(drawn: random.Random, measure: Measure) -> dict[Month, Point]:
    """A municipality's figures; some months are missing, hidden in the source or cannot be measured."""
    is_small = drawn.random() < 0.3
    rate = drawn.choice([0.1, 0.3, 0.5, 0.9]) if is_small else drawn.choice([2, 5, 9])
    found = {}
    for month, number in zip(MONTHS, _numbers(drawn, measure, rate), strict=True):
        chance = drawn.random()
        if chance < 0.02:
            found[month] = Point(State.SUPPRESSED)
        elif chance > 0.03:
            found[month] = _point(drawn, measure, number, rate)
    return found


def _point(drawn: random.Random, measure: Measure, number: int, rate: float) -> Point:
    if not measure.is_ratio:
        return Point(State.REPORTED, Decimal(number))
    return Point(
        State.REPORTED, None, Decimal(number), Decimal(number + round(rate * drawn.randint(60, 240)))
    )


def _numbers(drawn: random.Random, measure: Measure, rate: float) -> list[int]:
    flows = [_poisson(drawn, rate) for _ in range(len(MONTHS) + 11)]
    if measure.window == "rolling_12":
        return [sum(flows[at : at + 12]) for at in range(len(MONTHS))]
    if measure.window == "year_to_date":
        return [sum(flows[at - month.number + 1 : at + 1]) for at, month in enumerate(MONTHS)]
    return [_poisson(drawn, 12 * rate) for _ in MONTHS]


def _poisson(drawn: random.Random, rate: float) -> int:
    """Knuth's."""
    found, left, floor = 0, drawn.random(), 2.718281828459045**-rate
    while left > floor:
        found, left = found + 1, left * drawn.random()
    return found


def _publish(
    drawn: random.Random,
    measure: Measure,
    points: dict[int, dict[Month, Point]],
    regions: dict[int, tuple[int, ...]],
    areas: list[int],
) -> None:
    """In some months the source has a record of its own, which is the sum, even where a figure is missing."""
    for area, members in [*regions.items(), (COUNTRY, tuple(areas))]:
        own = points[area] = {}
        for month in MONTHS if not measure.is_ratio else []:
            numbers = [one.value for member in members if (one := points[member].get(month)) and one.value]
            if drawn.random() < 0.1:
                own[month] = Point(State.REPORTED, sum(numbers, Decimal()))
