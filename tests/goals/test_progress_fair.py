"""Places in a ranking as sure as the numbers behind them allow."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goals.progress import Measure, Score, places_between
from goals.progress.fair import change_variance
from tests.goals.progress_builders import EDUCATION, UNEMPLOYED


def between(*pairs: tuple[int, int], measure: Measure = UNEMPLOYED) -> list[tuple[int, int]]:
    """Of scores with standard deviations."""
    scores = {number: Score(Decimal(value), Decimal(sd * sd)) for number, (value, sd) in enumerate(pairs)}
    found = places_between(scores, measure)
    return [tuple(found[number]) for number in sorted(found)]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        pytest.param([(-30, 0), (-20, 0), (-10, 0)], [(1, 1), (2, 2), (3, 3)], id="sure numbers"),
        pytest.param(
            [(-30, 5), (-20, 5), (-10, 5)], [(1, 1), (2, 2), (3, 3)], id="farther apart than chance"
        ),
        pytest.param([(-30, 8), (-20, 8), (-10, 8)], [(1, 2), (1, 3), (2, 3)], id="neighbours change places"),
        pytest.param([(-30, 50), (-20, 50)], [(1, 2), (1, 2)], id="nothing is sure"),
        pytest.param([(-20, 0), (-20, 0), (-10, 0)], [(1, 2), (1, 2), (3, 3)], id="equal scores"),
        pytest.param([(5, 0)], [(1, 1)], id="alone"),
    ],
)
def test_a_place_is_as_sure_as_the_numbers(
    pairs: list[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    assert between(*pairs) == expected


def test_of_a_rising_goal_the_highest_is_best() -> None:
    assert between((10, 0), (20, 0), measure=EDUCATION) == [(2, 2), (1, 1)]


def test_a_change_of_few_varies_more_than_the_same_change_of_many() -> None:
    few, many = change_variance(Decimal(9), Decimal(12)), change_variance(Decimal(900), Decimal(1200))

    assert round(few.sqrt(), 1) == Decimal("33.1")
    assert round(many.sqrt(), 1) == Decimal("3.3")


def test_a_fall_to_nobody_is_not_sure_either() -> None:
    assert change_variance(Decimal(0), Decimal(10)) > 0
