"""What a workbook of 100,000 rows takes: seconds of the processor, beside the same rows as CSV; memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.db import transaction

from benchmarks.worker import memory
from goals.models import Goal, GoalYear, Indicator
from goals.months import Month
from jobcentres.access import MINISTRY
from reporting.exports.extract import Extract
from reporting.exports.figures import FIGURE_COLUMNS
from reporting.exports.files import FORMATS, csv_lines
from reporting.summaries import Choice

ROWS = 100_000
FIRST = Month(2004, 6)
AS_OF = Month(2014, 5)
LOOK_EVERY_S = 1


def measure() -> dict[str, Any]:
    """Of the year's goals, and of as many more as it takes; nothing of them stays."""
    with transaction.atomic():
        _add_goals(6)
        measured = _measure()
        transaction.set_rollback(True)
    return measured


def _measure() -> dict[str, Any]:
    extract = Extract(Choice.of(2014, as_of=AS_OF), figures_since=FIRST)
    rows = sum(1 for _row in extract.read(MINISTRY).figures())
    if rows < ROWS:
        raise RuntimeError(f"{rows} rows are too few")
    before = memory()
    told: dict[str, Any] = {"rows": rows, "memory_before_mb": before}
    with _peak() as peak:
        told |= _seconds(lambda: FORMATS["xlsx"].write(extract.read(MINISTRY)))
    told["peak_memory_mb"] = peak()
    csv = _seconds(lambda: csv_lines(FIGURE_COLUMNS, extract.read(MINISTRY).figures()))
    told |= {"csv_cpu_s": csv["cpu_s"], "times_csv": round(told["cpu_s"] / csv["cpu_s"], 2)}
    return told | {"rows_per_cpu_s": round(rows / told["cpu_s"])}


def _seconds(write: Callable[[], Iterator[object]]) -> dict[str, float]:
    """By the clock, which what else the machine does slows down, and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    for _part in write():
        pass
    return {
        "seconds": round(time.perf_counter() - clock, 2),
        "cpu_s": round(time.process_time() - processor, 2),
    }


def _add_goals(number: int) -> None:
    year = GoalYear.objects.get(year=2014)
    further = Indicator.objects.filter(code__startswith="further_").order_by("code")[:number]
    Goal.objects.bulk_create(
        Goal(goal_year=year, number=place, indicator=one, short_name=one.name, title=one.name)
        for place, one in zip(count(5), further)
    )


@contextmanager
def _peak() -> Iterator[Callable[[], float]]:
    """The most memory that the process held meanwhile, in MB, looked at by a thread of its own."""
    highest, is_over = [memory()], threading.Event()

    def look() -> None:
        while not is_over.wait(LOOK_EVERY_S):
            highest[0] = max(highest[0], memory())

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield lambda: highest[0]
    finally:
        is_over.set()
        looking.join()
