"""Files for uploading, damaged at random: read or refused with a reason, never an exception, never slow."""

from __future__ import annotations

import random
import time
from collections import Counter

from goals.uploads.faults import FileRefused
from goals.uploads.tables import found_table
from goals.uploads.words import told
from tests.goals.damaged_files import damaged_file

SLOWEST = 1.0
"""Seconds. The whole files are read in a hundredth of one."""


def trial(drawn: random.Random, number: int) -> str:
    codes = Counter(_outcome(*damaged_file(drawn)) for _file in range(number))
    return f"{number} damaged files, {codes.pop('', 0)} read, refused for {len(codes)} reasons"


def _outcome(kind: str, content: bytes) -> str:
    """The code of the reason; nothing if the file could be read."""
    began = time.monotonic()
    try:
        found_table(kind, content)
    except FileRefused as refused:
        assert all(told(fault) for fault in refused.faults), f"refused without a reason: {content!r}"
        return refused.faults[0].code
    except Exception as fault:
        raise AssertionError(f"{type(fault).__name__} {fault}: {content!r}") from fault
    assert time.monotonic() - began < SLOWEST, f"slow: {content!r}"
    return ""
