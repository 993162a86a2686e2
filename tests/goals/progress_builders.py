"""Lines as the arithmetic sees them, written as short as a table."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from goals.months import Month
from goals.progress import Line, Measure, Point, Progress, Promise, State, progress_of

EDUCATION = Measure(1, "uddannelsesgrad", "percent", "up", "year_to_date", decimals=1)
PENSION = Measure(2, "foertidspension", "persons", "down", "rolling_12")
UNEMPLOYED = Measure(3, "langtidsledige", "persons", "down", "month")
COMPANIES = Measure(4, "samarbejdsgrad", "percent", "up", "calendar_year", decimals=1)

NOT_MEASURABLE = Point(State.NOT_MEASURABLE)
SUPPRESSED = Point(State.SUPPRESSED)
WITHDRAWN = Point(State.NOT_REPORTED)


class ReaderOf:
    """A reader who sees the inside of these areas, or of all."""

    def __init__(self, *area_ids: int, sees_all: bool = False) -> None:
        self.area_ids, self.sees_all = area_ids, sees_all

    def sees_inside(self, area_id: int) -> bool:
        return self.sees_all or area_id in self.area_ids


OUTSIDER = ReaderOf()
MINISTRY = ReaderOf(sees_all=True)

Written = Point | int | str


def month(text: str) -> Month:
    return Month.parse(text)


def number(text: str | int | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def point(written: Written) -> Point:
    """`143` and `"8.9"` are values, `"19/201"` the two parts, `"…*"` is preliminary."""
    if isinstance(written, Point):
        return written
    text = str(written)
    bare, preliminary = text.removesuffix("*"), text.endswith("*")
    if "/" in bare:
        numerator, denominator = map(Decimal, bare.split("/"))
        return Point(State.REPORTED, None, numerator, denominator, preliminary)
    return Point(State.REPORTED, Decimal(bare), preliminary=preliminary)


def line(measure: Measure, written: Mapping[str, Written] | None = None, *, area_id: int = 1) -> Line:
    points = {month(text): point(content) for text, content in (written or {}).items()}
    return Line(measure, points, area_ids=frozenset({area_id}))


def group(
    measure: Measure, *members: Mapping[str, Written], own: Mapping[str, Written] | None = None
) -> Line:
    """A region of area 100 with its municipalities 1, 2, 3, …"""
    lines = [line(measure, written, area_id=place) for place, written in enumerate(members, start=1)]
    return Line(measure, line(measure, own).points, lines, frozenset({100}))


def promise(
    value: int | str, baseline_month: str | None = None, baseline_value: int | str | None = None
) -> Promise:
    return Promise(Decimal(value), month(baseline_month) if baseline_month else None, number(baseline_value))


def progress(of: Line, target: Promise | None, as_of: str, year: int = 2014) -> Progress:
    return progress_of(of, target, year, month(as_of))
