"""What outlooks are tried on: the sample, the published figures, and simulated series of several kinds.

Simulated with `random.Random(text)` and other seeds than those that the weights were chosen on.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from goals.months import Month, Window
from goals.progress import Line, Measure, Point, State

MONTHS = 84
FIRST_SIMULATED = Month(2010, 1)
LEADS = range(1, 11)
"""One more than is shown, to see why not."""
YARDSTICK_LEADS, YARDSTICK_SERIES, ONE_IN = (1, 3, 5, 7, 9), 24, 4
"""Fitting takes a thousand times as long: at every other lead, for the first simulated series, for every
fourth municipality and every region, and with a season only where it has the two years that it needs."""
REGIONS = ("NJ", "MJ", "SD", "HS")


@dataclass(frozen=True)
class Kind:
    """Series of one kind, all from `first` on, None for a month without a number."""

    name: str
    measure: Measure
    first: Month
    series: dict[str, list[float | None]]
    years: tuple[int, ...] = ()
    """The Decembers to say; none: the latest month is taken for one."""

    @property
    def is_sample(self) -> bool:
        return self.name.startswith("sample")

    @property
    def window(self) -> str:
        return self.measure.window


@dataclass(frozen=True)
class Case:
    """Where the numbers `until` some month lead to: `lead` months later `came` is known."""

    kind: Kind
    numbers: tuple[float | None, ...]
    first: Month
    lead: int
    came: float
    has_yardstick: bool = False


def measure(window: str, unit: str = "persons") -> Measure:
    decimals = 1 if unit == "percent" else 0
    return Measure(1, window, unit, "down", window, decimals=decimals)


def line_of(kind: Kind, numbers: list[float | None] | tuple[float | None, ...], first: Month) -> Line:
    points = {
        first.plus(place): Point(State.REPORTED, Decimal(f"{number:.6f}"))
        for place, number in enumerate(numbers)
        if number is not None
    }
    return Line(kind.measure, points)


def municipalities(kind: Kind) -> list[Line]:
    return [
        line_of(kind, numbers, kind.first) for name, numbers in kind.series.items() if name not in REGIONS
    ]


def cases_of(kind: Kind) -> Iterator[Case]:
    """Of a simulated series its last two Decembers, each with the years before that an outlook looks at; of
    the sample's its latest month, moved to a December: but for what counts up from January only the distance
    matters."""
    is_share, is_rolling = kind.window == Window.YEAR_TO_DATE, kind.window == Window.ROLLING_12
    for place, (name, numbers) in enumerate(kind.series.items()):
        is_fitted = (place % ONE_IN == 0 or name in REGIONS) if kind.is_sample else place < YARDSTICK_SERIES
        for end, first in _ends(kind, numbers):
            start, came = 0 if is_share else max(0, end - 35), numbers[end]
            for lead in LEADS:
                before = numbers[start : end - lead + 1]
                if came is None or before[-1] is None or came < (1 if is_share else kind.measure.small_base):
                    continue
                while before[0] is None:
                    before, start = before[1:], start + 1
                has_yardstick = (
                    is_fitted and lead in YARDSTICK_LEADS and len(before) >= (13 if is_rolling else 24)
                )
                yield Case(kind, tuple(before), first.plus(start), lead, came, has_yardstick)


def _ends(kind: Kind, numbers: list[float | None]) -> Iterator[tuple[int, Month]]:
    if kind.years:
        for year in kind.years:
            yield Month.december(year).since(kind.first), kind.first
        return
    end = len(numbers) - 1
    yield end, Month.december(2014).plus(-end)


def sample_kinds() -> list[Kind]:
    return [
        _sample("foertidspension", Window.ROLLING_12),
        _sample("langtidsledige", Window.MONTH),
    ]


def _sample(indicator: str, window: str) -> Kind:
    from goals.sample.figures import FIRST, LAST, figures, places

    months = Month.range(FIRST, LAST[indicator])
    numbers: dict[str, dict[Month, float]] = {}
    for figure in figures():
        if figure.indicator == indicator and figure.value is not None:
            numbers.setdefault(figure.area, {})[figure.month] = float(figure.value)
    series = {place.code: [numbers.get(place.code, {}).get(month) for month in months] for place in places()}
    for region in REGIONS:
        members = [series[place.code] for place in places() if place.region == region]
        series[region] = [_sum(column) for column in zip(*members, strict=True)]
    return Kind(f"sample {indicator}", measure(window), FIRST, series)


def _sum(column: tuple[float | None, ...]) -> float | None:
    known = [number for number in column if number is not None]
    return sum(known) if len(known) == len(column) else None


def sample_shares() -> Kind:
    """Goal 1 of each municipality and region, 2012 and 2013."""
    from goals.sample.figures import FIRST, LAST, figures, places

    months = Month.range(FIRST, LAST["uddannelsesgrad"])
    parts: dict[str, dict[Month, tuple[float, float]]] = {}
    for figure in figures():
        if figure.indicator == "uddannelsesgrad" and figure.numerator is not None and figure.denominator:
            area = parts.setdefault(figure.area, {})
            area[figure.month] = (float(figure.numerator), float(figure.denominator))
    groups = {place.code: [place.code] for place in places()}
    for region in REGIONS:
        groups[region] = [place.code for place in places() if place.region == region]
    shares: dict[str, list[float | None]] = {}
    for name, members in groups.items():
        shares[name] = []
        for month in months:
            both = [parts[code][month] for code in members if month in parts.get(code, {})]
            whole = sum(denominator for _part, denominator in both)
            is_whole = len(both) == len(members) and whole >= 10
            shares[name].append(100 * sum(part for part, _whole in both) / whole if is_whole else None)
    share = measure(Window.YEAR_TO_DATE, "percent")
    return Kind("sample uddannelsesgrad", share, FIRST, shares, years=(2013,))


def published_lines() -> dict[str, Line]:
    """What real reports said, a line for each indicator and area: two figures at the most."""
    from goals.sample.figures import published_figures

    windows = {"foertidspension": Window.ROLLING_12, "uddannelsesgrad": Window.YEAR_TO_DATE}
    points: dict[tuple[str, str], dict[Month, Point]] = {}
    for figure in published_figures():
        if figure.value is not None:
            area = points.setdefault((figure.indicator, figure.area), {})
            area[figure.month] = Point(State.REPORTED, figure.value)
    return {
        f"{indicator} {area}": Line(measure(windows.get(indicator, Window.CALENDAR_YEAR)), months)
        for (indicator, area), months in points.items()
    }


Simulation = Callable[[Random], list[float]]


def simulated_kinds(count: int) -> list[Kind]:
    kinds: list[tuple[str, str, Simulation]] = [
        ("season and trend", Window.MONTH, _season_and_trend),
        ("reform", Window.MONTH, _reform),
        ("small municipality", Window.MONTH, _small),
        ("random walk", Window.MONTH, _walk),
        ("rolling", Window.ROLLING_12, _rolling),
        ("rolling, reform", Window.ROLLING_12, _rolling_reform),
    ]
    return [
        Kind(
            name,
            measure(window),
            FIRST_SIMULATED,
            {str(number): list(simulate(Random(f"outlook {name} {number}"))) for number in range(count)},
            years=(2015, 2016),
        )
        for name, window, simulate in kinds
    ]


def simulated_shares(count: int) -> Kind:
    """A share counted up from January: the same pattern each year, more or less, on a level that moves."""
    pattern = (29, 62, 76, 89, 98, 106, 113, 168, 214, 230, 240, 249)
    series: dict[str, list[float | None]] = {}
    for number in range(count):
        chance = Random(f"outlook share {number}")
        level, young = chance.uniform(0.8, 1.2), math.exp(chance.uniform(math.log(60), math.log(4000)))
        shares: list[float | None] = []
        for _year in range(MONTHS // 12):
            level *= 1 + chance.gauss(0, 0.06)
            bend, reached = chance.gauss(0, 0.08), 0.0
            for place, share in enumerate(pattern):
                middle = young * share / 1000 * level * (1 + bend * (11 - place) / 11)
                reached = max(reached, min(young, round(middle + chance.gauss(0, 0.3 * math.sqrt(middle)))))
                shares.append(100 * reached / young)
        series[str(number)] = shares
    years = (2015, 2016)
    return Kind("share", measure(Window.YEAR_TO_DATE, "percent"), FIRST_SIMULATED, series, years)


def _level(chance: Random, low: float = 40, high: float = 3000) -> float:
    return math.exp(chance.uniform(math.log(low), math.log(high)))


def _noisy(chance: Random, middle: float, spread: float) -> float:
    return float(max(0, round(middle * (1 + chance.gauss(0, spread)) + chance.gauss(0, 0.3 * middle**0.5))))


def _wave(month: int, height: float, start: float = 0) -> float:
    return 1 + height * math.cos(2 * math.pi * (month % 12) / 12 + start)


def _season_and_trend(chance: Random) -> list[float]:
    level, trend = _level(chance), chance.uniform(-0.12, 0.06) / 12
    height, start = chance.uniform(0.02, 0.08), chance.uniform(-1, 1)
    return [
        _noisy(chance, level * (1 + trend) ** month * _wave(month, height, start), 0.015)
        for month in range(MONTHS)
    ]


def _reform(chance: Random) -> list[float]:
    """From some month in the last years on the level falls, over up to a year."""
    level, height = _level(chance), chance.uniform(0.02, 0.06)
    begins, lasts, loss = chance.randrange(48, 80), chance.randrange(1, 13), chance.uniform(0.2, 0.55)
    return [
        _noisy(
            chance,
            level * (1 - loss * min(max(month - begins, 0) / lasts, 1)) * _wave(month, height),
            0.02,
        )
        for month in range(MONTHS)
    ]


def _small(chance: Random) -> list[float]:
    level, trend, mood, numbers = chance.uniform(10, 40), chance.uniform(-0.1, 0.05) / 12, 0.0, []
    for month in range(MONTHS):
        mood = 0.8 * mood + chance.gauss(0, 1)
        middle = level * (1 + trend) ** month * _wave(month, 0.04)
        numbers.append(float(max(0, round(middle + 0.35 * level**0.5 * mood))))
    return numbers


def _walk(chance: Random) -> list[float]:
    number, numbers = _level(chance), []
    for _month in range(MONTHS):
        number *= 1 + chance.gauss(0, 0.025)
        numbers.append(float(round(number)))
    return numbers


def _rolling(chance: Random) -> list[float]:
    """Sums of twelve months whose rate wanders."""
    rate, inflow = _level(chance, 20, 1500) / 12, []
    for _month in range(MONTHS + 11):
        rate *= 1 + chance.gauss(0, 0.02)
        inflow.append(_poisson(chance, rate))
    return _sums(inflow)


def _rolling_reform(chance: Random) -> list[float]:
    """Sums of twelve months whose rate falls at once."""
    rate, begins, left = _level(chance, 20, 1500) / 12, chance.randrange(56, 90), chance.uniform(0.45, 0.8)
    return _sums([_poisson(chance, rate * (left if month >= begins else 1)) for month in range(MONTHS + 11)])


def _sums(inflow: list[int]) -> list[float]:
    return [float(sum(inflow[end - 11 : end + 1])) for end in range(11, len(inflow))]


def _poisson(chance: Random, rate: float) -> int:
    if rate > 200:
        return max(0, round(chance.gauss(rate, math.sqrt(rate))))
    limit, count, product = math.exp(-rate), 0, chance.random()
    while product > limit:
        count += 1
        product *= chance.random()
    return count
