"""Random choices of the sample: every format and shape agrees cell by cell, and with what was computed."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime

from django.test import override_settings

from goals.series import Basis
from jobcentres.clock import COPENHAGEN
from jobcentres.models import User
from reporting.exports.extract import FIGURES, MATRIX, REVISIONS, SUMMARY
from tests.injection.world import sample_database
from tests.reporting.formats_agree import Compared, drawn_extract

SHAPES = (SUMMARY, FIGURES, MATRIX, REVISIONS)
READERS = ("mette", "ole", "anna", "bo")
COUNCIL = "lis"
"""Is told by the API that preliminary figures are not for her."""
YEARS = (2013, 2014)


def trial(drawn: random.Random, number: int) -> str:
    """So many choices, each in every shape."""
    read: Counter[str] = Counter()
    with sample_database(), override_settings(ALLOWED_HOSTS=["testserver"]):
        for choice in range(number):
            seed = drawn.randrange(10**9)
            for shape in SHAPES:
                one = _compared(random.Random(seed), shape)
                faults = list(one.faults())
                label = f"choice {choice} (seed {seed}) {one.user} {one.extract}"
                assert not faults, f"{label}: {len(faults)} faults, e.g. {'; '.join(faults[:5])}"
                read.update({kind: len(rows) for kind, (rows, _decimals) in one.rows.items()})
    told = ", ".join(f"{rows} {kind}" for kind, rows in sorted(read.items()))
    return f"{number} choices in {len(SHAPES)} shapes agree; rows read: {told}"


def _compared(drawn: random.Random, shape: str) -> Compared:
    extract = drawn_extract(drawn, YEARS, _moment, shape)
    readers = (*READERS, COUNCIL) if extract.choice.basis is Basis.APPROVED else READERS
    return Compared(extract, User.objects.get(email=f"{drawn.choice(readers)}@eksempel.dk"))


def _moment(drawn: random.Random) -> datetime:
    return datetime(2014, drawn.randint(1, 6), drawn.randint(1, 9), drawn.choice([8, 23]), tzinfo=COPENHAGEN)
