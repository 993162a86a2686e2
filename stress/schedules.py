"""Eight people at once do all that can be done to two municipalities' months, in schedules drawn by seed."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

from django.core.management import call_command

from tests.builders import make_sample_installation
from tests.goals import schedules
from tests.goals.months_life import make_life, release_march

THREADS = 8
SEEDS = 5


def trial(drawn: random.Random, number: int) -> str:
    """`number` steps in all."""
    told = Counter[str]()
    for _seed in range(SEEDS):
        call_command("migrate", verbosity=0)
        call_command("flush", interactive=False, verbosity=0)
        make_sample_installation(date(2014, 6, 10))
        life = make_life()
        release_march(life)
        told += schedules.run(life, drawn, THREADS, max(1, number // THREADS // SEEDS))
    call_command("flush", interactive=False, verbosity=0)
    words = ", ".join(f"{count} {what}" for what, count in sorted(told.items()))
    return f"{SEEDS} schedules of {THREADS} threads, {words}; record, totals and chain whole"
