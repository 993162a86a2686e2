"""Other ways to carry a series on, to compare with: three simple ones, and a statistics library."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Sequence

from goals.months import Window
from goals.outlook.method import MONTHLY, ROLLING, carried_on

Numbers = Sequence[float]
Method = Callable[[Numbers, int], float | None]


def as_it_is(numbers: Numbers, _lead: int) -> float:
    return numbers[-1]


def season_added(numbers: Numbers, lead: int) -> float | None:
    """Last year's change from this month to December."""
    if len(numbers) < 13:
        return None
    return numbers[-1] + numbers[lead - 13] - numbers[-13]


def season_multiplied(numbers: Numbers, lead: int) -> float | None:
    """Last year's change from this month to December, in proportion."""
    if len(numbers) < 13 or not numbers[-13]:
        return None
    return numbers[-1] * numbers[lead - 13] / numbers[-13]


def straight_line(months: int) -> Method:
    """Least squares over the latest months."""

    def carry_on(numbers: Numbers, lead: int) -> float | None:
        latest = numbers[-months:]
        if len(latest) < months:
            return None
        middle, mean = (months - 1) / 2, sum(latest) / months
        up = sum((place - middle) * number for place, number in enumerate(latest))
        slope = up / sum((place - middle) ** 2 for place in range(months))
        return mean + slope * (months - 1 + lead - middle)

    return carry_on


def damped(numbers: Numbers, lead: int) -> float:
    """The damped trend alone, as `rolling_12` has it."""
    return carried_on(numbers, lead, ROLLING, has_season=False)


def damped_with_season(numbers: Numbers, lead: int) -> float:
    """The damped trend and the season of the years before, as `month` has it."""
    return carried_on(numbers, lead, MONTHLY, has_season=True)


SIMPLE: dict[str, Method] = {
    "as it is": as_it_is,
    "season added": season_added,
    "season multiplied": season_multiplied,
    "line over 12": straight_line(12),
    "line over 24": straight_line(24),
    "damped": damped,
    "damped with season": damped_with_season,
}


def equal_shares(numbers: Numbers, lead: int) -> float:
    """As much each month."""
    return numbers[-1] * 12 / (12 - lead)


SHARES: dict[str, Method] = {
    "equal shares": equal_shares,
    "last year's points added": season_added,
    "last year's share": season_multiplied,
}
KEPT = {
    Window.MONTH: "damped with season",
    Window.ROLLING_12: "damped",
    Window.YEAR_TO_DATE: "last year's points added",
}
YARDSTICK = "statsmodels ETS"


def ets() -> Callable[[Numbers, bool], Sequence[float]] | None:
    """Exponential smoothing with damped trend and, where asked for and two years are there, additive season,
    its weights fitted to each series: ten months ahead. None if statsmodels is not installed."""
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # on such small matrices threads take ten times as long
    try:
        from statsmodels.tsa.holtwinters import ExponentialSmoothing
    except ImportError:
        return None

    def carry_on(numbers: Numbers, has_season: bool) -> Sequence[float]:
        season = "add" if has_season and len(numbers) >= 24 else None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of every series that does not converge
            model = ExponentialSmoothing(
                list(numbers),
                trend="add",
                damped_trend=True,
                seasonal=season,
                seasonal_periods=12 if season else None,
                initialization_method="estimated",
            )
            return [float(number) for number in model.fit().forecast(10)]

    return carry_on
