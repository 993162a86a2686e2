"""Files of results: rows a second beside PostgreSQL's own copy of the same join, and the memory they take."""

from __future__ import annotations

import hashlib
import statistics
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import connection

from benchmarks import copied
from benchmarks.worker import memory, seconds_of
from goals.months import Month
from jobcentres.access import MINISTRY, OUTSIDER, Reader
from jobcentres.models import Area
from reporting.exports.extract import FIGURES, RAW, SUMMARY, Extract
from reporting.exports.files import FORMATS
from reporting.summaries import Choice

FIRST, AS_OF = Month(2004, 6), Month(2014, 5)
LATER = datetime(2100, 1, 1, tzinfo=UTC)
"""A moment of knowledge, as every download has one."""
ROUNDS = 5
LOOK_EVERY_S = 0.05
FILES = {
    "summary csv": (SUMMARY, "csv", MINISTRY, None),
    "figures csv": (FIGURES, "csv", MINISTRY, copied.FIGURES),
    "figures csv-dk": (FIGURES, "csv-dk", MINISTRY, copied.FIGURES),
    "figures csv, outside": (FIGURES, "csv", OUTSIDER, copied.FIGURES),
    "raw csv": (RAW, "csv", MINISTRY, copied.RAW),
    "raw csv-dk": (RAW, "csv-dk", MINISTRY, copied.RAW),
}


def measure() -> dict[str, Any]:
    """Of all municipalities in ten years, known on a moment; the summary of all areas."""
    return {name: _measured(*file) for name, file in FILES.items()}


def _measured(shape: str, kind: str, reader: Reader, join: str | None) -> dict[str, Any]:
    write = partial(written, shape, kind, reader)
    write(since=AS_OF.plus(-11))
    before = memory()
    with peak(LOOK_EVERY_S) as highest:
        rows = write()
    told: dict[str, Any] = {"rows": rows, "growth_mb": round(highest() - before, 1)}
    copy = None if join is None or connection.vendor != "postgresql" else partial(_copy, join)
    ours: list[float] = []
    theirs: list[float] = []
    for _round in range(ROUNDS):
        ours.append(seconds_of(write))
        theirs.append(seconds_of(copy) if copy else 0)
    told["rows_per_s"] = round(rows / statistics.median(ours))
    if copy:
        told["copy_rows_per_s"] = round(copy() / statistics.median(theirs))
        told["times_copy"] = round(told["rows_per_s"] / told["copy_rows_per_s"], 2)
    return told


def written(shape: str, kind: str, reader: Reader, since: Month = FIRST) -> int:
    """A file, hashed as the gateway does; returns how many rows it has."""
    level = "all" if shape == SUMMARY else Area.Level.MUNICIPALITY.value
    choice = Choice.of(2014, as_of=AS_OF, known_on=LATER)
    extracted = Extract(choice, level=level, figures_since=since, shape=shape).read(reader)
    digest = hashlib.sha256()
    for part in FORMATS[kind].write(extracted):
        digest.update(part)
    return extracted.count.number


def _copy(join: str) -> int:
    return copied.copy(join, FIRST.first_day, AS_OF.first_day)


@contextmanager
def peak(every_s: float) -> Iterator[Callable[[], float]]:
    """The most memory that the process held meanwhile, in MB, looked at by a thread of its own."""
    highest, is_over = [memory()], threading.Event()

    def look() -> None:
        while not is_over.wait(every_s):
            highest[0] = max(highest[0], memory())

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield lambda: highest[0]
    finally:
        is_over.set()
        looking.join()
