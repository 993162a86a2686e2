"""Lines with one number a month, written as a row, and their outlook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from goals.months import Month
from goals.outlook import (
    Outlook,
    outlook_of,
)
from goals.progress import Line, Measure, Point, State
from tests.goals.progress_builders import (
    EDUCATION,
)

FIRST = Month(2012, 1)
MAY = Month(2014, 5)
SINCE_2008 = Month(2008, 1)
COUNTED = replace(EDUCATION, unit="persons", decimals=0)

Numbers = Sequence[float | str | Point | None]


def series(measure: Measure, numbers: Numbers, first: Month = FIRST) -> Line:
    """A line with one number a month from `first` on; None where there is none."""
    points = {
        first.plus(place): number
        if isinstance(number, Point)
        else Point(State.REPORTED, Decimal(str(number)))
        for place, number in enumerate(numbers)
        if number is not None
    }
    return Line(measure, points, area_ids=frozenset({1}))


def since_january(may: int, *decembers: int | str, this_may: int, measure: Measure = EDUCATION) -> Line:
    """Years from 2008 on that reach `may` in May and their own number in December; then this year's May."""
    numbers: list[int | str] = []
    for december in decembers:
        numbers += [may] * 11 + [december]
    return series(measure, [*numbers, *[this_may] * 5], SINCE_2008)


def outlook(line: Line, as_of: Month = MAY, year: int = 2014, **choices: int) -> Outlook:
    return outlook_of(line, year, as_of, **choices)
