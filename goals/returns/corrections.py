"""What becomes of a wish to correct a released figure: the region decides, who wished may withdraw."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from goals.entry import correct_figure
from goals.models import CorrectionDecision, CorrectionRequest, Figure
from goals.returns.lines import written
from goals.returns.refusal import ReturnRefused
from jobcentres.changes import Recording, recording
from jobcentres.models import Assignment, Change, Jobcentre, User

Outcome = CorrectionDecision.Outcome


def accept_correction(*, request: CorrectionRequest, by: User, idempotency_key: str = "") -> None:
    """Put the wished content in the figure's place, at once for everybody.

    Raises `ReturnRefused`, `AlreadyRecorded`, or PermissionDenied for all but the region's officer.
    """
    held = _officer(by, request)
    if request.change.by_id == by.pk:
        raise ReturnRefused("own", _("Somebody else must decide on a correction you have asked for."))
    with recording(
        by=by, kind=Change.Kind.CORRECTION, idempotency_key=idempotency_key, assignment=held
    ) as change:
        standing = _undecided(request)
        if standing.figure.version != standing.figure_version:
            message = _(
                "The figure has been changed since the correction was asked for. Decline it, and say why."
            )
            raise ReturnRefused("stale", message)
        version = correct_figure(change, standing.figure, standing, note=standing.reason)
        _decide(change, standing, Outcome.ACCEPTED, figure_version=version)


def decline_correction(
    *, request: CorrectionRequest, reason: str, by: User, idempotency_key: str = ""
) -> None:
    """Let the figure stand. Raises `ReturnRefused`, `AlreadyRecorded`, or PermissionDenied for all but the
    region's officer."""
    held = _officer(by, request)
    kept = written(reason)
    if not kept:
        raise ReturnRefused("reason_missing", _("Write why the correction is declined."))
    with recording(
        by=by, kind=Change.Kind.CORRECTION, idempotency_key=idempotency_key, assignment=held
    ) as change:
        _decide(change, _undecided(request), Outcome.DECLINED, reason=kept)


def withdraw_correction(*, request: CorrectionRequest, by: User, idempotency_key: str = "") -> None:
    """Raises `ReturnRefused`, `AlreadyRecorded`, or PermissionDenied for all but the jobcentre's people."""
    held = by.scopes.assignment_for(_jobcentre(request))
    if held is None:
        raise PermissionDenied
    with recording(
        by=by, kind=Change.Kind.CORRECTION, idempotency_key=idempotency_key, assignment=held
    ) as change:
        _decide(change, _undecided(request), Outcome.WITHDRAWN)


def _officer(by: User, request: CorrectionRequest) -> Assignment:
    region_id = _jobcentre(request).region_id
    for held in by.scopes.assignments:
        if held.role == Assignment.Role.OFFICER and held.area_id == region_id:
            return held
    raise PermissionDenied


def _jobcentre(request: CorrectionRequest) -> Jobcentre:
    """Who serves the figure's municipality now: the same people may wish for corrections of old months."""
    return Jobcentre.objects.get(served__municipality=request.figure.area_id, served__valid_to=None)


def _undecided(request: CorrectionRequest) -> CorrectionRequest:
    """The request and its figure, locked; two decisions cannot both be the first."""
    figure = Figure.objects.select_for_update().get(pk=request.figure_id)
    standing = CorrectionRequest.objects.get(pk=request.pk)
    standing.figure = figure
    if CorrectionDecision.objects.filter(request=standing).exists():
        raise ReturnRefused("decided", _("The correction has already been decided."))
    return standing


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
