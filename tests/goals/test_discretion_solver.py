"""Somebody who solves equations from everything that can be read does not find a hidden count."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from goals.progress import Measure
from tests.goals.discretion_attack import attacked
from tests.goals.discretion_world import COUNTED_UP, random_world
from tests.goals.progress_builders import EDUCATION, PENSION, UNEMPLOYED

WORLDS = [PENSION, UNEMPLOYED, EDUCATION, COUNTED_UP, PENSION] * 2


@pytest.mark.parametrize(("seed", "measure"), list(enumerate(WORLDS)))
def test_no_hidden_count_is_found_from_everything_one_reader_can_get(seed: int, measure: Measure) -> None:
    drawn = random.Random(seed)

    assert attacked(drawn, random_world(drawn, measure), readers=2, cells=3) == []


@pytest.mark.parametrize("measure", [PENSION, UNEMPLOYED, EDUCATION, COUNTED_UP])
def test_hiding_small_counts_alone_would_give_them_back(measure: Measure) -> None:
    drawn = random.Random(1)
    world = replace(random_world(drawn, measure), is_masked=False)

    assert len(attacked(drawn, world, readers=0, cells=3)) == 3
