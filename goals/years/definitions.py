"""What exactly an indicator counts, from a day on. A new definition ends the one before and, unless the
official says otherwise, breaks the series."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from goals.models import Indicator, IndicatorDefinition, SeriesBreak
from goals.months import Month
from goals.year_dates import EditRefused, refuse_unseen
from goals.years.keys import break_key, definition_key
from jobcentres.changes import Recording, fields_of, record_edits, recording
from jobcentres.models import Change, RecordEdit, User


class Break(NamedTuple):
    """Why the numbers before and after cannot be compared, as charts and tables say it."""

    name: str
    explanation: str


def newest_of(indicator: Indicator) -> IndicatorDefinition | None:
    return indicator.definitions.order_by("valid_from").last()


def add_definition(
    *, row: IndicatorDefinition, breaks: Break | None, seen: str, by: User, idempotency_key: str = ""
) -> None:
    """Store a new definition; `seen` is the newest one before it, as `by` saw it. None breaks nothing.

    The indicator's first definition never breaks its series. Raises `EditRefused`.
    """
    refuse_day(row.valid_from)
    with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
        before = _locked_newest(row.indicator)
        refuse_unseen(before, seen)
        if before is not None:
            _end(change, before, row.valid_from)
            if breaks is not None:
                _mark(change, row.indicator, Month.of(row.valid_from), breaks)
        row.save()
        record_edits(change, row, definition_key(row), None)


def edit_definition(*, row: IndicatorDefinition, seen: str, by: User, idempotency_key: str = "") -> None:
    """Put the text, its source or whether it is assumed right. Its days stay. Raises `EditRefused`."""
    with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
        stored = IndicatorDefinition.objects.select_for_update().filter(pk=row.pk).first()
        refuse_unseen(stored, seen)
        if stored is None:
            return
        before = fields_of(stored)
        stored.text, stored.source, stored.is_assumption = row.text, row.source, row.is_assumption
        stored.save()
        record_edits(change, stored, definition_key(stored), before)


def remove_definition(*, row: IndicatorDefinition, seen: str, by: User, idempotency_key: str = "") -> None:
    """Take the newest definition back, with the break that came with it: the one before holds on.

    Raises `EditRefused` for any other, and for the only one.
    """
    with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
        stored = IndicatorDefinition.objects.select_for_update().filter(pk=row.pk).first()
        refuse_unseen(stored, seen)
        if stored is None:
            return
        previous = previous_of(stored)
        if previous is None or newest_of(stored.indicator) != stored:
            raise EditRefused(_("Only the newest of several definitions can be taken back."))
        before, key, month = fields_of(stored), definition_key(stored), Month.of(stored.valid_from)
        stored.delete()
        record_edits(change, IndicatorDefinition(), key, before)
        _open_again(change, previous, stored.valid_from)
        _unmark(change, stored.indicator, month)


def previous_of(row: IndicatorDefinition) -> IndicatorDefinition | None:
    earlier = IndicatorDefinition.objects.filter(indicator=row.indicator_id, valid_from__lt=row.valid_from)
    return earlier.order_by("valid_from").last()


def refuse_day(valid_from: date) -> None:
    if valid_from.day != 1:
        first = valid_from.replace(day=1)
        message = _("Figures are counted by month. Write the first day of one, e.g. %(day)s.")
        raise EditRefused(message % {"day": first.strftime("%d-%m-%Y")}, "valid_from")


def _locked_newest(indicator: Indicator) -> IndicatorDefinition | None:
    """The indicator's row is locked, so that two definitions do not follow the same one."""
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    return newest_of(indicator)


def _end(change: Recording, before: IndicatorDefinition, valid_from: date) -> None:
    if valid_from <= before.valid_from:
        message = _("The newest definition holds from %(day)s. Write a later day.")
        raise EditRefused(message % {"day": before.valid_from.strftime("%d-%m-%Y")}, "valid_from")
    if before.valid_to is not None and before.valid_to < valid_from:
        return
    old = fields_of(before)
    before.valid_to = valid_from - timedelta(days=1)
    before.save()
    record_edits(change, before, definition_key(before), old)


def _open_again(change: Recording, previous: IndicatorDefinition, followed_on: date) -> None:
    if previous.valid_to != followed_on - timedelta(days=1):
        return
    old = fields_of(previous)
    previous.valid_to = None
    previous.save()
    record_edits(change, previous, definition_key(previous), old)


def _mark(change: Recording, indicator: Indicator, month: Month, breaks: Break) -> None:
    row = SeriesBreak.objects.filter(indicator=indicator, month=month.first_day).first()
    old = fields_of(row) if row else None
    row = row or SeriesBreak(indicator=indicator, month=month)
    row.name, row.explanation, row.is_break = breaks.name, breaks.explanation, True
    row.save()
    record_edits(change, row, break_key(row), old)


def _is_made_here(row: SeriesBreak) -> bool:
    own = RecordEdit.objects.filter(record=row._meta.label, record_key=break_key(row))
    return own.filter(field="indicator_id", old="").exists()


def _unmark(change: Recording, indicator: Indicator, month: Month) -> None:
    """A reform's mark, which a file has brought, is no definition's."""
    row = SeriesBreak.objects.filter(indicator=indicator, month=month.first_day).first()
    if row is not None and _is_made_here(row):
        old, key = fields_of(row), break_key(row)
        row.delete()
        record_edits(change, SeriesBreak(), key, old)
