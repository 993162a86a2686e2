"""Wishes to correct an approved figure. The figure stands until somebody decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from goals.contents import FigureEntry, normalised, problems_of
from goals.free_text import TextRefused, free_text
from goals.models import CorrectionRequest, Figure
from goals.refusals import Problem, Recorded, Refusal, Refused
from jobcentres.changes import Recording, recording
from jobcentres.models import Assignment, Change, User


class Wish(NamedTuple):
    """What an approved figure, seen in a version, should say instead."""

    figure_id: int
    figure_version: int
    entry: FigureEntry


def request_correction(
    *,
    entry: FigureEntry,
    reason: str,
    by: User,
    idempotency_key: str = "",
    assignment: Assignment | None = None,
) -> CorrectionRequest:
    """Wish for `entry` in place of an approved figure. Raises `Refused`, or PermissionDenied."""
    if entry.area.pk not in by.scopes.served_municipality_ids:
        raise PermissionDenied
    figure = Figure.objects.filter(
        indicator=entry.indicator, area=entry.area, month=entry.month.first_day
    ).first()
    problems = problems_of(entry) + problems_of_reason(reason) + _problems_of_figure(figure)
    if problems or figure is None:
        refusals = [Refusal(problem.field, problem.code, problem.message) for problem in problems]
        raise Refused(refusals, Recorded(refused=1))
    with recording(
        by=by,
        kind=Change.Kind.CORRECTION,
        reason=reason,
        idempotency_key=idempotency_key,
        assignment=assignment,
    ) as change:
        write_requests(change, wishes=[Wish(figure.pk, figure.version, normalised(entry))], reason=reason)
    return CorrectionRequest.objects.filter(figure=figure).latest("pk")


def problems_of_reason(reason: str) -> list[Problem]:
    try:
        if free_text(reason):
            return []
    except TextRefused as refusal:
        return [Problem("reason", refusal.code, refusal.message)]
    return [Problem("reason", "reason_missing", _("Write why the figure should be corrected."))]


def _problems_of_figure(figure: Figure | None) -> list[Problem]:
    if figure is not None and figure.is_locked:
        return []
    message = _("The figure has not been released yet. Change it where it is entered.")
    return [Problem("value", "not_locked", message)]


def write_requests(change: Recording, *, wishes: Sequence[Wish], reason: str) -> int:
    """File the wishes as part of `change`, but for those that wait already. How many were filed."""
    waiting = _waiting([wish.figure_id for wish in wishes])
    requests = [
        request
        for request in (_request(change.row, wish, free_text(reason)) for wish in wishes)
        if _saying(request) not in waiting
    ]
    CorrectionRequest.objects.bulk_create(requests)
    for request in requests:
        change.include(CorrectionRequest._meta.label, request.canonical())
    return len(requests)


def _waiting(figure_ids: Sequence[int]) -> set[tuple[object, ...]]:
    return {_saying(request) for request in CorrectionRequest.objects.filter(figure__in=figure_ids)}


def _saying(request: CorrectionRequest) -> tuple[object, ...]:
    return (request.figure_id, request.figure_version, *request.content().values())


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
