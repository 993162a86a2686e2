"""Made-up targets: of most municipalities, and the contracts of the four regions, for 2013 and 2014.

They are set so that some are met and some are not: the sample may look at what came of them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from goals.models import FigureState
from goals.months import Month
from goals.reference import DATA
from goals.sample.figures import MadeUp, Place, around, chance_of, percentage, places
from goals.sample.particular import CONTRACTS, NO_BASELINE, NO_TARGET, SOROE, WISHED, Key
from jobcentres.reference import REGIONS

COUNTS = ("foertidspension", "langtidsledige")
RATIOS = ("uddannelsesgrad", "samarbejdsgrad")
JUDGED_ON = {"foertidspension": Month(2014, 4), "langtidsledige": Month(2014, 2)}
SPREAD = {"foertidspension": 110, "langtidsledige": 45}
"""How far a municipality may be from its path in that month, in thousandths."""
CONTRACTED = {"NJ": 990, "MJ": 1030, "SD": 985, "HS": 1010}

Figures = Mapping[Key, MadeUp]


@dataclass(frozen=True, slots=True)
class Promise:
    """One target of the sample, before anybody has adopted it."""

    year: int
    indicator: str
    area: str
    value: Decimal
    baseline_month: Month | None = None
    baseline_value: Decimal | None = None
    adopted_percent: Decimal | None = None
    decided_on: date = field(kw_only=True)
    link: str = ""
    note: str = "Eksempeldata"

    @property
    def subject(self) -> tuple[int, str, str]:
        return self.year, self.indicator, self.area


def promises(figures: Iterable[MadeUp]) -> list[Promise]:
    """Every target, in a fixed order: by municipality, then the regions' contracts."""
    known = {figure.key: figure for figure in figures}
    everywhere = places()
    made = [promise for place in everywhere for promise in _local(place, known)]
    made += [promise for region in REGIONS for promise in _contract(region, everywhere, known)]
    both = (
        *(promise for promise in made if promise.subject not in NO_TARGET),
        *_soroe(),
        *published_targets(),
    )
    return list({promise.subject: promise for promise in both}.values())


def _local(place: Place, known: Figures) -> Iterator[Promise]:
    chance = chance_of(place, "måltal")
    for year in (2013, 2014):
        decided_on = date(year - 1, 12, chance.choice([10, 11, 12, 17, 18, 19]))
        for indicator in COUNTS:
            yield from _local_count(place, year, indicator, decided_on, chance, known)
        for indicator in RATIOS:
            yield from _local_ratio(place, year, indicator, decided_on, chance, known)


def _local_count(
    place: Place, year: int, indicator: str, decided_on: date, chance: Random, known: Figures
) -> Iterator[Promise]:
    baseline_month = Month(2012, 6) if year == 2013 else chance.choice([Month(2012, 12), Month(2013, 6)])
    judged_on = Month(2013, 12) if year == 2013 else JUDGED_ON[indicator]
    wished = around(chance, 1000, SPREAD[indicator])
    if year == 2014 and (indicator, place.code) in WISHED:
        wished, judged_on, baseline_month = WISHED[indicator, place.code], Month(2014, 4), Month(2013, 6)
    baseline = _number(known, indicator, place.code, baseline_month)
    now = _number(known, indicator, place.code, judged_on)
    if baseline is None or now is None:
        return
    value = _extended(baseline, now * wished // 1000, baseline_month, judged_on, year)
    says_from_when = (year, indicator, place.code) not in NO_BASELINE
    yield Promise(
        year,
        indicator,
        place.code,
        Decimal(value),
        baseline_month if says_from_when else None,
        Decimal(baseline) if says_from_when else None,
        decided_on=decided_on,
    )


def _extended(baseline: int, waypoint: int, first: Month, judged_on: Month, year: int) -> int:
    """Where the straight line from the baseline through the waypoint ends in December, within reason."""
    december = Month.december(year)
    end = baseline + (waypoint - baseline) * december.since(first) // judged_on.since(first)
    return max(min(end, baseline * 98 // 100), baseline * 30 // 100, 1)


def _local_ratio(
    place: Place, year: int, indicator: str, decided_on: date, chance: Random, known: Figures
) -> Iterator[Promise]:
    reached = known.get((indicator, place.code, Month(2013, 12)))
    if reached is None:
        return
    tenths = int((percentage([reached]) if reached.denominator else reached.value or Decimal()) * 10)
    tenths += around(chance, 2, 14) if year == 2013 else around(chance, 10, 15)
    yield Promise(year, indicator, place.code, _halves(tenths), decided_on=decided_on)


def _halves(tenths: int) -> Decimal:
    return Decimal((tenths + 2) // 5 * 5) / 10


def _contract(region: str, everywhere: list[Place], known: Figures) -> Iterator[Promise]:
    members = [place.code for place in everywhere if place.region == region]
    for year in (2013, 2014):
        signed_on = date(2013, 3, 1) if year == 2013 else date(2014, 3, 3)
        baseline_month = Month.december(year - 1)
        for indicator in COUNTS:
            judged_on = Month(2013, 12) if year == 2013 else JUDGED_ON[indicator]
            baseline = _sum(known, indicator, members, baseline_month)
            waypoint = _sum(known, indicator, members, judged_on) * CONTRACTED[region] // 1000
            value = _extended(baseline, waypoint, baseline_month, judged_on, year) // 10 * 10
            value = CONTRACTS.get((region, year, indicator), value)
            yield Promise(
                year,
                indicator,
                region,
                Decimal(value),
                baseline_month,
                Decimal(baseline),
                decided_on=signed_on,
            )
        for indicator, goal in zip(RATIOS, (Decimal("25.0"), Decimal("35.0")), strict=True):
            yield Promise(year, indicator, region, goal, decided_on=signed_on)


def _number(known: Figures, indicator: str, area: str, month: Month) -> int | None:
    figure = known.get((indicator, area, month))
    if figure is None or figure.state != FigureState.REPORTED or figure.value is None:
        return None
    return int(figure.value)


def _sum(known: Figures, indicator: str, members: list[str], month: Month) -> int:
    return sum(_number(known, indicator, area, month) or 0 for area in members)


def _soroe() -> Iterator[Promise]:
    """The long-term target is published as a change of −18,0 per cent; its numbers are made up to fit."""
    yield Promise(
        2014,
        "langtidsledige",
        SOROE,
        Decimal(128),
        Month(2013, 12),
        Decimal(156),
        adopted_percent=Decimal("-18.0"),
        decided_on=date(2013, 12, 18),
    )
    yield Promise(2014, "uddannelsesgrad", SOROE, Decimal("24.0"), decided_on=date(2013, 12, 18))


def published_targets() -> Iterator[Promise]:
    """What real reports said, with the note that says where it is from."""
    with (DATA / "published" / "published_targets.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            is_soroe = row["area"] == SOROE
            yield Promise(
                int(row["year"]),
                row["indicator"],
                row["area"],
                Decimal(row["value"].replace(",", ".")),
                Month.parse(row["baseline_month"]) if row["baseline_month"] else None,
                Decimal(row["baseline_value"]) if row["baseline_value"] else None,
                adopted_percent=Decimal("-56.0") if is_soroe else None,
                decided_on=date(2013, 12, 18) if is_soroe else date(2013, 3, 1),
                note=row["note"],
            )
