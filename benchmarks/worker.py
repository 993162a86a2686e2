"""One process of the benchmarks: `build` fills a database, `measure` prints its measurements as JSON.

Times are of the whole request in this process, middleware and templates included, without the network. A
page's are processor time: what else the machine does does not count, nor what PostgreSQL's own processes
take, which the clock on the wall (`wall_ms`) tells.
"""

from __future__ import annotations

import io
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

PAGES = {
    "municipality": ("0340", "/kommuner/0340/"),
    "region": ("MJ", "/regioner/MJ/"),
    "country": ("DK", "/landet/"),
    "goal": ("landet/2", "/landet/2/"),
}
"""With their leanest, by area or address."""
CHOICE = "?aar=2014&maaned=2014-05"
ROUNDS = 25
IMPORT_ROWS = 20_000
IMPORT_ROUNDS = 3


def build(dataset: str) -> None:
    from benchmarks import datasets, history

    call_command("migrate", verbosity=0)
    if dataset == "history":
        history.build()
    else:
        datasets.build(dataset)
    connection.cursor().execute("ANALYZE")


def measure(dataset: str) -> None:
    """In a process that has done nothing before: what building takes is not a worker's memory."""
    from benchmarks import api, documents, exports, history, workbook
    from goals.models import Figure

    if dataset == "history":
        print(json.dumps(history.measure()))
        return
    settings.ROOT_URLCONF = "benchmarks.urls"
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    result: dict[str, Any] = {"dataset": dataset, "database": connection.vendor}
    result["figures"] = Figure.objects.count()
    result["memory_mb"] = {"after_start": memory()}
    result["pages"] = measure_pages(result["memory_mb"])
    result["save"] = measure_save()
    result["export"] = measure_export(result["memory_mb"])
    if dataset == "ten_years":
        result["files"] = exports.measure()
        result["api"] = api.measure()
        result["documents"] = documents.measure()
        result["memory_mb"]["after_everything"] = memory()
        result["documents"]["zip of all reports"] = documents.measure_zip()
    if dataset == "large":
        with workbook.many_goals():
            result["files"] = exports.measure()
            result["workbook"] = workbook.measure()
    if dataset == "small":
        result["import"] = measure_import(result["memory_mb"])
    print(json.dumps(result))


def memory() -> float:
    """The resident memory of this process now, in MB, without the database's own file, which SQLite maps."""
    kilobytes, is_database = 0, False
    for line in Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines():
        if line.startswith("Rss:"):
            kilobytes += 0 if is_database else int(line.split()[1])
        elif not line.partition(" ")[0].endswith(":"):
            is_database = ".sqlite3" in line
    return round(kilobytes * 1024 / 1e6, 1)


def medians_ms(**runs: Callable[[], object]) -> dict[str, float]:
    """On the wall's clock, in turns, so that what else the machine does falls on all alike."""
    return {name: wall for name, (wall, _cpu) in _medians_ms(runs).items()}


def cpu_medians_ms(**runs: Callable[[], object]) -> dict[str, float]:
    """The same of this process's processor time; `wall_…` on the wall's clock."""
    found = _medians_ms(runs)
    wall = {f"wall_{name}": wall for name, (wall, _cpu) in found.items()}
    return {name: cpu for name, (_wall, cpu) in found.items()} | wall


def _medians_ms(runs: dict[str, Callable[[], object]]) -> dict[str, tuple[float, float]]:
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for _ in range(1 + ROUNDS):
        for name, run in runs.items():
            cpu = time.process_time()
            wall = seconds_of(run)
            times[name].append((wall, time.process_time() - cpu))
    return {name: (_median_ms(found, 0), _median_ms(found, 1)) for name, found in times.items()}


def _median_ms(times: list[tuple[float, float]], clock: int) -> float:
    return round(1000 * statistics.median(one[clock] for one in times[1:]), 2)


def measure_pages(memory_mb: dict[str, float]) -> dict[str, Any]:
    from benchmarks.shares import shares_of
    from jobcentres.models import User

    official, clerk = Client(), Client()
    official.force_login(User.objects.get(email="official@eksempel.dk"))
    clerk.force_login(User.objects.get(email="clerk@eksempel.dk"))
    get(clerk, "/indberetning/soroe/2014-05/")
    memory_mb["after_entry_page"] = memory()
    measured: dict[str, Any] = {"empty": cpu_medians_ms(ms=partial(get, official, "/lean/"))}
    for name, (code, address) in PAGES.items():
        url, lean = address + CHOICE, f"/lean/{code}/"
        row: dict[str, Any] = {
            "queries": queries_of(official, url),
            "lean_queries": queries_of(official, lean),
            "cells": cells_of(get(official, url)),
            "lean_cells": cells_of(get(official, lean)),
            **cpu_medians_ms(
                ms=partial(get, official, url),
                lean_ms=partial(get, official, lean),
                sql_ms=_bare_sql(code),
            ),
        }
        row |= measure_unchanged(official, url)
        row["shares"] = shares_of(partial(get, official, url))
        row["times_lean"] = round(row["ms"] / row["lean_ms"], 2)
        row["lean_times_sql"] = round(row["wall_lean_ms"] / row["wall_sql_ms"], 2)
        measured[name] = row
    memory_mb["after_pages"] = memory()
    return measured


