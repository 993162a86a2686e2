"""What holds of outlooks for all numbers, whatever is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.months import Month
from goals.outlook.method import Weights, carried_on_from_each
from goals.progress import Measure
from tests.goals.outlook_builders import COUNTED, FIRST, outlook, series
from tests.goals.progress_builders import (
    COMPANIES,
    EDUCATION,
    PENSION,
    UNEMPLOYED,
)

numbers_of_any_kind = st.lists(st.none() | st.integers(0, 2000), max_size=45)
whole_years = st.lists(st.integers(500, 1500), min_size=29, max_size=29)
count_measures = st.sampled_from([PENSION, UNEMPLOYED])


@given(
    st.sampled_from([PENSION, UNEMPLOYED, COUNTED, EDUCATION, COMPANIES]),
    numbers_of_any_kind,
    st.integers(0, 40),
    st.sampled_from([(), (Month(2013, 2),), (Month(2012, 3),)]),
)
def test_whatever_is_missing_the_band_contains_the_value_or_a_reason_is_given(
    measure: Measure, numbers: list[int | None], months: int, breaks: tuple[Month, ...]
) -> None:
    measure = replace(measure, breaks=breaks)
    if measure.is_ratio:
        numbers = [None if number is None else number % 101 for number in numbers]

    found = outlook(series(measure, numbers), FIRST.plus(months), longest=24)

    if found.reason is None:
        assert found.value is not None and found.lower is not None and found.upper is not None
        assert 0 <= found.lower <= found.value <= found.upper
        assert found.backtest is not None and 5 * found.backtest.inside >= 4 * found.backtest.trials
    else:
        assert (found.value, found.lower, found.upper) == (None, None, None)


@given(count_measures, whole_years, st.integers(1, 5000))
def test_what_is_added_to_every_month_is_added_to_december(
    measure: Measure, numbers: list[int], more: int
) -> None:
    before = outlook(series(measure, numbers))
    after = outlook(series(measure, [number + more for number in numbers]))

    assert before.value is not None and after.value is not None
    if before.lower != 0:
        assert (after.value, after.lower) == (before.value + more, (before.lower or 0) + more)
    assert after.value >= before.value


@given(count_measures, whole_years)
def test_ten_times_the_numbers_end_ten_times_as_high(measure: Measure, numbers: list[int]) -> None:
    once = outlook(series(measure, numbers))
    ten_times = outlook(series(measure, [10 * number for number in numbers]))

    assert once.value is not None and ten_times.value is not None
    assert abs(ten_times.value - 10 * once.value) <= 5
    assert abs((ten_times.upper or 0) - 10 * (once.upper or 0)) <= 10


@given(st.lists(st.integers(0, 2000), min_size=2, max_size=40), st.integers(1, 12))
def test_the_method_agrees_with_a_textbook_written_out(numbers: list[int], lead: int) -> None:
    follow, turn, damping = weights = Weights(0.8, 0.2, 0.9)
    level, trend = float(numbers[0]), 0.0

    for number in numbers[1:]:
        before = level
        level = follow * number + (1 - follow) * (level + damping * trend)
        trend = turn * (level - before) + (1 - turn) * damping * trend
    ahead = level + trend * damping * (1 - damping**lead) / (1 - damping)

    assert carried_on_from_each([float(number) for number in numbers], lead, weights)[-1] == pytest.approx(
        ahead
    )
