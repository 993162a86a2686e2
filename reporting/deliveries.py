"""Who has delivered, counted: the due lines of one jobcentre, of a region or of the country, month by month.

Shares are of counts, and counts are sums of lines: nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TypeVar

from goals.models import Indicator
from goals.months import Month
from goals.returns import LineState
from goals.returns.delivered import Delivery, Verdict
from jobcentres.models import Area, Jobcentre

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of lines. `due` = `on_time` + `late` + `missing`, of deadlines that have passed.

    `not_submitted` is part of `missing`; `sent_back` and `waiting` (for the region) lie across the others.
    `early`, `awaited` and `not_published` are not due. `days_late`: working days, of the latest.
    """

    due: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    not_submitted: int = 0
    sent_back: int = 0
    waiting: int = 0
    early: int = 0
    awaited: int = 0
    not_published: int = 0
    days_late: int | None = None
    reminded_at: datetime | None = None

    @classmethod
    def of(cls, found: Iterable[Delivery]) -> Tally:
        lines = list(found)
        counted = [one for one in lines if one.is_counted]
        absent = sum(one.is_absent for one in counted)
        on_time = sum(one.is_on_time for one in counted)
        verdicts = [one.verdict for one in lines]
        return cls(
            due=len(counted),
            on_time=on_time,
            late=len(counted) - on_time - absent,
            missing=absent,
            not_submitted=verdicts.count(Verdict.NOT_SUBMITTED),
            sent_back=verdicts.count(Verdict.SENT_BACK),
            waiting=sum(one.line.state == LineState.WAITING for one in lines),
            early=sum(one.is_on_time and not one.is_counted for one in lines),
            awaited=verdicts.count(Verdict.AWAITED),
            not_published=verdicts.count(Verdict.NOT_PUBLISHED),
            days_late=max((one.days_late for one in lines if one.days_late is not None), default=None),
            reminded_at=max((one.reminded_at for one in lines if one.reminded_at), default=None),
        )

    @property
    def share(self) -> Fraction | None:
        """On time, of what was due; None where nothing was."""
        return Fraction(self.on_time, self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class Counted:
    """The lines of a jobcentre, a region or the country: all of them, and those of each month."""

    total: Tally
    months: Mapping[Month, Tally]

    @classmethod
    def of(cls, found: Sequence[Delivery]) -> Counted:
        by_month = grouped(found, lambda one: one.line.month)
        return cls(Tally.of(found), {month: Tally.of(lines) for month, lines in by_month.items()})


def grouped(found: Iterable[Delivery], key: Callable[[Delivery], Key]) -> dict[Key, list[Delivery]]:
    groups: dict[Key, list[Delivery]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return groups


def by_jobcentre(found: Iterable[Delivery]) -> dict[Jobcentre, list[Delivery]]:
    """In Danish order."""
    groups = grouped(found, lambda one: one.line.jobcentre)
    return dict(sorted(groups.items(), key=lambda item: item[0].sort_key))


def by_region(found: Iterable[Delivery]) -> dict[Area, list[Delivery]]:
    """By the jobcentre's region, in Danish order."""
    groups = grouped(found, lambda one: one.line.jobcentre.region)
    return dict(sorted(groups.items(), key=lambda item: item[0].sort_key))


def months_of(found: Iterable[Delivery]) -> list[Month]:
    return sorted({one.line.month for one in found})


def indicators_of(found: Iterable[Delivery]) -> list[Indicator]:
    """By code."""
    known = {one.line.indicator.code: one.line.indicator for one in found}
    return [known[code] for code in sorted(known)]


def open_lines(found: Iterable[Delivery]) -> list[Delivery]:
    """What is missing after its deadline, and what was sent back: the oldest deadline first."""
    wanted = (Verdict.MISSING, Verdict.NOT_SUBMITTED, Verdict.SENT_BACK)
    return sorted(
        (one for one in found if one.verdict in wanted),
        key=lambda one: (one.line.due_at, one.line.jobcentre.sort_key, one.line.municipality.sort_key),
    )
