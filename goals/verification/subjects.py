"""What figures, targets and returns are about: a change names area, indicator and month by key only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from goals.models import (
    Contract,
    ContractStep,
    Figure,
    FigureRevision,
    MonthlyReturn,
    ReturnEvent,
    Target,
    TargetVersion,
)
from goals.verification.contents import ROWS_AT_ONCE
from jobcentres.changes import canonical_json


def subjects_hash(after: int, last: int) -> str:
    """SHA-256 over the subjects of what was recorded after change no. `after` up to change no. `last`."""
    digest = hashlib.sha256()
    for line in _subjects(after, last):
        digest.update(canonical_json([str(part) for part in line]) + b"\n")
    return digest.hexdigest()


def _subjects(after: int, last: int) -> Iterator[tuple[object, ...]]:
    """Of figures and targets those of the first revisions and versions suffice: a subject never changes.

    Events are read in the order of their keys, so that order is sealed as well.
    """
    then = {"change__number__gt": after, "change__number__lte": last}
    for label, rows, subject in (
        (
            Figure._meta.label,
            FigureRevision.objects.filter(version=1, **then),
            ("figure", "figure__indicator", "figure__area", "figure__month"),
        ),
        (
            Target._meta.label,
            TargetVersion.objects.filter(number=1, **then),
            ("target", "target__goal_year", "target__indicator", "target__area"),
        ),
        (
            Contract._meta.label,
            ContractStep.objects.filter(number=1, **then),
            ("contract", "contract__goal_year", "contract__region"),
        ),
        (
            MonthlyReturn._meta.label,
            ReturnEvent.objects.filter(**then),
            ("pk", "change__number", "monthly_return", "monthly_return__jobcentre", "monthly_return__month"),
        ),
    ):
        for row in rows.order_by("pk").values_list(*subject).iterator(ROWS_AT_ONCE):
            yield label, *row
