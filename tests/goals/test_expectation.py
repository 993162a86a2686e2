"""Where a figure usually lies. Every range is computed by hand from the numbers that stand in the test."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.expectation import Range, looks_like_the_month_alone, usual_range
from goals.months import Month, Window
from goals.sample.particular import SOROE_LONG_TERM, SOROE_PENSIONS

APRIL = Month(2014, 4)
NUMBERS = st.integers(min_value=0, max_value=10**6)


def history(numbers: tuple[float | None, ...], first: str = "2012-01") -> dict[Month, Decimal]:
    """The numbers from `first` on; None where none was reported."""
    start = Month.parse(first)
    said = {start.plus(step): number for step, number in enumerate(numbers)}
    return {month: Decimal(str(number)) for month, number in said.items() if number is not None}


def count(past: dict[Month, Decimal], month: Month = APRIL, window: str = Window.MONTH) -> Range | None:
    return usual_range(past, month, window=window, is_ratio=False)


def percentage(past: dict[Month, Decimal], month: Month = APRIL, window: str = Window.MONTH) -> Range | None:
    return usual_range(past, month, window=window, is_ratio=True, decimals=1)


def between(low: float, high: float) -> Range:
    return Range(Decimal(str(low)), Decimal(str(high)))


def test_a_month_is_expected_at_last_years_number_and_the_latest_change_over_a_year() -> None:
    """Changes: −26 −26 −21 −14 −11 −9 −5 −3 −2 …; 168 − 26 = 142; misses 5 12 10 5 6 6, median 6.

    2 × 1.4826 × 6 = 17.8 to each side.
    """
    assert count(history(SOROE_LONG_TERM)) == between(124, 160)


def test_a_sum_of_twelve_months_that_has_fallen_by_half_is_expected_where_it_is_now() -> None:
    """Changes: −43 −43 −43 −43 −42 −40 −35 −32 −27 …; 74 − 43 = 31; misses 0 0 1 3 7 8, median 2; ± 5.9."""
    assert count(history(SOROE_PENSIONS), window=Window.ROLLING_12) == between(25, 37)


def test_what_comes_after_the_month_counts_for_nothing() -> None:
    until_march = {month: number for month, number in history(SOROE_PENSIONS).items() if month < APRIL}

    assert count(until_march) == count(history(SOROE_PENSIONS)) == between(25, 37)


def test_a_season_is_no_news() -> None:
    """Each year like the year before: no change, no miss; 5 per cent of 200 are 10."""
    year = (100, 110, 120, 200, 130, 120, 90, 80, 90, 100, 110, 120)

    assert count(history(year * 2)) == between(190, 210)


def test_a_percentage_keeps_its_decimals_and_at_least_one_point_to_each_side() -> None:
    """Changes all 0.5: 8.6 + 0.5 = 9.1; 5 per cent of it would be less than one point."""
    past = history((8.0,) * 3 + (8.6,) + (8.0,) * 8 + (8.5,) * 3 + (9.1,) + (8.5,) * 8, first="2012-01")

    assert percentage(past) == between(8.6, 10.6)


@pytest.mark.parametrize(("standing", "expected"), [(1, (0, 4)), (40, (37, 43)), (1000, (950, 1050))])
def test_a_figure_that_never_moves_may_move_by_three_persons_or_five_per_cent(
    standing: int, expected: tuple[int, int]
) -> None:
    assert count(history((standing,) * 27)) == between(*expected)


def test_neither_end_lies_below_zero_nor_a_percentage_above_a_hundred() -> None:
    """Falling by 2 a month: 24 − 24 = 0, so 0 to 3."""
    falling = history(tuple(range(54, 0, -2)))

    assert count(falling) == between(0, 3)
    assert percentage(history((99.8,) * 27)) == between(94.8, 100)


def test_one_slip_in_the_past_moves_little() -> None:
    """February as 1.520: changes −26 1342 −21; 168 − 21 = 147; misses 12 1356 10 5 6 6, median 8: ± 23.7."""
    slipped = history(SOROE_LONG_TERM) | {Month(2014, 2): Decimal(1520)}

    assert count(slipped) == between(123, 171)
    assert count(history((100,) * 27) | {Month(2014, 2): Decimal(1000)}) == between(95, 105)


@pytest.mark.parametrize(("first", "expected"), [("2012-10", between(95, 105)), ("2012-11", None)])
def test_five_changes_over_a_year_are_too_few(first: str, expected: Range | None) -> None:
    """From October 2012 on there are changes for October to March: six."""
    months = APRIL.since(Month.parse(first))

    assert count(history((100,) * months, first=first)) == expected


def test_nothing_is_expected_without_the_same_month_last_year() -> None:
    past = history(SOROE_LONG_TERM)
    del past[Month(2013, 4)]

    assert count(past) is None
    assert count({}) is None


def test_missing_months_are_passed_over() -> None:
    """Without March and December: −26 −21 −11 −9 −5 −3 −2 −2 −1 …

    168 − 21 = 147; misses 15 12 6 6 3 1, median 6: 17.8 to each side.
    """
    past = history(SOROE_LONG_TERM)
    del past[Month(2014, 3)], past[Month(2013, 12)]

    assert count(past) == between(129, 165)


def test_changes_of_more_than_a_year_ago_are_too_old() -> None:
    """Nothing from October to March: six changes are left, from April to September."""
    past = history((100,) * 27)
    for step in range(1, 7):
        del past[APRIL.plus(-step)]

    assert count(past) == between(95, 105)
    del past[APRIL.plus(-7)]
    assert count(past) is None


def test_a_break_of_the_series_leaves_nothing_to_compare_with() -> None:
    since_january = {month: n for month, n in history(SOROE_LONG_TERM).items() if month >= Month(2014, 1)}

    assert count(since_january) is None


def test_what_counts_from_january_is_compared_within_its_own_year() -> None:
    """In June there are changes for January to May only; in July there are six."""
    year = tuple(float(number) for number in range(2, 26, 2))
    past = history(year * 2 + year)

    assert percentage(past, Month(2014, 6), Window.YEAR_TO_DATE) is None
    assert percentage(past, Month(2014, 7), Window.YEAR_TO_DATE) == between(13, 15)
    assert percentage(past, Month(2014, 6)) == between(11, 13)


@pytest.mark.parametrize(
    ("number", "is_alone"), [(4, True), (9, True), (10, False), (36, False), (360, False)]
)
def test_a_fourth_of_last_months_sum_looks_like_the_month_alone(number: int, is_alone: bool) -> None:
    past = history((36,), first="2014-03")

    assert looks_like_the_month_alone(Decimal(number), past, APRIL) is is_alone


def test_small_sums_and_unknown_ones_look_like_nothing() -> None:
    assert not looks_like_the_month_alone(Decimal(1), history((11,), first="2014-03"), APRIL)
    assert not looks_like_the_month_alone(Decimal(1), {}, APRIL)
    assert looks_like_the_month_alone(Decimal(4), history((74,), first="2013-04"), APRIL)


@given(st.lists(NUMBERS, min_size=24, max_size=24), st.integers(min_value=1, max_value=1000))
def test_the_range_grows_with_the_figures_and_holds_its_own_centre(numbers: list[int], times: int) -> None:
    past = history(tuple(numbers), first="2012-04")
    found = count(past)

    assert found is not None
    assert Decimal() <= found.low <= found.high
    larger = count({month: number * times for month, number in past.items()})
    assert larger is not None
    assert larger.high - larger.low <= times * (found.high - found.low) + 2 * times
