"""The outlook in words: how many municipalities it hit, how it is made, why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from django.utils import translation

from goals.outlook import (
    Hits,
    Method,
    NoOutlook,
    backtest_in_words,
    hits_of,
    method_in_words,
    reason_in_words,
)
from goals.progress import Line
from tests.goals.outlook_builders import MAY, outlook, series, since_january
from tests.goals.progress_builders import (
    PENSION,
)


def hit_by(levels: Sequence[int]) -> list[Line]:
    """Municipalities that stand at a level, but had 100 in December 2013."""
    return [series(PENSION, [level] * 23 + [100] + [level] * 5) for level in levels]


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        (
            [101, 99, 102, 98, 103, 97, 103, 103, 108, 91],
            "ramte inden for ±3 pct. i 8 af 10 kommuner sidste år",
        ),
        ([100], "ramte inden for ±1 pct. i 1 af 1 kommune sidste år"),
        ([100, 112], "ramte inden for ±12 pct. i 2 af 2 kommuner sidste år"),
        ([], ""),
    ],
)
def test_the_backtest_is_told_as_a_sentence(levels: list[int], sentence: str) -> None:
    with translation.override("da"):
        assert backtest_in_words(hit_by(levels), 2014, MAY) == sentence


def test_percentages_are_hit_within_points() -> None:
    lines = [since_january(10, 20, 22, 21, 25, 23, december, this_may=12) for december in (24, 25, 23)]

    with translation.override("da"):
        words = backtest_in_words(lines, 2014, MAY)

    assert words == "ramte inden for ±2 procentpoint i 3 af 3 kommuner sidste år"


def test_the_noise_of_binary_numbers_makes_no_miss_larger() -> None:
    line = since_january(5, 7, 7, 7, 7, "8.3", "7.3", this_may=6)

    assert hits_of([outlook(line)]) == Hits(1, 1, 1, is_points=True)


@pytest.mark.parametrize(("came", "tried"), [(10, 1), (9, 0)])
def test_a_percentage_is_told_from_the_small_base_on(came: int, tried: int) -> None:
    hits = hits_of([outlook(series(PENSION, [11] * 23 + [came] + [11] * 5))])

    assert (hits.tried if hits else 0) == tried


def test_a_count_too_small_to_show_is_not_among_the_tried() -> None:
    measure = replace(PENSION, small_base=1)
    shown, hidden = (series(measure, [6] * 23 + [came] + [6] * 5) for came in (5, 4))

    assert hits_of([outlook(shown), outlook(hidden)]) == Hits(20, 1, 1)


def test_small_counts_and_lines_without_an_outlook_are_not_among_the_tried() -> None:
    small, short = series(PENSION, [9] * 29), series(PENSION, [50] * 12)
    lines = [*hit_by([102]), small, short]

    assert hits_of(outlook(line) for line in lines) == Hits(2, 1, 1)


def test_every_reason_and_method_has_its_own_danish_sentence() -> None:
    with translation.override("da"):
        sentences = [reason_in_words(reason) for reason in NoOutlook]
        sentences += [method_in_words(method) for method in Method]

    assert len(set(sentences)) == len(NoOutlook) + len(Method)
    assert "For tidligt at sige." in sentences
