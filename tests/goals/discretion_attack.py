"""Somebody who sets up equations from everything told, and bounds each hidden count by linear programming.

The unknowns are what happened month by month: a rolling sum is twelve of them, a number that counts up from
January those of its year. All are at least 0. Missing figures count as 0: that makes the attack stronger.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from math import ceil, floor
from typing import NamedTuple

import numpy
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from goals.months import Month
from goals.progress import Measure, State
from tests.goals.discretion_world import Middle, Reading, Told, World
from tests.goals.progress_builders import ReaderOf

Unknown = tuple[int, Month, str]
"""An area, a month, and what: `flow`, or a ratio's `numerator` or `denominator`."""
Sum = Mapping[Unknown, float]
NEARLY = 1e-6


class Interval(NamedTuple):
    least: float
    most: float

    @property
    def width(self) -> float:
        return self.most - self.least


@dataclass
class Attack:
    """What one reader knows, as sums that are equal to a number or at most one."""

    world: World
    known: dict[tuple[int, Month], Decimal] = field(default_factory=dict)
    equal: list[tuple[Sum, float]] = field(default_factory=list)
    at_most: list[tuple[Sum, float]] = field(default_factory=list)

    @classmethod
    def by(cls, world: World, reader: ReaderOf) -> Attack:
        attack, reading = cls(world), Reading(world, reader)
        told = list({one: None for one in reading.told() if one.value is not None})
        if world.measure.is_ratio:
            for one in told:
                attack.take_ratio(one)
        else:
            attack.take_counts(told, reading.middles())
        return attack

    def take_counts(self, told: Iterable[Told], middles: Iterable[Middle]) -> None:
        sums = []
        for one in told:
            if len(one.members) > 1:
                sums.append(one)
            else:
                (area,) = one.members
                self.known[area, one.month] = one.value or Decimal()
        hidden = {
            area
            for area in self.world.areas
            for month in self.world.points[area]
            if self._is_reported(area, month) and (area, month) not in self.known
        }
        for (area, month), value in self.known.items():
            if area in hidden:
                self.equal.append((self.sum_of(area, month), float(value)))
        for one in sums:
            self._take_sum(one)
        for middle in middles:
            self._take_middle(middle)

    def _take_sum(self, told: Told) -> None:
        rest, unknown = told.value or Decimal(), dict[Unknown, float]()
        for area in told.members:
            if (area, told.month) in self.known:
                rest -= self.known[area, told.month]
            elif self._is_reported(area, told.month):
                unknown |= self.sum_of(area, told.month)
        if unknown:
            self.equal.append((unknown, float(rest)))

    def _take_middle(self, told: Middle) -> None:
        """Of an odd number the middle one is told: it says on which side of it the hidden ones lie."""
        members = [area for area in told.members if self._is_reported(area, told.month)]
        seen = [self.known[area, told.month] for area in members if (area, told.month) in self.known]
        hidden = [area for area in members if (area, told.month) not in self.known]
        half = len(members) // 2
        if len(members) % 2 == 0 or not hidden:
            return
        for area in hidden:
            sums, mark = self.sum_of(area, told.month), float(told.value)
            if sum(value > told.value for value in seen) == half:
                self.at_most.append((sums, mark))
            if sum(value < told.value for value in seen) == half:
                self.at_most.append(({key: -one for key, one in sums.items()}, -mark))

    def take_ratio(self, told: Told) -> None:
        if any(not self._is_reported(area, told.month) for area in told.members):
            return
        numerators = {(area, told.month, "numerator"): 1.0 for area in told.members}
        denominators = {(area, told.month, "denominator"): 1.0 for area in told.members}
        percentage = round(told.value or Decimal(), 12)
        if told.numerator is not None and told.denominator is not None:
            self.equal.append((numerators, float(told.numerator)))
            self.equal.append((denominators, float(told.denominator)))
            return
        is_rounded = percentage == round(percentage, self.world.measure.decimals)
        slack = 0.5 * 10.0**-self.world.measure.decimals if is_rounded else NEARLY
        hundred = dict.fromkeys(numerators, 100.0)
        low = {key: float(percentage) - slack for key in denominators}
        high = {key: -(float(percentage) + slack) for key in denominators}
        self.at_most.append((hundred | high, 0.0))
        self.at_most.append((dict.fromkeys(numerators, -100.0) | low, 0.0))
        if len(told.members) == 1:
            self.at_most.append(
                (dict.fromkeys(denominators, -1.0), -float(self.world.measure.small_denominator))
            )

    def sum_of(self, area: int, month: Month) -> Sum:
        """The unknowns that a figure counts."""
        measure = self.world.measure
        if measure.is_ratio:
            return {(area, month, "numerator"): 1.0}
        return {(area, each, "flow"): 1.0 for each in counted(measure, month)}

    def bounds_of(self, area: int, month: Month) -> Interval:
        """Between which numbers the figure must lie."""
        parts = self._connected({*self.sum_of(area, month)})
        place = {key: at for at, key in enumerate(sorted(parts))}
        wanted = numpy.zeros(len(place))
        for key, factor in self.sum_of(area, month).items():
            wanted[place[key]] = factor
        equal, right = _matrix(self.equal, place)
        at_most, upper = _matrix(self.at_most, place)
        given = {"A_eq": equal, "b_eq": right, "A_ub": at_most, "b_ub": upper, "method": "highs"}
        least, most = linprog(wanted, **given), linprog(-wanted, **given)
        assert least.status == 0, f"the equations contradict each other: {least.message}"
        return Interval(least.fun, -most.fun if most.status == 0 else float("inf"))

    def _connected(self, start: set[Unknown]) -> set[Unknown]:
        """The unknowns that some chain of sums ties to these."""
        found, ahead = set(start), list(start)
        while ahead:
            for key in self._ties[ahead.pop()]:
                if key not in found:
                    found.add(key)
                    ahead.append(key)
        return found

    @cached_property
    def _ties(self) -> Mapping[Unknown, set[Unknown]]:
        ties: dict[Unknown, set[Unknown]] = defaultdict(set)
        for sums, _value in [*self.equal, *self.at_most]:
            first = next(iter(sums))
            ties[first] |= set(sums)
            for key in sums:
                ties[key].add(first)
        return ties

    def _is_reported(self, area: int, month: Month) -> bool:
        point = self.world.points[area].get(month)
        return point is not None and point.state == State.REPORTED


