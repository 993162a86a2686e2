"""Why there is no outlook, and who may see one."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from goals.months import Month
from goals.outlook import (
    NoOutlook,
    Outlook,
    as_seen_by,
)
from goals.progress import Line, Measure, Point, State, Status
from tests.goals.outlook_builders import FIRST, MAY, outlook, series, since_january
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
        (
            series(replace(PENSION, breaks=(FIRST,)), [None] * 6 + [50] * 23),
            MAY,
            NoOutlook.TOO_LITTLE_HISTORY,
        ),
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


class Closed:
    """A past that lies in the database still."""

    known_from: Month | None = FIRST

    def open(self) -> bool:
        raise AssertionError("read without need")


@pytest.mark.parametrize("measure", [PENSION, UNEMPLOYED])
def test_two_years_before_the_months_own_are_all_that_is_read(measure: Measure) -> None:
    line = series(measure, [50] * 29)
    line.past = Closed()

    assert outlook(line).value == 50


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
    numbers[20] = Point(State.REPORTED, Decimal(50), preliminary=True)

    assert outlook(series(PENSION, numbers)).preliminary
    assert not outlook(series(PENSION, [50] * 29)).preliminary


def test_a_region_goes_on_as_its_municipalities_do_together() -> None:
    members = [
        series(UNEMPLOYED, [300 + place * slope + place % 5 for place in range(29)]) for slope in (3, -4)
    ]
    region = Line(UNEMPLOYED, {}, members)

    together = sum(outlook(member).value or 0 for member in members)

    assert abs((outlook(region).value or 0) - together) <= 1
