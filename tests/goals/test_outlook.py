"""Where December ends if season and trend go on, against numbers computed by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from goals.months import Month
from goals.outlook import (
    Method,
    NoOutlook,
)
from goals.outlook.method import MONTHLY, ROLLING, Weights, carried_on, carried_on_from_each, filled
from goals.outlook.past import past_of, trials
from goals.progress import Line, Measure
from tests.goals.outlook_builders import COUNTED, MAY, SINCE_2008, outlook, series, since_january
from tests.goals.progress_builders import (
    EDUCATION,
    PENSION,
    UNEMPLOYED,
)

# The method


def test_the_damped_trend_is_the_textbooks() -> None:
    weights = Weights(0.5, 0.5, 0.5)

    assert carried_on_from_each([10, 20], 1, weights) == [10, 16.25]  # level 15, trend 2.5: 15 + 0.5 × 2.5
    assert carried_on_from_each([10, 20], 2, weights) == [10, 16.875]  # 15 + (0.5 + 0.25) × 2.5


def test_half_of_what_two_decembers_had_above_their_year_is_season() -> None:
    numbers = [100.0] * 11 + [124.0] + [100.0] * 11 + [124.0]
    stands_still = Weights(0, 0, 1)

    december = carried_on(numbers, 12, stands_still, has_season=True)
    january = carried_on(numbers, 1, stands_still, has_season=True)

    # the year around is 102: December 22 above it, the others 2 below; the level is January's 100 + 2 / 2
    assert (december, january) == (101 + 11, 101 - 1)


def test_a_straight_line_has_no_season() -> None:
    numbers = [100.0 + 3 * place for place in range(28)]

    assert carried_on(numbers, 8, MONTHLY, has_season=True) == pytest.approx(
        carried_on_from_each(numbers, 8, MONTHLY)[-1]
    )


def test_the_newest_number_is_freed_of_its_season() -> None:
    numbers = [100.0] * 11 + [124.0] + [100.0] * 11 + [124.0]

    january = carried_on(numbers, 1, Weights(1, 0, 1), has_season=True)

    assert january == 124 - 11 - 1


def test_under_two_years_there_is_no_season() -> None:
    numbers = [100.0] * 11 + [124.0] + [100.0] * 11

    assert carried_on(numbers, 1, Weights(0, 0, 1), has_season=True) == 100


def test_a_missing_month_lies_on_the_line_between_its_neighbours() -> None:
    assert filled([10, None, None, 16, 18]) == [10, 12, 14, 16, 18]


def test_what_stands_still_ends_where_it_is() -> None:
    found = outlook(series(PENSION, [50] * 29))

    assert (found.month, found.value, found.lower, found.upper) == (MAY, 50, 50, 50)
    assert found.method is Method.TREND


def test_a_steady_fall_goes_on_and_wears_off() -> None:
    found = outlook(series(PENSION, range(1290, 1000, -10)))

    assert found.value is not None
    assert 1010 - 70 < found.value < 1010


def test_the_month_alone_has_a_season_and_twelve_months_together_have_none() -> None:
    wave = [100 + 10 * (place % 12 == 11) for place in range(29)]

    unemployed, pensions = outlook(series(UNEMPLOYED, wave)), outlook(series(PENSION, wave))

    assert (unemployed.method, unemployed.value) == (Method.TREND_AND_SEASON, 105)
    assert (pensions.method, pensions.value) == (Method.TREND, 99)


@pytest.mark.parametrize(("measure", "weights"), [(UNEMPLOYED, MONTHLY), (PENSION, ROLLING)])
def test_twelve_months_together_follow_the_newest_faster_than_a_month(
    measure: Measure, weights: Weights
) -> None:
    numbers = [500.0] * 26 + [600.0] * 3
    carried = carried_on(numbers, 7, weights, has_season=measure is UNEMPLOYED)

    found = outlook(series(measure, numbers))

    assert found.value is not None
    assert abs(float(found.value) - carried) <= 0.5


def test_a_count_from_january_adds_what_last_year_added() -> None:
    found = outlook(since_january(10, 20, 22, 21, 25, 23, 24, this_may=12))

    assert (found.method, found.value) == (Method.AS_LAST_YEAR, 26)  # 12 + (24 − 10)


# The band and the backtest


def test_the_band_holds_the_misses_of_the_same_month_in_earlier_years() -> None:
    found = outlook(since_january(10, 20, 22, 21, 25, 23, 24, this_may=12))

    # said: last year's; missed by 2, 1, 4, 2, 1. Of five the 0.8 × 6 = 4.8th is the fifth: 4
    assert (found.lower, found.upper) == (22, 30)
    assert found.backtest is not None
    assert (found.backtest.trials, found.backtest.inside) == (5, 5)
    assert found.backtest.typical == Decimal("2.00")
    assert found.backtest.typical_pct == Decimal("8.7")  # 2 of 23


def test_with_few_earlier_years_the_months_beside_count_as_well() -> None:
    line = since_january(10, 20, 22, 21, this_may=12)

    found = outlook(series_of_2014(line, 2011), Month(2011, 5), 2011)

    assert found.backtest is not None
    assert found.backtest.trials == 6  # April, May and June of 2009 and 2010


def series_of_2014(line: Line, year: int) -> Line:
    """Of `line` the months up to May of `year`."""
    points = {month: point for month, point in line.points.items() if month <= Month(year, 5)}
    return Line(line.measure, points, area_ids=line.area_ids)


def test_the_month_after_november_is_december_itself_and_tries_nothing() -> None:
    line = series(EDUCATION, [10] * 11 + [20] + [10] * 11 + [22] + [10] * 11 + [21] + [10] * 11, SINCE_2008)

    found = outlook(line, Month(2011, 11), 2011)

    assert found.backtest is not None
    assert found.backtest.trials == 4  # October and November of 2009 and 2010


def test_of_the_months_beside_each_other_the_one_in_the_middle_stands_for_last_year() -> None:
    year = [8, 8, 8, 8, 9, 12, 14, 14, 14, 14, 14, 20]
    line = series(EDUCATION, [*[10] * 11, 20, *[10] * 11, 20, *year, *[10] * 5], SINCE_2008)

    found = outlook(line, Month(2011, 5), 2011)

    assert found.backtest is not None and found.backtest.december_before is not None
    assert found.backtest.december_before.said == 9 + 20 - 10


def test_a_try_from_two_years_of_months_knows_the_season() -> None:
    numbers = [100.0 + 24 * (place % 12 == 11) for place in range(35)]
    past = past_of(series(UNEMPLOYED, numbers), Month(2014, 11), Month(2014, 12))
    assert not isinstance(past, NoOutlook)

    said = {trial.month: trial.said for trial in trials(past)}

    assert said[Month(2014, 1)] == carried_on(numbers[:24], 1, MONTHLY, has_season=True)
    assert said[Month(2013, 12)] == carried_on(numbers[:23], 1, MONTHLY, has_season=False)


def test_one_earlier_year_alone_is_too_little_for_a_band() -> None:
    line = since_january(10, 20, 22, 21, this_may=12)

    found = outlook(series_of_2014(line, 2010), Month(2010, 5), 2010)

    assert (found.value, found.reason) == (None, NoOutlook.TOO_LITTLE_HISTORY)


def test_every_month_with_a_year_before_it_is_tried_from_as_far_ahead() -> None:
    found = outlook(series(PENSION, [50] * 23 + [57] + [50] * 5))

    assert found.backtest is not None
    assert found.backtest.trials == 11  # from December 2012 to October 2013, each seven months on
    assert found.backtest.inside == 10  # the 0.8 × 12 = 9.6th of eleven is the tenth: 0
    assert found.backtest.december_before is not None
    assert found.backtest.december_before[1:] == (50, 57)


def test_a_miss_in_per_cent_needs_a_base() -> None:
    found = outlook(series(PENSION, [7, 8] * 14 + [7]))

    assert found.backtest is not None
    assert found.backtest.typical > 0
    assert found.backtest.typical_pct is None


def test_nothing_ends_below_zero_and_no_percentage_above_a_hundred() -> None:
    falling = outlook(series(PENSION, [*range(120, 8, -4), 4]))
    rising = outlook(since_january(50, 60, 90, 70, 99, 80, 98, this_may=60))

    assert (falling.value, falling.lower) == (0, 0)
    assert (rising.value, rising.upper) == (100, 100)


def test_a_count_from_january_keeps_what_it_has_and_a_percentage_may_fall() -> None:
    decembers = (20, 60, 20, 60, 20, 60)

    count = outlook(since_january(10, *decembers, this_may=12, measure=COUNTED))
    percentage = outlook(since_january(10, *decembers, this_may=12))

    assert (count.value, count.lower) == (62, 22)
    assert percentage.lower == 22
    fallen = outlook(since_january(30, 90, 31, 90, 31, 90, 29, this_may=40, measure=COUNTED))
    assert (fallen.value, fallen.lower) == (40, 40)  # not 40 + (29 − 30)


def test_numbers_are_written_as_the_indicator_is_and_the_band_outwards() -> None:
    numbers: list[float] = []
    for december in (20, 22.2, 21.3, 25, 23, 24.4):
        numbers += [10] * 11 + [december]
    in_whole = replace(EDUCATION, decimals=0)

    found = outlook(series(in_whole, [*numbers, 12, 12, 12, 12, 12], SINCE_2008))

    # 12 + (24.4 − 10) = 26.4; missed by at most 25 − 21.3 = 3.7: from 22.7 to 30.1
    assert [str(number) for number in (found.value, found.lower, found.upper)] == ["26", "22", "31"]
