"""What papers, slides, workbooks of a page, and all reports in one file take: time, size, memory."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.exports import AS_OF, LATER, peak
from benchmarks.worker import memory
from goals.models import Goal
from jobcentres.access import MINISTRY
from reporting import fetch
from reporting.bundles.making import write
from reporting.places import Places
from reporting.summaries import Choice

ROUNDS = 5
LOOK_EVERY_S = 0.1
AREAS = {"municipality": "0340", "region": "MJ", "country": "DK"}


def measure() -> dict[str, Any]:
    choice = Choice.of(2014, as_of=AS_OF, known_on=LATER)
    places = Places.on(AS_OF)
    goals = tuple(
        Goal.objects.filter(goal_year__year=2014).select_related("goal_year", "indicator").order_by("number")
    )
    found = {}
    for level, code in AREAS.items():
        asked = fetch.Asked(choice, places.of_code(code), MINISTRY, places, goals)
        for kind in fetch.KINDS:
            found[f"{kind} {level}"] = _measured(partial(_size, kind, asked))
    return found


def _size(kind: str, asked: fetch.Asked) -> int:
    return sum(map(len, fetch.KINDS[kind].make(asked).parts))


def _measured(make: Callable[[], int]) -> dict[str, Any]:
    """The first one loads what it takes; `cpu_s` of this process and its threads."""
    before = memory()
    with peak(LOOK_EVERY_S) as highest:
        size = make()
    clock: list[float] = []
    processor: list[float] = []
    for _round in range(ROUNDS):
        began, used = time.perf_counter(), time.process_time()
        make()
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - used)
    return {
        "kb": round(size / 1000),
        "seconds": round(statistics.median(clock), 3),
        "cpu_s": round(statistics.median(processor), 3),
        "growth_mb": round(highest() - before, 1),
    }


def measure_zip() -> dict[str, Any]:
    """Once, in this process; the product makes it in one of its own."""
    choice = Choice.of(2014, as_of=AS_OF, known_on=LATER)
    before, began, used = memory(), time.perf_counter(), time.process_time()
    told: list[tuple[int, int]] = []
    with tempfile.TemporaryFile() as file, peak(LOOK_EVERY_S) as highest:
        write(file, choice, "DK", lambda done, of: told.append((done, of)))
        size = file.tell()
    return {
        "papers": told[-1][1],
        "kb": round(size / 1000),
        "seconds": round(time.perf_counter() - began, 2),
        "cpu_s": round(time.process_time() - used, 2),
        "growth_mb": round(highest() - before, 1),
    }
