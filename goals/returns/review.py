"""A return's way: the manager certifies and submits, the region releases figures or sends them back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from goals.entry import release_figures
from goals.models import (
    Figure,
    FigureState,
    MonthlyReturn,
    Origin,
    ReturnEvent,
    Submission,
    SubmittedLine,
)
from goals.returns import eyes
from goals.returns.lines import locked, record_event, written
from goals.returns.refusal import ReturnRefused
from jobcentres.changes import Recording, recording
from jobcentres.models import Assignment, Change, Jobcentre, User

Outcome = SubmittedLine.Outcome


def submit(
    *,
    monthly_return: MonthlyReturn,
    by: User,
    idempotency_key: str = "",
    assignment: Assignment | None = None,
) -> Submission:
    """Certify all figures of the month that are new, corrected or answered since the last submission.

    Where the jobcentre wants four eyes, those that `by` has entered stay out: see `left_for_others`.
    Raises `ReturnRefused`, `AlreadyRecorded`, or PermissionDenied for all but the jobcentre's manager and the
    clerks who may submit.
    """
    held = _submitting(by, assignment, monthly_return.jobcentre)
    with recording(
        by=by, kind=Change.Kind.RETURN, idempotency_key=idempotency_key, assignment=held
    ) as change:
        standing = locked(monthly_return)
        figures = _of_others(standing, _to_submit(standing), by)
        last = standing.submissions.aggregate(last=Max("number"))["last"]
        submission = Submission.objects.create(
            monthly_return=standing, number=(last or 0) + 1, change=change.row
        )
        change.include(Submission._meta.label, submission.canonical())
        _write_lines(change, submission, figures)
        record_event(change, standing, ReturnEvent.Kind.SUBMITTED, new=str(submission.number))
    return submission


def approve(
    *,
    submission: Submission,
    by: User,
    figure_ids: Collection[int] | None = None,
    idempotency_key: str = "",
) -> None:
    """Release figures of a submission; without `figure_ids` all that wait and still say what was submitted.

    Raises `ReturnRefused`, `AlreadyRecorded`, or PermissionDenied for all but the region's officer.
    """
    held = officer_of(by, submission.monthly_return.jobcentre)
    _refuse_own(submission, by)
    with recording(
        by=by, kind=Change.Kind.RETURN, idempotency_key=idempotency_key, assignment=held
    ) as change:
        lines = _waiting(submission, figure_ids)
        release_figures(change, {line.figure_id: line.figure_version for line in lines}, Origin.APPROVAL)
        answer(change, submission, lines, Outcome.APPROVED)


def send_back(
    *, submission: Submission, reasons: Mapping[int, str], by: User, idempotency_key: str = ""
) -> None:
    """Send figures of a submission back, each with its reason.

    Raises `ReturnRefused`, `AlreadyRecorded`, or PermissionDenied for all but the region's officer.
    """
    held = officer_of(by, submission.monthly_return.jobcentre)
    kept = {figure_id: written(reason) for figure_id, reason in reasons.items()}
    if not all(kept.values()):
        raise ReturnRefused("reason_missing", _("Write why the figure is sent back."))
    with recording(
        by=by, kind=Change.Kind.RETURN, idempotency_key=idempotency_key, assignment=held
    ) as change:
        lines = _waiting(submission, kept.keys())
        answer(change, submission, lines, Outcome.SENT_BACK, kept)


def left_for_others(monthly_return: MonthlyReturn, by: User) -> list[Figure]:
    """What could be submitted now, but not by `by`, who has entered it: none where two eyes suffice."""
    if not monthly_return.jobcentre.needs_four_eyes:
        return []
    unanswered = _unanswered(monthly_return)
    found = [one for one in _open_figures(monthly_return) if (one.pk, one.version) not in unanswered]
    return eyes.parted(found, by)[1]


def _submitting(by: User, given: Assignment | None, jobcentre: Jobcentre) -> Assignment:
    """The assignment under which `by` submits: the one given if it is the manager's, else the manager's."""
    held = [one for one in by.scopes.assignments if one.jobcentre_id == jobcentre.pk and one.may_submit]
    if not held:
        raise PermissionDenied
    return max(held, key=lambda one: (one.role == Assignment.Role.MANAGER, one == given))


def officer_of(by: User, jobcentre: Jobcentre) -> Assignment:
    """The assignment under which `by` answers for the jobcentre's region. Raises PermissionDenied."""
    for held in by.scopes.assignments:
        if held.role == Assignment.Role.OFFICER and held.area_id == jobcentre.region_id:
            return held
    raise PermissionDenied


def _of_others(monthly_return: MonthlyReturn, figures: list[Figure], by: User) -> list[Figure]:
    if not monthly_return.jobcentre.needs_four_eyes:
        return figures
    others, own = eyes.parted(figures, by)
    if not others:
        raise ReturnRefused("four_eyes", eyes.kept_text(own))
    return others


def _open_figures(monthly_return: MonthlyReturn) -> list[Figure]:
    """What stands there and is not released: a released figure that was withdrawn is withdrawn by release."""
    month = monthly_return.month
    served = monthly_return.jobcentre.municipalities_on(month.last_day)
    figures = Figure.objects.filter(month=month, area__in=served.order_by().values("pk"))
    figures = figures.exclude(state=FigureState.NOT_REPORTED, approved_version=0)
    figures = figures.exclude(approved_version=F("version")).select_related("indicator", "area")
    return list(figures.order_by("pk"))


