"""Any order of steps to two municipalities' months: long runs of the suite's state machine."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import hypothesis
from django.core.management import call_command
from django.test import override_settings
from hypothesis.stateful import run_state_machine_as_test

from tests.goals.test_stateful import Months

STEPS = 60


def trial(drawn: random.Random, number: int) -> str:
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    settings = hypothesis.settings(
        max_examples=number,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    machine = hypothesis.seed(drawn.randrange(2**32))(Months)
    with tempfile.TemporaryDirectory() as folder, override_settings(SEAL_FILE=Path(folder) / "seals.log"):
        run_state_machine_as_test(machine, settings=settings)
    return f"{number} runs of up to {STEPS} steps, nothing public changed behind anybody's back"
