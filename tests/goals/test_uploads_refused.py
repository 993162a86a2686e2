from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import translation

from goals.uploads import limits
from goals.uploads.faults import Fault, FileRefused
from goals.uploads.reading import UploadRefused, read_upload
from goals.uploads.tables import found_table
from goals.uploads.words import _REASONS, told
from tests.goals.damaged_files import damaged_file
from tests.goals.malformed_cells import CELLS, TEXTS
from tests.goals.malformed_files import FILES, Malformed

BASE = Path(__file__).parents[2]
MALFORMED = [*FILES, *CELLS, *TEXTS]


def refusal(malformed: Malformed) -> UploadRefused:
    with pytest.raises(UploadRefused) as refused:
        read_upload(f"tal.{malformed.ending}", BytesIO(malformed.make()))
    return refused.value


def place_of(fault: Fault) -> str:
    if not fault.line:
        return fault.cell
    place = f"line {fault.line}"
    if fault.cell:
        return f"{place} column {fault.cell}"
    return f"{place} sign {fault.sign}" if fault.sign else place


@pytest.mark.parametrize("malformed", MALFORMED, ids=str)
def test_a_malformed_file_is_refused_for_its_reason_at_its_place(malformed: Malformed) -> None:
    began = time.monotonic()

    fault = refusal(malformed).faults[0]

    assert (fault.code, place_of(fault)) == (malformed.code, malformed.place)
    assert time.monotonic() - began < limits.SECONDS


READ_THE_HEAVY = """
import resource
from io import BytesIO
import django
django.setup()
from goals.uploads.reading import UploadRefused, read_upload
from tests.goals.malformed_files import FILES
for one in FILES:
    if any(word in one.name for word in ("bomb", "laughs", "deep", "far", "rows", "columns", "members")):
        try:
            read_upload(f"tal.{one.ending}", BytesIO(one.make()))
        except UploadRefused:
            print(one.name)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_the_heaviest_files_take_little_memory() -> None:
    """From a small process: the child of a large one begins as large."""
    done = subprocess.run(
        [sys.executable, "-c", READ_THE_HEAVY], cwd=BASE, capture_output=True, text=True, check=True
    )

    *refused, kilobytes = done.stdout.split("\n")[:-1]
    assert len(refused) >= 10
    assert int(kilobytes) * 1024 < limits.MEMORY / 2


def test_files_damaged_at_random_are_read_or_refused() -> None:
    drawn = random.Random(4)

    for _file in range(200):
        kind, content = damaged_file(drawn)
        try:
            assert found_table(kind, content).rows
        except FileRefused as refused:
            assert refused.faults


def test_there_are_as_many_malformed_files_as_were_promised() -> None:
    assert len({malformed.name for malformed in MALFORMED}) >= 60


@pytest.mark.parametrize("code", sorted(_REASONS))
def test_every_reason_is_told_in_danish_and_says_what_to_do(code: str) -> None:
    fault = Fault(code, shown="#REF!", sheet="Ark1", cell="B3")

    with translation.override("da"):
        danish = told(fault)
    with translation.override("en"):
        english = told(fault)

    assert danish.startswith("Fanen “Ark1”, celle B3: ")
    assert danish != english
    assert len(re.findall(r"\.( |$)", danish)) >= 1
    assert not re.search(r"%\(|\bNone\b", danish)
