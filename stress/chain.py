"""Many writers at once: numbers without gaps, times that never decrease, hashes that hold, keys used once."""

from __future__ import annotations

import random
import threading

from django.core.management import call_command
from django.db import connection

from jobcentres.changes import AlreadyRecorded, change_hash, recording
from jobcentres.models import Change, Installation, User

WRITERS = 8


def trial(drawn: random.Random, number: int) -> str:
    call_command("migrate", verbosity=0)
    user = User.objects.create(
        email="writer@example.dk", name="W", sort_key="w", created_at="2014-01-01T00:00Z"
    )
    before, head = Change.objects.count(), Installation.read().last_hash
    keys = [f"key {n}" for n in range(number)] * 2  # each is sent twice
    drawn.shuffle(keys)
    repeated: list[str] = []
    threads = [
        threading.Thread(target=_write, args=(user, keys[n::WRITERS], repeated)) for n in range(WRITERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    changes = list(Change.objects.filter(number__gt=before).order_by("number"))
    assert len(changes) == number, f"{len(changes)} changes of {number}"
    assert len(repeated) == number, f"{len(repeated)} repetitions noticed of {number}"
    _verify(changes, before, head)
    return f"{number} changes by {WRITERS} writers, each sent twice and made once, chain whole"


def _write(user: User, keys: list[str], repeated: list[str]) -> None:
    for key in keys:
        try:
            with recording(by=user, kind=Change.Kind.FIGURES, idempotency_key=key) as change:
                change.include("trial", {"key": key})
        except AlreadyRecorded:
            repeated.append(key)
    connection.close()


def _verify(changes: list[Change], before: int, previous: str) -> None:
    time = changes[0].recorded_at
    for step, change in enumerate(changes, start=1):
        assert change.number == before + step, f"gap before {change.number}"
        assert change.previous_hash == previous, f"{change.number} does not follow"
        assert change.hash == change_hash(change), f"{change.number} has another hash"
        assert time and change.recorded_at and change.recorded_at >= time, (
            f"{change.number} goes back in time"
        )
        previous, time = change.hash, change.recorded_at
