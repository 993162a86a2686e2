"""Where a page's time goes: SQL, computing, charts, template, and the rest (middleware and what they call).

The running code is looked at every millisecond; each look counts for the time since the one before, since a
call into the database or a library is seen only once it is back.
"""

from __future__ import annotations

import signal
import time
from collections import defaultdict
from collections.abc import Callable
from types import FrameType

ROUNDS = 30
EVERY_S = 0.001
PARTS = ("sql", "computing", "charts", "template", "rest")
CHARTS = ("charts", "chart_looks", "trends", "outlook_band", "dots", "tile_map")


def shares_of(request: Callable[[], object]) -> dict[str, float]:
    """Per cent of the time of `request`, by part; it is made once before to be warm."""
    request()
    seconds: defaultdict[str, float] = defaultdict(float)
    last = time.perf_counter()

    def look(_signal: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.perf_counter()
        seconds[part_of(frame)] += now - last
        last = now

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, EVERY_S, EVERY_S)
    try:
        for _round in range(ROUNDS):
            request()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    whole = sum(seconds.values())
    return {part: round(100 * seconds[part] / whole, 1) for part in PARTS}


def part_of(frame: FrameType | None) -> str:
    """Of the innermost code that tells: a query that a template asks for is SQL, a chart written out in a
    template belongs to the template."""
    while frame is not None:
        found = _part(frame.f_code.co_filename.replace("\\", "/"))
        if found:
            return found
        frame = frame.f_back
    return "rest"


def _part(file: str) -> str:
    if "/django/db/backends/" in file or "/psycopg2/" in file or "/sqlite3/" in file:
        return "sql"
    if "/django/template/" in file or "/django/templatetags/" in file or "/django/utils/html" in file:
        return "template"
    if "/reporting/" in file and file.rsplit("/", 1)[-1].removesuffix(".py") in CHARTS:
        return "charts"
    if any(f"/{app}/" in file for app in ("reporting", "goals", "jobcentres")) and "middleware" not in file:
        return "computing"
    return ""
