"""Every payload in every field that people fill, and every output read: nothing of it is live."""

from __future__ import annotations

import random
from collections import Counter

from django.test.utils import setup_test_environment, teardown_test_environment

from tests.injection.fields import written_fields
from tests.injection.forms import faults_of_sending, sendable
from tests.injection.outputs import sheets
from tests.injection.payloads import PAYLOADS, formulas, packed
from tests.injection.trial import Found, tried
from tests.injection.world import complete, sample_database

FORMS = 20
"""For each payload."""


def trial(drawn: random.Random, number: int) -> str:
    """So many of the payloads, drawn at random; all of them if there are not more."""
    setup_test_environment()
    try:
        with sample_database():
            complete()
            payloads = drawn.sample(PAYLOADS, min(number, len(PAYLOADS)))
            sent = _sent(drawn, payloads)
            found = [tried(pack) for pack in packed(payloads)]
            found += [tried(formula, sheets) for formula in formulas(payloads)]
            return _told(len(payloads), found) + sent
    finally:
        teardown_test_environment()


def _sent(drawn: random.Random, payloads: list[str]) -> str:
    """Each payload through some of the text fields of all forms."""
    fields, sent = list(sendable()), 0
    for payload in payloads:
        for one in drawn.sample(fields, min(FORMS, len(fields))):
            faults = list(faults_of_sending(one, payload))
            assert not faults, f"{len(faults)} faults of a form, e.g. {faults[0]}"
            sent += 1
    return f"; {sent} forms sent, of {len(fields)} text fields, and nothing unseen kept"


def _told(payloads: int, found: list[Found]) -> str:
    live = [fault for one in found for fault in one.live]
    kinds = Counter(kind for one in found for kind in one.kinds)
    assert not live, f"{len(live)} live, e.g. {'; '.join(live[:5])}"
    read = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    fields = len(written_fields())
    return f"{payloads} payloads in {fields} fields, none live in {kinds.total()} outputs: {read}"
