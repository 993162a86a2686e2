"""One press of Save is one change: figures, states of lines, comments and the remark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db import IntegrityError

from goals.entry import write_figures
from goals.forms.line import LineForm
from goals.forms.month import MonthForm
from goals.forms.year_form import YearForm
from goals.models import Origin
from goals.returns import choose_line_state, comment_line, explain, return_for, write_remark
from goals.staging import Key, Standing
from jobcentres.changes import AlreadyRecorded, Recording, recording
from jobcentres.models import Change, User

Form = MonthForm | YearForm


class Saved(NamedTuple):
    """What a Save has recorded; no change if there was nothing new."""

    change: Change | None
    figures: int = 0


def save(form: Form, *, by: User, standing: Mapping[Key, Standing] | None = None) -> Saved:
    """Record what a valid form says, or nothing: raises `Refused`. The same form sent again is saved once.

    `standing` is what was just read of the form's figures; it spares a query.
    """
    try:
        try:
            return _attempt(form, by, standing)
        except IntegrityError:  # somebody else wrote the same at the same moment
            return _attempt(form, by)
    except AlreadyRecorded as repeated:
        return _of_change(repeated.change)


def recorded_before(form: Form, *, by: User) -> Saved | None:
    """What the same form has recorded already."""
    made = Change.objects.filter(by=by, idempotency_key=form.idempotency_key).first()
    return None if made is None else _of_change(made)


def _of_change(change: Change) -> Saved:
    return Saved(change, change.figure_revisions.count())


def _attempt(form: Form, by: User, standing: Mapping[Key, Standing] | None = None) -> Saved:
    entries = [entry for _form, entry in form.entries]
    with recording(
        by=by,
        kind=Change.Kind.FIGURES if entries else Change.Kind.RETURN,
        idempotency_key=form.idempotency_key,
        assignment=by.scopes.assignment_for(form.sheet.jobcentre),
    ) as change:
        recorded = write_figures(change, entries=entries, by=by, origin=Origin.TYPED, standing=standing)
        for month in form.months:
            _write_words(change, month)
        is_empty = change.is_empty
    return Saved(None if is_empty else change.row, recorded.new + recorded.changed)


def _write_words(change: Recording, form: MonthForm) -> None:
    lines = [one for one in form.lines if _has_words(one)]
    if not lines and form.new_remark is None:
        return
    monthly_return = return_for(form.sheet.jobcentre, form.sheet.month)
    for one in lines:
        place = (one.line.indicator, one.line.municipality)
        if one.new_line_state is not None:
            choose_line_state(change, monthly_return, *place, one.new_line_state)
        if one.new_comment is not None:
            comment_line(change, monthly_return, *place, one.new_comment)
        if one.new_explanation is not None:
            explain(change, monthly_return, *place, one.explained_version, one.new_explanation)
    if form.new_remark is not None:
        write_remark(change, monthly_return, form.new_remark)


def _has_words(form: LineForm) -> bool:
    return any(one is not None for one in (form.new_line_state, form.new_comment, form.new_explanation))
