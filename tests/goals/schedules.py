"""The steps of months' life by many threads at once, each with a connection of its own."""

from __future__ import annotations

import random
import threading
from collections import Counter
from dataclasses import dataclass, field

from django.db import IntegrityError, connection

from goals.models import Figure, FigureRevision
from goals.verification import History, first_fault
from jobcentres.away import is_away
from tests.goals.months_life import Choice, Life, drawn_step, take
from tests.goals.public_record import see_totals, walk

AS_A_CONFLICT = {"enter", "approve", "send_back", "import_official"}
"""Steps whose pages or command tell that somebody else was faster when the database refuses."""
TOLD = {"done", "busy", "conflict"}
PATIENCE = 600
ORIGINS = {"enter": "typed", "import_official": "official", "release_itself": "release"}


def run(life: Life, drawn: random.Random, threads: int, steps: int) -> Counter[str]:
    """What became of the steps: how many were done, refused, or found the database busy.

    Raises AssertionError where a rule is broken afterwards, or a page would have answered 500.
    """
    schedule = [[drawn_step(drawn) for _step in range(steps)] for _thread in range(threads)]
    told, written, faults = Counter[str](), _by_origin(), list[str]()
    merging = threading.Lock()

    def work(own: list[tuple[str, Choice]]) -> None:
        found = _Worked()
        for name, choice in own:
            found.take(life, name, choice)
        connection.close()
        with merging:
            told.update(found.told)
            written.update(found.written)
            faults.extend(found.faults)

    workers = [threading.Thread(target=work, args=(own,), daemon=True) for own in schedule]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(PATIENCE)
        assert not worker.is_alive(), "somebody waits for ever"
    assert not faults, f"{len(faults)} faults: {' | '.join(faults[:5])}"
    see_what_is_left(life, written)
    return told


@dataclass
class _Worked:
    """What became of one thread's steps."""

    told: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def take(self, life: Life, name: str, choice: Choice) -> None:
        try:
            outcome, made = take(life, name, choice)
        except Exception as fault:
            outcome, made = _answered(name, fault), 0
            if not outcome:
                self.faults.append(f"{name} {choice}: {type(fault).__name__} {fault}")
        self.told[outcome if outcome in TOLD else "refused"] += 1
        self.written[ORIGINS.get(name, name)] += made


def _answered(name: str, fault: Exception) -> str:
    """As a page answers it; nothing if it has no answer."""
    if isinstance(fault, IntegrityError):
        return "conflict" if name in AS_A_CONFLICT else ""
    return "busy" if is_away(fault) else ""


def _by_origin() -> Counter[str]:
    return Counter(FigureRevision.objects.values_list("origin", flat=True))


def see_what_is_left(life: Life, written: Counter[str]) -> None:
    """`written`: how many revisions the steps told of, by origin, beside those that were there before."""
    found = _by_origin()
    for origin in ("typed", "official", "release"):
        assert found[origin] == written[origin], f"{found[origin]} {origin}, {written[origin]} were told"
    for figure in Figure.objects.select_related("area"):
        walk(figure)
        assert figure.content() == figure.revisions.get(version=figure.version).content()
    for basis in ("approved", "preliminary"):
        see_totals(life, basis)
    fault = first_fault(History.now())
    assert fault is None, fault
