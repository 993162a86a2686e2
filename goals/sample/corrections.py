"""Corrections of released figures: one that was accepted, one that was declined, one that waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from goals.contents import FigureEntry
from goals.corrections import open_requests, request_correction
from goals.models import Figure, Indicator
from goals.months import Month
from goals.returns import accept_correction, decline_correction
from goals.sample.particular import SOROE, Key
from goals.sample.rounds import Step
from goals.sample.who import Team
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area


class Wish(NamedTuple):
    """What was wrong by `by_how_many`, and why; `slug` and `region`: whose people ask and answer."""

    slug: str
    region: str
    by_how_many: int
    asked: datetime
    reason: str
    answered: datetime | None = None
    declined: str = ""


WISHES: dict[Key, Wish] = {
    ("foertidspension", SOROE, Month(2014, 3)): Wish(
        "soroe",
        "HS",
        -3,
        datetime(2014, 5, 7, 10, 20, tzinfo=COPENHAGEN),
        "Tre tilkendelser var talt med både i februar og i marts.",
        answered=datetime(2014, 5, 12, 9, 10, tzinfo=COPENHAGEN),
    ),
    ("langtidsledige", "0851", Month(2014, 3)): Wish(
        "aalborg",
        "NJ",
        -21,
        datetime(2014, 5, 22, 13, 45, tzinfo=COPENHAGEN),
        "Fagsystemet viser 21 færre end det, vi har indberettet.",
        answered=datetime(2014, 5, 26, 10, 30, tzinfo=COPENHAGEN),
        declined="Tallet er det samme som på jobindsats.dk. Fagsystemet mangler efterregistreringer.",
    ),
    ("langtidsledige", "0561", Month(2014, 3)): Wish(
        "esbjerg",
        "SD",
        -4,
        datetime(2014, 6, 4, 13, 5, tzinfo=COPENHAGEN),
        "Fire borgere er talt med to gange, fordi de flyttede mellem kommunens to afdelinger.",
    ),
}

TOO_MANY = {
    key: -wish.by_how_many for key, wish in WISHES.items() if wish.answered is not None and not wish.declined
}
"""By how many a figure was too high when it was entered and released, until its correction was accepted."""


def steps(areas: Mapping[str, Area], indicators: Mapping[str, Indicator], team: Team) -> Iterator[Step]:
    desk = _Desk(areas, indicators, team)
    for key, wish in WISHES.items():
        yield Step(wish.asked, partial(desk.ask, key, wish))
        if wish.answered is not None:
            yield Step(wish.answered, partial(desk.answer, key, wish))


@dataclass(frozen=True)
class _Desk:
    areas: Mapping[str, Area]
    indicators: Mapping[str, Indicator]
    team: Team

    def ask(self, key: Key, wish: Wish) -> None:
        figure = self._figure(key)
        entry = FigureEntry(
            indicator=figure.indicator,
            area=figure.area,
            month=figure.month,
            value=(figure.value or Decimal()) + wish.by_how_many,
            source_kind=figure.source_kind,
            source=figure.source,
        )
        request_correction(entry=entry, reason=wish.reason, by=self.team.who_enters(wish.slug))

    def answer(self, key: Key, wish: Wish) -> None:
        request, by = open_requests().get(figure=self._figure(key)), self.team.officers[wish.region]
        if wish.declined:
            decline_correction(request=request, reason=wish.declined, by=by)
        else:
            accept_correction(request=request, by=by)

    def _figure(self, key: Key) -> Figure:
        indicator, area, month = key
        place = {"indicator": self.indicators[indicator], "area": self.areas[area]}
        return Figure.objects.select_related("indicator", "area").get(**place, month=month.first_day)
