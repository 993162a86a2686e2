"""What was read stays in this process until something is recorded.

Figures, targets, areas and deadlines change by a `Change` alone, so the last one's number and hash tell
whether what was read still holds.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

from django.db import connection

from jobcentres.clock import installation

End = tuple[int, str]
"""The last change's number and hash."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def chain_end() -> End | None:
    """Ask before reading what is to be kept: what is read later is at least as new. None where nothing may be
    kept: in a transaction, which may see what is not recorded yet, and before anything was recorded."""
    if connection.in_atomic_block:
        return None
    known = installation()
    return (known.last_number, known.last_hash) if known.last_number else None


class Remembered(Generic[K, V]):
    """At most so many values, the newest; all of one end of the chain. Nobody may alter one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: tuple[End | None, dict[K, V]] = (None, {})
        _ALL.append(self)

    def of(self, key: K, read: Callable[[], V]) -> V:
        """The value at hand, or what `read` gives now."""
        end = chain_end()
        found = self.get(key, end)
        return self.keep(key, read(), end) if found is None else found

    def get(self, key: K, end: End | None) -> V | None:
        return self._of(end).get(key)

    def items(self, end: End | None) -> Iterator[tuple[K, V]]:
        return iter(self._of(end).items())

    def keep(self, key: K, value: V, end: End | None) -> V:
        if end is not None:
            others = [item for item in self._of(end).items() if item[0] != key]
            self._kept = (end, dict([*others, (key, value)][-self._most :]))
        return value

    def _of(self, end: End | None) -> dict[K, V]:
        kept, values = self._kept
        return values if end is not None and end == kept else {}

    def forget(self) -> None:
        self._kept = (None, {})


_ALL: list[Remembered] = []


def forget_all() -> None:
    """For tests, whose databases are not each other's."""
    for one in _ALL:
        one.forget()
