"""What the region's officers have before them this week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple, cast

from goals.mails.addressees import Addressee
from goals.mails.mail import Part
from goals.models import ReturnEvent, SentMail
from goals.months import Month
from goals.returns import DueLine, LineState
from goals.returns.waiting import RETURN, waiting_lines
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Assignment, Jobcentre

Kind = ReturnEvent.Kind
Place = tuple[int, int, Month]
"""The ids of an indicator and of a municipality, and the month."""


class WaitingReturn(NamedTuple):
    jobcentre: Jobcentre
    month: Month
    since: datetime


class Lacking(NamedTuple):
    """A municipality without a figure after its deadline, and when its jobcentre was reminded of it."""

    municipality: Area
    reminded_on: date | None


class Question(NamedTuple):
    """A question of the region that nobody has answered: a number sent back, or a message about a line."""

    municipality: Area
    asked_at: datetime


class Week(NamedTuple):
    """One region's."""

    waiting: list[WaitingReturn]
    lacking: dict[date, list[Lacking]]
    """by the day of the deadline, the latest first"""
    questions: list[Question]

    @property
    def municipalities(self) -> int:
        return len({one.municipality.pk for ones in self.lacking.values() for one in ones})

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.lacking or self.questions)


class Digest(NamedTuple):
    to: Addressee
    region: Area
    week: Week
    occasion: str

    @property
    def part(self) -> Part:
        return Part(SentMail.Kind.DIGEST, self.occasion, region_id=self.region.pk)


def digests(weeks: dict[int, Week], addressees: Iterable[Addressee], week_name: str) -> Iterator[Digest]:
    """One for each officer and region, where there is something."""
    for to in addressees:
        for held in to.held:
            week = weeks.get(held.area_id or 0)
            if held.role == Assignment.Role.OFFICER and held.area and week and not week.is_empty:
                yield Digest(to, held.area, week, f"{held.area.code} {week_name}")


def read_weeks(lines: Sequence[DueLine], at: datetime) -> dict[int, Week]:
    """By the region's key, in four queries."""
    weeks: dict[int, Week] = defaultdict(lambda: Week([], {}, []))
    for one in _waiting():
        weeks[one.jobcentre.region_id].waiting.append(one)
    reminded = _reminded()
    late = [line for line in lines if line.is_late(at)]
    for line in sorted(late, key=lambda line: (-line.due_at.timestamp(), line.municipality.sort_key)):
        deadline = line.due_at.astimezone(COPENHAGEN).date()
        row = Lacking(line.municipality, reminded.get((line.jobcentre.pk, deadline.isoformat())))
        rows = weeks[line.jobcentre.region_id].lacking.setdefault(deadline, [])
        if row not in rows:
            rows.append(row)
    for region_id, question in _questions(lines):
        weeks[region_id].questions.append(question)
    return weeks


def _waiting() -> Iterator[WaitingReturn]:
    """Each return once, with its oldest line that waits; the oldest first."""
    lines = waiting_lines().select_related("submission__change", f"{RETURN}__jobcentre")
    seen: set[int] = set()
    for line in lines.order_by("submission__change__recorded_at", "pk"):
        monthly_return, since = line.submission.monthly_return, line.submission.change.recorded_at
        if monthly_return.pk not in seen and since:
            seen.add(monthly_return.pk)
            yield WaitingReturn(monthly_return.jobcentre, monthly_return.month, since)


def _reminded() -> dict[tuple[int, str], date]:
    """By the jobcentre's key and the deadline's day, as the occasion of the reminder begins."""
    sent = SentMail.objects.filter(
        kind=SentMail.Kind.OVERDUE, sent_at__isnull=False, jobcentre__isnull=False
    ).order_by("sent_at")
    return {
        (jobcentre_id, occasion[:10]): sent_at.astimezone(COPENHAGEN).date()
        for jobcentre_id, occasion, sent_at in sent.values_list("jobcentre", "occasion", "sent_at")
        if sent_at
    }


def _questions(lines: Iterable[DueLine]) -> Iterator[tuple[int, Question]]:
    """With the region's key; each municipality's oldest."""
    last_said = _last_said()
    asked: dict[tuple[int, int], tuple[Area, datetime]] = {}
    for line in lines:
        place = (line.indicator.pk, line.municipality.pk, line.month)
        moment, kind = last_said.get(place, (None, ""))
        if moment is None or (kind == Kind.SENT_BACK and line.state != LineState.SENT_BACK):
            continue
        key = (line.jobcentre.region_id, line.municipality.pk)
        if key not in asked or moment < asked[key][1]:
            asked[key] = (line.municipality, moment)
    for (region_id, _municipality), (municipality, moment) in sorted(
        asked.items(), key=lambda item: item[1][1]
    ):
        yield region_id, Question(municipality, moment)


def _last_said() -> dict[Place, tuple[datetime, str]]:
    """When and how the region asked, of every line about which it has said the last word."""
    said = ReturnEvent.objects.filter(
        kind__in=(Kind.SENT_BACK, Kind.MESSAGE, Kind.SETTLED, Kind.COMMENT, Kind.EXPLANATION),
        indicator__isnull=False,
    ).exclude(kind=Kind.COMMENT, new="")
    rows = said.order_by("change__number", "pk").values_list(
        "indicator",
        "municipality",
        "monthly_return__month",
        "kind",
        "change__recorded_at",
        "change__assignment__role",
    )
    found: dict[Place, tuple[datetime, str]] = {}
    for indicator, municipality, month, kind, moment, role in rows:
        place = (indicator, municipality, cast(Month, month))
        is_question = role == Assignment.Role.OFFICER and kind in (Kind.SENT_BACK, Kind.MESSAGE)
        if is_question and moment:
            found.setdefault(place, (moment, kind))
        else:
            found.pop(place, None)
    return found
