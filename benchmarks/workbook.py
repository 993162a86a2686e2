"""What a workbook of 100,000 rows takes: seconds of the processor, beside the same rows as CSV; memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.db import transaction

from benchmarks.exports import AS_OF, FIRST, peak
from benchmarks.worker import memory
from goals.models import Goal, GoalYear, Indicator
from jobcentres.access import MINISTRY
from reporting.exports.extract import Extract
from reporting.exports.figures import FIGURE_COLUMNS
from reporting.exports.files import FORMATS, csv_lines
from reporting.summaries import Choice

ROWS = 100_000
LOOK_EVERY_S = 1


@contextmanager
def many_goals() -> Iterator[None]:
    """The year's goals, and as many more as it takes; nothing of them stays."""
    with transaction.atomic():
        _add_goals(6)
        yield
        transaction.set_rollback(True)


def measure() -> dict[str, Any]:
    extract = Extract(Choice.of(2014, as_of=AS_OF), figures_since=FIRST)
    rows = sum(1 for _row in extract.read(MINISTRY).figures())
    if rows < ROWS:
        raise RuntimeError(f"{rows} rows are too few")
    before = memory()
    told: dict[str, Any] = {"rows": rows, "memory_before_mb": before}
    with peak(LOOK_EVERY_S) as highest:
        told |= _seconds(lambda: FORMATS["xlsx"].write(extract.read(MINISTRY)))
    told["peak_memory_mb"] = highest()
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
