"""How long it takes to verify ten years: 98 municipalities × 4 indicators × 120 months × 5 revisions.

Changes are built as the writers make them: one for each month of a municipality.
"""

from __future__ import annotations

import io
import resource
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from benchmarks.worker import memory
from goals.models import Figure, FigureRevision, Indicator, Origin
from goals.months import Month
from jobcentres.changes import Recording, link
from jobcentres.models import Area, Change, Installation

INDICATORS = 4
REVISIONS = 5
MONTHS = Month.range(Month(2004, 1), Month(2013, 12))
BEGINNING = datetime.fromisoformat("2004-02-01T12:00:00+01:00")
AT_ONCE = 1000


def build() -> None:
    call_command("load_reference", verbosity=0)
    figures, head = _figures(), Installation.read()
    moment = max(filter(None, (BEGINNING, head.last_recorded_at)))
    months = [figures[start : start + INDICATORS] for start in range(0, len(figures), INDICATORS)]
    for version in range(1, REVISIONS + 1):
        for start in range(0, len(months), AT_ONCE):
            _change(months[start : start + AT_ONCE], version, head, moment)
    head.save()
    assert Change.objects.count() == head.last_number


def _figures() -> list[Figure]:
    """As they stand after their last revision; those of one municipality's month beside each other."""
    return Figure.objects.bulk_create(
        (
            Figure(
                indicator=indicator,
                area=area,
                month=month,
                value=Decimal(REVISIONS),
                version=REVISIONS,
                approved_version=REVISIONS,
            )
            for month in MONTHS
            for area in Area.objects.municipalities().order_by("code")
            for indicator in Indicator.objects.order_by("pk")[:INDICATORS]
        ),
        batch_size=AT_ONCE,
    )


def _change(months: Sequence[Sequence[Figure]], version: int, head: Installation, moment: datetime) -> None:
    """One change for each month, linked as the writer of changes does it, but stored many at once."""
    rows = Change.objects.bulk_create(Change(kind=Change.Kind.OFFICIAL) for _month in months)
    revisions = []
    for row, figures in zip(rows, months, strict=True):
        recording = Recording(row)
        for figure in figures:
            revision = _revision(row, figure, version)
            recording.include(FigureRevision._meta.label, revision.canonical())
            revisions.append(revision)
        row.recorded_at, row.contents_hash = moment, recording.contents_hash()
        link(row, head)
    FigureRevision.objects.bulk_create(revisions)
    Change.objects.bulk_update(
        rows, ["number", "recorded_at", "contents_hash", "previous_hash", "hash"], batch_size=100
    )


def _revision(row: Change, figure: Figure, version: int) -> FigureRevision:
    replaced = {"replaced_state": "reported", "replaced_value": Decimal(version - 1)} if version > 1 else {}
    return FigureRevision(
        figure=figure,
        change=row,
        version=version,
        origin=Origin.OFFICIAL,
        is_approved=True,
        value=Decimal(version),
        **replaced,
    )


def measure() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        settings.SEAL_FILE = Path(folder) / "seals.log"
        call_command("seal", stdout=io.StringIO())
        before, started = memory(), time.perf_counter()
        call_command("verify_history", stdout=io.StringIO())
        seconds = time.perf_counter() - started
    return {
        "dataset": "history",
        "database": connection.vendor,
        "figures": Figure.objects.count(),
        "revisions": FigureRevision.objects.count(),
        "changes": Change.objects.count(),
        "seconds": round(seconds, 1),
        "memory_mb": {"before": before, "most": round(most_memory(), 1)},
    }


def most_memory() -> float:
    """The most that this process has ever held, in MB: with SQLite the mapped part of its file as well."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