def counted(measure: Measure, month: Month) -> list[Month]:
    if measure.window == "rolling_12":
        return Month.range(month.plus(-11), month)
    if measure.window == "year_to_date":
        return Month.range(Month(month.year, 1), month)
    return [month]


def found_by(world: World, reader: ReaderOf, drawn: random.Random, cells: int) -> Iterator[str]:
    """Of so many small counts those that `reader` finds."""
    small = world.small(reader)
    if not small:
        return
    attack = Attack.by(world, reader)
    for area, month in drawn.sample(small, min(cells, len(small))):
        bounds = attack.bounds_of(area, month)
        if is_found(world.measure, bounds, is_outside=not reader.area_ids):
            point = world.points[area][month]
            yield (
                f"{world.measure.code} ({world.measure.window}), municipality {area} in {month}: "
                f"{point.numerator or point.value} lies between {bounds.least:g} and {bounds.most:g}, "
                f"says who knows {reader.area_ids}"
            )


def is_found(measure: Measure, bounds: Interval, *, is_outside: bool) -> bool:
    """Whether the bounds are narrower than the threshold, or leave out one of the small counts. Of a part,
    for somebody who knows those of other municipalities, whether it is known exactly."""
    threshold = measure.discretion_threshold
    if measure.is_ratio and not is_outside:
        return bounds.width < 1 and floor(bounds.most + NEARLY) <= ceil(bounds.least - NEARLY)
    is_narrow = bounds.width < threshold - NEARLY
    leaves_out = bounds.least > 1 + NEARLY or bounds.most < threshold - 1 - NEARLY
    return is_narrow or (leaves_out and not measure.is_ratio)


def attacked(drawn: random.Random, world: World, *, readers: int, cells: int) -> list[str]:
    """What somebody outside finds, and so many of the others. The parts of percentages are kept from those
    outside alone: see `parts_found_inside`."""
    outside, *inside = world.readers()
    others = [] if world.measure.is_ratio else drawn.sample(inside, min(readers, len(inside)))
    return [found for reader in (outside, *others) for found in found_by(world, reader, drawn, cells)]


def parts_found_inside(drawn: random.Random, world: World, *, readers: int, cells: int) -> tuple[int, int]:
    """How many parts are found by people who know those of their own municipalities, and of how many: what
    decision 21 does not promise."""
    chosen = drawn.sample(world.readers()[1:], readers) if world.measure.is_ratio else []
    looked_at = sum(min(cells, len(world.small(reader))) for reader in chosen)
    return sum(len(list(found_by(world, reader, drawn, cells))) for reader in chosen), looked_at


def _matrix(sums: Iterable[tuple[Sum, float]], place: Mapping[Unknown, int]) -> tuple[object, object]:
    rows, columns, factors, right = list[int](), list[int](), list[float](), list[float]()
    for one, value in sums:
        if next(iter(one)) not in place:
            continue
        for key, factor in one.items():
            rows.append(len(right))
            columns.append(place[key])
            factors.append(factor)
        right.append(value)
    if not right:
        return None, None
    return csr_matrix((factors, (rows, columns)), shape=(len(right), len(place))), numpy.array(right)
