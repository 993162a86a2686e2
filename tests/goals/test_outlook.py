"""Where December ends if season and trend go on, against numbers computed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from goals.months import Month
from goals.outlook import (
    Hits,
    Method,
    NoOutlook,
    Outlook,
    as_seen_by,
    backtest_in_words,
    hits_of,
    method_in_words,
    outlook_of,
    reason_in_words,
)
from goals.outlook.method import Weights, carried_on, carried_on_from_each, filled
from goals.progress import Line, Measure, Point, State, Status
from tests.goals.progress_builders import (
    COMPANIES,
    EDUCATION,
    NOT_MEASURABLE,
    OUTSIDER,
    PENSION,
    SUPPRESSED,
    UNEMPLOYED,
    ReaderOf,
)

FIRST = Month(2012, 1)
MAY = Month(2014, 5)
SINCE_2008 = Month(2008, 1)
COUNTED = replace(EDUCATION, unit="persons", decimals=0)

Numbers = Sequence[float | str | Point | None]


def series(measure: Measure, numbers: Numbers, first: Month = FIRST) -> Line:
    """A line with one number a month from `first` on; None where there is none."""
    points = {
        first.plus(place): number
        if isinstance(number, Point)
        else Point(State.REPORTED, Decimal(str(number)))
        for place, number in enumerate(numbers)
        if number is not None
    }
    return Line(measure, points, area_ids=frozenset({1}))


def since_january(may: int, *decembers: int, this_may: int, measure: Measure = EDUCATION) -> Line:
    """Years from 2008 on that reach `may` in May and their own number in December; then this year's May."""
    numbers: list[int] = []
    for december in decembers:
        numbers += [may] * 11 + [december]
    return series(measure, [*numbers, *[this_may] * 5], SINCE_2008)


def outlook(line: Line, as_of: Month = MAY, year: int = 2014, **choices: int) -> Outlook:
    return outlook_of(line, year, as_of, **choices)


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
    lower_still = outlook(since_january(30, 90, 31, 90, 31, 90, 31, this_may=40, measure=COUNTED))
    assert lower_still.lower == 40
    assert percentage.lower == 22


def test_numbers_are_written_as_the_indicator_is_and_the_band_outwards() -> None:
    found = outlook(
        since_january(10, 20, 22, 21, 25, 23, 24, this_may=12, measure=replace(EDUCATION, decimals=2))
    )

    assert [str(number) for number in (found.value, found.lower, found.upper)] == ["26.00", "22.00", "30.00"]


# Why there is none


@pytest.mark.parametrize(
    ("line", "as_of", "reason"),
    [
        (series(COMPANIES, [None] * 11 + [40] + [None] * 11 + [41]), MAY, NoOutlook.YEARLY),
        (series(PENSION, []), MAY, NoOutlook.TOO_EARLY),
        (series(PENSION, [50] * 24), MAY, NoOutlook.TOO_EARLY),
        (series(PENSION, [50] * 26), Month(2014, 2), NoOutlook.TOO_EARLY),
        (series(PENSION, [50] * 36), Month(2015, 3), NoOutlook.YEAR_IS_OVER),
        (series(PENSION, [None] * 6 + [50] * 23), MAY, NoOutlook.TOO_LITTLE_HISTORY),
        (series(PENSION, [50] * 10 + [None] * 4 + [50] * 15), MAY, NoOutlook.GAPS),
        (series(PENSION, [50] * 10 + [SUPPRESSED, NOT_MEASURABLE] * 2 + [50] * 15), MAY, NoOutlook.GAPS),
    ],
)
def test_why_there_is_none(line: Line, as_of: Month, reason: NoOutlook) -> None:
    found = outlook(line, as_of)

    assert found.reason is reason
    assert (found.value, found.lower, found.upper, found.backtest) == (None, None, None, None)


def test_with_the_figure_of_march_it_is_no_longer_too_early() -> None:
    line = series(PENSION, [50] * 27)

    assert outlook(line, Month(2014, 2)).reason is NoOutlook.TOO_EARLY
    assert outlook(line, Month(2014, 3)).value == 50


