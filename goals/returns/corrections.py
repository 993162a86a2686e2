"""What becomes of a wish to correct a released figure: the region decides, who wished may withdraw."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from goals.corrections import deciding_jobcentre
from goals.entry import correct_figure
from goals.models import Content, CorrectionDecision, CorrectionRequest, Figure, FigureRevision
from goals.models.figure import same_amounts
from goals.returns.lines import written
from goals.returns.refusal import ReturnRefused
from jobcentres.changes import Recording, recording
from jobcentres.models import Assignment, Change, User

Outcome = CorrectionDecision.Outcome


def accept_correction(*, request: CorrectionRequest, by: User, idempotency_key: str = "") -> None:
    """Put the wished content in the figure's place, at once for everybody.

    Raises `ReturnRefused`, `AlreadyRecorded`, or PermissionDenied for all but the officer of the region whose
    jobcentre serves the municipality today.
    """
    held = _officer(by, request)
    if request.change.by_id == by.pk:
        raise ReturnRefused("own", _("Somebody else must decide on a correction you have asked for."))
    with recording(
        by=by, kind=Change.Kind.CORRECTION, idempotency_key=idempotency_key, assignment=held
    ) as change:
        standing = _undecided(request)
        _refuse_outdated(standing)
        version = correct_figure(change, standing.figure, standing, note=standing.reason)
        _decide(change, standing, Outcome.ACCEPTED, figure_version=version)


def decline_correction(
    *, request: CorrectionRequest, reason: str, by: User, idempotency_key: str = ""
) -> None:
    """Let the figure stand. Raises `ReturnRefused`, `AlreadyRecorded`, or PermissionDenied for all but the
    officer of the region whose jobcentre serves the municipality today."""
    held = _officer(by, request)
    if request.change.by_id == by.pk:
        raise ReturnRefused("own", _("Somebody else must decide on a correction you have asked for."))
    kept = written(reason)
    if not kept:
        raise ReturnRefused("reason_missing", _("Write why the correction is declined."))
    with recording(
        by=by, kind=Change.Kind.CORRECTION, idempotency_key=idempotency_key, assignment=held
    ) as change:
        _decide(change, _undecided(request), Outcome.DECLINED, reason=kept)


def withdraw_correction(*, request: CorrectionRequest, by: User, idempotency_key: str = "") -> None:
    """Raises `ReturnRefused`, `AlreadyRecorded`, or PermissionDenied for all but the people of the jobcentre
    that serves the municipality today."""
    jobcentre = deciding_jobcentre(request.figure)
    held = by.scopes.assignment_for(jobcentre) if jobcentre else None
    if held is None:
        raise PermissionDenied
    with recording(
        by=by, kind=Change.Kind.CORRECTION, idempotency_key=idempotency_key, assignment=held
    ) as change:
        _decide(change, _undecided(request), Outcome.WITHDRAWN)


def number_seen(request: CorrectionRequest) -> Content:
    """What the figure said when the correction was asked for."""
    return FigureRevision.objects.get(figure=request.figure_id, version=request.figure_version)


def _officer(by: User, request: CorrectionRequest) -> Assignment:
    jobcentre = deciding_jobcentre(request.figure)
    for held in by.scopes.assignments:
        is_officer = held.role == Assignment.Role.OFFICER and held.area_id is not None
        if is_officer and jobcentre and held.area_id == jobcentre.region_id:
            return held
    raise PermissionDenied


def _undecided(request: CorrectionRequest) -> CorrectionRequest:
    """The request and its figure, locked; two decisions cannot both be the first."""
    figure = Figure.objects.select_for_update(no_key=True).get(pk=request.figure_id)
    standing = CorrectionRequest.objects.get(pk=request.pk)
    standing.figure = figure
    if CorrectionDecision.objects.filter(request=standing).exists():
        raise ReturnRefused("decided", _("The correction has already been decided."))
    return standing


def _refuse_outdated(request: CorrectionRequest) -> None:
    """Only what the person who asked has seen is corrected. A release that says the same number changes
    nothing of that."""
    figure = request.figure
    if not figure.is_locked:
        message = _("The month has been reopened: the jobcentre puts the figure right there. Decline this.")
        raise ReturnRefused("reopened", message)
    if figure.version != request.figure_version and not same_amounts(figure, number_seen(request)):
        message = _(
            "The figure has been changed since the correction was asked for. Decline it, and say why."
        )
        raise ReturnRefused("stale", message)


def _decide(
    change: Recording,
    request: CorrectionRequest,
    outcome: str,
    *,
    figure_version: int | None = None,
    reason: str = "",
) -> None:
    decision = CorrectionDecision.objects.create(
        request=request, change=change.row, outcome=outcome, figure_version=figure_version, reason=reason
    )
    change.include(CorrectionDecision._meta.label, decision.canonical())
