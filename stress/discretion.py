"""Random countries with small counts: what nobody may see is not found by solving equations either."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.goals.discretion_attack import attacked, parts_found_inside
from tests.goals.discretion_world import random_world

READERS, CELLS = 3, 6
"""Small counts attacked, by each of so many readers besides one outside."""


def trial(drawn: random.Random, number: int) -> str:
    without_mask = parts = inside = 0
    for world_number in range(number):
        seed = drawn.randrange(10**9)
        world = random_world(random.Random(seed))
        found = attacked(random.Random(seed), world, readers=READERS, cells=CELLS)
        assert not found, f"country {world_number} (seed {seed}): {'; '.join(found)}"
        open_world = replace(world, is_masked=False)
        without_mask += bool(attacked(random.Random(seed), open_world, readers=0, cells=CELLS))
        told, looked_at = parts_found_inside(random.Random(seed), world, readers=READERS, cells=CELLS)
        inside, parts = inside + told, parts + looked_at
    return (
        f"{number} countries, no hidden count found; without the mask in {without_mask} of them. "
        f"Of {parts} parts of percentages {inside} by those who know many others"
    )
