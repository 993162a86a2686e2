"""`make bench`: every measurement on SQLite and on PostgreSQL, ratios within one run.

python -m benchmarks [--dataset small ten_years large history] [--database sqlite postgresql] [--no-browser]
                     [--no-outlook | --only-outlook]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests import postgres

RESULTS = Path(__file__).parent / "results"
DATASETS = ["small", "ten_years", "large", "history"]
DATABASES = ["sqlite", "postgresql"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--dataset", nargs="+", choices=DATASETS, default=DATASETS)
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument(
        "--no-browser", dest="browser", action="store_false", help="leave out what takes a browser"
    )
    outlook = parser.add_mutually_exclusive_group()
    outlook.add_argument("--no-outlook", dest="outlook", action="store_false", help="leave out the outlooks")
    outlook.add_argument("--only-outlook", action="store_true", help="measure nothing but the outlooks")
    choice = parser.parse_args()
    RESULTS.mkdir(exist_ok=True)
    os.environ["REQUESTS_PER_MINUTE"] = "1000000"  # nobody asks as often as a measurement
    if choice.outlook:
        _measure_outlooks()
    if choice.only_outlook:
        return
    for database in choice.database:
        for dataset in choice.dataset:
            with _database(database) as url:
                result = _measure(url, dataset)
            _write(f"{database}-{dataset}", result)
            print(_table(database, result), flush=True)
    if choice.browser:
        _measure_typing()
        _measure_first_chart()


def _measure_typing() -> None:
    """In a process of its own: a browser's loop and Django's queries do not share one."""
    result = _told_by("benchmarks.typing")
    _write("typing", result)
    print(
        f"\nin Chromium, 120 ms a key · first key {result['first_key_s']} s · a month of two municipalities "
        f"{result['month_s']} s · twelve months pasted {result['year_by_paste_s']} s"
    )


def _measure_first_chart() -> None:
    result = _told_by("benchmarks.first_chart")
    _write("first_chart", result)
    for name, told in result.items():
        if isinstance(told, dict):
            print(
                f"{name:<14}first byte {told['first_byte_ms']} ms · first figure {told['first_chart_ms']} ms"
            )


def _measure_outlooks() -> None:
    result = _told_by("benchmarks.outlook")
    _write("outlook", result)
    print(f"\noutlook · kept {result['kept']} · yardstick {result['yardstick']}")
    for window, told in result["overall"].items():
        print(
            f"{window:<14}{told['pct']} · × yardstick {told['times_yardstick']} · "
            f"inside the band {told['inside']}"
        )
    print(f"cost {result['cost']}", flush=True)


def _told_by(module: str) -> dict[str, Any]:
    environment = os.environ | {"DEBUG": "1", "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run([sys.executable, "-m", module], env=environment, stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _write(name: str, result: dict[str, Any]) -> None:
    result |= {"measured_at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": _machine()}
    text = json.dumps(result, indent=1, sort_keys=True) + "\n"
    (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")


@contextmanager
def _database(name: str) -> Iterator[str]:
    if name == "postgresql":
        with postgres.running() as url:
            yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/benchmark.sqlite3"


def _measure(url: str, dataset: str) -> dict[str, Any]:
    os.environ |= {"DATABASE_URL": url, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    worker = [sys.executable, "-m", "benchmarks.worker"]
    subprocess.run([*worker, "build", dataset], stdout=subprocess.DEVNULL, check=True)
    done = subprocess.run([*worker, "measure", dataset], stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _table(database: str, result: dict[str, Any]) -> str:
    lines = [f"\n{database} · {result['dataset']} · {result['figures']:,} figures"]
    if result["dataset"] == "history":
        told = f"{result['revisions']:,} revisions, {result['changes']:,} changes verified"
        return f"{lines[0]}\n{told} in {result['seconds']} s · memory, MB {result['memory_mb']}"
    names = f"{'page':<14}{'CPU ms':>8}{'leanest':>9}{'SQL':>8}{'× leanest':>11}{'queries':>9}"
    lines.append(f"{names}{'304 ms':>8}{'× empty':>9}")
    for name, page in result["pages"].items():
        if "lean_ms" in page:
            lines.append(
                f"{name:<14}{page['ms']:>8.1f}{page['lean_ms']:>9.1f}{page['wall_sql_ms']:>8.1f}"
                f"{page['times_lean']:>11.2f}{page['queries']:>9}{page['unchanged_ms']:>8.1f}{page['times_empty']:>9.2f}"
            )
    for name, page in result["pages"].items():
        if "shares" in page:
            told = " · ".join(f"{part} {share}" for part, share in page["shares"].items())
            lines.append(f"{name:<14}per cent of the time: {told}")
    lines.append(f"empty page {result['pages']['empty']['ms']} ms · export {result['export']}")
    lines.append(f"save of a cell {result['save']}")
    lines += _files(result.get("files", {}))
    lines += [f"api: {name} {told}" for name, told in result.get("api", {}).items()]
    lines += [f"{name:<24}{told}" for name, told in result.get("documents", {}).items()]
    lines += [f"{name} {result[name]}" for name in ("workbook", "import") if name in result]
    lines.append(f"memory, MB {result['memory_mb']}")
    return "\n".join(lines)


def _files(files: dict[str, Any]) -> Iterator[str]:
    if files:
        yield f"{'file':<24}{'rows':>9}{'rows/s':>10}{'copy rows/s':>13}{'× copy':>8}{'growth MB':>11}"
    for name, told in files.items():
        yield (
            f"{name:<24}{told['rows']:>9,}{told['rows_per_s']:>10,}{told.get('copy_rows_per_s', ''):>13}"
            f"{told.get('times_copy', ''):>8}{told['growth_mb']:>11}"
        )


if __name__ == "__main__":
    main()
