"""The outlook of a line for a December: whether there can be one, its value, and its band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from math import ceil
from statistics import median

from goals.months import Month
from goals.outlook.past import LEAST_TRIALS, Past, counts_up, first_looked_at, past_of, possible, said, trials
from goals.outlook.result import Backtest, NoOutlook, Outlook, Trial
from goals.progress import Line, Measure, Reader

LONGEST = 9
"""Before the figure of March it is too early to tell."""


def outlook_of(line: Line, year: int, as_of: Month, *, longest: int = LONGEST) -> Outlook:
    """Where `line` ends in December of `year`, letting months up to `as_of` count.

    `longest`: from more months ahead it is too early. For a target proposed the year before, ask with up
    to 24; what counts up from January is never carried into another year.
    """
    measure, december = line.measure, Month.december(year)
    nothing = Outlook(measure, december)
    if measure.is_yearly:
        return replace(nothing, reason=NoOutlook.YEARLY)
    month = line.latest_month(min(as_of, december))
    nothing = replace(nothing, month=month)
    if month == december:
        return replace(nothing, reason=NoOutlook.YEAR_IS_OVER)
    if month is None or december.since(month) > longest or (counts_up(measure) and month.year < year):
        return replace(nothing, reason=NoOutlook.TOO_EARLY)
    past = past_of(line, month, december)
    return replace(nothing, reason=past) if isinstance(past, NoOutlook) else _with_band(nothing, past)


def as_seen_by(reader: Reader, outlook: Outlook, line: Line) -> Outlook:
    """`outlook` without its numbers where a count of `line` that they are computed from, or the value
    itself, is too small for `reader`."""
    month, measure = outlook.month, line.measure
    if outlook.value is None or month is None or line.is_open_to(reader):
        return outlook
    looked_at = Month.range(first_looked_at(measure, month), month)
    is_small = not measure.is_ratio and measure.is_too_small_to_show(outlook.value)
    if not is_small and not any(line.hides_value(one) for one in looked_at):
        return outlook
    return Outlook(measure, outlook.december, month, reason=NoOutlook.HIDDEN)


def _with_band(nothing: Outlook, past: Past) -> Outlook:
    method, number = said(past)
    if number is None:
        return replace(nothing, reason=NoOutlook.GAPS)
    tried = trials(past)
    if len(tried) < LEAST_TRIALS:
        return replace(nothing, reason=NoOutlook.TOO_LITTLE_HISTORY)
    measure, half, reached = past.measure, _half(tried), _reached(past)
    number = max(number, reached)
    return replace(
        nothing,
        value=_written(measure, number, ROUND_HALF_UP),
        lower=_written(measure, max(number - half, reached), ROUND_FLOOR),
        upper=_written(measure, possible(measure, number + half), ROUND_CEILING),
        method=method,
        backtest=_backtest(measure, tried, half, past.december.year_before),
        preliminary=past.preliminary,
    )


def _half(tried: Sequence[Trial]) -> float:
    """Of n misses in order the 0.8 (n + 1)th: a new one of the same kind stays within it 4 times of 5."""
    misses = sorted(trial.miss for trial in tried)
    return misses[ceil(4 * (len(misses) + 1) / 5) - 1]


def _reached(past: Past) -> float:
    """Below this it cannot end. A count from January keeps what it has; a percentage may fall, since the
    group that it is of grows as well."""
    number = past.own[-1]
    return number if counts_up(past.measure) and not past.measure.is_ratio and number is not None else 0.0


def _backtest(measure: Measure, tried: Sequence[Trial], half: float, december_before: Month) -> Backtest:
    percents = [percent for trial in tried if (percent := trial.miss_pct(measure)) is not None]
    return Backtest(
        trials=len(tried),
        inside=sum(trial.miss <= half for trial in tried),
        typical=_written(measure, median(trial.miss for trial in tried), ROUND_HALF_UP, more=1),
        typical_pct=Decimal(f"{median(percents):.1f}") if percents else None,
        december_before=_nearest(tried, december_before),
    )


def _nearest(tried: Sequence[Trial], december: Month) -> Trial | None:
    """The trial for `december`; of three from months beside each other the one in the middle."""
    fitting = [trial for trial in tried if trial.month == december]
    return fitting[len(fitting) // 2] if fitting else None


def _written(measure: Measure, number: float, rounding: str, more: int = 0) -> Decimal:
    """Rounded as the indicator is written, or with `more` decimals, without binary noise and minus 0."""
    return Decimal(f"{number + 0.0:.9f}").quantize(Decimal(1).scaleb(-measure.decimals - more), rounding)
