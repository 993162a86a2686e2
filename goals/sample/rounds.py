"""How a jobcentre's figures came in: entered, put right, submitted, and released or sent back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from goals import returns
from goals.calendar import expected_on, working_day
from goals.contents import FigureEntry
from goals.entry import record_figures
from goals.models import Figure, Indicator, Origin, SourceKind, Submission
from goals.months import Month
from goals.sample.figures import SEED, MadeUp
from goals.sample.particular import ANSWERED, IN_DRAFT, MISTYPED, OWN_COUNT, QUESTIONED, WAITING
from goals.sample.who import Team
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Jobcentre


class Step(NamedTuple):
    """Something that happened, and when."""

    at: datetime
    do: Callable[[], object]


@dataclass
class Round:
    """One indicator's figures of one jobcentre and month, on their way to release."""

    jobcentre: Jobcentre
    region: str
    indicator: Indicator
    month: Month
    figures: Sequence[MadeUp]
    areas: dict[str, Area]
    team: Team
    submission: Submission | None = None

    def steps(self) -> Iterator[Step]:
        keys = {figure.key for figure in self.figures}
        chance = Random(f"{SEED} {self.jobcentre.slug} {self.indicator.code} {self.month}")
        day = _after(expected_on(self.indicator, self.month), chance.randrange(3))
        entered = _at(day, 8 + chance.randrange(4), chance)
        yield Step(entered, self._enter)
        if keys & MISTYPED.keys() - ANSWERED.keys():
            yield Step(entered + timedelta(minutes=25), self._put_right)
        if keys & IN_DRAFT:
            return
        submitted = entered + timedelta(minutes=40 + chance.randrange(150))
        yield Step(submitted, self._submit)
        answered = _at(_after(day, 1), 9 + chance.randrange(6), chance)
        if keys & QUESTIONED.keys() or keys & ANSWERED.keys():
            yield from self._questioned(keys, answered)
        elif not keys & WAITING:
            yield Step(answered, self._approve)

    def _questioned(self, keys: set[tuple[str, str, Month]], asked: datetime) -> Iterator[Step]:
        if not keys & ANSWERED.keys():
            yield Step(asked, self._send_back)
            return
        asked = max(asked, *(ANSWERED[key].asked for key in keys & ANSWERED.keys()))
        answered = max(ANSWERED[key].answered for key in keys & ANSWERED.keys())
        yield Step(asked, self._send_back)
        yield Step(answered, self._put_right)
        yield Step(answered + timedelta(minutes=35), self._submit)
        yield Step(_at(_after(answered.date(), 1), 10, Random(SEED)), self._approve)

    def _enter(self) -> None:
        self._record([_mistyped(figure) for figure in self.figures])

    def _put_right(self) -> None:
        self._record([figure for figure in self.figures if figure.key in MISTYPED])

    def _record(self, figures: Sequence[MadeUp]) -> None:
        by = self.team.who_enters(self.jobcentre.slug)
        record_figures(
            entries=[entry_of(figure, self.indicator, self.areas[figure.area]) for figure in figures],
            by=by,
            origin=Origin.TYPED,
            assignment=by.scopes.assignment_for(self.jobcentre),
        )

    def _submit(self) -> None:
        self.submission = returns.submit(
            monthly_return=returns.return_for(self.jobcentre, self.month),
            by=self.team.managers[self.jobcentre.slug],
        )

    def _last_submission(self) -> Submission:
        if self.submission is None:
            raise LookupError("nothing has been submitted yet")
        return self.submission

    def _approve(self) -> None:
        returns.approve(submission=self._last_submission(), by=self.team.officers[self.region])

    def _send_back(self) -> None:
        asked = {**QUESTIONED, **{key: question.reason for key, question in ANSWERED.items()}}
        reasons = {
            Figure.objects.get(
                indicator=self.indicator, area=self.areas[figure.area], month=self.month.first_day
            ).pk: asked[figure.key]
            for figure in self.figures
            if figure.key in asked
        }
        returns.send_back(
            submission=self._last_submission(), reasons=reasons, by=self.team.officers[self.region]
        )


def entry_of(figure: MadeUp, indicator: Indicator, area: Area) -> FigureEntry:
    return FigureEntry(
        indicator=indicator,
        area=area,
        month=figure.month,
        state=str(figure.state),
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        source_kind=SourceKind.OWN_COUNT if figure.key in OWN_COUNT else SourceKind.JOBINDSATS,
        source=figure.source,
        note=figure.note,
    )


def _mistyped(figure: MadeUp) -> MadeUp:
    first = MISTYPED.get(figure.key)
    return figure if first is None else replace(figure, value=Decimal(first))


def _after(day: date, working_days: int) -> date:
    day = working_day(day)
    for _each in range(working_days):
        day = working_day(day + timedelta(days=1))
    return day


def _at(day: date, hour: int, chance: Random) -> datetime:
    return datetime.combine(day, time(hour, chance.randrange(60)), COPENHAGEN)
