"""The whole suite on SQLite, then on a real PostgreSQL what reaches a database. `make test` calls it.

`python -m tests.run [--complete] [pytest's arguments]`; with --complete, what could not be run is a failure.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack

from tests import chromium, postgres, sample_file

OUTCOMES = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warnings", "errors")
CHOSEN = re.compile(r"^\d+ workers \[(?P<number>\d+) items?\]")
CLOSING = re.compile(r"^=+ (?P<counts>.*?) in [\d.]+s.*=+$|^(?P<quiet>\d+ .*?) in [\d.]+s.*$")
NO_TESTS = 5


def main(arguments: list[str]) -> int:
    began = time.monotonic()
    complete = "--complete" in arguments
    arguments = [argument for argument in arguments if argument != "--complete"]
    not_run, total, worst = [], Counter[str](), 0
    if chromium.find() is None:
        chromium.install()
    if chromium.find() is None:
        not_run.append("browser tests (no Chromium could be found or installed)")
    runs = [("SQLite", {"DATABASE_URL": ""}, [])]
    with ExitStack() as servers:
        folder = servers.enter_context(tempfile.TemporaryDirectory(prefix="maaltal-sample-"))
        os.environ[sample_file.SHARED_FOLDER] = folder
        try:
            url = servers.enter_context(postgres.running())
            runs.append(("PostgreSQL", {"DATABASE_URL": url}, ["-m", "database and not browser"]))
        except Exception as fault:
            not_run.append(f"PostgreSQL ({fault})")
        whole = 0
        for name, environment, selection in runs:
            print(f"--- {name}", flush=True)
            status, counts = pytest(environment, [*selection, *arguments])
            worst = max(worst, status)
            total += counts
            whole = whole or counts["chosen"]
            if counts["chosen"] < whole:
                once = whole - counts["chosen"]
                print(f"{once} tests not run again on {name}: they reach no database, or need Chromium")
    if not_run:
        print("NOT RUN: " + "; ".join(not_run))
    print(closing_line(total, time.monotonic() - began))
    return worst or (1 if complete and not_run else 0)


def pytest(environment: dict[str, str], arguments: list[str]) -> tuple[int, Counter[str]]:
    """Run pytest, showing what it prints; its exit status, how many tests it chose, its closing counts."""
    command = [sys.executable, "-m", "pytest", *workers(), *arguments]
    counts = Counter[str]()
    with subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if chosen := CHOSEN.match(line):
                counts["chosen"] = int(chosen["number"])
            if found := counts_in(line):
                counts = Counter(chosen=counts["chosen"]) + found
    return (0 if process.returncode == NO_TESTS else process.returncode), counts


def workers() -> list[str]:
    """As many as there are cores, within reason."""
    return ["-n", str(max(2, min(os.cpu_count() or 2, 6))), "--dist", "worksteal"]


def counts_in(line: str) -> Counter[str]:
    """`=== 1 failed, 12 passed in 3.4s ===` → failed 1, passed 12; empty for any other line."""
    found = CLOSING.match(line.strip())
    if not found:
        return Counter()
    words = re.findall(r"(\d+) (\w+)", found["counts"] or found["quiet"])
    return Counter(
        {name.replace("error", "errors").replace("errorss", "errors"): int(count) for count, name in words}
    )


def closing_line(total: Counter[str], seconds: float) -> str:
    parts = [f"{total[name]} {name}" for name in OUTCOMES if total[name]] or ["no tests ran"]
    return f" {', '.join(parts)} in {seconds:.2f}s ".center(80, "=")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
