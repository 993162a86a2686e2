"""Who changed a deadline or a date of the year, when, and what it was before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.forms.words import moment_text, short_day_text, time_text
from goals.models import Deadline, YearDate
from goals.reference import deadline_key
from goals.year_dates import date_key, loaded_key
from jobcentres.clock import COPENHAGEN
from jobcentres.models import RecordEdit

NEWEST = 200
"""So many edits are shown."""


class Said(NamedTuple):
    by: str
    when: str
    is_first: bool
    """the row was made, by loading or by hand"""
    lines: list[str]


def of_deadline(row: Deadline) -> list[Said]:
    return _told(Deadline, Q(record_key=deadline_key(row)))


def of_date(row: YearDate) -> list[Said]:
    return _told(YearDate, Q(record_key__in=[date_key(row), loaded_key(row)]))


def _told(model: type[Deadline] | type[YearDate], which: Q) -> list[Said]:
    edits = (
        RecordEdit.objects.filter(which, record=model._meta.label)
        .select_related("change__by")
        .order_by("-change__number", "pk")[:NEWEST]
    )
    told = []
    for _number, group in groupby(edits, lambda edit: edit.change_id):
        fields = list(group)
        change = fields[0].change
        told.append(
            Said(
                by=str(change.by or _("the system")),
                when=moment_text(change.recorded_at) if change.recorded_at else "",
                is_first=any(edit.field in {"indicator_id", "goal_year_id"} and edit.new for edit in fields),
                lines=list(_lines(fields)),
            )
        )
    return told


def _lines(fields: list[RecordEdit]) -> Iterator[str]:
    names = {
        "expected_on": pgettext("calendar", "expected"),
        "due_at": pgettext("calendar", "deadline"),
        "kind": pgettext("calendar", "about"),
        "name": pgettext("calendar", "name"),
        "first_day": pgettext("calendar", "first day"),
        "last_day": pgettext("calendar", "last day"),
        "note": pgettext("calendar", "note"),
        "is_assumption": pgettext("calendar", "assumed"),
    }
    for edit in fields:
        if edit.field in names:
            old, new = _value(edit.field, edit.old), _value(edit.field, edit.new)
            both = _("%(old)s → %(new)s") % {
                "old": old or pgettext("calendar", "empty"),
                "new": new or pgettext("calendar", "empty"),
            }
            yield f"{names[edit.field]}: {both if edit.old else new}"


def _value(field: str, text: str) -> str:
    if not text:
        return ""
    if field == "due_at":
        moment = datetime.fromisoformat(text).astimezone(COPENHAGEN)
        return f"{short_day_text(moment.date())} {time_text(moment)}"
    if field in {"expected_on", "first_day", "last_day"}:
        return short_day_text(date.fromisoformat(text))
    if field == "is_assumption":
        return pgettext("calendar", "yes") if text == "True" else pgettext("calendar", "no")
    if field == "kind":
        return str(YearDate.Kind(text).label) if text in YearDate.Kind.values else text
    return f"“{text}”"
