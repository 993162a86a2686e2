"""300 made-up calls by three roles; `make stress` makes 5,000."""

from __future__ import annotations

import random

import pytest

from jobcentres.clock import standing_at
from tests.cast import Cast
from tests.reporting import api_fuzz
from tests.reporting.known_world import june, make_history


@pytest.mark.parametrize("seed", range(2))
def test_every_call_is_answered_as_the_description_says(seed: int, cast: Cast) -> None:
    world = make_history(cast)

    with standing_at(june(12, 15)):
        told = api_fuzz.agree(random.Random(seed), 150, insider=world.cast.anna, official=world.cast.mette)

    print(told)
    assert "200: " in told
    assert "422: " in told
