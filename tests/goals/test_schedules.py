"""Two people at once; `make stress` has eight, and many more steps."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.builders import make_sample_installation
from tests.goals import schedules
from tests.goals.months_life import make_life, release_march


@pytest.mark.django_db(transaction=True)
def test_steps_at_once_keep_the_public_record(settings: Settings, tmp_path: Path) -> None:
    settings.SEAL_FILE = tmp_path / "seals.log"
    make_sample_installation(date(2014, 6, 10))
    life = make_life()
    release_march(life)

    told = schedules.run(life, random.Random(2014), threads=2, steps=60)

    assert told["done"] > 20
    assert told.total() == 120
