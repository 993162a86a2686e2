"""That a released number gave way to another: by a correction, or because its source changed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from goals.months import Month
from goals.numbers import rounded
from goals.progress.line import Line, Reader
from goals.progress.measure import Measure, Point, State


class Released(NamedTuple):
    """A version of a figure that everybody could read."""

    version: int
    recorded_at: datetime
    is_by_source: bool
    point: Point


@dataclass(frozen=True, slots=True)
class Replacement:
    """When the number that holds came, by whom, and what everybody could read before."""

    recorded_at: datetime
    is_by_source: bool
    before: Point

    def is_hidden_from(self, reader: Reader, line: Line, month: Month) -> bool:
        """Whether the number before is none of `reader`'s: it, or the one that holds, is too small a count.
        Both together with the totals before and after would give the hidden one back."""
        if line.is_open_to(reader) or line.measure.is_ratio:
            return False
        return line.measure.is_too_small_to_show(self.before.value) or line.hides_value(month)

    def shown_before(self, reader: Reader, line: Line, month: Month) -> Decimal | None:
        """The number before as `reader` sees it: none if it is hidden or there was none; a percentage of
        small parts only with its shown decimals."""
        value = self.value_before(line.measure)
        if value is None or self.is_hidden_from(reader, line, month):
            return None
        has_hidden_parts = self._has_small_parts(line.measure) or line.hides_parts(month)
        if line.is_open_to(reader) or not has_hidden_parts:
            return value
        return rounded(value, line.measure.decimals)

    def value_before(self, measure: Measure) -> Decimal | None:
        """The count or the percentage; none where there was none, or too few for one."""
        before = self.before
        if measure.is_ratio and before.numerator is not None and before.denominator is not None:
            return measure.percentage(before.numerator, before.denominator)
        return before.value if before.state == State.REPORTED else None

    def _has_small_parts(self, measure: Measure) -> bool:
        small = measure.is_too_small_to_show
        return measure.is_ratio and (small(self.before.numerator) or small(self.before.denominator))


def latest_replacement(versions: Iterable[Released]) -> Replacement | None:
    """Of a figure's released versions; None where all of them say the same number."""
    found: Replacement | None = None
    before: Released | None = None
    for released in sorted(versions, key=lambda one: one.version):
        if before is not None and _number(released.point) != _number(before.point):
            found = Replacement(released.recorded_at, released.is_by_source, before.point)
        before = released
    return found


def _number(point: Point) -> tuple[object, ...]:
    """A percentage that came with its two parts counts for nothing."""
    if point.numerator is not None:
        return point.state, point.numerator, point.denominator
    return point.state, point.value
