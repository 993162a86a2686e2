from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """Something that no honest change leaves behind. `message` tells a person what and where."""

    code: str
    message: str
