"""A confirmed block becomes one change, or none; and it can be taken back by who pasted it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from goals.blocks.frame import Frame
from goals.blocks.preview import Preview
from goals.contents import FigureEntry
from goals.entry import write_figures
from goals.forms.words import moment_text
from goals.models import FigureRevision, FigureState, MonthlyReturn, Origin, ReturnEvent, ReturnLine
from goals.months import now
from goals.returns import choose_line_state
from jobcentres.changes import AlreadyRecorded, Recording, canonical_json, recording
from jobcentres.models import Change, Jobcentre, User

PASTED = (Origin.PASTED, Origin.FILE)


def key_of(frame: Frame, seal: str, text: str) -> str:
    """The same for the same block confirmed twice."""
    content = ["block", frame.jobcentre.slug, frame.period, seal, text]
    return hashlib.sha256(canonical_json(content)).hexdigest()


def saved_before(key: str, *, by: User) -> Change | None:
    return Change.objects.filter(by=by, idempotency_key=key).first()


def save(preview: Preview, frame: Frame, *, by: User, key: str, origin: str = Origin.PASTED) -> Change | None:
    """Record the numbers of the preview as one change; None if all stand there already.

    Raises `Refused` if one of them was changed since the preview. The same key is saved once.
    """

    def attempt() -> Change | None:
        with recording(
            by=by,
            kind=Change.Kind.FIGURES,
            idempotency_key=key,
            assignment=by.scopes.assignment_for(frame.jobcentre),
        ) as change:
            write_figures(change, entries=preview.entries, by=by, origin=origin)
            _close_what_was_not_published(change, frame.jobcentre, preview.entries)
            is_empty = change.is_empty
        return None if is_empty else change.row

    try:
        try:
            return attempt()
        except IntegrityError:  # somebody else wrote the same at the same moment; now their version is seen
            return attempt()
    except AlreadyRecorded as repeated:
        return repeated.change


def _close_what_was_not_published(
    change: Recording, jobcentre: Jobcentre, entries: Sequence[FigureEntry]
) -> None:
    """A number has come where somebody had said that there was none yet."""
    places = {(entry.area.pk, entry.indicator.pk, entry.month) for entry in entries}
    waiting = ReturnLine.objects.filter(
        monthly_return__jobcentre=jobcentre, state=ReturnLine.State.NOT_PUBLISHED
    ).select_related("monthly_return", "indicator", "municipality")
    for line in waiting:
        if (line.municipality_id, line.indicator_id, line.monthly_return.month) in places:
            choose_line_state(
                change, line.monthly_return, line.indicator, line.municipality, ReturnLine.State.OPEN
            )


class UndoRefused(Exception):
    """`str()` says why the change can no longer be taken back."""


def undoable(user: User, jobcentre: Jobcentre, number: int) -> Change | None:
    """The block that `user` has pasted for the jobcentre under this number; None if it is none of theirs."""
    change = Change.objects.filter(number=number, by=user, kind=Change.Kind.FIGURES).first()
    if change is None:
        return None
    revisions = list(_revisions(change))
    own = user.scopes.served_municipality_ids
    is_pasted = all(one.origin in PASTED and one.figure.area_id in own for one in revisions)
    assignment = user.scopes.assignment_for(jobcentre)
    made_under = change.assignment
    is_here = assignment is not None and made_under is not None and made_under.jobcentre_id == jobcentre.pk
    return change if revisions and is_pasted and is_here else None


def undo(change: Change, jobcentre: Jobcentre, *, by: User) -> Change:
    """Put every figure back to what the change replaced, as one change. Raises `UndoRefused` or `Refused`."""
    key = f"undo {change.number}"
    if made := saved_before(key, by=by):
        return made
    revisions = list(_revisions(change))
    for one in revisions:
        if one.figure.version != one.version or one.figure.is_locked:
            raise UndoRefused(_refusal(one))
    before = _earlier(revisions)
    note = _("Undone: pasted %(moment)s") % {"moment": moment_text(change.recorded_at or now())}
    entries = [_as_before(one, before.get(one.figure_id), note) for one in revisions]
    with recording(
        by=by,
        kind=Change.Kind.FIGURES,
        reason=note,
        idempotency_key=key,
        assignment=by.scopes.assignment_for(jobcentre),
    ) as undoing:
        write_figures(undoing, entries=entries, by=by, origin=Origin.TYPED)
        _wait_again(undoing, change)
    return undoing.row


def _refusal(revision: FigureRevision) -> str:
    shown = {
        "name": revision.figure.indicator.name,
        "area": revision.figure.area.full_name,
        "month": revision.figure.month.label,
    }
    if revision.figure.is_locked:
        message = _("%(name)s, %(area)s, %(month)s, has been released since. Nothing was undone.")
    else:
        message = _("%(name)s, %(area)s, %(month)s, has been changed since. Nothing was undone.")
    return message % shown


def _revisions(change: Change) -> QuerySet[FigureRevision]:
    rows = FigureRevision.objects.filter(change=change).select_related("figure__indicator", "figure__area")
    return rows.order_by("pk")


def _earlier(revisions: Sequence[FigureRevision]) -> dict[int, FigureRevision]:
    """By figure what each of the revisions replaced."""
    figures = {one.figure_id: one.version - 1 for one in revisions}
    found = FigureRevision.objects.filter(figure__in=figures, version__in=set(figures.values()))
    return {one.figure_id: one for one in found if one.version == figures[one.figure_id]}


def _as_before(revision: FigureRevision, earlier: FigureRevision | None, note: str) -> FigureEntry:
    figure = revision.figure
    source = earlier or revision
    return FigureEntry(
        indicator=figure.indicator,
        area=figure.area,
        month=figure.month,
        state=earlier.state if earlier else FigureState.NOT_REPORTED.value,
        value=earlier.value if earlier else None,
        numerator=earlier.numerator if earlier else None,
        denominator=earlier.denominator if earlier else None,
        source_kind=source.source_kind,
        source=source.source,
        note=note,
        expected_version=revision.version,
    )


def _wait_again(undoing: Recording, change: Change) -> None:
    """Lines on which somebody was waiting for the source wait again."""
    chosen = ReturnEvent.objects.filter(change=change, kind=ReturnEvent.Kind.LINE_STATE)
    for event in chosen.select_related("monthly_return", "indicator", "municipality"):
        if event.indicator and event.municipality:
            monthly_return: MonthlyReturn = event.monthly_return
            choose_line_state(undoing, monthly_return, event.indicator, event.municipality, event.old)
