"""Beside others: snapshots, medians, ranks and bands."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goals.progress import Line, median, ranking, snapshot
from tests.goals.progress_builders import (
    EDUCATION,
    MINISTRY,
    NOT_MEASURABLE,
    OUTSIDER,
    UNEMPLOYED,
    group,
    line,
    month,
)

APRIL = month("2014-04")


def ratios(*written: str) -> dict[int, Line]:
    return {
        place: line(EDUCATION, {"2014-04": content}, area_id=place)
        for place, content in enumerate(written, 1)
    }


def counts(*pairs: tuple[int, int]) -> dict[int, Line]:
    return {
        place: line(UNEMPLOYED, {"2013-04": before, "2014-04": now}, area_id=place)
        for place, (before, now) in enumerate(pairs, 1)
    }


def ranks(lines: dict[int, Line]) -> dict[int, int]:
    return {key: standing.rank for key, standing in ranking(lines, APRIL, MINISTRY).items()}


def test_ratios_are_ranked_by_value_best_first_and_equal_values_share() -> None:
    assert ranks(ratios("30.0", "40.0", "30.0", "20.0")) == {2: 1, 1: 2, 3: 2, 4: 4}


def test_equal_shares_of_different_denominators_are_equal() -> None:
    assert ranks(ratios("100/300", "200/600", "10/100")) == {1: 1, 2: 1, 3: 3}


def test_counts_are_ranked_by_their_change_in_per_cent() -> None:
    assert ranks(counts((100, 90), (1000, 700), (50, 60))) == {2: 1, 1: 2, 3: 3}


def test_areas_without_a_value_do_not_count() -> None:
    lines = {
        **ratios("30.0", "3/9", "20.0"),
        9: line(EDUCATION, {"2014-04": NOT_MEASURABLE}),
        10: line(EDUCATION),
    }

    assert ranks(lines) == {1: 1, 3: 2}
    assert ranking(lines, APRIL, MINISTRY)[1].ranked == 2


def test_counts_from_a_small_base_are_not_ranked() -> None:
    assert ranks(counts((9, 5), (100, 90), (0, 7))) == {2: 1}


def test_the_third_of_seven_is_in_the_upper_third() -> None:
    standings = ranking(ratios("70", "60", "50", "40", "30", "20", "15"), APRIL, MINISTRY)

    assert [standings[place].band for place in range(1, 8)] == ["upper"] * 3 + ["middle"] * 2 + ["lower"] * 2


def test_two_have_no_thirds() -> None:
    assert {standing.band for standing in ranking(ratios("70", "60"), APRIL, MINISTRY).values()} == {None}


def test_nobody_is_ranked_among_nobody() -> None:
    assert ranking({}, APRIL, MINISTRY) == {}
    assert ranking({1: line(EDUCATION)}, APRIL, MINISTRY) == {}


@pytest.mark.parametrize(
    ("written", "expected"), [(["30", "10", "20"], "20"), (["30", "10", "20", "25"], "22.5"), (["30"], "30")]
)
def test_the_median_is_of_those_with_a_value(written: list[str], expected: str) -> None:
    assert median([*ratios(*written).values(), line(EDUCATION)], APRIL) == Decimal(expected)


def test_no_median_of_nothing_or_of_a_small_count() -> None:
    assert median([line(EDUCATION)], APRIL) is None
    assert median(list(counts((9, 3), (9, 4), (9, 9)).values()), APRIL) is None
    assert median(list(counts((9, 4), (9, 6)).values()), APRIL) is None
    assert median(list(counts((9, 0), (9, 0), (9, 9)).values()), APRIL) == 0


def test_a_snapshot_shows_a_total_with_its_coverage() -> None:
    region = group(UNEMPLOYED, {"2013-04": 100, "2014-04": 80}, {"2013-04": 60, "2014-04": 40})
    seen = snapshot(region, APRIL, OUTSIDER)

    assert (seen.value, seen.previous, seen.change, seen.change_pct) == (120, 160, -40, -25)
    assert (seen.reported, seen.expected, seen.published) == (2, 2, False)


def test_a_snapshot_of_a_partly_reported_month_has_coverage_and_no_value() -> None:
    seen = snapshot(group(UNEMPLOYED, {"2014-04": 80}, {}), APRIL, OUTSIDER)

    assert (seen.value, seen.reported, seen.expected) == (None, 1, 2)
