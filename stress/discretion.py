"""Random countries with small counts: what nobody may see is not found by solving equations either."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.goals.discretion_attack import attacked
from tests.goals.discretion_world import random_world

CELLS = 6
"""Small counts attacked, by each reader."""


def trial(drawn: random.Random, number: int) -> str:
    without_mask = 0
    for world_number in range(number):
        seed = drawn.randrange(10**9)
        world = random_world(random.Random(seed))
        found = attacked(random.Random(seed), world, readers=3, cells=CELLS)
        assert not found, f"country {world_number} (seed {seed}): {'; '.join(found)}"
        open_world = replace(world, is_masked=False)
        without_mask += bool(attacked(random.Random(seed), open_world, readers=0, cells=CELLS))
    return f"{number} countries, no hidden count found; without the mask in {without_mask} of them"
