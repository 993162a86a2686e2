"""Who is told what happened: pure, from what happened since it was last told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from goals.mails.addressees import Addressee
from goals.mails.happenings import Happening
from goals.models import SentMail
from goals.months import Month
from goals.returns import DueLine, LineState
from jobcentres.models import Jobcentre

Place = tuple[int, Month]
"""The key of a jobcentre, and the month."""


class Notice(NamedTuple):
    to: Addressee
    news: tuple[Happening, ...]

    def of_kind(self, kind: str) -> list[Happening]:
        return [one for one in self.news if one.kind == kind]


def notices(happened: Sequence[Happening], addressees: Iterable[Addressee]) -> Iterator[Notice]:
    """One for each addressee: to the region what it must look at, to the jobcentre what was done to its
    numbers. Nobody is told what he has done himself.
    """
    for to in addressees:
        news = tuple(one for one in happened if _concerns(one, to))
        if news:
            yield Notice(to, news)


def _concerns(one: Happening, to: Addressee) -> bool:
    if one.by is not None and to.is_person(one.by.pk):
        return False
    if one.is_for_region:
        return one.jobcentre.region_id in to.region_ids
    return to.hears_of(one.jobcentre)


class Others:
    """Where the other figures of a return stand, for who gets one of them back."""

    def __init__(self, lines: Iterable[DueLine]) -> None:
        self._states: dict[Place, Counter[LineState]] = {}
        for line in lines:
            self._states.setdefault((line.jobcentre.pk, line.month), Counter())[line.state] += 1

    def of(self, jobcentre: Jobcentre, month: Month) -> LineState | None:
        """RELEASED if all others that went in are; WAITING if some still wait; None if there are none."""
        states = self._states.get((jobcentre.pk, month), Counter())
        if states[LineState.WAITING]:
            return LineState.WAITING
        return LineState.RELEASED if states[LineState.RELEASED] else None


def counted(notice: Notice) -> dict[str, int]:
    """How many numbers (of returns: how many months) each kind of news is about."""
    whole = {SentMail.Kind.SUBMITTED, SentMail.Kind.REOPENED}
    counts: Counter[str] = Counter()
    for one in notice.news:
        counts[f"{one.kind} {one.outcome}".strip()] += 1 if one.kind in whole else len(one.subjects)
    return dict(counts)