def test_a_target_proposed_the_year_before_may_ask_from_further_away() -> None:
    line = series(PENSION, [50] * 32)

    assert outlook(line, Month(2014, 8), 2015).reason is NoOutlook.TOO_EARLY
    assert outlook(line, Month(2014, 8), 2015, longest=24).value == 50


def test_a_count_from_january_is_never_carried_into_another_year() -> None:
    line = since_january(10, 20, 22, 21, 25, 23, 24, this_may=12)

    assert outlook(line, MAY, 2015, longest=24).reason is NoOutlook.TOO_EARLY


def test_without_the_same_month_last_year_nothing_is_added() -> None:
    line = since_january(10, 20, 22, 21, 25, 23, 24, this_may=12)
    points = {month: point for month, point in line.points.items() if month != Month(2013, 5)}

    assert outlook(Line(EDUCATION, points)).reason is NoOutlook.GAPS


@pytest.mark.parametrize("broken", [Month(2014, 1), Month(2012, 8), Month(2014, 9)])
def test_nothing_is_fitted_across_a_series_break(broken: Month) -> None:
    line = series(replace(PENSION, breaks=(broken,)), [50] * 29)

    assert outlook(line).reason is NoOutlook.SERIES_BREAK


def test_what_lies_before_a_series_break_does_not_count() -> None:
    broken = replace(PENSION, breaks=(Month(2011, 1), Month(2012, 5)))

    found = outlook(series(broken, [900] * 4 + [50] * 25))

    assert (found.value, found.lower, found.upper) == (50, 50, 50)


def test_three_missing_months_are_borne() -> None:
    found = outlook(series(PENSION, [50] * 10 + [None] * 3 + [50] * 16))

    assert found.value == 50
    assert found.backtest is not None
    assert found.backtest.trials == 9  # of eleven, none from December 2012 and January 2013


def test_it_is_never_a_status() -> None:
    found = outlook(series(PENSION, [50] * 29))

    assert "status" not in {field.name for field in fields(Outlook)}
    assert not [field.name for field in fields(Outlook) if isinstance(getattr(found, field.name), Status)]


# Who may see it, and what it rests on


@pytest.mark.parametrize("numbers", [[50] * 12 + [3] + [50] * 16, [4] * 29])
def test_a_small_count_hides_the_outlook_that_rests_on_it(numbers: list[int]) -> None:
    line = series(PENSION, numbers)
    found = outlook(line)

    assert as_seen_by(OUTSIDER, found, line) == Outlook(
        PENSION, Month(2014, 12), MAY, reason=NoOutlook.HIDDEN
    )
    assert as_seen_by(ReaderOf(1), found, line) is found


def test_an_outlook_that_is_a_small_count_is_hidden() -> None:
    line = series(PENSION, [*range(65, 9, -2), 8])
    found = outlook(line)

    assert found.value is not None
    assert 0 < found.value < 5
    assert as_seen_by(OUTSIDER, found, line).reason is NoOutlook.HIDDEN


def test_percentages_are_shown_to_everybody() -> None:
    line = since_january(2, 3, 3, 3, 3, 3, 3, this_may=2)
    found = outlook(line)

    assert as_seen_by(OUTSIDER, found, line) is found


def test_one_preliminary_figure_makes_it_preliminary() -> None:
    numbers: list[float | Point] = [50] * 29
    numbers[28] = Point(State.REPORTED, Decimal(50), preliminary=True)

    assert outlook(series(PENSION, numbers)).preliminary
    assert not outlook(series(PENSION, [50] * 29)).preliminary


def test_a_region_goes_on_as_its_municipalities_do_together() -> None:
    members = [
        series(UNEMPLOYED, [300 + place * slope + place % 5 for place in range(29)]) for slope in (3, -4)
    ]
    region = Line(UNEMPLOYED, {}, members)

    together = sum(outlook(member).value or 0 for member in members)

    assert abs((outlook(region).value or 0) - together) <= 1


# In words


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


# What holds for all numbers

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
