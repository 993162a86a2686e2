"""The months that an outlook is computed from, what they lead to, and how that would have done before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goals.months import Month, Window
from goals.outlook.method import (
    MONTHLY,
    ROLLING,
    SEASON_FROM,
    YEAR,
    Method,
    carried_on,
    carried_on_from_each,
    filled,
)
from goals.outlook.result import NoOutlook, Trial
from goals.progress import Line, Measure

LOOKS_AT, LOOKS_AT_TO_DATE = 2, 6
"""So many whole years before the latest month's own: what a page has read anyway, and more where a year is
tried on the year before it."""
MOST_GAPS = 3
"""So many months of the past may be missing; each is taken to lie on the line between its neighbours."""
LEAST_TRIALS = 4
"""Of n misses the smallest 0.8 (n + 1) make the band of 80 per cent: of fewer there are not so many."""


@dataclass(frozen=True, slots=True)
class Past:
    """The line from `first` to `month`: its `own` numbers (None where there is none), and them `filled`."""

    measure: Measure
    first: Month
    month: Month
    december: Month
    own: Sequence[float | None]
    preliminary: bool

    @property
    def lead(self) -> int:
        return self.december.since(self.month)

    @property
    def has_season(self) -> bool:
        return self.measure.window == Window.MONTH

    def number(self, month: Month) -> float | None:
        place = month.since(self.first)
        return self.own[place] if 0 <= place < len(self.own) else None


def counts_up(measure: Measure) -> bool:
    return measure.window == Window.YEAR_TO_DATE


def first_looked_at(measure: Measure, month: Month) -> Month:
    return Month(month.year - (LOOKS_AT_TO_DATE if counts_up(measure) else LOOKS_AT), 1)


def past_of(line: Line, month: Month, december: Month) -> Past | NoOutlook:
    """At least 24 months, never across a break of the series: neither behind nor until December."""
    measure = line.measure
    first = first_looked_at(measure, month)
    latest_break = max((one for one in measure.breaks if first < one <= december), default=None)
    too_short = NoOutlook.TOO_LITTLE_HISTORY if latest_break is None else NoOutlook.SERIES_BREAK
    first = latest_break or first
    if month.since(first) + 1 < SEASON_FROM:
        return too_short
    cells = [line.at(one) for one in Month.range(first, month)]
    own = [None if cell.value is None else float(cell.value) for cell in cells]
    begins = next(place for place, number in enumerate(own) if number is not None)
    own, first = own[begins:], first.plus(begins)
    if len(own) < SEASON_FROM:
        return too_short
    if not counts_up(measure) and own.count(None) > MOST_GAPS:
        return NoOutlook.GAPS
    preliminary = any(cell.preliminary for cell in cells[begins:])
    return Past(measure, first, month, december, own, preliminary)


def said(past: Past) -> tuple[Method, float | None]:
    """The method of the window, and where it says that December ends; None if a month it needs is missing."""
    if counts_up(past.measure):
        return Method.AS_LAST_YEAR, _as_last_year(past, past.month, past.december)
    method = Method.TREND_AND_SEASON if past.has_season else Method.TREND
    return method, _carried_on(past, filled(past.own))


def trials(past: Past) -> list[Trial]:
    return _trials_of_earlier_years(past) if counts_up(past.measure) else _trials_of_other_months(past)


def possible(measure: Measure, number: float) -> float:
    """No count lies below 0, no percentage above 100."""
    return min(max(number, 0.0), 100.0) if measure.is_ratio else max(number, 0.0)


def _carried_on(past: Past, numbers: Sequence[float]) -> float:
    weights = MONTHLY if past.has_season else ROLLING
    return possible(past.measure, carried_on(numbers, past.lead, weights, has_season=past.has_season))


def _trials_of_other_months(past: Past) -> list[Trial]:
    """From every month with a year before it, as many months ahead; the season only where it was known."""
    numbers, own, lead = filled(past.own), past.own, past.lead
    from_each = carried_on_from_each(numbers, lead, MONTHLY if past.has_season else ROLLING)
    found = []
    for place in range(YEAR - 1, len(own) - lead):
        came = own[place + lead]
        if came is None or own[place] is None:
            continue
        if past.has_season and place + 1 >= SEASON_FROM:
            told = _carried_on(past, numbers[: place + 1])
        else:
            told = possible(past.measure, from_each[place])
        found.append(Trial(past.first.plus(place + lead), told, came))
    return found


def _as_last_year(past: Past, month: Month, december: Month) -> float | None:
    """As much more from `month` to December as in the year before."""
    now, then, end = (past.number(one) for one in (month, month.year_before, december.year_before))
    if now is None or then is None or end is None:
        return None
    return possible(past.measure, now + end - then)


def _trials_of_earlier_years(past: Past) -> list[Trial]:
    """From the same month of earlier years; where these are too few, also from the two months beside it."""
    number = past.month.number
    same_month = _trials_from(past, [number])
    if len(same_month) >= LEAST_TRIALS:
        return same_month
    return _trials_from(past, range(max(number - 1, 1), min(number + 1, 11) + 1))


def _trials_from(past: Past, numbers: Iterable[int]) -> list[Trial]:
    found = []
    for number in numbers:
        for year in range(past.first.year, past.month.year):
            december = Month.december(year)
            told, came = _as_last_year(past, Month(year, number), december), past.number(december)
            if told is not None and came is not None:
                found.append(Trial(december, told, came))
    return found
