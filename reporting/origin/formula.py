from __future__ import annotations

from typing import NamedTuple


class Formula(NamedTuple):
    """`rule` in words, `numbers` the same with the numbers in it and what they make unrounded, `result` as
    the pages show it."""

    name: str
    rule: str
    numbers: str
    result: str
