"""Every payload in every field that people fill, and every output read: nothing of it is live."""

from __future__ import annotations

import random
from collections import Counter

from django.test.utils import setup_test_environment, teardown_test_environment

from tests.injection.fields import written_fields
from tests.injection.payloads import PAYLOADS, packed
from tests.injection.trial import Found, tried
from tests.injection.world import complete, sample_database


def trial(drawn: random.Random, number: int) -> str:
    """So many of the payloads, drawn at random; all of them if there are not more."""
    setup_test_environment()
    try:
        with sample_database():
            complete()
            payloads = drawn.sample(PAYLOADS, min(number, len(PAYLOADS)))
            return _told(len(payloads), [tried(pack) for pack in packed(payloads)])
    finally:
        teardown_test_environment()


def _told(payloads: int, found: list[Found]) -> str:
    live = [fault for one in found for fault in one.live]
    kinds = Counter(kind for one in found for kind in one.kinds)
    assert not live, f"{len(live)} live, e.g. {'; '.join(live[:5])}"
    read = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    fields = len(written_fields())
    return f"{payloads} payloads in {fields} fields, none live in {kinds.total()} outputs: {read}"
