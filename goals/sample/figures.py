"""Made-up figures of every municipality: plausible, scaled by population, the same on every machine.

Whole numbers and `random.Random(text)` only. What real reports said (`goals/data/published`) stands among
them as they said it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from goals.models import FigureState
from goals.months import Month
from goals.reference import DATA
from goals.sample.particular import (
    GAPS,
    NOT_MEASURABLE,
    PERCENTAGE_ONLY,
    SOROE,
    SOROE_LONG_TERM,
    SOROE_PENSIONS,
    STRAINED,
    SUPPRESSED,
    Key,
)
from jobcentres.reference import lines

SEED = "måltal 2014"
FIRST = Month(2012, 1)
LAST = {
    "uddannelsesgrad": Month(2013, 12),
    "foertidspension": Month(2014, 5),
    "langtidsledige": Month(2014, 4),
    "samarbejdsgrad": Month(2013, 12),
}
SMALL = {"0825": 500, "0563": 450, "0741": 650, "0492": 550}
"""The four small islands have fewer of everybody than their population says, in thousandths."""


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    region: str
    thousands: int

    @property
    def size(self) -> int:
        """Thousandths of a thousand people, as the figures see them."""
        return self.thousands * SMALL.get(self.code, 1000)


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One figure of the sample, before anybody has entered it."""

    indicator: str
    area: str
    month: Month
    state: str = FigureState.REPORTED
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source: str = "Eksempeldata"
    note: str = ""

    @property
    def key(self) -> Key:
        return self.indicator, self.area, self.month


def places() -> list[Place]:
    return [
        Place(line["code"], line["employment_region"], int(line["population_thousand"]))
        for line in lines("municipalities.csv")
    ]


def figures() -> list[MadeUp]:
    """Every figure, in a fixed order: by municipality, indicator and month, then regions and country."""
    everywhere = places()
    made = [figure for place in everywhere for figure in _of_place(place)]
    both = (*_with_exceptions(made), *_totals(made, everywhere), *published_figures())
    return list({figure.key: figure for figure in both}.values())


def _of_place(place: Place) -> Iterator[MadeUp]:
    yield from _education(place)
    yield from _pensions(place)
    yield from _long_term(place)
    yield from _companies(place)


def _strain(place: Place, indicator: str) -> int:
    return STRAINED.get(place.code, {}).get(indicator, 1000)


def chance_of(place: Place, subject: str) -> Random:
    return Random(f"{SEED} {place.code} {subject}")


def around(chance: Random, middle: int, spread: int) -> int:
    return middle + chance.randint(-spread, spread)


def _thousandths(number: int, *factors: int) -> int:
    """`number` times each factor in thousandths, rounded to a whole number."""
    scale = 1000 ** len(factors)
    for factor in factors:
        number *= factor
    return (2 * number + scale) // (2 * scale)


_PENSIONS = {"NJ": (2000, 1150), "MJ": (1650, 950), "SD": (2050, 1150), "HS": (1900, 1050)}
"""New pensions a year per million people (in thousands of them): before and after the reform of 2013."""


