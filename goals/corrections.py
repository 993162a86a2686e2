"""Wishes to correct an approved figure. The figure stands until somebody decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from goals.contents import FigureEntry, normalised, problems_of
from goals.free_text import TextRefused, free_text
from goals.models import CorrectionRequest, Figure
from goals.months import today
from goals.refusals import Problem, Recorded, Refusal, Refused
from jobcentres.changes import Recording, recording
from jobcentres.models import Assignment, Change, Jobcentre, User
from jobcentres.models.validity import valid_on


class Wish(NamedTuple):
    """What an approved figure, seen in a version, should say instead; `place` is the entry's number."""

    figure_id: int
    figure_version: int
    entry: FigureEntry
    place: int = 0

    def refused(self, code: str, message: str) -> Refusal:
        return Refusal("value", code, message, self.place, self.entry.line)


class Sifted(NamedTuple):
    """Which wishes are to be filed, how many wait already in the same words, and which cannot be."""

    wishes: list[Wish]
    waiting: int
    refusals: list[Refusal]


def request_correction(
    *, entry: FigureEntry, reason: str, by: User, idempotency_key: str = ""
) -> CorrectionRequest:
    """Wish for `entry` in place of an approved figure: the request that waits from now on.

    One request of a figure waits at a time; the same wish twice is one. With an `expected_version` the figure
    must stand in it. Raises `Refused`, `AlreadyRecorded`, or PermissionDenied for all but the people of the
    jobcentre that serves the municipality today.
    """
    if entry.area.pk not in by.scopes.served_municipality_ids:
        raise PermissionDenied
    figure = Figure.objects.filter(
        indicator=entry.indicator, area=entry.area, month=entry.month.first_day
    ).first()
    entry = replace(entry, note=reason)
    problems = [problem for problem in problems_of(entry) if problem.field != "note"]
    problems += problems_of_reason(reason)
    if not problems:
        problems = _problems_of_figure(figure, normalised(entry))
    if problems or figure is None:
        refusals = [Refusal(problem.field, problem.code, problem.message) for problem in problems]
        raise Refused(refusals, Recorded(refused=1))
    wish = Wish(figure.pk, figure.version, normalised(entry))
    with recording(
        by=by,
        kind=Change.Kind.CORRECTION,
        reason=reason,
        idempotency_key=idempotency_key,
        assignment=_assignment(by, figure),
    ) as change:
        sifted = sift([wish], is_filing=True)
        if sifted.refusals:
            raise Refused(sifted.refusals, Recorded(refused=1))
        write_requests(change, wishes=sifted.wishes, reason=reason)
    return open_requests().get(figure=figure)


def open_requests() -> QuerySet[CorrectionRequest]:
    """Those on which nobody has decided."""
    return CorrectionRequest.objects.filter(decision__isnull=True)


def open_requests_in(region_ids: Collection[int] | None) -> QuerySet[CorrectionRequest]:
    """Those on which these regions (None: any) decide: each with its `jobcentre_id` and `region_id`."""
    deciding = valid_on(today(), "figure__area__served__")
    if region_ids is not None:
        deciding &= Q(figure__area__served__jobcentre__region__in=region_ids)
    rows = open_requests().filter(deciding)
    return rows.annotate(
        jobcentre_id=F("figure__area__served__jobcentre_id"),
        region_id=F("figure__area__served__jobcentre__region_id"),
    )


def deciding_jobcentre(figure: Figure) -> Jobcentre | None:
    """Who serves the figure's municipality today: its people ask for corrections, also of months before they
    came, and its region decides on them."""
    serving = valid_on(today(), "served__")
    return Jobcentre.objects.filter(serving, served__municipality=figure.area_id).first()


def _assignment(by: User, figure: Figure) -> Assignment | None:
    jobcentre = deciding_jobcentre(figure)
    return by.scopes.assignment_for(jobcentre) if jobcentre else None


def problems_of_reason(reason: str) -> list[Problem]:
    try:
        if free_text(reason):
            return []
    except TextRefused as refusal:
        return [Problem("reason", refusal.code, refusal.message)]
    return [Problem("reason", "reason_missing", _("Write why the figure should be corrected."))]


def _problems_of_figure(figure: Figure | None, entry: FigureEntry) -> list[Problem]:
    if figure is None or not figure.is_locked:
        message = _("The figure has not been released yet. Change it where it is entered.")
        return [Problem("value", "not_locked", message)]
    if entry.expected_version is not None and entry.expected_version != figure.version:
        return [Problem("value", "conflict", _("The figure was changed while you were writing."))]
    if _content(entry) == _content(figure):
        message = _("The figure already says so. Write what it should say instead.")
        return [Problem("value", "unchanged", message)]
    return []


def sift(wishes: Sequence[Wish], *, is_filing: bool) -> Sifted:
    """By what waits for the same figures; while filing these are locked, so that nobody asks meanwhile."""
    ids = [wish.figure_id for wish in wishes]
    if is_filing:
        versions = _locked_versions(ids)
        changed = [wish for wish in wishes if versions[wish.figure_id] != wish.figure_version]
    else:
        changed = []
    waiting = {request.figure_id: request for request in open_requests().filter(figure__in=ids)}
    same = [wish for wish in wishes if _asks_the_same(wish, waiting.get(wish.figure_id))]
    taken = [wish for wish in wishes if wish.figure_id in waiting and wish not in same]
    refusals = [
        *(wish.refused("conflict", _("The figure was changed while you were writing.")) for wish in changed),
        *(wish.refused("asked_already", _already_asked()) for wish in taken),
    ]
    filed = [wish for wish in wishes if wish.figure_id not in waiting and wish not in changed]
    return Sifted(filed, len(same), refusals)


def _already_asked() -> str:
    return _(
        "Another correction of this figure waits for an answer. Withdraw it before you ask for this one."
    )


def _locked_versions(figure_ids: Iterable[int]) -> dict[int, int]:
    rows = Figure.objects.filter(pk__in=list(figure_ids)).order_by("pk").select_for_update(no_key=True)
    return dict(rows.values_list("pk", "version"))


def _asks_the_same(wish: Wish, request: CorrectionRequest | None) -> bool:
    return request is not None and _content(wish.entry) == _content(request)


def _content(said: FigureEntry | Figure | CorrectionRequest) -> tuple[object, ...]:
    return (said.state, said.value, said.numerator, said.denominator, said.source_kind, said.source)


def write_requests(change: Recording, *, wishes: Sequence[Wish], reason: str) -> None:
    """File the sifted wishes as part of `change`."""
    requests = [_request(change.row, wish, free_text(reason)) for wish in wishes]
    CorrectionRequest.objects.bulk_create(requests)
    for request in requests:
        change.include(CorrectionRequest._meta.label, request.canonical())


def _request(change: Change, wish: Wish, reason: str) -> CorrectionRequest:
    entry = wish.entry
    return CorrectionRequest(
        figure_id=wish.figure_id,
        change=change,
        figure_version=wish.figure_version,
        state=entry.state,
        value=entry.value,
        numerator=entry.numerator,
        denominator=entry.denominator,
        source_kind=entry.source_kind,
        source=entry.source,
        reason=reason,
    )
