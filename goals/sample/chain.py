"""The chain of changes, sealed anew: only for the sample, which is recorded in its own past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from jobcentres import seals
from jobcentres.changes import NOTHING, link
from jobcentres.models import Change, Installation


def seal_again(moments: Mapping[int, datetime]) -> None:
    """Number and chain all changes there are; those named by their key get another moment."""
    seals.begin_anew()
    head = Installation.lock()
    head.last_number, head.last_hash, head.last_recorded_at = 0, NOTHING, None
    for row in Change.objects.order_by("number"):
        row.recorded_at = moments.get(row.pk, row.recorded_at)
        link(row, head)
        row.save(update_fields=["number", "recorded_at", "previous_hash", "hash"])
    head.save(update_fields=["last_number", "last_hash", "last_recorded_at"])