def _to_submit(monthly_return: MonthlyReturn) -> list[Figure]:
    found = _open_figures(monthly_return)
    if not found:
        raise ReturnRefused("nothing_open", _("There is no figure to submit. Enter one first."))
    unanswered = _unanswered(monthly_return)
    new = [figure for figure in found if (figure.pk, figure.version) not in unanswered]
    if new:
        return new
    if Outcome.SENT_BACK in unanswered.values():
        message = _("Correct the figure that was sent back, or answer in its comment, before you submit.")
        raise ReturnRefused("unanswered", message)
    raise ReturnRefused("submitted_before", _("Everything has been submitted already."))


def _unanswered(monthly_return: MonthlyReturn) -> dict[tuple[int, int], str]:
    """Figures and versions that need not go in again: they wait, or their question stands unanswered."""
    answers = _answers(monthly_return)
    lines = SubmittedLine.objects.filter(submission__monthly_return=monthly_return)
    found: dict[tuple[int, int], str] = {}
    for line in lines.select_related("figure", "outcome_change").order_by("submission__number", "pk"):
        place = (line.figure.indicator_id, line.figure.area_id)
        sent = (line.figure_id, line.figure_version)
        asked = line.outcome_change.number if line.outcome_change else 0
        found[sent] = line.outcome
        if line.outcome == Outcome.SENT_BACK and answers.get(place, 0) > (asked or 0):
            del found[sent]
    return found


def _answers(monthly_return: MonthlyReturn) -> dict[tuple[int | None, int | None], int]:
    """The number of the last change in which the jobcentre has said something about each line."""
    by_jobcentre = Q(kind=ReturnEvent.Kind.MESSAGE, change__assignment__jobcentre__isnull=False)
    either = Q(kind__in=(ReturnEvent.Kind.COMMENT, ReturnEvent.Kind.EXPLANATION)) | by_jobcentre
    events = monthly_return.events.filter(either).exclude(new="")
    rows = events.values_list("indicator", "municipality").annotate(last=Max("change__number"))
    return {(indicator, municipality): last or 0 for indicator, municipality, last in rows}


def _write_lines(change: Recording, submission: Submission, figures: Sequence[Figure]) -> None:
    lines = SubmittedLine.objects.bulk_create(
        SubmittedLine(submission=submission, figure=figure, figure_version=figure.version)
        for figure in figures
    )
    for line in lines:
        change.include(SubmittedLine._meta.label, line.canonical())


def _refuse_own(submission: Submission, by: User) -> None:
    if submission.change.by_id == by.pk:
        raise ReturnRefused("own", _("Somebody else must release what you have submitted yourself."))


def _waiting(submission: Submission, figure_ids: Collection[int] | None) -> list[SubmittedLine]:
    """The lines to answer, locked: all that wait and stand unchanged, or exactly those asked for."""
    _hold(submission)
    locked(submission.monthly_return)
    rows = submission.lines.select_related("figure__indicator", "figure__area").order_by("pk")
    lines = {line.figure_id: line for line in rows}
    if figure_ids is None:
        chosen = [line for line in lines.values() if line.outcome == Outcome.WAITING and not _is_stale(line)]
        if not chosen:
            raise ReturnRefused("nothing_waits", _("No figure of this submission waits for an answer."))
        return chosen
    if not figure_ids or not lines.keys() >= set(figure_ids):
        raise ReturnRefused("not_submitted", _("Choose among the figures of this submission."))
    chosen = [lines[figure_id] for figure_id in sorted(figure_ids, key=lambda one: lines[one].pk)]
    _refuse_answered(chosen)
    return chosen


def _hold(submission: Submission) -> None:
    """Nobody writes the submission's figures from here on. Before the return, as their writer does."""
    keys = list(submission.lines.order_by().values_list("figure_id", flat=True))
    figures = Figure.objects.filter(pk__in=keys).order_by("pk")
    list(figures.select_for_update(no_key=True).values_list("pk"))


def _refuse_answered(lines: Iterable[SubmittedLine]) -> None:
    for line in lines:
        shown = {"indicator": line.figure.indicator.name, "area": line.figure.area.full_name}
        if line.outcome != Outcome.WAITING:
            message = _("%(indicator)s for %(area)s has already been answered.")
            raise ReturnRefused("answered", message % shown)
        if _is_stale(line):
            message = _(
                "%(indicator)s for %(area)s was changed after it was submitted. It must be submitted again."
            )
            raise ReturnRefused("stale", message % shown)


def _is_stale(line: SubmittedLine) -> bool:
    return line.figure.version != line.figure_version


def answer(
    change: Recording,
    submission: Submission,
    lines: Sequence[SubmittedLine],
    outcome: SubmittedLine.Outcome,
    reasons: Mapping[int, str] | None = None,
) -> None:
    for line in lines:
        line.outcome, line.outcome_change = outcome, change.row
        line.outcome_reason = (reasons or {}).get(line.figure_id, "")
        record_event(
            change,
            submission.monthly_return,
            ReturnEvent.Kind(outcome),
            indicator_id=line.figure.indicator_id,
            municipality_id=line.figure.area_id,
            old=str(line.figure_version),
            new=line.outcome_reason,
        )
    SubmittedLine.objects.bulk_update(lines, ["outcome", "outcome_change", "outcome_reason"])
