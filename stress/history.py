"""Tampering by raw SQL is always found, and honest changes are never taken for it."""

from __future__ import annotations

import io
import random
import tempfile
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

from goals.verification import History, first_fault
from jobcentres import clock
from jobcentres.models import Change
from tests.goals.figure_builders import TENTH_OF_JUNE, World, make_world
from tests.goals.history_builders import change_honestly, make_history
from tests.goals.tampering import unnoticed

HONEST = 20
"""So many honest changes for each act of tampering."""


def trial(drawn: random.Random, number: int) -> str:
    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    with tempfile.TemporaryDirectory() as folder, clock.standing_at(TENTH_OF_JUNE):
        with override_settings(SEAL_FILE=Path(folder) / "seals.log"):
            world = make_world()
            make_history(world)
            call_command("seal", stdout=io.StringIO())
            missed = next(unnoticed(drawn, number), None)
            assert missed is None, f"not noticed: {missed}"
            _raise_no_alarm(world, drawn, HONEST * number)
        made = Change.objects.count()
    call_command("flush", verbosity=0, interactive=False)
    return f"{number} tamperings found, no false alarm on {made} honest changes"


def _raise_no_alarm(world: World, drawn: random.Random, number: int) -> None:
    for done in range(1, number + 1):
        change_honestly(world, drawn)
        if done % (number // 20 or 1) == 0:
            call_command("seal", stdout=io.StringIO())
            fault = first_fault(History.now())
            assert fault is None, f"after {done} honest changes: {fault}"
