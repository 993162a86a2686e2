"""Values, totals, coverage, latest and change."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.months import Month
from goals.progress import Coverage, Line, Point, State, same_members
from tests.goals.progress_builders import (
    COMPANIES,
    EDUCATION,
    NOT_MEASURABLE,
    PENSION,
    SUPPRESSED,
    UNEMPLOYED,
    WITHDRAWN,
    group,
    line,
    month,
    progress,
)

APRIL, MAY = month("2014-04"), month("2014-05")


def test_a_count_is_its_number_and_zero_is_a_value() -> None:
    unemployed = line(UNEMPLOYED, {"2014-04": 0, "2014-05": 143})

    assert unemployed.value(APRIL) == 0
    assert unemployed.value(MAY) == 143


def test_a_ratio_is_exact_even_if_a_rounded_percentage_came_with_its_parts() -> None:
    both = Point(State.REPORTED, Decimal("9.5"), Decimal(19), Decimal(201))

    assert line(EDUCATION, {"2014-04": both}).value(APRIL) == Decimal(1900) / 201


def test_a_percentage_alone_is_shown_but_never_added_up() -> None:
    education = group(EDUCATION, {"2014-04": "8.9"}, {"2014-04": "19/201"})

    assert education.members is not None
    assert education.members[0].value(APRIL) == Decimal("8.9")
    assert education.value(APRIL) is None


@pytest.mark.parametrize("parts", ["0/0", "3/9", "9/9"])
def test_no_percentage_on_a_small_denominator(parts: str) -> None:
    assert line(EDUCATION, {"2014-04": parts}).value(APRIL) is None


def test_a_percentage_from_the_smallest_denominator_that_is_not_small() -> None:
    assert line(EDUCATION, {"2014-04": "3/10"}).value(APRIL) == 30


def test_no_percentage_on_zero_even_where_no_denominator_counts_as_small() -> None:
    lenient = replace(EDUCATION, small_denominator=0)

    assert line(lenient, {"2014-04": "0/0"}).value(APRIL) is None


def test_parts_on_a_small_denominator_still_count_in_a_total() -> None:
    cell = group(EDUCATION, {"2014-04": "3/9"}, {"2014-04": "19/201"}).at(APRIL)

    assert (cell.numerator, cell.denominator) == (22, 210)
    assert cell.value == Decimal(2200) / 210


def test_a_total_on_a_small_denominator_has_no_percentage() -> None:
    assert group(EDUCATION, {"2014-04": "1/4"}, {"2014-04": "1/5"}).value(APRIL) is None


@pytest.mark.parametrize("state", [NOT_MEASURABLE, SUPPRESSED, WITHDRAWN])
def test_a_state_is_no_zero(state: Point) -> None:
    region = group(UNEMPLOYED, {"2014-04": state}, {"2014-04": 5})

    assert region.members is not None
    assert region.members[0].value(APRIL) is None
    assert region.value(APRIL) is None


def test_states_stay_apart() -> None:
    written = {"2014-01": NOT_MEASURABLE, "2014-02": SUPPRESSED, "2014-03": WITHDRAWN}
    states = [line(UNEMPLOYED, written).at(Month(2014, number)).state for number in (1, 2, 3, 4)]

    assert states == ["not_measurable", "suppressed", "not_reported", "not_reported"]


def test_a_count_total_is_the_sum_over_all_members() -> None:
    assert group(UNEMPLOYED, {"2014-04": 0}, {"2014-04": 143}, {"2014-04": 7}).value(APRIL) == 150


def test_region_has_no_total_until_all_have_reported() -> None:
    assert group(UNEMPLOYED, {"2014-04": 143}, {"2014-03": 7}).value(APRIL) is None


def test_a_ratio_total_is_never_a_mean_of_percentages() -> None:
    education = group(EDUCATION, {"2014-04": "10/100"}, {"2014-04": "90/300"})

    assert education.value(APRIL) == 25


def test_a_published_value_wins_over_the_sum_and_is_marked() -> None:
    cell = group(UNEMPLOYED, {"2014-04": 100}, {"2014-04": 50}, own={"2014-04": 149}).at(APRIL)

    assert (cell.value, cell.published) == (149, True)


def test_a_published_value_stands_without_any_members_figures() -> None:
    cell = group(EDUCATION, {}, {}, own={"2014-04": "8.9"}).at(APRIL)

    assert (cell.value, cell.published) == (Decimal("8.9"), True)


@pytest.mark.parametrize("record", [NOT_MEASURABLE, SUPPRESSED, "1/9"])
def test_a_direct_record_without_a_value_means_no_total(record: Point | str) -> None:
    region = group(EDUCATION, {"2014-04": "10/100"}, own={"2014-04": record})

    assert region.value(APRIL) is None
    assert not region.at(APRIL).published


def test_a_withdrawn_direct_record_lets_the_sum_stand() -> None:
    cell = group(UNEMPLOYED, {"2014-04": 100}, own={"2014-04": WITHDRAWN}).at(APRIL)

    assert (cell.value, cell.published) == (100, False)


def test_what_is_not_summable_has_only_direct_records() -> None:
    measure = replace(UNEMPLOYED, is_summable=False)
    region = group(measure, {"2014-04": 100, "2014-05": 90}, own={"2014-05": 95})

    assert region.value(APRIL) is None
    assert region.value(MAY) == 95


def test_a_group_of_nobody_has_no_total() -> None:
    assert group(UNEMPLOYED).value(APRIL) is None


def test_a_total_is_preliminary_if_one_figure_behind_it_is() -> None:
    region = group(UNEMPLOYED, {"2014-04": "100*", "2014-05": 90}, {"2014-04": 50, "2014-05": 40})

    assert progress(region, None, "2014-04").preliminary
    assert not progress(region, None, "2014-05").preliminary


def test_coverage_is_of_the_newest_month_that_any_member_has() -> None:
    region = group(
        UNEMPLOYED, {"2014-04": 1, "2014-05": 1}, {"2014-04": 1}, {"2014-04": 1, "2014-05": NOT_MEASURABLE}
    )

    assert region.coverage(MAY) == Coverage(MAY, 1, 3)
    assert region.coverage(APRIL) == Coverage(APRIL, 3, 3)
    assert region.latest_month(MAY) == APRIL


def test_coverage_is_empty_where_nobody_has_what_the_total_needs() -> None:
    assert group(EDUCATION, {"2014-04": "8.9"}, {}).coverage(MAY) == Coverage(None, 0, 2)


def test_coverage_is_given_beside_a_published_total() -> None:
    region = group(UNEMPLOYED, {"2014-03": 1}, {}, own={"2014-05": 95})

    assert region.coverage(MAY) == Coverage(month("2014-03"), 1, 2)


def test_a_municipality_covers_itself_with_what_a_total_needs() -> None:
    assert line(UNEMPLOYED, {"2014-04": 0}).coverage(MAY) == Coverage(APRIL, 1, 1)
    assert line(EDUCATION, {"2014-03": "3/9", "2014-04": "8.9"}).coverage(MAY) == Coverage(
        month("2014-03"), 1, 1
    )
    assert line(EDUCATION).coverage(MAY) == Coverage(None, 0, 1)


def test_latest_is_the_newest_value_and_may_lie_before_the_year() -> None:
    result = progress(line(COMPANIES, {"2012-12": "39.5", "2013-12": "37.0"}), None, "2014-05")

    assert (result.latest_month, result.latest) == (month("2013-12"), Decimal("37.0"))
    assert (result.previous_month, result.previous) == (month("2012-12"), Decimal("39.5"))
    assert result.change == Decimal("-2.5")
    assert result.change_pct is not None and round(result.change_pct, 1) == Decimal("-6.3")


def test_months_after_as_of_do_not_count() -> None:
    result = progress(line(UNEMPLOYED, {"2014-04": 143, "2014-05": 150}), None, "2014-04")

    assert (result.latest_month, result.latest) == (APRIL, 143)


def test_as_of_is_cut_to_december_of_the_year() -> None:
    result = progress(line(UNEMPLOYED, {"2014-12": 143, "2015-01": 150}), None, "2015-03")

    assert (result.as_of, result.latest_month) == (month("2014-12"), month("2014-12"))


def test_soroe_fell_from_72_to_34() -> None:
    """Statusoverblik, Jobcenter Sorø, 3 June 2014: −38 persons, −52,8 per cent."""
    result = progress(line(PENSION, {"2013-05": 72, "2014-05": 34}), None, "2014-05")

    assert result.change == -38
    assert result.change_pct is not None and round(result.change_pct, 1) == Decimal("-52.8")


@pytest.mark.parametrize(("before", "has_percentage"), [(0, False), (9, False), (10, True)])
def test_counts_change_in_per_cent_only_from_a_base_that_is_not_small(
    before: int, has_percentage: bool
) -> None:
    result = progress(line(UNEMPLOYED, {"2013-04": before, "2014-04": 6}), None, "2014-04")

    assert result.change == 6 - before
    assert (result.change_pct is not None) == has_percentage


def test_percentages_have_no_small_base() -> None:
    result = progress(line(EDUCATION, {"2013-04": "8.0", "2014-04": "6.0"}), None, "2014-04")

    assert (result.change, result.change_pct) == (-2, -25)


def test_no_change_without_the_month_a_year_before() -> None:
    result = progress(line(UNEMPLOYED, {"2013-03": 160, "2014-04": 143}), None, "2014-04")

    assert (result.previous_month, result.previous, result.change) == (month("2013-04"), None, None)


def test_a_totals_change_may_lead_from_a_sum_to_a_published_value() -> None:
    region = group(UNEMPLOYED, {"2013-04": 100}, {"2013-04": 60}, own={"2014-04": 140})

    assert progress(region, None, "2014-04").change == -20


@pytest.mark.parametrize(
    ("as_of", "crosses"), [("2013-12", False), ("2014-01", True), ("2014-12", True), ("2015-01", False)]
)
def test_a_change_across_a_series_break_is_marked(as_of: str, crosses: bool) -> None:
    measure = replace(UNEMPLOYED, breaks=(month("2014-01"),))
    year = int(as_of[:4])

    assert progress(line(measure, {as_of: 100}), None, as_of, year).crosses_break == crosses


def test_the_same_members_are_those_with_both_months() -> None:
    region = group(
        UNEMPLOYED, {"2013-04": 100, "2014-04": 80}, {"2013-04": 50, "2014-04": 40}, {"2014-04": 7}
    )
    same = same_members(region, APRIL)

    assert same is not None
    assert (same.count, same.expected, same.latest, same.previous) == (2, 3, 120, 150)
    assert (same.change, same.change_pct) == (-30, -20)


def test_no_same_members_where_nobody_has_both_months() -> None:
    assert same_members(group(UNEMPLOYED, {"2014-04": 7}, {"2013-04": 8}), APRIL) is None


counts = st.lists(st.integers(0, 10**6), min_size=1, max_size=98)
parts = st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 10**5)), min_size=1, max_size=98)


@given(counts)
def test_every_count_total_is_the_sum_of_its_members(members: list[int]) -> None:
    assert group(UNEMPLOYED, *({"2014-04": count} for count in members)).value(APRIL) == sum(members)


@given(parts, st.randoms(use_true_random=False))
def test_the_order_of_members_changes_nothing(members: list[tuple[int, int]], order: Random) -> None:
    written = [{"2014-04": f"{started}/{started + others}"} for started, others in members]
    shuffled = list(written)
    order.shuffle(shuffled)

    assert group(EDUCATION, *written).at(APRIL) == group(EDUCATION, *shuffled).at(APRIL)


@given(counts, st.data())
def test_one_missing_member_means_no_total(members: list[int], data: st.DataObject) -> None:
    missing = data.draw(st.integers(0, len(members) - 1))
    written = [{} if place == missing else {"2014-04": count} for place, count in enumerate(members)]
    region = group(UNEMPLOYED, *written)

    assert region.value(APRIL) is None
    assert region.reported(APRIL) == len(members) - 1


@given(parts)
def test_a_ratio_total_lies_between_its_members(members: list[tuple[int, int]]) -> None:
    written = [(started, started + others + 10) for started, others in members]
    total = group(EDUCATION, *({"2014-04": f"{part}/{whole}"} for part, whole in written)).value(APRIL)

    shares = [Decimal(100 * part) / whole for part, whole in written]
    assert total is not None and min(shares) <= total <= max(shares)


def test_a_line_is_computed_once() -> None:
    region = group(UNEMPLOYED, {"2014-04": 1})

    assert isinstance(region, Line)
    assert region.at(APRIL) is region.at(APRIL)
