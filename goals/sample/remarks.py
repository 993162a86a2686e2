"""What the people of the sample wrote beside their figures: comments, remarks, conversations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from goals import returns
from goals.models import Indicator, ReturnLine
from goals.months import Month
from goals.sample.particular import COMMENTS, EXPLAINED, NOT_PUBLISHED, REMARKS, TALKS, Message
from goals.sample.rounds import Step
from goals.sample.who import Team
from jobcentres.changes import Recording, recording
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Change, Jobcentre

UNPUBLISHED_ON = datetime(2014, 6, 5, 11, 20, tzinfo=COPENHAGEN)


def steps(
    areas: Mapping[str, Area],
    indicators: Mapping[str, Indicator],
    jobcentres: Mapping[str, Jobcentre],
    team: Team,
) -> Iterator[Step]:
    desk = _Desk(areas, indicators, jobcentres, team)
    for (indicator, area, month), (slug, at, text) in COMMENTS.items():
        yield Step(at, partial(desk.comment, slug, indicator, area, month, text))
    for (indicator, area, month), (slug, at, text) in EXPLAINED.items():
        yield Step(at, partial(desk.explain, slug, indicator, area, month, text))
    for (indicator, area, month), messages in TALKS.items():
        for message in messages:
            yield Step(message.at, partial(desk.talk, indicator, area, month, message))
    for (slug, month), (at, text) in REMARKS.items():
        yield Step(at, partial(desk.remark, slug, month, text))
    for indicator, area, month in sorted(NOT_PUBLISHED):
        yield Step(UNPUBLISHED_ON, partial(desk.not_published, indicator, area, month))


@dataclass(frozen=True)
class _Desk:
    areas: Mapping[str, Area]
    indicators: Mapping[str, Indicator]
    jobcentres: Mapping[str, Jobcentre]
    team: Team

    def comment(self, slug: str, indicator: str, area: str, month: Month, text: str) -> None:
        with self._recording(slug) as change:
            filed = returns.return_for(self.jobcentres[slug], month)
            returns.comment_line(change, filed, self.indicators[indicator], self.areas[area], text)

    def explain(self, slug: str, indicator: str, area: str, month: Month, text: str) -> None:
        place = (self.indicators[indicator], self.areas[area])
        figure = place[1].figures.get(indicator=place[0], month=month.first_day)
        with self._recording(slug) as change:
            filed = returns.return_for(self.jobcentres[slug], month)
            returns.explain(change, filed, *place, figure.version, text)

    def talk(self, indicator: str, area: str, month: Month, message: Message) -> None:
        filed = returns.return_for(Jobcentre.objects.get(served__municipality=self.areas[area]), month)
        place = (self.indicators[indicator], self.areas[area])
        by = self.team.officers.get(message.by) or self.team.who_enters(message.by)
        if message.text:
            returns.say(filed, *place, message.text, by=by)
        else:
            returns.settle(filed, *place, by=by)

    def remark(self, slug: str, month: Month, text: str) -> None:
        with self._recording(slug) as change:
            returns.write_remark(change, returns.return_for(self.jobcentres[slug], month), text)

    def not_published(self, indicator: str, area: str, month: Month) -> None:
        jobcentre = Jobcentre.objects.get(served__municipality=self.areas[area])
        with self._recording(jobcentre.slug) as change:
            filed = returns.return_for(jobcentre, month)
            state = ReturnLine.State.NOT_PUBLISHED
            returns.choose_line_state(change, filed, self.indicators[indicator], self.areas[area], state)

    def _recording(self, slug: str) -> AbstractContextManager[Recording]:
        by = self.team.who_enters(slug)
        held = by.scopes.assignment_for(self.jobcentres[slug])
        return recording(by=by, kind=Change.Kind.RETURN, assignment=held)
