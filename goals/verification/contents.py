"""What changes recorded, read again row by row: each table in the order in which it was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Model, QuerySet

from goals.models import (
    ContractDocument,
    ContractStep,
    CorrectionDecision,
    CorrectionRequest,
    FigureRevision,
    Meeting,
    MeetingNote,
    RegionalGoal,
    Report,
    ReportText,
    ReturnEvent,
    Submission,
    SubmittedLine,
    TargetStep,
    TargetVersion,
)
from jobcentres.changes import Recording
from jobcentres.models import Change, RecordEdit

TABLES: dict[type[Model], str] = {
    RecordEdit: "change",
    FigureRevision: "change",
    CorrectionRequest: "change",
    CorrectionDecision: "change",
    TargetVersion: "change",
    Submission: "change",
    SubmittedLine: "submission__change",
    ReturnEvent: "change",
    TargetStep: "change",
    ContractStep: "change",
    RegionalGoal: "change",
    ContractDocument: "change",
    Report: "change",
    ReportText: "change",
    Meeting: "change",
    MeetingNote: "change",
}
"""Every table whose rows a change's hash covers, and the way from a row to its change."""

ROWS_AT_ONCE = 2000


def read_again(changes: Iterable[Change]) -> list[Recording]:
    """The changes, whose numbers follow each other, each with all rows that it has now."""
    found = {change.pk: Recording(change) for change in changes}
    numbers = [recording.row.number for recording in found.values()]
    for model, path in TABLES.items():
        for row in _rows(model, path, numbers[0], numbers[-1]):
            found[row.recorded_in].include(model._meta.label, row.canonical())
    return list(found.values())


def _rows(model: type[Model], path: str, first: int | None, last: int | None) -> Iterable[Any]:
    rows: QuerySet[Any] = model._default_manager.filter(**{f"{path}__number__range": (first, last)})
    ordered = rows.order_by(f"{path}__number", "pk").annotate(recorded_in=F(f"{path}_id"))
    return ordered.iterator(ROWS_AT_ONCE)
