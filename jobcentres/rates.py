"""How often somebody does something in a span of time. Counted in the database, so that it holds for all
processes.

One statement counts and one reads: whoever is too quick waits for the end of the own span.
"""

from __future__ import annotations

import hashlib
import time

from django.db.models import Case, F, PositiveBigIntegerField, Value, When

from jobcentres.models import TryCounter

CALLS_PER_MINUTE = 120
MINUTE, HOUR = 60, 60 * 60
BIG = PositiveBigIntegerField()


def count_call(caller: str) -> int:
    """Count one call of the API by `caller`, a text that names a person or a token; the seconds to wait if it
    is one too many, else 0. Two queries, three on the first call."""
    return _count(f"calls\n{caller}", most=CALLS_PER_MINUTE, seconds=MINUTE)


def count_upload(person: str, *, most: int) -> int:
    """Count one file that `person` sends; the seconds to wait if it is one too many, else 0."""
    return _count(f"uploads\n{person}", most=most, seconds=HOUR)


def _count(what: str, *, most: int, seconds: int) -> int:
    key, moment = hashlib.sha256(what.encode()).hexdigest(), int(time.time())
    is_over = {"began_at__lte": moment - seconds}
    counter = TryCounter.objects.filter(key=key)
    known = counter.update(
        tries=Case(When(**is_over, then=1), default=F("tries") + 1),
        began_at=Case(When(**is_over, then=Value(moment, BIG)), default=F("began_at"), output_field=BIG),
        last_at=moment,
    )
    if not known:
        new = TryCounter(key=key, tries=1, began_at=moment, last_at=moment)
        TryCounter.objects.bulk_create([new], ignore_conflicts=True)
        return 0
    tries, began_at = counter.values_list("tries", "began_at").get()
    return max(began_at + seconds - moment, 1) if tries > most else 0
