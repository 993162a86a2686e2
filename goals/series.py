"""The only reader of figures and targets: from the database to plain lines and promises.

One query in the normal case. Numbers and months leave the database as floats and text and are turned
into decimals and `Month`s here, each spelling once: Django's converters would cost more than the query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache, cached_property, partial
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Cast

from goals.figure_rows import (
    Basis,
    Points,
    Row,
    Selection,
    Stretch,
    Wanted,
    as_known,
    current,
    of_pasts,
    span_of,
)
from goals.low_figures import (
    LowFigures,
    LowRow,
    Span,
    keep_low,
    read_neighbours,
    remembered_low,
    sorted_low,
)
from goals.models import Indicator, TargetVersion
from goals.months import Month
from goals.plain_columns import Decimals, PlainNumber, WrittenMonths, exact
from goals.progress import Discretion, Line, LowFigure, Measure, Neighbour, Point, Promise, Reader
from jobcentres.remembered import End, Remembered, chain_end

__all__ = [
    "Basis",
    "Series",
    "Stretch",
    "binding_versions",
    "exact",
    "keep_promises",
    "lacks_promises",
    "measure_of",
    "promise_of",
    "read",
    "read_promises",
]


def read(
    measures: Iterable[Measure],
    *,
    as_of: Month,
    reader: Reader,
    area_ids: Collection[int] | None = None,
    basis: str = Basis.APPROVED,
    known_on: datetime | None = None,
    months: Mapping[int, Collection[Month]] | None = None,
    pasts: Mapping[int, Stretch] | None = None,
    whole_past: bool = False,
    since: Month | None = None,
    neighbours: Callable[[], Sequence[Neighbour]] | None = None,
) -> Series:
    """The figures up to `as_of`, as `reader` may count them and as they stood at `known_on`: read when the
    first line is asked for.

    What is read at once are the months from `since` on, or January two years before; with `whole_past`, for a
    few areas, every month. `pasts`, by indicator, comes on top of
    `months`. `neighbours` spares a query where there are small counts.
    """
    return Series(
        Selection(
            measures=tuple(measures),
            area_ids=None if area_ids is None else frozenset(area_ids),
            first=None if whole_past else since or Month(as_of.year - 2, 1),
            last=as_of,
            basis=Basis(basis),
            reader=reader,
            known_on=known_on,
            months=months,
            pasts=pasts or {},
        ),
        neighbours or partial(read_neighbours, as_of.last_day),
    )


class Series:
    """What was read. Lines of one series share their points and are made once."""

    def __init__(self, selection: Selection, neighbours: Callable[[], Sequence[Neighbour]]) -> None:
        self._selection = selection
        self._neighbours = neighbours
        self._lines: dict[tuple[int, int | None, tuple[int, ...] | None], Line] = {}

    @cached_property
    def _read(self) -> _Read:
        return _Read(self._selection, self._neighbours)

    @cached_property
    def _discretion(self) -> Discretion:
        return Discretion(self._read, self._selection.reader)

    def reaches(self, month: Month) -> bool:
        """Whether every figure from `month` on is read at once, or has been read."""
        first, is_whole = self._selection.first, self._selection.months is None
        if is_whole and (first is None or first <= month):
            return True
        return "_read" in vars(self) and self._read.known_from is None

    def area(self, measure: Measure, area_id: int) -> Line:
        """The line of a municipality."""
        key = (measure.id, area_id, None)
        line = self._lines.get(key)
        if line is None:
            points = self._read.points[measure.id][area_id]
            own = frozenset({area_id})
            line = Line(measure, points, area_ids=own, past=self._read, discretion=self._discretion)
            self._lines[key] = line
        return line

    def group(self, measure: Measure, member_ids: Sequence[int], area_id: int | None = None) -> Line:
        """The line of a group of municipalities: of the region or country `area_id`, whose direct records
        win over the sum, or (None) of a cluster or jobcentre."""
        key = (measure.id, area_id, tuple(member_ids))
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = Line(
                measure,
                {} if area_id is None else self._read.points[measure.id][area_id],
                [self.area(measure, member_id) for member_id in member_ids],
                frozenset(member_ids) if area_id is None else frozenset({area_id}),
                self._read,
                self._discretion,
            )
        return line


class _Read:
    """The points by indicator, area and month. What lies before the first month read comes with one query for
    all lines, once one of them asks. Knows no lines: points in a circle would wait for the garbage collector.
    """

    def __init__(self, selection: Selection, neighbours: Callable[[], Sequence[Neighbour]]) -> None:
        self.selection = selection
        self.neighbours = cache(neighbours)
        self.known_from = None if selection.months is not None else selection.first
        self.points: Points = {measure.id: defaultdict(dict) for measure in selection.measures}
        self._low: LowFigures = {}
        if selection.months is None:
            since = {} if selection.first is None else {"month__gte": selection.first}
            wanted: Wanted = [{"indicator__in": list(self.points), "month__lte": selection.last} | since]
            self._load(wanted, Span(selection.first, selection.last).around())
        elif selection.months:
            wanted = [{"indicator": pk, "month__in": own} for pk, own in selection.months.items()]
            self._load([*wanted, *of_pasts(selection)], span_of(selection).around())

    def open(self) -> bool:
        if self.known_from is None:
            return False
        before, self.known_from = self.known_from, None
        around = Span(None, self.selection.last).around()
        self._load([{"indicator__in": list(self.points), "month__lt": before}], around)
        return True

    def low(self, measure: Measure, month: Month) -> Sequence[LowFigure]:
        return self._low.get((measure.id, month), ())

    def _load(self, wanted: Wanted, around: Span) -> None:
        selection, measures, rows_of_low = self.selection, self.selection.measures, list[LowRow]()
        known_on, end = selection.known_on, chain_end()
        rows = current if known_on is None else as_known
        kept = remembered_low(measures, around, known_on, end)
        self._add(rows(wanted, selection, around if kept is None else None, rows_of_low))
        if kept is None:
            kept = sorted_low(rows_of_low)
            keep_low(measures, around, known_on, kept, end)
        self._low = kept

    def _add(self, rows: Iterator[Row]) -> None:
        months, decimals, points = WrittenMonths(), Decimals(), self.points
        for indicator, area, month, state, value, numerator, denominator, version, approved, _any in rows:
            points[indicator][area][months[month]] = Point(
                state, decimals[value], decimals[numerator], decimals[denominator], version != approved
            )


def measure_of(indicator: Indicator, breaks: Iterable[Month] = ()) -> Measure:
    return Measure(
        id=indicator.pk,
        code=indicator.code,
        unit=indicator.unit,
        direction=indicator.direction,
        window=indicator.window,
        decimals=indicator.decimals,
        tolerance=Decimal(indicator.tolerance),
        small_denominator=indicator.small_denominator,
        small_base=indicator.small_base,
        discretion_threshold=indicator.discretion_threshold,
        is_summable=indicator.is_summable,
        breaks=tuple(sorted(breaks)),
    )


Promises = Mapping[tuple[int, int], Promise]
"""By indicator and area."""

_remembered: Remembered[int, Promises] = Remembered(4)


def binding_versions(year: int) -> QuerySet[TargetVersion]:
    return TargetVersion.objects.filter(target__goal_year__year=year, kind__in=TargetVersion.BINDING)


def lacks_promises(year: int, end: End | None) -> bool:
    """Whether those of now could be kept, and are not at hand."""
    return end is not None and _remembered.get(year, end) is None


def keep_promises(year: int, found: Promises, end: End | None) -> None:
    """Those of every area, for whoever has read them together with something else."""
    _remembered.keep(year, found, end)


def read_promises(
    year: int,
    *,
    indicator_ids: Collection[int] | None = None,
    area_ids: Collection[int] | None = None,
    known_on: datetime | None = None,
) -> dict[tuple[int, int], Promise]:
    """The year's targets in their newest binding version (as it was at `known_on`), by indicator and area.

    Those of now are kept, of all areas, until something is recorded.
    """
    versions = binding_versions(year)
    if known_on is not None:
        versions = versions.filter(change__recorded_at__lte=known_on)
    elif chain_end() is not None:
        found = _remembered.of(year, lambda: _promises(versions))
        return {
            place: promise
            for place, promise in found.items()
            if (indicator_ids is None or place[0] in indicator_ids)
            and (area_ids is None or place[1] in area_ids)
        }
    if indicator_ids is not None:
        versions = versions.filter(target__indicator__in=indicator_ids)
    if area_ids is not None:
        versions = versions.filter(target__area__in=area_ids)
    return _promises(versions)


def _promises(versions: QuerySet[TargetVersion]) -> dict[tuple[int, int], Promise]:
    numbers = [Cast(name, PlainNumber()) for name in ("value", "baseline_value")]
    content: tuple[Any, ...] = (*numbers, "baseline_month", "kind", "adopted_percent", "decided_on")
    rows = versions.order_by("number").values_list("target__indicator_id", "target__area_id", *content)
    return {
        (indicator_id, area_id): Promise(
            exact(value), month, None if baseline is None else exact(baseline), *others
        )
        for indicator_id, area_id, value, baseline, month, *others in rows
    }


def promise_of(version: TargetVersion) -> Promise:
    """The same of a version that was read already."""
    return Promise(
        version.value,
        version.baseline_month,
        version.baseline_value,
        version.kind,
        version.adopted_percent,
        version.decided_on,
    )
