"""The returns that wait for somebody to look through them, the oldest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.forms import talk, usual
from goals.forms.correction import AnswerForm
from goals.forms.pasts import Compared, Pasts
from goals.forms.wish_queue import Asked, asked_of, requests_for
from goals.forms.words import day_text, moment_text
from goals.models import (
    Figure,
    FigureRevision,
    Indicator,
    MonthlyReturn,
    ReturnEvent,
    SubmittedLine,
)
from goals.months import Month
from goals.returns.waiting import RETURN, Waiting, waiting_for
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Jobcentre, User


@dataclass(kw_only=True)
class Submitted(Compared):
    """A figure that waits, and what is needed to ask about it."""

    figure: Figure
    revisions: list[FigureRevision]
    events: list[ReturnEvent]
    submitted_before: list[SubmittedLine]

    @property
    def indicator(self) -> Indicator:
        return self.figure.indicator

    @property
    def month(self) -> Month:
        return self.figure.month

    @property
    def is_unexplained(self) -> bool:
        """Outside its usual range, and nobody has said why."""
        return not talk.explanation(self) and bool(usual.question(self))


@dataclass
class Row:
    """A return of the queue."""

    monthly_return: MonthlyReturn
    lines: list[SubmittedLine] = field(default_factory=list)
    unexplained: int = 0

    @property
    def jobcentre(self) -> str:
        return self.monthly_return.jobcentre.name

    @property
    def month(self) -> str:
        return self.monthly_return.month.label

    @property
    def address(self) -> str:
        return address_of(self.monthly_return)

    @property
    def region(self) -> str:
        return self.monthly_return.jobcentre.region.name

    @property
    def submitted(self) -> str:
        """`6. juni kl. 9.12 af Mads Holm`, of the oldest that waits."""
        change = self.lines[0].submission.change
        moment = moment_text(change.recorded_at) if change.recorded_at else ""
        return _("%(moment)s by %(by)s") % {"moment": moment, "by": change.by or _("the system")}

    @property
    def figures(self) -> str:
        """What waits, by the names of the indicators."""
        return ", ".join(dict.fromkeys(line.figure.indicator.name for line in self.lines))


def address_of(monthly_return: MonthlyReturn) -> str:
    return reverse("review", args=[monthly_return.jobcentre.slug, str(monthly_return.month)])


def waiting_text(waiting: Waiting) -> str:
    """`2 indberetninger venter på gennemgang, ældst 6. juni. 1 rettelse venter på svar.`"""
    told = []
    if waiting.returns or not waiting.corrections:
        told.append(_returns_text(waiting))
    if waiting.corrections:
        text = ngettext(
            "%(count)s correction waits for an answer.",
            "%(count)s corrections wait for an answer.",
            waiting.corrections,
        )
        told.append(text % {"count": waiting.corrections})
    return " ".join(told)


def _returns_text(waiting: Waiting) -> str:
    if not waiting.returns:
        return _("No return waits to be looked through.")
    text = ngettext(
        "%(count)s return waits to be looked through, since %(day)s.",
        "%(count)s returns wait to be looked through, the oldest since %(day)s.",
        waiting.returns,
    )
    day = _day(waiting.since) if waiting.since else ""
    return text % {"count": waiting.returns, "day": day}


def _day(moment: datetime) -> str:
    return day_text(moment.astimezone(COPENHAGEN).date())


class Queue(NamedTuple):
    rows: list[Row]
    asked: list[Asked]


def read_queue(user: User, answered: AnswerForm | None = None) -> Queue:
    """In eight queries, however many wait. `answered`: what was sent of a correction, to be put right."""
    lines = list(
        waiting_for(user)
        .select_related(
            "figure__indicator",
            "submission__change__by",
            "submission__monthly_return__jobcentre__region",
        )
        .order_by("submission__change__recorded_at", "submission", "pk")
    )
    requests = requests_for(user)
    pasts = Pasts([*(line.figure for line in lines), *(request.figure for request in requests)])
    rows: dict[int, Row] = {}
    read = read_submitted(lines, pasts)
    for line in lines:
        monthly_return = line.submission.monthly_return
        row = rows.setdefault(monthly_return.pk, Row(monthly_return))
        row.lines.append(line)
        row.unexplained += read[line.figure_id].is_unexplained
    return Queue(list(rows.values()), asked_of(requests, pasts, user, answered))


def next_in_queue(user: User, done: Jobcentre | None = None, month: Month | None = None) -> str:
    """The address of the oldest return that waits, but for the one that is done, else of the queue."""
    lines = waiting_for(user).select_related("submission__monthly_return__jobcentre")
    if done is not None and month is not None:
        place = {f"{RETURN}__jobcentre": done, f"{RETURN}__month": month.first_day}
        lines = lines.exclude(**place)
    line = lines.order_by("submission__change__recorded_at", "submission", "pk").first()
    return address_of(line.submission.monthly_return) if line else reverse("review_queue")


def read_submitted(lines: Sequence[SubmittedLine], pasts: Pasts | None = None) -> dict[int, Submitted]:
    """By the figure's key, in five queries. The lines bring their submission, and figure with indicator."""
    waiting = {line.figure_id: line.figure for line in lines}
    if not waiting:
        return {}
    pasts = pasts or Pasts(list(waiting.values()))
    revisions: dict[int, list[FigureRevision]] = defaultdict(list)
    for revision in FigureRevision.objects.filter(figure__in=waiting).order_by("figure", "version"):
        revisions[revision.figure_id].append(revision)
    before = _before(lines)
    events = _said({line.submission.monthly_return_id for line in lines})
    read = {}
    for line in lines:
        figure = line.figure
        place = (figure.indicator_id, figure.area_id)
        read[figure.pk] = Submitted(
            figure=figure,
            figures=pasts.of(figure),
            breaks_from=pasts.breaks_from(figure),
            revisions=revisions[figure.pk],
            events=events[line.submission.monthly_return_id, *place],
            submitted_before=before[figure.pk],
        )
    return read


def _before(lines: Sequence[SubmittedLine]) -> dict[int, list[SubmittedLine]]:
    """The earlier submissions of the figures, the latest last."""
    rows = SubmittedLine.objects.filter(figure__in=[line.figure_id for line in lines])
    found: dict[int, list[SubmittedLine]] = defaultdict(list)
    for row in rows.exclude(pk__in=[line.pk for line in lines]).order_by("submission__number", "pk"):
        found[row.figure_id].append(row)
    return found


def _said(return_ids: set[int]) -> dict[tuple[int, int, int], list[ReturnEvent]]:
    found: dict[tuple[int, int, int], list[ReturnEvent]] = defaultdict(list)
    rows = ReturnEvent.objects.filter(monthly_return__in=return_ids, kind__in=talk.KINDS)
    for row in rows.order_by("pk"):
        if row.indicator_id is not None and row.municipality_id is not None:
            found[row.monthly_return_id, row.indicator_id, row.municipality_id].append(row)
    return found
