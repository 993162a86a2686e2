"""Every format says the same, cell by cell, and what `goals.progress` computed, for any choice."""

from __future__ import annotations

import random

import pytest

from jobcentres.clock import standing_at
from reporting.exports.extract import FIGURES, MATRIX, REVISIONS, SUMMARY
from tests.cast import Cast
from tests.reporting.formats_agree import Compared, drawn_extract, in_june
from tests.reporting.known_world import june, make_history


@pytest.fixture(autouse=True)
def world(cast: Cast) -> None:
    make_history(cast)


@pytest.mark.parametrize("shape", [SUMMARY, FIGURES, MATRIX, REVISIONS])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_formats_agree_cell_by_cell(seed: int, shape: str, cast: Cast) -> None:
    drawn = random.Random(seed)
    person = drawn.choice([cast.mette, cast.ole, cast.anna])

    with standing_at(june(12, 15)):
        compared = Compared(drawn_extract(drawn, (2014,), in_june, shape), person)
        faults = list(compared.faults())

    assert faults == []
    assert {"json", "csv", "csv-dk", "xlsx"} <= set(compared.rows)
