"""How many municipalities the same outlook hit last year: the backtest in words that a council can use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from django.utils.translation import ngettext

from goals.months import Month
from goals.outlook.answer import outlook_of
from goals.outlook.result import Outlook
from goals.progress import Line


@dataclass(frozen=True, slots=True)
class Hits:
    """`hit` of the `tried` were hit to within ± `within` per cent (percentage points for percentages)."""

    within: int
    hit: int
    tried: int
    is_points: bool = False

    def __str__(self) -> str:
        """`ramte inden for ±3 pct. i 8 af 10 kommuner sidste år`, to stand inside a sentence."""
        given = {"within": self.within, "hit": self.hit, "tried": self.tried}
        return (self._in_points() if self.is_points else self._in_per_cent()) % given

    def _in_per_cent(self) -> str:
        return ngettext(
            "hit within ±%(within)s per cent in %(hit)s of %(tried)s municipality last year",
            "hit within ±%(within)s per cent in %(hit)s of %(tried)s municipalities last year",
            self.tried,
        )

    def _in_points(self) -> str:
        return ngettext(
            "hit within ±%(within)s points in %(hit)s of %(tried)s municipality last year",
            "hit within ±%(within)s points in %(hit)s of %(tried)s municipalities last year",
            self.tried,
        )


def hits_of(outlooks: Iterable[Outlook]) -> Hits | None:
    """How last year's December was hit from the same month, over the outlooks that were tried on it.

    `within` is the smallest whole number that holds 8 of 10. Counts too small for a percentage (`small_base`)
    or to be shown are left out. None where nothing was tried.
    """
    misses, is_points = [], False
    for outlook in outlooks:
        miss = _miss_last_year(outlook)
        if miss is not None:
            misses.append(round(miss, 9))
            is_points = outlook.measure.is_ratio
    if not misses:
        return None
    misses.sort()
    within = max(ceil(misses[ceil(8 * len(misses) / 10) - 1]), 1)
    return Hits(within, sum(miss <= within for miss in misses), len(misses), is_points)


def backtest_in_words(lines: Iterable[Line], year: int, as_of: Month) -> str:
    """The hits over `lines` (the municipalities of a cluster, a region or the country) in words; empty
    where nothing was tried."""
    hits = hits_of(outlook_of(line, year, as_of) for line in lines)
    return "" if hits is None else str(hits)


def _miss_last_year(outlook: Outlook) -> float | None:
    trial = outlook.backtest.december_before if outlook.backtest else None
    if trial is None:
        return None
    if outlook.measure.is_ratio:
        return trial.miss
    if 0 < trial.came < outlook.measure.discretion_threshold:
        return None
    return trial.miss_pct(outlook.measure)
