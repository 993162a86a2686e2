"""All of it, in the order in which it is told: the chain, then what stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goals.verification.chain import faults_of_chain
from goals.verification.fault import Fault
from goals.verification.standing import faults_of_standing
from jobcentres.models import Change, Installation

Progress = Callable[[int, int], None]


def first_fault(head: Installation, progress: Progress | None = None) -> Fault | None:
    """The first fault of the history up to `head`, if it has any.

    `progress` hears of each change that was read: which number it has, of how many.
    """

    def seen(change: Change) -> None:
        if progress:
            progress(change.number or 0, head.last_number)

    return next(_faults(head, seen), None)


def _faults(head: Installation, seen: Callable[[Change], None]) -> Iterator[Fault]:
    yield from faults_of_chain(head, seen)
    yield from faults_of_standing()
