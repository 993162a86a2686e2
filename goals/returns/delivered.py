"""Who has delivered what was due, and when: each due line with its delivery and its last reminder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Exists, F, FilteredRelation, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from goals import calendar
from goals.models import (
    Figure,
    FigureRevision,
    FigureState,
    Goal,
    Indicator,
    ReturnLine,
    SentMail,
    SubmittedLine,
)
from goals.months import Month
from goals.returns.due import DueLine, LineState, due_lines
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Jobcentre
from jobcentres.models.jobcentre import JobcentreQuerySet

Reminders = dict[tuple[int, str], list[datetime]]
"""When mails went out, by the jobcentre's key and the deadline's day."""
REMINDERS = (SentMail.Kind.DUE_SOON, SentMail.Kind.DUE_NEXT, SentMail.Kind.OVERDUE)


class Verdict(StrEnum):
    """What became of a line. A figure that was sent back was delivered, but is out."""

    ON_TIME = "on_time"
    LATE = "late"
    SENT_BACK = "sent_back"
    NOT_SUBMITTED = "not_submitted"
    """the deadline has passed, and what is entered was never submitted"""
    MISSING = "missing"
    NOT_PUBLISHED = "not_published"
    AWAITED = "awaited"
    """not delivered, and the deadline is still to come"""


class Delivery(NamedTuple):
    """A due line as it stands at `at`.

    `delivered_at`: the first certified submission of the figure since it was last withdrawn, or its release
    without one (an official import). `days_late`: whole working days after the day of the deadline; of a
    line that is not delivered until now, None of one that is not late.
    """

    line: DueLine
    at: datetime
    delivered_at: datetime | None
    reminded_at: datetime | None
    days_late: int | None

    @property
    def verdict(self) -> Verdict:
        state = self.line.state
        if state == LineState.SENT_BACK:
            return Verdict.SENT_BACK
        if self.delivered_at is not None:
            return Verdict.LATE if self.delivered_at > self.line.due_at else Verdict.ON_TIME
        if state == LineState.NOT_PUBLISHED:
            return Verdict.NOT_PUBLISHED
        if state == LineState.AWAITED or self.at <= self.line.due_at:
            return Verdict.AWAITED
        return Verdict.NOT_SUBMITTED if state == LineState.REPORTED else Verdict.MISSING

    @property
    def is_counted(self) -> bool:
        """Whether it belongs to what was due: its deadline has passed, and there was something to deliver."""
        has_passed = self.at > self.line.due_at
        return has_passed and self.verdict not in (Verdict.NOT_PUBLISHED, Verdict.AWAITED)

    @property
    def is_on_time(self) -> bool:
        """Whatever the region has said to it since."""
        return self.delivered_at is not None and self.delivered_at <= self.line.due_at

    @property
    def is_absent(self) -> bool:
        return self.verdict in (Verdict.MISSING, Verdict.NOT_SUBMITTED)


def deliveries(jobcentres: JobcentreQuerySet, *, goals: Sequence[Goal], at: datetime) -> list[Delivery]:
    """All lines of `goals` whose month is over at `at`, by deadline, in six queries, `jobcentres` among them.

    The facts are those of now, as with `due_lines`.
    """
    asked, reminders = _with_reminders(jobcentres, min((goal.goal_year.year for goal in goals), default=0))
    lines = due_lines(asked, at=at, goals=goals, figures=_with_deliveries())
    late = _WorkingDays()
    found = []
    for line in lines:
        delivered_at = _delivered_at(line.figure)
        until = delivered_at or at
        is_late = until > line.due_at and line.state not in (LineState.NOT_PUBLISHED, LineState.AWAITED)
        found.append(
            Delivery(
                line=line,
                at=at,
                delivered_at=delivered_at,
                reminded_at=_reminded_at(line, delivered_at, reminders),
                days_late=late.between(_day(line.due_at), _day(until)) if is_late else None,
            )
        )
    return found


def _with_deliveries() -> QuerySet[Figure]:
    """The figures with their first submission and their first release since they were last withdrawn."""
    revisions = FigureRevision.objects.filter(figure=OuterRef("pk")).order_by().values("figure")
    withdrawn = revisions.filter(state=FigureState.NOT_REPORTED).annotate(last=Max("version"))
    released = revisions.filter(is_approved=True, version__gt=OuterRef("withdrawn"))
    submitted = (
        SubmittedLine.objects.filter(figure=OuterRef("pk"), figure_version__gt=OuterRef("withdrawn"))
        .order_by()
        .values("figure")
        .annotate(first=Min("submission__change__recorded_at"))
    )
    return Figure.objects.annotate(
        withdrawn=Coalesce(Subquery(withdrawn.values("last")), Value(0)),
        submitted_at=Subquery(submitted.values("first")),
        released_at=Subquery(released.annotate(first=Min("change__recorded_at")).values("first")),
    )


class Arrival(NamedTuple):
    """Of a municipality's figure for one month: its delivery as in `Delivery`, its newest release, and
    whether the source has no figure yet."""

    area_id: int
    delivered_at: datetime | None
    released_at: datetime | None
    is_unpublished: bool


@dataclass(frozen=True, slots=True)
class Punctuality:
    """`due` = `on_time` + `late` + the `missing` once the deadline has passed, before it 0; then `on_time`
    are those that are there already. `missing` are the ids of municipalities."""

    due: int
    on_time: int
    late: int
    missing: frozenset[int]

    @classmethod
    def of(cls, found: Iterable[Arrival], due_at: datetime, at: datetime) -> Punctuality:
        """Counted as `Delivery.is_counted` does."""
        arrivals = list(found)
        moments = [one.delivered_at for one in arrivals if one.delivered_at is not None]
        on_time = sum(moment <= due_at for moment in moments)
        if at <= due_at:
            return cls(0, on_time, 0, frozenset())
        missing = frozenset(
            one.area_id for one in arrivals if one.delivered_at is None and not one.is_unpublished
        )
        return cls(len(moments) + len(missing), on_time, len(moments) - on_time, missing)


def arrivals(indicator: Indicator, month: Month, area_ids: Collection[int]) -> list[Arrival]:
    """Of each of the municipalities, as things are now, in one query."""
    figures: Any = _with_deliveries().filter(indicator=indicator, month=month.first_day, area=OuterRef("pk"))
    newest = (
        FigureRevision.objects.filter(
            figure__indicator=indicator,
            figure__month=month.first_day,
            figure__area=OuterRef("pk"),
            is_approved=True,
        )
        .order_by()
        .values("figure")
        .annotate(newest=Max("change__recorded_at"))
    )
    unpublished = ReturnLine.objects.filter(
        indicator=indicator,
        municipality=OuterRef("pk"),
        monthly_return__month=month.first_day,
        state=ReturnLine.State.NOT_PUBLISHED,
    )
    rows = Area.objects.filter(pk__in=area_ids).order_by()
    return [
        Arrival(
            pk, min((one for one in (submitted, released) if one is not None), default=None), updated, waits
        )
        for pk, submitted, released, updated, waits in rows.values_list(
            "pk",
            Subquery(figures.values("submitted_at")),
            Subquery(figures.values("released_at")),
            Subquery(newest.values("newest")),
            Exists(unpublished),
        )
    ]


def _delivered_at(figure: Figure | None) -> datetime | None:
    moments = [getattr(figure, name, None) for name in ("submitted_at", "released_at")]
    return min((moment for moment in moments if moment is not None), default=None)


def _with_reminders(jobcentres: JobcentreQuerySet, since: int) -> tuple[list[Jobcentre], Reminders]:
    """The jobcentres, and the mails that went out to them about deadlines from the year `since` on.

    A reminder's occasion begins with the deadline's day. One row is read for each mail.
    """
    condition = Q(
        mails_received__kind__in=REMINDERS,
        mails_received__sent_at__isnull=False,
        mails_received__occasion__gte=str(since),
    )
    rows = jobcentres.annotate(reminder=FilteredRelation("mails_received", condition=condition)).annotate(
        occasion=F("reminder__occasion"), sent_at=F("reminder__sent_at")
    )
    found: dict[int, Jobcentre] = {}
    reminders: Reminders = defaultdict(list)
    for row in rows:
        found[row.pk], mail = row, vars(row)
        if mail["sent_at"] is not None:
            reminders[row.pk, mail["occasion"][:10]].append(mail["sent_at"])
    return list(found.values()), reminders


def _reminded_at(line: DueLine, delivered_at: datetime | None, reminders: Reminders) -> datetime | None:
    """The last mail about the line's deadline that went out while the line was not delivered."""
    sent = reminders.get((line.jobcentre.pk, _day(line.due_at).isoformat()), ())
    return max((at for at in sent if delivered_at is None or at < delivered_at), default=None)


class _WorkingDays:
    """Counts the working days between two days, each pair once."""

    def __init__(self) -> None:
        self.known: dict[tuple[date, date], int] = {}

    def between(self, after: date, until: date) -> int:
        """The working days after `after` up to and including `until`."""
        if (after, until) not in self.known:
            days = (after + timedelta(days=step) for step in range(1, (until - after).days + 1))
            self.known[after, until] = sum(calendar.is_working_day(day) for day in days)
        return self.known[after, until]


def _day(moment: datetime) -> date:
    return moment.astimezone(COPENHAGEN).date()
