"""How many calls somebody makes in a minute. Counted in the database, so that it holds for all processes.

One statement counts and one reads: a caller that is too quick waits for the end of its own minute.
"""

from __future__ import annotations

import hashlib
import time

from django.db.models import Case, F, PositiveBigIntegerField, Value, When

from jobcentres.models import TryCounter

CALLS_PER_MINUTE = 120
MINUTE = 60
BIG = PositiveBigIntegerField()


def count_call(caller: str) -> int:
    """Count one call of `caller`, a text that names a person or a token; the seconds to wait if it is one
    too many, else 0. Two queries, three on the first call."""
    key, moment = hashlib.sha256(f"calls\n{caller}".encode()).hexdigest(), int(time.time())
    is_over = {"began_at__lte": moment - MINUTE}
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
    return max(began_at + MINUTE - moment, 1) if tries > CALLS_PER_MINUTE else 0
