"""The sample's past as a list of steps: what the source published, what jobcentres did, what was promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from goals.calendar import expected_on, working_day
from goals.entry import record_figures
from goals.models import FigureState, Indicator, Origin
from goals.months import Month
from goals.sample import contracts, corrections, dialogues, meetings, remarks, reports
from goals.sample.clusters import GROUPED_ON, group_municipalities
from goals.sample.figures import MadeUp
from goals.sample.particular import LATE, RESTATED, WITHDRAWN
from goals.sample.promises import Promise, promises
from goals.sample.rounds import Round, Step, entry_of
from goals.sample.who import Team
from goals.targets import TargetEntry, record_targets
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Jobcentre

ENTERED_FROM = {"foertidspension": Month(2014, 3), "langtidsledige": Month(2014, 3)}
"""From these months on jobcentres have entered their figures; earlier ones came from the source."""
EARLY = {"soroe": Month(2013, 1), "aalborg": Month(2013, 9), "esbjerg": Month(2013, 9)}
"""Jobcentres that have entered theirs for longer."""


def steps(figures: Sequence[MadeUp], team: Team) -> list[Step]:
    """Everything that happened after the people had moved in, in the order in which it happened."""
    past = _Past(figures, team)
    found = [
        *past.published(),
        *past.restated(),
        *past.rounds(),
        *past.promised(),
        *contracts.steps(past.promises, past.areas, past.indicators, team),
        Step(GROUPED_ON, group_municipalities),
        *remarks.steps(past.areas, past.indicators, past.jobcentres, team),
        *corrections.steps(past.areas, past.indicators, team),
        *dialogues.steps(past.areas, past.indicators, team),
        *reports.steps(past.areas, team),
        *meetings.steps(past.areas, team),
    ]
    return sorted(found, key=lambda step: step.at)


class _Past:
    def __init__(self, figures: Sequence[MadeUp], team: Team) -> None:
        self.figures = figures
        self.team = team
        self.promises = promises(figures)
        self.areas = {area.code: area for area in Area.objects.select_related("parent")}
        self.indicators = {indicator.code: indicator for indicator in Indicator.objects.filter(owner=None)}
        self.jobcentres = {one.slug: one for one in Jobcentre.objects.select_related("region")}
        self.serving: dict[str, Jobcentre] = {}
        for jobcentre in self.jobcentres.values():
            for area in jobcentre.municipalities_on(date(2014, 5, 31)):
                self.serving[area.code] = jobcentre

    def published(self) -> Iterator[Step]:
        """What the source gave, one change for each day on which something came out."""
        by_moment: dict[datetime, list[MadeUp]] = defaultdict(list)
        for figure in self.figures:
            if not self._is_entered(figure):
                by_moment[self._published_at(figure)].append(_as_first_said(figure))
        for moment, some in by_moment.items():
            yield Step(moment, partial(self._record_official, some))

    def restated(self) -> Iterator[Step]:
        """What the source changed two months later, and the figure that was withdrawn."""
        found = {figure.key: figure for figure in self.figures}
        for key in RESTATED:
            yield Step(self._published_at(found[key], 2), partial(self._record_official, [found[key]]))
        withdrawn = MadeUp(*WITHDRAWN, state=FigureState.NOT_REPORTED, note="Trukket tilbage af kilden")
        moment = self._published_at(withdrawn, 1)
        yield Step(moment, partial(self._record_official, [withdrawn]))

    def rounds(self) -> Iterator[Step]:
        together: dict[tuple[str, str, Month], list[MadeUp]] = defaultdict(list)
        for figure in self.figures:
            if self._is_entered(figure):
                slug = self.serving[figure.area].slug
                together[slug, figure.indicator, figure.month].append(_as_first_said(figure))
        for (slug, indicator, month), some in together.items():
            jobcentre = self.jobcentres[slug]
            made = Round(
                jobcentre=jobcentre,
                region=jobcentre.region.code,
                indicator=self.indicators[indicator],
                month=month,
                figures=some,
                areas=self.areas,
                team=self.team,
            )
            yield from made.steps()

    def promised(self) -> Iterator[Step]:
        """Targets that came in a file, recorded two days after they were decided."""
        by_day: dict[date, list[Promise]] = defaultdict(list)
        for promise in self.promises:
            if not (contracts.is_of_contract(promise) or dialogues.is_of_dialogue(promise)):
                by_day[promise.decided_on].append(promise)
        for day, some in by_day.items():
            yield Step(_morning(day + timedelta(days=2), 14), partial(self._record_targets, some))

    def _is_entered(self, figure: MadeUp) -> bool:
        jobcentre = self.serving.get(figure.area)
        if jobcentre is None or figure.indicator not in ENTERED_FROM:
            return False
        return figure.month >= EARLY.get(jobcentre.slug, ENTERED_FROM[figure.indicator])

    def _published_at(self, figure: MadeUp, months_later: int = 0) -> datetime:
        month = figure.month.plus(LATE.get(figure.key, 0) + months_later)
        return _morning(expected_on(self.indicators[figure.indicator], month), 9)

    def _record_official(self, figures: Iterable[MadeUp]) -> None:
        entries = [
            entry_of(figure, self.indicators[figure.indicator], self.areas[figure.area]) for figure in figures
        ]
        record_figures(entries=entries, by=None, origin=Origin.OFFICIAL, reason="load_sample")

    def _record_targets(self, some: Iterable[Promise]) -> None:
        entries = [
            TargetEntry(
                year=promise.year,
                indicator=self.indicators[promise.indicator],
                area=self.areas[promise.area],
                value=promise.value,
                baseline_month=promise.baseline_month,
                baseline_value=promise.baseline_value,
                adopted_percent=promise.adopted_percent,
                decided_on=promise.decided_on,
                link=promise.link,
                note=promise.note,
            )
            for promise in some
        ]
        record_targets(entries=entries, by=None, reason="load_sample")


def _as_first_said(figure: MadeUp) -> MadeUp:
    """Before its source changed it, or its correction was accepted."""
    first = RESTATED.get(figure.key)
    if first is not None:
        return replace(figure, value=Decimal(first))
    too_many = corrections.TOO_MANY.get(figure.key, 0)
    return replace(figure, value=figure.value + too_many) if too_many and figure.value else figure


def _morning(day: date, hour: int) -> datetime:
    return datetime.combine(working_day(day), time(hour), COPENHAGEN)