def _bare_sql(code: str) -> Callable[[], int]:
    from benchmarks import lean_goal, lean_queries
    from jobcentres.models import Area

    if code.startswith("landet/"):
        return lean_goal.bare_sql(int(code.removeprefix("landet/")))
    return lean_queries.bare_sql(Area.objects.get(code=code))


def measure_unchanged(client: Client, url: str) -> dict[str, Any]:
    """The answer 304 to a browser that holds the page, beside the empty page behind the same sign-in."""
    tag = client.get(url).headers["ETag"]

    def ask() -> None:
        answer = client.get(url, headers={"if-none-match": tag})
        if answer.status_code != 304:
            raise RuntimeError(f"{url} answered {answer.status_code}, not 304")

    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
        asked = len(queries)
    times = cpu_medians_ms(unchanged_ms=ask, empty_ms=partial(get, client, "/lean/"))
    ratio = round(times["unchanged_ms"] / times["empty_ms"], 2)
    return {"unchanged_ms": times["unchanged_ms"], "unchanged_queries": asked, "times_empty": ratio}


def measure_save() -> dict[str, Any]:
    from benchmarks import line_save
    from jobcentres.models import User

    clerk = Client()
    clerk.force_login(User.objects.get(email="clerk@eksempel.dk"))
    return line_save.measure(clerk, medians_ms)


def queries_of(client: Client, url: str) -> int:
    get(client, url)
    with CaptureQueriesContext(connection) as queries:
        get(client, url)
        return len(queries)


def cells_of(page: bytes) -> int:
    """How many cells the page's tables have: both pages must show as much."""
    return page.count(b"<td") + page.count(b'<th scope="row"')


def get(client: Client, url: str) -> bytes:
    response = client.get(url)
    if response.status_code != 200:
        raise SystemExit(f"{url} answered {response.status_code}")
    return response.content


def measure_export(memory_mb: dict[str, float]) -> dict[str, Any]:
    """The summary of all areas, as `manage.py export_summary` writes it."""

    def export() -> str:
        out = io.StringIO()
        call_command("export_summary", "--year", "2014", "--as-of", "2014-05", stdout=out)
        return out.getvalue()

    rows, seconds = export().count("\n") - 1, medians_ms(export=export)["export"] / 1000
    memory_mb["after_export"] = memory()
    return {"rows": rows, "seconds": round(seconds, 3), "rows_per_s": round(rows / seconds)}


def measure_import(memory_mb: dict[str, float]) -> dict[str, Any]:
    """Files of new figures, the same again (nothing changes), and bare upserts of as many rows, in turns."""
    from benchmarks.upsert import bare_upsert, bare_upsert_with_history, write_file

    seconds: dict[str, list[float]] = {"new": [], "unchanged": [], "bare_upsert": [], "bare_with_history": []}
    before = memory()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(IMPORT_ROUNDS):
            file = Path(folder) / f"figures-{number}.csv"
            write_file(file, IMPORT_ROWS, number)
            seconds["new"].append(seconds_of(partial(import_file, file)))
            if number == 0:
                memory_mb["growth_by_import"] = round(memory() - before, 1)
            seconds["unchanged"].append(seconds_of(partial(import_file, file)))
            seconds["bare_upsert"].append(seconds_of(partial(bare_upsert, file)))
            seconds["bare_with_history"].append(seconds_of(partial(bare_upsert_with_history, file)))
    typical = {name: statistics.median(found) for name, found in seconds.items()}
    return {
        "rows": IMPORT_ROWS,
        **{f"{name}_rows_per_s": round(IMPORT_ROWS / found) for name, found in typical.items()},
        "times_bare_upsert": round(typical["bare_upsert"] / typical["new"], 2),
        "times_bare_with_history": round(typical["bare_with_history"] / typical["new"], 2),
    }


def import_file(path: Path) -> None:
    call_command("import_figures", str(path), stdout=io.StringIO())


def seconds_of(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


if __name__ == "__main__":
    django.setup()
    {"build": build, "measure": measure}[sys.argv[1]](sys.argv[2])