def _pensions(place: Place) -> Iterator[MadeUp]:
    """The rolling sum of twelve months' inflow, so that it moves as such a sum does."""
    if place.code == SOROE:
        yield from _listed("foertidspension", place, SOROE_PENSIONS)
        return
    chance = chance_of(place, "foertidspension")
    before, after = (around(chance, rate, rate // 6) for rate in _PENSIONS[place.region])
    strain = _strain(place, "foertidspension")
    months = Month.range(FIRST.plus(-11), LAST["foertidspension"])
    inflow = []
    for month in months:
        since = min(max(month.since(Month(2012, 12)), 0), 8)
        rate = before + (after - before) * since // 8
        hundredths = place.size * around(chance, rate, rate // 4) * strain // (12 * 1000 * 1000 * 10)
        whole, rest = divmod(hundredths, 100)
        inflow.append(whole + (chance.randrange(100) < rest))
    for number in range(11, len(months)):
        yield _count("foertidspension", place, months[number], sum(inflow[number - 11 : number + 1]))


_LONG_TERM = {"NJ": 4900, "MJ": 4100, "SD": 4800, "HS": 5300}
"""Long-term unemployed per million people (in thousands of them) early in 2012."""
_SEASON = (1030, 1040, 1035, 1020, 1000, 985, 980, 975, 965, 970, 985, 1010)


def _long_term(place: Place) -> Iterator[MadeUp]:
    if place.code == SOROE:
        yield from _listed("langtidsledige", place, SOROE_LONG_TERM)
        return
    chance = chance_of(place, "langtidsledige")
    level = around(chance, _LONG_TERM[place.region], 900) * _strain(place, "langtidsledige") // 1000
    fall = around(chance, 9, 7)  # a month from 2013 on, in thousandths
    for month in Month.range(FIRST, LAST["langtidsledige"]):
        since = month.since(Month(2013, 1))
        trend = 1000 + 2 * (since + 12) if since < 0 else 1024 - fall * since
        noise = around(chance, 1000, 25)
        people = place.size * level // 1000
        yield _count(
            "langtidsledige",
            place,
            month,
            _thousandths(people, trend, _SEASON[month.number - 1], noise) // 1000,
        )


_STARTED = (29, 62, 76, 89, 98, 106, 113, 168, 214, 230, 240, 249)
"""Young people who have started on an education since January, in thousandths, month by month."""


def _education(place: Place) -> Iterator[MadeUp]:
    chance = chance_of(place, "uddannelsesgrad")
    level, young = around(chance, 1000, 160), around(chance, 8300, 1500)
    for year in (2012, 2013):
        growth = 975 if year == 2012 else 1010
        started = 0
        for month in Month.range(Month(year, 1), Month.december(year)):
            target_group = place.size * young * growth * (1000 + 22 * month.number) // 1000**4
            share = _STARTED[month.number - 1]
            begun = _thousandths(target_group, share, level, around(chance, 1000, 30))
            started = min(max(started, begun), target_group)
            yield _ratio("uddannelsesgrad", place, month, started, target_group)


def _companies(place: Place) -> Iterator[MadeUp]:
    chance = chance_of(place, "samarbejdsgrad")
    companies, share = place.size * around(chance, 27, 4) // 1000, around(chance, 345, 60)
    for month, change in ((Month(2012, 12), 0), (Month(2013, 12), around(chance, -2, 16))):
        companies = _thousandths(companies, around(chance, 1003, 8))
        working_together = _thousandths(companies, share + change)
        yield _ratio("samarbejdsgrad", place, month, working_together, companies)


def _count(indicator: str, place: Place, month: Month, number: int) -> MadeUp:
    return MadeUp(indicator, place.code, month, value=Decimal(number))


def _ratio(indicator: str, place: Place, month: Month, part: int, whole: int) -> MadeUp:
    return MadeUp(indicator, place.code, month, numerator=Decimal(part), denominator=Decimal(whole))


def _listed(indicator: str, place: Place, numbers: tuple[int, ...]) -> Iterator[MadeUp]:
    for month, number in zip(Month.range(FIRST, LAST[indicator]), numbers, strict=True):
        yield _count(indicator, place, month, number)


def _with_exceptions(made: list[MadeUp]) -> Iterator[MadeUp]:
    for figure in made:
        if figure.key in SUPPRESSED:
            yield _without_number(figure.key, FigureState.SUPPRESSED)
        elif figure.key in PERCENTAGE_ONLY:
            yield replace(figure, value=percentage([figure]), numerator=None, denominator=None)
        elif figure.key not in GAPS and figure.key not in NOT_MEASURABLE:
            yield figure
    for key in sorted(NOT_MEASURABLE):
        yield _without_number(key, FigureState.NOT_MEASURABLE)


def _without_number(key: Key, state: str) -> MadeUp:
    return MadeUp(*key, state=state)


def _totals(made: list[MadeUp], everywhere: list[Place]) -> Iterator[MadeUp]:
    """A company counts once for a region, so the source itself gives regions and country their percentage."""
    region_of = {place.code: place.region for place in everywhere}
    companies = [figure for figure in made if figure.indicator == "samarbejdsgrad"]
    for month in (Month(2012, 12), Month(2013, 12)):
        for code in ("DK", "NJ", "MJ", "SD", "HS"):
            inside = [
                figure
                for figure in companies
                if figure.month == month and code in ("DK", region_of[figure.area])
            ]
            yield MadeUp("samarbejdsgrad", code, month, value=percentage(inside))


def percentage(figures: Sequence[MadeUp]) -> Decimal:
    """100 × the sum of the parts / the sum of the wholes, with one decimal."""
    part = sum(int(figure.numerator or 0) for figure in figures)
    whole = sum(int(figure.denominator or 0) for figure in figures)
    return Decimal((2000 * part + whole) // (2 * whole)) / 10


def published_figures() -> list[MadeUp]:
    """What real reports said, with their addresses."""
    with (DATA / "published" / "published_figures.csv").open(encoding="utf-8", newline="") as file:
        return [
            MadeUp(
                row["indicator"],
                row["area"],
                Month.parse(row["month"]),
                row["state"] or FigureState.REPORTED,
                value=Decimal(row["value"].replace(",", ".")) if row["value"] else None,
                source=row["source"],
                note=row["note"],
            )
            for row in csv.DictReader(file, delimiter=";")
        ]
