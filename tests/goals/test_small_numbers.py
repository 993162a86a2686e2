"""What readers outside an area do not see of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.months import Month
from goals.progress import (
    Line,
    Measure,
    Progress,
    Promise,
    Status,
    as_seen_by,
    median,
    ranking,
    same_members,
    snapshot,
)
from tests.goals.progress_builders import (
    EDUCATION,
    MINISTRY,
    OUTSIDER,
    PENSION,
    UNEMPLOYED,
    ReaderOf,
    group,
    line,
    month,
    progress,
    promise,
)

APRIL = month("2014-04")
MONTHS = [str(each) for each in Month.range(month("2013-01"), APRIL)]
AERO = {"2013-04": 9, "2014-04": 3}
TARGET = promise(5, "2013-12", 8)


def seen(by: ReaderOf, of: Line, target: Promise | None = TARGET) -> Progress:
    return as_seen_by(by, progress(of, target, "2014-04"), of)


@pytest.mark.parametrize(("count", "is_hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_counts_from_one_to_below_the_threshold_are_hidden(count: int, is_hidden: bool) -> None:
    result = seen(OUTSIDER, line(PENSION, {"2014-04": count}))

    assert (result.latest is None) == is_hidden
    assert ("latest" in result.hidden) == is_hidden


def test_the_threshold_is_the_indicators_own() -> None:
    lenient = replace(PENSION, discretion_threshold=3)

    assert seen(OUTSIDER, line(lenient, {"2014-04": 3})).latest == 3
    assert seen(OUTSIDER, line(lenient, {"2014-04": 2})).latest is None


@pytest.mark.parametrize("reader", [ReaderOf(1), MINISTRY])
def test_those_inside_see_everything(reader: ReaderOf) -> None:
    of = line(PENSION, AERO, area_id=1)

    assert seen(reader, of) == progress(of, TARGET, "2014-04")


def test_a_reader_of_another_area_is_outside() -> None:
    assert seen(ReaderOf(2), line(PENSION, AERO, area_id=1)).latest is None


def test_a_hidden_value_hides_all_that_follows_from_it() -> None:
    result = seen(OUTSIDER, line(PENSION, AERO))

    gone = {
        "latest",
        "change",
        "change_pct",
        "gap",
        "gap_pct",
        "achieved_pct",
        "path_gap",
        "worse_by",
        "status",
    }
    assert all(getattr(result, name) is None for name in gone)
    assert result.hidden == gone - {"change_pct"}  # from 9 there is none to hide
    assert (result.previous, result.target, result.path, result.latest_month) == (9, 5, 7, APRIL)


def test_no_remaining_number_differs_between_two_hidden_values() -> None:
    one = seen(OUTSIDER, line(PENSION, {"2013-04": 20, "2014-04": 1}))
    four = seen(OUTSIDER, line(PENSION, {"2013-04": 20, "2014-04": 4}))

    assert one == four
    assert one.coverage == four.coverage


def test_a_hidden_earlier_value_hides_the_change_but_not_the_verdict() -> None:
    result = seen(OUTSIDER, line(PENSION, {"2013-04": 3, "2014-04": 6}))

    assert (result.latest, result.status) == (6, Status.ON_TRACK)
    assert (result.previous, result.change) == (None, None)
    assert result.hidden == {"previous", "change"}


def test_a_hidden_own_baseline_hides_the_path_and_its_verdict() -> None:
    result = seen(OUTSIDER, line(PENSION, {"2013-12": 4, "2014-04": 6}), promise(2, "2013-12"))

    assert (result.baseline, result.implied_change_pct, result.achieved_pct) == (None, None, None)
    assert (result.path, result.course, result.status) == (None, None, None)
    assert (result.latest, result.gap) == (6, 4)


def test_a_baseline_that_the_target_names_itself_is_public() -> None:
    result = seen(OUTSIDER, line(PENSION, {"2013-12": 4, "2014-04": 6}), promise(2, "2013-12", 4))

    assert (result.baseline, result.status) == (4, Status.BEHIND)


@pytest.mark.parametrize("target", [None, promise(5, "2014-06")])
def test_a_status_that_says_nothing_of_the_value_stays(target: Promise | None) -> None:
    result = seen(OUTSIDER, line(PENSION, AERO), target)

    assert result.latest is None
    assert result.status == (Status.NO_TARGET if target is None else Status.AWAITING)


def test_a_small_total_is_hidden_too_and_open_to_the_regions_reader() -> None:
    region = group(PENSION, {"2014-04": 1}, {"2014-04": 2})

    assert seen(OUTSIDER, region, None).latest is None
    assert seen(ReaderOf(1), region, None).latest is None
    assert seen(ReaderOf(100), region, None).latest == 3


def test_a_clusters_small_total_is_open_to_those_inside_all_its_members() -> None:
    members = [line(PENSION, {"2014-04": count}, area_id=count) for count in (1, 2)]
    cluster = Line(PENSION, {}, members, frozenset({1, 2}))

    assert seen(ReaderOf(1), cluster, None).latest is None
    assert seen(ReaderOf(1, 2), cluster, None).latest == 3


def test_a_line_of_no_known_area_is_open_to_nobody() -> None:
    assert seen(MINISTRY, Line(PENSION, line(PENSION, AERO).points), None).latest is None


def test_small_parts_are_hidden_and_the_percentage_stays_rounded() -> None:
    result = seen(OUTSIDER, line(EDUCATION, {"2013-04": "17/198", "2014-04": "3/201"}), promise(34))

    assert (result.numerator, result.denominator, result.latest) == (None, None, Decimal("1.5"))
    assert result.hidden == {"numerator", "denominator"}
    assert (result.gap, result.status) == (Decimal("-32.5"), Status.BEHIND)
    assert result.change == Decimal("1.5") - Decimal(1700) / 198


def test_a_small_earlier_part_leaves_only_a_rounded_change() -> None:
    result = seen(OUTSIDER, line(EDUCATION, {"2013-04": "3/201", "2014-04": "20/200"}), None)

    assert (result.numerator, result.previous, result.change) == (20, Decimal("1.5"), Decimal("8.5"))


def test_a_hidden_baseline_does_not_show_by_what_follows_that_it_is_the_target() -> None:
    baselines = ({"2013-12": 3, "2014-04": 7}, {"2013-12": 4, "2014-04": 7})
    same, other = (seen(OUTSIDER, line(PENSION, counts), promise(3, "2013-12")) for counts in baselines)

    assert same == other
    assert "achieved_pct" in same.hidden


def test_parts_that_are_zero_or_large_are_shown() -> None:
    assert seen(OUTSIDER, line(EDUCATION, {"2014-04": "0/201"}), None).numerator == 0
    assert seen(OUTSIDER, line(EDUCATION, {"2014-04": "5/201"}), None).numerator == 5


def test_a_snapshot_rounds_a_percentage_whose_parts_are_hidden() -> None:
    of = line(EDUCATION, {"2014-04": "3/201"}, area_id=1)

    assert snapshot(of, APRIL, OUTSIDER).value == Decimal("1.5")
    assert snapshot(of, APRIL, ReaderOf(1)).value == Decimal(300) / 201


@given(st.data(), st.sampled_from([PENSION, UNEMPLOYED, replace(UNEMPLOYED, window="year_to_date")]))
def test_readers_outside_see_the_same_whatever_the_small_counts_are(
    data: st.DataObject, measure: Measure
) -> None:
    """Two areas that differ in nothing but counts from 1 to 4 look alike in every field."""
    months = data.draw(st.lists(st.sampled_from(MONTHS), unique=True, min_size=1))
    one = {written: data.draw(st.integers(0, 12)) for written in months}
    other = {key: data.draw(st.integers(1, 4)) if 1 <= count <= 4 else count for key, count in one.items()}
    baseline = data.draw(st.sampled_from([None, "2013-01", "2013-12", "2014-02"]))
    target = promise(
        data.draw(st.integers(0, 9)), baseline, data.draw(st.sampled_from([None, 8])) if baseline else None
    )

    left, right = line(measure, one), line(measure, other)
    assert seen(OUTSIDER, left, target) == seen(OUTSIDER, right, target)
    assert snapshot(left, APRIL, OUTSIDER) == snapshot(right, APRIL, OUTSIDER)
    assert median([left], APRIL) == median([right], APRIL)


def test_a_snapshot_hides_a_small_count_and_its_change() -> None:
    of = line(PENSION, {"2013-04": 20, "2014-04": 3}, area_id=1)
    outside, inside = snapshot(of, APRIL, OUTSIDER), snapshot(of, APRIL, ReaderOf(1))

    assert (outside.value, outside.change, outside.change_pct, outside.hidden) == (None, None, None, True)
    assert (inside.value, inside.change, inside.change_pct, inside.hidden) == (3, -17, -85, False)


def test_a_hidden_value_has_no_rank_and_leaves_no_gap_in_the_ranks() -> None:
    written = [(20, 3), (20, 10), (20, 15), (20, 18)]
    lines = {
        place: line(UNEMPLOYED, {"2013-04": before, "2014-04": now}, area_id=place)
        for place, (before, now) in enumerate(written, 1)
    }

    assert {key: standing.rank for key, standing in ranking(lines, APRIL, OUTSIDER).items()} == {
        2: 1,
        3: 2,
        4: 3,
    }
    assert ranking(lines, APRIL, ReaderOf(1))[1].rank == 1


def test_medians_and_same_members_do_not_give_small_counts_away() -> None:
    members = [{"2013-04": 20, "2014-04": 3}, {"2014-04": 9}]
    region = group(UNEMPLOYED, *members)

    assert same_members(region, APRIL) is None
    assert median([line(UNEMPLOYED, members[0])], APRIL) is None
