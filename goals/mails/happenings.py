"""What happened to returns, corrections and released figures since a moment: read from the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, cast

from django.db.models import Exists, OuterRef, QuerySet

from goals.mails.mail import Part
from goals.models import (
    CorrectionDecision,
    CorrectionRequest,
    Figure,
    FigureRevision,
    Indicator,
    Origin,
    ReturnEvent,
    SentMail,
)
from goals.months import Month, today
from goals.returns import DueLine, LineState
from goals.returns.waiting import RETURN, waiting_lines
from jobcentres.models import Area, Change, Jobcentre, ServedMunicipality, User

Kind = SentMail.Kind
Event = ReturnEvent.Kind
Outcome = CorrectionDecision.Outcome

_KINDS = {
    Event.SUBMITTED: Kind.SUBMITTED,
    Event.SENT_BACK: Kind.SENT_BACK,
    Event.APPROVED: Kind.RELEASED,
    Event.REOPENED: Kind.REOPENED,
}


class Subject(NamedTuple):
    """Which figure it is about."""

    indicator: Indicator
    municipality: Area


@dataclass
class Happening:
    """One change to one return or correction, with the figures concerned."""

    kind: str
    occasion: str
    jobcentre: Jobcentre
    month: Month
    by: User | None
    at: datetime
    is_for_region: bool = False
    outcome: str = ""
    """of a correction: accepted or declined"""
    request_id: int | None = None
    """of a correction that is asked for"""
    subjects: list[Subject] = field(default_factory=list)

    @property
    def part(self) -> Part:
        region_id = self.jobcentre.region_id if self.is_for_region else None
        return Part(self.kind, self.occasion, self.jobcentre.pk, region_id)


def happenings(lines: Sequence[DueLine], since: datetime) -> list[Happening]:
    """The oldest first, in six queries. What nobody needs to hear any more is left out: what was submitted
    and answered, sent back and put right, asked for and decided.

    What the sample brought with it happened to nobody.
    """
    changes = Change.objects.filter(recorded_at__gte=since, number__gt=_end_of_sample())
    served = _served_today()
    found = [
        *_of_returns(changes, lines),
        *_of_requests(changes, served),
        *_of_decisions(changes, served),
        *_of_source(changes, served),
    ]
    return sorted(found, key=lambda one: one.at)


def _end_of_sample() -> int:
    """The number of the last change that the sample came with; 0 in a real installation."""
    last = Change.objects.filter(kind=Change.Kind.SAMPLE).order_by("-number").first()
    return (last and last.number) or 0


def _served_today() -> dict[int, Jobcentre]:
    """The jobcentre of each municipality: who serves it now answers for all its months."""
    rows = ServedMunicipality.objects.valid_on(today()).select_related("jobcentre__region")
    return {row.municipality_id: row.jobcentre for row in rows}


def _of_returns(changes: QuerySet[Change], lines: Iterable[DueLine]) -> Iterator[Happening]:
    events = ReturnEvent.objects.filter(kind__in=_KINDS, change__in=changes).select_related(
        "change__by", "monthly_return__jobcentre__region", "indicator", "municipality"
    )
    waiting = {
        (monthly_return, str(number))
        for monthly_return, number in waiting_lines().values_list(RETURN, "submission__number")
    }
    back = {
        (line.indicator.pk, line.municipality.pk, line.month)
        for line in lines
        if line.state == LineState.SENT_BACK
    }
    found: dict[tuple[int, int, str], Happening] = {}
    for event in events.order_by("change__number", "pk"):
        month = event.monthly_return.month
        if event.kind == Event.SUBMITTED and (event.monthly_return_id, event.new) not in waiting:
            continue
        if event.kind == Event.SENT_BACK and (event.indicator_id, event.municipality_id, month) not in back:
            continue
        key = (event.monthly_return_id, event.change_id, event.kind)
        one = found.setdefault(key, _of_event(event))
        if event.indicator and event.municipality:
            one.subjects.append(Subject(event.indicator, event.municipality))
    yield from found.values()


def _of_event(event: ReturnEvent) -> Happening:
    jobcentre, month = event.monthly_return.jobcentre, event.monthly_return.month
    return _happening(
        _KINDS[Event(event.kind)],
        f"{jobcentre.slug} {month} change {event.change_id}",
        event.change,
        jobcentre,
        month,
        is_for_region=event.kind == Event.SUBMITTED,
    )


def _of_requests(changes: QuerySet[Change], served: dict[int, Jobcentre]) -> Iterator[Happening]:
    undecided = CorrectionRequest.objects.filter(decision=None, change__in=changes)
    for request in undecided.select_related("figure__indicator", "figure__area", "change__by"):
        occasion = f"request {request.pk}"
        for made in _of_figure(
            Kind.CORRECTION, occasion, request.change, request.figure, served, is_for_region=True
        ):
            made.request_id = request.pk
            yield made


def _of_decisions(changes: QuerySet[Change], served: dict[int, Jobcentre]) -> Iterator[Happening]:
    decided = CorrectionDecision.objects.filter(
        outcome__in=(Outcome.ACCEPTED, Outcome.DECLINED), change__in=changes
    )
    for decision in decided.select_related(
        "request__figure__indicator", "request__figure__area", "change__by"
    ):
        figure, occasion = decision.request.figure, f"decision {decision.pk}"
        yield from _of_figure(
            Kind.CORRECTION, occasion, decision.change, figure, served, outcome=decision.outcome
        )


def _of_source(changes: QuerySet[Change], served: dict[int, Jobcentre]) -> Iterator[Happening]:
    """Released figures of which the official source now says another number, those of an import together."""
    released = FigureRevision.objects.filter(
        figure=OuterRef("figure"), version__lt=OuterRef("version"), is_approved=True
    )
    updates = (
        FigureRevision.objects.filter(Exists(released), origin=Origin.OFFICIAL, change__in=changes)
        .select_related("figure__indicator", "figure__area", "change__by")
        .order_by("change__number", "pk")
    )
    found: dict[tuple[int, int, Month], Happening] = {}
    for one in updates:
        if _says_the_same(one):
            continue
        for made in _of_figure(Kind.SOURCE_UPDATE, "", one.change, one.figure, served):
            key = (one.change_id, made.jobcentre.pk, made.month)
            made.occasion = f"{made.jobcentre.slug} {made.month} change {one.change_id}"
            if key in found:
                found[key].subjects += made.subjects
            else:
                found[key] = made
    yield from found.values()


def _says_the_same(revision: FigureRevision) -> bool:
    new = (revision.state, revision.value, revision.numerator, revision.denominator)
    return new == (
        revision.replaced_state,
        revision.replaced_value,
        revision.replaced_numerator,
        revision.replaced_denominator,
    )


def _of_figure(
    kind: str,
    occasion: str,
    change: Change,
    figure: Figure,
    served: dict[int, Jobcentre],
    *,
    is_for_region: bool = False,
    outcome: str = "",
) -> Iterator[Happening]:
    """Nothing about a figure for which no jobcentre answers: a region's or the country's own."""
    jobcentre = served.get(figure.area_id)
    if jobcentre is None:
        return
    made = _happening(kind, occasion, change, jobcentre, figure.month, is_for_region=is_for_region)
    made.outcome = outcome
    made.subjects.append(Subject(figure.indicator, figure.area))
    yield made


def _happening(
    kind: str, occasion: str, change: Change, jobcentre: Jobcentre, month: Month, *, is_for_region: bool
) -> Happening:
    at = cast(datetime, change.recorded_at)  # changes without a moment are not asked for
    return Happening(kind, occasion, jobcentre, month, change.by, at, is_for_region)
