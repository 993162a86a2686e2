"""All of it, in the order in which it is told: the chain, its seals, what stands now, the frozen reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goals.verification.chain import faults_of_chain
from goals.verification.fault import Fault
from goals.verification.sealed import History, faults_of_seals
from goals.verification.snapshots import faults_of_reports
from goals.verification.standing import faults_of_standing
from jobcentres.models import Change

Progress = Callable[[int, int], None]


def first_fault(history: History, progress: Progress | None = None) -> Fault | None:
    """The first fault of the history, if it has any.

    `progress` hears of each change that was read: which number it has, of how many.
    """

    def seen(change: Change) -> None:
        if progress:
            progress(change.number or 0, history.head.last_number)

    return next(_faults(history, seen), None)


def _faults(history: History, seen: Callable[[Change], None]) -> Iterator[Fault]:
    yield from faults_of_chain(history.head, seen)
    yield from faults_of_seals(history)
    yield from faults_of_standing()
    yield from faults_of_reports()
