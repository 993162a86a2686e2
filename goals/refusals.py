"""What the writers answer: how many entries were recorded, or which were refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from jobcentres.models import Change, User

if TYPE_CHECKING:
    from goals.staging import Standing

SHOWN = 10_000
"""So many refusals are kept; all refused entries are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something cannot be recorded: the field that must be changed, and how."""

    field: str
    code: str
    message: str

    @property
    def offers_swap(self) -> bool:
        return self.code == "swapped"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody has changed the figure since the author saw it: what stands now, by whom, since when."""

    standing: Standing
    by: User | None
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A problem and where it lies: the entry's number (from 0), its line in the file, what stands there."""

    field: str
    code: str
    message: str
    index: int = 0
    line: int = 0
    written: str = ""
    conflict: Conflict | None = None

    @property
    def offers_swap(self) -> bool:
        return self.code == "swapped"


Unreadable: TypeAlias = tuple[Refusal, ...]
"""What a reader hands to a writer in place of an entry that it could not read."""


@dataclass(slots=True)
class Recorded:
    """How many entries were new, changed something, said the same, became requests, were refused."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    requested: int = 0
    refused: int = 0
    change: Change | None = None

    @property
    def accepted(self) -> int:
        return self.new + self.changed + self.unchanged + self.requested

    @property
    def total(self) -> int:
        return self.accepted + self.refused


class Refused(Exception):
    """At least one entry was refused, so nothing was written. `recorded` counts all of them."""

    def __init__(self, refusals: Sequence[Refusal], recorded: Recorded) -> None:
        super().__init__(" ".join(refusal.message for refusal in refusals[:5]))
        self.refusals = refusals
        self.recorded = recorded


class StepRefused(Exception):
    """The step cannot be taken, and nothing was written: `problems` say where (no field: the whole) and what
    to do instead."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


class Refusals(list[Refusal]):
    """The refusals so far, the first `SHOWN` of them; `entries` counts all refused entries."""

    def __init__(self) -> None:
        super().__init__()
        self.entries = 0

    def add(self, refusals: Sequence[Refusal]) -> None:
        """All refusals of one entry."""
        self.entries += 1
        self.extend(refusals[: max(0, SHOWN - len(self))])
