"""Target, path and status."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from goals.progress import Measure, Point, Status
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
    promise,
)


def one_decimal(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 1)


def test_soroe_is_better_than_its_target_before_time() -> None:
    """Statusoverblik, 3 June 2014: 38 persons (−56,0); the baseline 86 of December 2012 is inferred."""
    result = progress(line(PENSION, {"2013-05": 72, "2014-05": 34}), promise(38, "2012-12", 86), "2014-05")

    assert one_decimal(result.implied_change_pct) == Decimal("-55.8")
    assert (result.path, result.path_rule) == (52, "linear")
    assert (result.gap, one_decimal(result.gap_pct)) == (-4, Decimal("-10.5"))
    assert one_decimal(result.achieved_pct) == Decimal("108.3")
    assert (result.path_gap, result.worse_by, result.status) == (-18, -18, Status.ON_TRACK)


def test_midtjylland_is_on_its_pro_rata_path() -> None:
    """Contract follow-up, October 2013: 8,9 per cent for January–April against 25,0."""
    region = group(EDUCATION, {}, {}, own={"2013-04": "8.9"})
    result = progress(region, promise("25.0"), "2013-10", 2013)

    assert (result.latest_month, result.published) == (month("2013-04"), True)
    assert (result.gap, one_decimal(result.gap_pct)) == (Decimal("-16.1"), Decimal("-64.4"))
    assert (one_decimal(result.path), result.path_rule) == (Decimal("8.3"), "pro_rata")
    assert one_decimal(result.achieved_pct) == Decimal("35.6")
    assert result.status == Status.ON_TRACK


def test_midtjyllands_companies_cannot_be_measured() -> None:
    region = group(COMPANIES, {}, {}, own={"2013-09": NOT_MEASURABLE})
    result = progress(region, promise("25.0"), "2013-10", 2013)

    assert (result.status, result.target, result.gap) == (Status.NOT_MEASURABLE, 25, None)


def test_no_implied_change_without_a_baseline_or_from_zero() -> None:
    unemployed = line(UNEMPLOYED, {"2014-04": 5})

    assert progress(unemployed, promise(38), "2014-04").implied_change_pct is None
    assert progress(unemployed, promise(38, "2013-12", 0), "2014-04").implied_change_pct is None


def test_the_gap_is_to_the_target_even_from_a_year_before() -> None:
    result = progress(line(COMPANIES, {"2013-12": "33.4"}), promise("35.0"), "2014-05")

    assert (result.gap, result.status, result.awaits) == (Decimal("-1.6"), Status.AWAITING, "year")


def test_no_gap_in_per_cent_of_a_target_of_zero() -> None:
    result = progress(line(UNEMPLOYED, {"2014-04": 5}), promise(0, "2013-12", 10), "2014-04")

    assert (result.gap, result.gap_pct, result.achieved_pct) == (5, None, 50)


def test_achieved_is_counted_from_the_baseline_in_both_directions() -> None:
    falling = progress(line(UNEMPLOYED, {"2014-04": 131}), promise(128, "2013-12", 176), "2014-04")
    rising = progress(line(COMPANIES, {"2014-12": "34.0"}), promise("35.0", "2013-12", "33.0"), "2014-12")

    assert falling.achieved_pct == Decimal("93.75")
    assert rising.achieved_pct == 50


def test_achieved_is_negative_when_worse_than_the_baseline_and_never_clipped() -> None:
    worse = progress(line(UNEMPLOYED, {"2014-04": 171}), promise(136, "2013-12", 160), "2014-04")
    beyond = progress(line(UNEMPLOYED, {"2014-04": 80}), promise(136, "2013-12", 160), "2014-04")

    assert one_decimal(worse.achieved_pct) == Decimal("-45.8")
    assert one_decimal(beyond.achieved_pct) == Decimal("333.3")


def test_nothing_is_achieved_where_target_and_baseline_are_the_same() -> None:
    result = progress(line(UNEMPLOYED, {"2014-04": 100}), promise(100, "2013-12", 100), "2014-04")

    assert (result.achieved_pct, result.implied_change_pct, result.path) == (None, 0, 100)
    assert result.status == Status.ON_TRACK


def test_year_to_date_achieves_its_share_of_the_target() -> None:
    assert progress(line(EDUCATION, {"2014-04": "8.5"}), promise("34.0"), "2014-04").achieved_pct == 25
    assert progress(line(EDUCATION, {"2014-04": "8.5"}), promise(0), "2014-04").achieved_pct is None
    assert progress(line(EDUCATION, {"2013-12": "8.5"}), promise("34.0"), "2014-04").achieved_pct is None


def test_a_missing_baseline_value_is_the_areas_own_figure() -> None:
    result = progress(line(UNEMPLOYED, {"2013-12": 176, "2014-04": 143}), promise(128, "2013-12"), "2014-04")

    assert (result.baseline, result.baseline_is_own, result.path) == (176, True, 160)


def test_a_baseline_after_as_of_is_not_known_yet() -> None:
    result = progress(line(UNEMPLOYED, {"2014-02": 150, "2014-03": 176}), promise(128, "2014-03"), "2014-02")

    assert (result.baseline, result.path) == (None, None)
    assert (result.status, result.awaits) == (Status.AWAITING, "baseline")


def test_a_baseline_in_the_month_of_as_of_is_known() -> None:
    result = progress(line(UNEMPLOYED, {"2014-04": 143}), promise(128, "2014-04"), "2014-04")

    assert (result.baseline, result.path, result.status) == (143, 143, "on_track")


def test_a_regions_baseline_is_its_total() -> None:
    region = group(UNEMPLOYED, {"2013-12": 100, "2014-04": 90}, {"2013-12": 60, "2014-04": 50})

    assert progress(region, promise(128, "2013-12"), "2014-04").baseline == 160


@pytest.mark.parametrize(
    ("baseline", "as_of", "path"),
    [
        ("2013-12", "2014-01", "172"),
        ("2013-12", "2014-12", "128"),
        ("2014-04", "2014-04", "176"),
        ("2014-05", "2014-04", None),
        ("2014-12", "2014-12", None),
        ("2015-01", "2014-12", None),
    ],
)
def test_the_linear_path_runs_from_the_baseline_to_december(
    baseline: str, as_of: str, path: str | None
) -> None:
    result = progress(line(UNEMPLOYED, {as_of: 100}), promise(128, baseline, 176), as_of)

    assert result.path == (None if path is None else Decimal(path))
    assert (result.path_rule is None) == (path is None)


def test_no_path_at_a_month_before_the_year_for_year_to_date() -> None:
    result = progress(line(EDUCATION, {"2013-12": "30.0"}), promise("34.0"), "2014-04")

    assert (result.path, result.status) == (None, Status.NO_FIGURE)


def test_a_path_is_given_at_latest_even_before_the_year() -> None:
    result = progress(line(UNEMPLOYED, {"2013-12": 150}), promise(128, "2012-12", 176), "2014-04")

    assert (result.path, result.status) == (152, Status.NO_FIGURE)


SEASON = {f"2013-{number:02}": str(3 * number if number < 7 else 4 * number) for number in range(1, 13)}


def test_the_season_of_the_year_before_bends_the_path() -> None:
    result = progress(line(EDUCATION, {**SEASON, "2014-04": "8.9"}), promise(24), "2014-04")

    assert (result.path, result.path_rule) == (6, "season")  # 24 × 12 / 48
    assert result.status == Status.ON_TRACK


@pytest.mark.parametrize("change", [{"2013-06": NOT_MEASURABLE}, {"2013-06": WITHDRAWN}, {"2013-12": 0}])
def test_a_year_before_with_a_gap_or_ending_in_zero_gives_no_season(change: dict[str, Point | int]) -> None:
    result = progress(line(EDUCATION, {**SEASON, **change, "2014-04": "8.9"}), promise(24), "2014-04")

    assert (result.path, result.path_rule) == (8, "pro_rata")


def test_a_regions_season_may_be_summed_and_published() -> None:
    summed = {f"2013-{number:02}": f"{number}/100" for number in range(1, 12)}
    region = group(EDUCATION, summed, own={"2013-12": "22", "2014-04": "8.9"})

    assert progress(region, promise(33), "2014-04").path == 6  # 33 × 4 / 22


def test_a_season_not_over_at_as_of_is_not_used() -> None:
    result = progress(line(EDUCATION, SEASON), promise(24), "2013-10", 2014)

    assert result.course is not None and result.course.rule == "pro_rata"
    assert result.path is None


def test_the_path_is_drawn_from_the_baseline_to_december() -> None:
    falling = progress(line(PENSION, {"2014-05": 34}), promise(38, "2012-12", 86), "2014-05").course
    rising = progress(line(EDUCATION, {"2014-04": "8.9"}), promise(24), "2014-04").course

    assert falling is not None and rising is not None
    assert len(falling.points()) == 25
    assert (falling.points()[0], falling.points()[-1]) == ((month("2012-12"), 86), (month("2014-12"), 38))
    assert [mark for _month, mark in rising.points()] == [2 * number for number in range(1, 13)]


def test_a_calendar_year_has_no_path() -> None:
    result = progress(line(COMPANIES, {"2013-12": "33.4"}), promise("35.0", "2012-12", "30.0"), "2014-05")

    assert (result.path, result.course) == (None, None)


def test_without_a_target_there_is_no_verdict() -> None:
    result = progress(line(COMPANIES, {"2012-12": "39.5", "2013-12": "37.0"}), None, "2014-05")

    assert (result.status, result.target, result.gap, result.path) == (Status.NO_TARGET, None, None, None)


@pytest.mark.parametrize(
    ("months", "status"),
    [
        ({"2014-04": NOT_MEASURABLE}, Status.NOT_MEASURABLE),
        ({"2014-03": "8.9", "2014-04": NOT_MEASURABLE}, Status.NOT_MEASURABLE),
        ({"2014-03": NOT_MEASURABLE, "2014-04": "8.9"}, Status.ON_TRACK),
        ({"2014-04": "1/9"}, Status.NOT_MEASURABLE),
        ({"2014-04": "0/0"}, Status.NOT_MEASURABLE),
        ({"2014-03": "8.9", "2014-04": "1/9"}, Status.NOT_MEASURABLE),
        ({"2014-03": "1/9", "2014-04": "8.9"}, Status.ON_TRACK),
        ({"2014-03": "8.9", "2014-04": SUPPRESSED}, Status.ON_TRACK),
        ({"2014-04": SUPPRESSED}, Status.NO_FIGURE),
        ({"2014-03": NOT_MEASURABLE, "2014-04": SUPPRESSED}, Status.NO_FIGURE),
        ({"2014-03": NOT_MEASURABLE, "2014-04": WITHDRAWN}, Status.NOT_MEASURABLE),
        ({"2013-12": NOT_MEASURABLE}, Status.NO_FIGURE),
        ({"2014-05": NOT_MEASURABLE}, Status.NO_FIGURE),
        ({}, Status.NO_FIGURE),
    ],
)
def test_a_municipalitys_newest_record_of_the_year_may_say_not_measurable(
    months: dict[str, Point | str], status: Status
) -> None:
    assert progress(line(EDUCATION, months), promise("25.0"), "2014-04").status == status


@pytest.mark.parametrize(
    ("own", "members", "status"),
    [
        ({"2014-03": NOT_MEASURABLE}, {}, Status.NOT_MEASURABLE),
        ({"2014-03": NOT_MEASURABLE}, {"2014-02": "20/100"}, Status.NOT_MEASURABLE),
        ({"2014-03": NOT_MEASURABLE}, {"2014-04": "20/100"}, Status.ON_TRACK),
        ({"2014-03": NOT_MEASURABLE, "2014-04": "20"}, {}, Status.ON_TRACK),
        ({"2014-03": "20", "2014-04": NOT_MEASURABLE}, {}, Status.NOT_MEASURABLE),
        ({"2014-03": "20", "2014-04": NOT_MEASURABLE}, {"2014-04": "20/100"}, Status.NOT_MEASURABLE),
        ({"2014-04": "1/9"}, {"2014-03": "20/100"}, Status.ON_TRACK),
        ({"2014-04": "1/9"}, {}, Status.NO_FIGURE),
        ({"2014-03": NOT_MEASURABLE, "2014-04": SUPPRESSED}, {}, Status.NO_FIGURE),
        ({"2013-12": NOT_MEASURABLE}, {}, Status.NO_FIGURE),
        ({}, {"2014-04": NOT_MEASURABLE}, Status.NO_FIGURE),
        ({}, {"2014-04": "1/9"}, Status.NO_FIGURE),
    ],
)
def test_a_total_is_not_measurable_only_by_its_direct_record(
    own: dict[str, Point | str], members: dict[str, Point | str], status: Status
) -> None:
    assert progress(group(EDUCATION, members, own=own), promise("25.0"), "2014-04").status == status


def test_a_calendar_year_awaits_its_december() -> None:
    result = progress(line(COMPANIES, {"2013-12": "33.4"}), promise("35.0"), "2014-11")

    assert (result.status, result.awaits) == (Status.AWAITING, "year")


def test_latest_before_the_year_is_no_figure_of_the_year() -> None:
    result = progress(line(UNEMPLOYED, {"2013-12": 100}), promise(128, "2013-12", 176), "2014-01")

    assert (result.latest, result.status) == (100, Status.NO_FIGURE)


@pytest.mark.parametrize(
    ("measure", "value", "target", "status"),
    [
        (UNEMPLOYED, "128", "128", Status.MET),
        (UNEMPLOYED, "129", "128", Status.NOT_MET),
        (UNEMPLOYED, "0", "0", Status.MET),
        (COMPANIES, "35.0", "35.0", Status.MET),
        (COMPANIES, "34.99", "35.0", Status.NOT_MET),
        (EDUCATION, "34.01", "34.0", Status.MET),
        (PENSION, "36", "38", Status.MET),
    ],
)
def test_december_decides_without_tolerance(
    measure: Measure, value: str, target: str, status: Status
) -> None:
    result = progress(line(measure, {"2014-12": value}), promise(target), "2015-02")

    assert result.status == status


def test_december_is_met_or_not_even_without_a_path() -> None:
    assert progress(line(UNEMPLOYED, {"2014-12": 1}), promise(128), "2014-12").status == Status.MET


def test_without_a_path_the_baseline_is_awaited() -> None:
    result = progress(line(UNEMPLOYED, {"2014-04": 100}), promise(128), "2014-04")

    assert (result.status, result.awaits) == (Status.AWAITING, "baseline")


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("390", Status.ON_TRACK),
        ("391", Status.NEAR),
        ("397.8", Status.NEAR),
        ("397.81", Status.BEHIND),
        ("402", Status.BEHIND),
    ],
)
def test_near_is_within_two_per_cent_of_the_path(value: str, status: Status) -> None:
    """Viborg, August 2013: target 380 from 410, path 390, margin 7,8."""
    result = progress(line(UNEMPLOYED, {"2013-08": value}), promise(380, "2012-12", 410), "2013-09", 2013)

    assert (result.path, result.margin, result.status) == (390, Decimal("7.8"), status)


@pytest.mark.parametrize(
    ("value", "status"), [("11", Status.NEAR), ("12", Status.BEHIND), ("10", Status.ON_TRACK)]
)
def test_a_counts_margin_is_at_least_one(value: str, status: Status) -> None:
    result = progress(line(UNEMPLOYED, {"2014-04": value}), promise(10, "2013-12", 10), "2014-04")

    assert (result.margin, result.status) == (1, status)


@pytest.mark.parametrize(
    ("value", "status"),
    [("8.4", Status.ON_TRACK), ("8.0", Status.ON_TRACK), ("7.84", Status.NEAR), ("7.83", Status.BEHIND)],
)
def test_a_percentage_has_its_margin_below_a_rising_path(value: str, status: Status) -> None:
    result = progress(line(EDUCATION, {"2014-04": value}), promise(24), "2014-04")

    assert (result.path, result.margin, result.status) == (8, Decimal("0.16"), status)


def test_the_tolerance_is_the_indicators_own() -> None:
    strict = replace(EDUCATION, tolerance=Decimal(0))

    assert progress(line(strict, {"2014-04": "7.99"}), promise(24), "2014-04").status == Status.BEHIND


def test_verdicts_compare_unrounded() -> None:
    """Greve: 50,17 is shown as 50, and 50,1 is still on the path."""
    below = progress(line(PENSION, {"2014-05": "50.16"}), promise(42, "2013-12", 56), "2014-05")
    above = progress(line(PENSION, {"2014-05": "50.17"}), promise(42, "2013-12", 56), "2014-05")

    assert (below.status, above.status) == (Status.ON_TRACK, Status.NEAR)


@pytest.mark.parametrize(
    ("latest", "target", "baseline", "at", "path", "status"),
    [
        ("45", "44", ("2013-12", "60"), "2014-05", "53.33", Status.ON_TRACK),
        ("143", "128", ("2013-12", "176"), "2014-04", "160.00", Status.ON_TRACK),
        ("181", "170", ("2013-12", "204"), "2014-07", "184.17", Status.ON_TRACK),
        ("412", "370", ("2013-12", "430"), "2014-04", "410.00", Status.NEAR),
        ("150", "124", ("2013-12", "160"), "2014-04", "148.00", Status.NEAR),
        ("171", "136", ("2013-12", "160"), "2014-04", "152.00", Status.BEHIND),
        ("205", "190", ("2013-12", "215"), "2014-04", "206.67", Status.ON_TRACK),
        ("6", "5", ("2013-12", "8"), "2014-04", "7.00", Status.ON_TRACK),
        ("8", "5", ("2013-12", "8"), "2014-04", "7.00", Status.NEAR),
    ],
)
def test_counts_of_the_model_paragraphs(
    latest: str, target: str, baseline: tuple[str, str], at: str, path: str, status: Status
) -> None:
    result = progress(line(UNEMPLOYED, {at: latest}), promise(target, *baseline), at)

    assert result.path is not None and round(result.path, 2) == Decimal(path)
    assert result.status == status


def test_percentages_of_the_model_paragraphs() -> None:
    """Faxe, January–April 2014: 19 of 201 against 17 of 198, target 34,0."""
    faxe = line(EDUCATION, {"2013-04": "17/198", "2014-04": "19/201"})
    result = progress(faxe, promise("34.0"), "2014-08")

    assert (one_decimal(result.latest), one_decimal(result.previous)) == (Decimal("9.5"), Decimal("8.6"))
    assert (one_decimal(result.change), one_decimal(result.path)) == (Decimal("0.9"), Decimal("11.3"))
    assert result.status == Status.BEHIND
