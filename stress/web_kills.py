"""The product as deployed, its processes and the database's killed while people save, submit and release."""

from __future__ import annotations

import random

from tests.goals import kills


def trial(drawn: random.Random, number: int) -> str:
    return kills.run(drawn, number)
