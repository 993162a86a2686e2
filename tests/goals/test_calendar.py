"""Deadlines: noon on the tenth, or the next working day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from goals import calendar
from goals.models import Indicator
from goals.months import Month
from goals.returns.due import DueLine, LineState
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Jobcentre

NOON_ON = [
    # indicator's lag in months, month, deadline
    (1, "2014-04", date(2014, 5, 12)),  # the 10th is a Saturday
    (2, "2014-04", date(2014, 6, 10)),
    (1, "2014-05", date(2014, 6, 10)),
    (2, "2014-05", date(2014, 7, 10)),
    (5, "2014-04", date(2014, 9, 10)),
    (4, "2013-12", date(2014, 4, 10)),
    (4, "2014-12", date(2015, 4, 10)),
    (1, "2012-03", date(2012, 4, 10)),  # after Easter
    (1, "2020-03", date(2020, 4, 14)),  # Good Friday, Easter, Easter Monday
    (1, "2013-10", date(2013, 11, 11)),  # a Sunday
]


@pytest.mark.parametrize(("lag", "month", "day"), NOON_ON)
def test_due_at_noon_on_the_tenth_or_the_next_working_day(lag: int, month: str, day: date) -> None:
    due = calendar.due_at(Indicator(deadline_lag_months=lag), Month.parse(month))

    assert due == datetime(day.year, day.month, day.day, 12, tzinfo=COPENHAGEN)


def test_great_prayer_day_was_a_holiday_in_2014_and_is_none_in_2024() -> None:
    assert calendar.working_day(date(2014, 5, 16)) == date(2014, 5, 19)
    assert calendar.working_day(date(2024, 4, 26)) == date(2024, 4, 26)


@pytest.mark.parametrize(("off", "works"), [({(6, 5), (12, 24)}, False), (set(), True)])
def test_constitution_day_and_christmas_eve_are_days_off_by_setting(
    off: set[tuple[int, int]], works: bool, settings: Settings
) -> None:
    settings.EXTRA_HOLIDAYS = off

    assert calendar.is_working_day(date(2014, 6, 5)) == works
    assert calendar.is_working_day(date(2014, 12, 24)) == works


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2014, 5, 16), "store bededag"),
        (date(2024, 4, 26), ""),
        (date(2014, 6, 5), "grundlovsdag"),
        (date(2014, 6, 8), "pinsedag"),
        (date(2014, 6, 9), "2. pinsedag"),
        (date(2014, 6, 10), ""),
        (date(2014, 6, 14), "lørdag"),
        (date(2014, 12, 24), "juleaftensdag"),
    ],
)
def test_a_day_off_tells_its_danish_name(day: date, name: str) -> None:
    assert calendar.day_off_name(day) == name


def test_another_day_off_of_the_settings_has_no_name_of_its_own(settings: Settings) -> None:
    settings.EXTRA_HOLIDAYS = {(5, 2)}

    assert calendar.day_off_name(date(2014, 5, 2)) == "fridag"


@pytest.mark.parametrize("day", [date(2014, 5, 12), date(2014, 6, 10), date(2014, 12, 10)])
@pytest.mark.parametrize(("seconds", "is_late"), [(-1, False), (0, False), (1, True)])
def test_a_missing_figure_is_late_from_the_second_after_noon(day: date, seconds: int, is_late: bool) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=COPENHAGEN)
    line = DueLine(Jobcentre(), Area(), Indicator(), Month(2014, 4), day, noon, LineState.MISSING, "")

    assert line.is_late(noon + timedelta(seconds=seconds)) == is_late


WORKING_DAYS = [
    # day, working days, so many before, so many after
    (date(2014, 6, 10), 1, date(2014, 6, 6), date(2014, 6, 11)),  # Whitsun before
    (date(2014, 6, 10), 5, date(2014, 5, 30), date(2014, 6, 17)),  # and Constitution Day
    (date(2014, 5, 12), 5, date(2014, 5, 5), date(2014, 5, 20)),  # Great Prayer Day after
    (date(2014, 6, 8), 1, date(2014, 6, 6), date(2014, 6, 10)),  # Whit Sunday itself
    (date(2014, 12, 23), 5, date(2014, 12, 16), date(2015, 1, 5)),
    (date(2014, 6, 8), 0, date(2014, 6, 8), date(2014, 6, 8)),
]


@pytest.mark.parametrize(("day", "count", "before", "after"), WORKING_DAYS)
def test_working_days_are_counted_over_week_ends_and_holidays(
    day: date, count: int, before: date, after: date
) -> None:
    assert calendar.working_days_before(day, count) == before
    assert calendar.working_days_after(day, count) == after


def test_a_figure_is_expected_so_many_days_after_its_month() -> None:
    assert calendar.expected_on(Indicator(publication_lag_days=33), Month(2014, 4)) == date(2014, 6, 2)


def test_of_a_calendar_year_only_december_is_counted() -> None:
    yearly, monthly = Indicator(window="calendar_year"), Indicator(window="month")

    counted = [calendar.is_counted(indicator, Month(2014, 11)) for indicator in (yearly, monthly)]

    assert counted == [False, True]
    assert calendar.is_counted(yearly, Month(2014, 12))


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_working_day_is_itself_and_never_earlier(day: date) -> None:
    moved = calendar.working_day(day)

    assert moved >= day
    assert moved.weekday() < 5
    assert calendar.working_day(moved) == moved
