"""`make stress`: the long trials, in their full numbers, with seed and result printed.

python -m stress [--seed N] [--trial NAME …] [--share 0.1]
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable

from tests import postgres

Trial = Callable[[random.Random, int], str]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m stress")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--trial", nargs="+", help="only these")
    parser.add_argument("--share", type=float, default=1.0, help="this part of the full numbers")
    choice = parser.parse_args()
    print(f"seed {choice.seed}", flush=True)
    with postgres.running(durable=True) as url:
        os.environ |= {"DATABASE_URL": url, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "tests.settings"}
        trials = _trials()
        faults = [
            name
            for name, (trial, full) in trials.items()
            if (not choice.trial or name in choice.trial)
            and not _passes(name, trial, random.Random(choice.seed), max(1, round(full * choice.share)))
        ]
    print(f"FAILED: {', '.join(faults)}" if faults else "all trials held")
    return 1 if faults else 0


def _trials() -> dict[str, tuple[Trial, int]]:
    import django

    django.setup()
    from stress import (
        access,
        api,
        chain,
        discretion,
        exports,
        files,
        history,
        injection,
        kills,
        numbers,
        office,
        pages,
        races,
        schedules,
        stateful,
        uploads,
        web_kills,
    )

    return {
        "access": (access.trial, 20_000),
        "api": (api.trial, 5_000),
        "numbers": (numbers.trial, 200_000),
        "chain": (chain.trial, 4_000),
        "files": (files.trial, 3_000),
        "discretion": (discretion.trial, 200),
        "uploads": (uploads.trial, 5_000),
        "history": (history.trial, 1_000),
        "races": (races.trial, 2_000),
        "kills": (kills.trial, 500),
        "stateful": (stateful.trial, 300),
        "schedules": (schedules.trial, 20_000),
        "web_kills": (web_kills.trial, 200),
        "pages": (pages.trial, pages.ALL_PAGES),
        "exports": (exports.trial, 30),
        "office": (office.trial, 1),
        "injection": (injection.trial, 200),
    }


def _passes(name: str, trial: Trial, drawn: random.Random, number: int) -> bool:
    started = time.monotonic()
    try:
        result = trial(drawn, number)
    except AssertionError as fault:
        print(f"{name}: FAILED after {time.monotonic() - started:.0f} s: {fault}", flush=True)
        return False
    print(f"{name}: {result} ({time.monotonic() - started:.0f} s)", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
