"""Imports killed at a random moment: all of the file is there or nothing, and the next one goes through."""

from __future__ import annotations

import io
import multiprocessing
import os
import random
import signal
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections

from benchmarks.upsert import write_file
from goals.models import Figure, FigureRevision
from jobcentres.models import Area, Change

ROWS = 20_000


def trial(drawn: random.Random, number: int) -> str:
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0, stdout=io.StringIO())
    Area.objects.update(valid_from=date(1900, 1, 1))
    _clear()
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.csv"
        write_file(file, ROWS)
        longest = _uninterrupted(file)
        for _ in range(number):
            _kill(file, drawn.uniform(0, 1.2 * longest))
            survived += _all_or_nothing()
        _uninterrupted(file)
    return f"{number} imports of {ROWS} rows killed, {survived} too late, none half written"


def _uninterrupted(file: Path) -> float:
    started = time.monotonic()
    importing = _started(file)
    importing.join()
    seconds = time.monotonic() - started
    assert _all_or_nothing(), "an import that nobody disturbed wrote nothing"
    return seconds


def _kill(file: Path, after: float) -> None:
    importing = _started(file)
    importing.join(after)
    if importing.pid and importing.is_alive():
        os.kill(importing.pid, signal.SIGKILL)
    importing.join()
    with connection.cursor() as cursor:
        while _is_busy(cursor):
            time.sleep(0.01)


def _started(file: Path) -> multiprocessing.process.BaseProcess:
    connections.close_all()
    importing = multiprocessing.get_context("fork").Process(
        target=call_command, args=("import_figures", str(file)), kwargs={"stdout": io.StringIO()}
    )
    importing.start()
    return importing


def _is_busy(cursor: Any) -> bool:
    """Whether the server still works for the one that was killed."""
    cursor.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    return bool(cursor.fetchone()[0])


def _all_or_nothing() -> bool:
    """Whether all was written; it is gone afterwards."""
    changes = Change.objects.filter(figure_revisions__isnull=False).distinct()
    found = Figure.objects.count(), FigureRevision.objects.count(), changes.count()
    assert found in ((0, 0, 0), (ROWS, ROWS, 1)), f"half written: {found}"
    _clear()
    return bool(found[0])


def _clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE goals_figure, goals_figurerevision CASCADE")
