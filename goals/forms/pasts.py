"""What the places of some figures have reported in the months that these are compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import cast

from django.db.models import Q

from goals.expectation import READS, Range
from goals.forms import usual
from goals.models import Figure, Indicator, SeriesBreak
from goals.months import Month

Place = tuple[int, int]
"""The ids of an indicator and of a municipality."""


@dataclass(kw_only=True)
class Compared:
    """A figure with those of its place in the months before: as `usual.Compared` with what it adds."""

    figures: Mapping[Month, Figure]
    breaks_from: Month | None

    @property
    def indicator(self) -> Indicator:
        raise NotImplementedError

    @property
    def month(self) -> Month:
        raise NotImplementedError

    @property
    def last_month(self) -> Figure | None:
        return self.figures.get(self.month.plus(-1))

    @cached_property
    def numbers(self) -> Mapping[Month, Decimal]:
        return usual.numbers_of(self.indicator, self.figures, self.month, self.breaks_from)

    @cached_property
    def usual(self) -> Range | None:
        return usual.range_of(cast(usual.Compared, self))


class Pasts:
    """In two queries, however many figures there are; in none if there is none."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self._figures = _figures(figures) if figures else {}
        self._breaks = _breaks() if figures else {}

    def of(self, figure: Figure) -> Mapping[Month, Figure]:
        return self._figures[figure.indicator_id, figure.area_id]

    def breaks_from(self, figure: Figure) -> Month | None:
        """The latest month from which the indicator has measured something else."""
        own = self._breaks[figure.indicator_id]
        return max((month for month in own if month <= figure.month), default=None)


def _figures(figures: Sequence[Figure]) -> dict[Place, dict[Month, Figure]]:
    first = min(figure.month for figure in figures).plus(-READS)
    last = max(figure.month for figure in figures)
    rows = Figure.objects.filter(_places(figures), month__gte=first.first_day, month__lte=last.first_day)
    found: dict[Place, dict[Month, Figure]] = defaultdict(dict)
    for row in rows:
        found[row.indicator_id, row.area_id][row.month] = row
    return found


def _places(figures: Sequence[Figure]) -> Q:
    by_indicator: dict[int, set[int]] = defaultdict(set)
    for figure in figures:
        by_indicator[figure.indicator_id].add(figure.area_id)
    places = Q(pk__in=[])
    for indicator, areas in by_indicator.items():
        places |= Q(indicator=indicator, area__in=areas)
    return places


def _breaks() -> dict[int, list[Month]]:
    found: dict[int, list[Month]] = defaultdict(list)
    for row in SeriesBreak.objects.filter(is_break=True):
        found[row.indicator_id].append(row.month)
    return found
