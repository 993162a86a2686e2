"""One payload in every field, and every output read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.injection.fields import marks_in
from tests.injection.live import faults_of, faults_of_headers, text_of
from tests.injection.outputs import Output, logged, outputs
from tests.injection.world import put


@dataclass
class Found:
    """`marks`: those of the fields that some output showed."""

    payload: str
    live: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    marks: set[str] = field(default_factory=set)

    def take(self, one: Output) -> None:
        faults = [*faults_of(one.content_type, one.content), *faults_of_headers(one.headers)]
        self.live += [f"{self.payload!r} in {one.name}: {fault}" for fault in faults]
        self.kinds[one.content_type.partition(";")[0].rpartition("/")[2].rpartition(".")[2]] += 1
        self.marks |= marks_in(text_of(one.content_type, one.content))


def tried(payload: str, read: Callable[[], Iterator[Output]] = outputs) -> Found:
    found = Found(payload)
    put(payload)
    with logged() as lines:
        for one in read():
            found.take(one)
    found.take(Output("log", "application/x-ndjson", "".join(lines).encode()))
    return found
