from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from goals.months import Month, MonthError, MonthField, Window

APRIL = Month(2014, 4)

months = st.builds(Month, st.integers(1900, 2199), st.integers(1, 12))


@pytest.mark.parametrize("text", ["2014-04", "2014M04", " 2014-04 "])
def test_a_month_is_read_in_both_spellings(text: str) -> None:
    assert Month.parse(text) == APRIL


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2014",
        "2014-4",
        "2014-13",
        "2014-00",
        "201404",
        "04-2014",
        "2014-04-01",
        "apr. 2014",
        "2014K2",
        "२०१४-०४",
        "0014-04",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(MonthError), translation.override("da"):
        Month.parse(text)


def test_a_refusal_says_in_danish_what_to_write() -> None:
    with translation.override("da"), pytest.raises(MonthError) as refused:
        Month.parse("april")

    assert str(refused.value) == 'Der står "april". Skriv måneden sådan: 2014-04.'


@given(months)
def test_a_written_month_is_read_back_the_same(month: Month) -> None:
    assert Month.parse(str(month)) == month == Month.of(month.first_day) == Month.of(month.last_day)


@given(months, st.integers(-600, 600))
def test_steps_and_distances_agree(month: Month, steps: int) -> None:
    assert month.plus(steps).since(month) == steps
    assert (month.plus(steps) > month) == (steps > 0)


def test_months_step_over_the_turn_of_the_year() -> None:
    assert Month(2013, 12).plus(1) == Month(2014, 1)
    assert Month(2014, 1).plus(-1) == Month(2013, 12)
    assert Month(2014, 5).since(Month(2012, 12)) == 17
    assert Month(2014, 4).year_before == Month(2013, 4)
    assert Month.december(2014) == Month(2014, 12)


def test_a_month_knows_its_days() -> None:
    assert (Month(2012, 2).first_day, Month(2012, 2).last_day) == (date(2012, 2, 1), date(2012, 2, 29))


def test_a_range_has_both_ends() -> None:
    assert Month.range(Month(2013, 11), Month(2014, 2)) == [(2013, 11), (2013, 12), (2014, 1), (2014, 2)]
    assert Month.range(APRIL, APRIL) == [APRIL]
    assert Month.range(APRIL, Month(2014, 3)) == []


@pytest.mark.parametrize(
    ("month", "window", "short", "long"),
    [
        (APRIL, Window.MONTH, "apr. 2014", "april 2014"),
        (APRIL, Window.ROLLING_12, "maj 2013–apr. 2014", "maj 2013–april 2014"),
        (Month(2014, 12), Window.ROLLING_12, "jan.–dec. 2014", "januar–december 2014"),
        (APRIL, Window.YEAR_TO_DATE, "jan.–apr. 2014", "januar–april 2014"),
        (Month(2014, 1), Window.YEAR_TO_DATE, "jan. 2014", "januar 2014"),
        (Month(2013, 12), Window.CALENDAR_YEAR, "2013", "2013"),
        (Month(2013, 6), Window.MONTH, "jun. 2013", "juni 2013"),
    ],
)
def test_a_window_is_named_in_danish(month: Month, window: str, short: str, long: str) -> None:
    with translation.override("da"):
        assert month.window_label(window) == short
        assert month.window_label(window, long=True) == long


def test_all_months_have_danish_names() -> None:
    with translation.override("da"):
        year = Month.range(Month(2014, 1), Month(2014, 12))

        short = "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec."

        assert " ".join(month.short_name for month in year) == short
        assert (year[0].name, year[4].name, year[9].name) == ("januar", "maj", "oktober")


def test_names_are_english_in_english() -> None:
    with translation.override("en"):
        assert APRIL.label == "April 2014"
        assert APRIL.window_label(Window.ROLLING_12) == "May 2013–Apr 2014"


def test_a_window_has_its_first_and_last_month() -> None:
    assert APRIL.window(Window.MONTH) == (APRIL, APRIL)
    assert APRIL.window(Window.ROLLING_12) == (Month(2013, 5), APRIL)
    assert APRIL.window(Window.YEAR_TO_DATE) == (Month(2014, 1), APRIL)
    assert APRIL.window(Window.CALENDAR_YEAR) == (Month(2014, 1), Month(2014, 12))


@pytest.mark.parametrize(
    "written", [APRIL, date(2014, 4, 1), date(2014, 4, 30), "2014-04", "2014-04-01", "2014M04"]
)
def test_the_field_takes_months_days_and_text(written: object) -> None:
    field = MonthField()

    assert field.to_python(written) == APRIL
    assert field.get_prep_value(written) == date(2014, 4, 1)


def test_the_field_refuses_what_is_no_month() -> None:
    with pytest.raises(ValidationError):
        MonthField().to_python("2014-13-01")


def test_the_field_can_be_migrated_under_its_own_name() -> None:
    _name, path, _arguments, keywords = MonthField(null=True).deconstruct()

    assert (path, keywords) == ("goals.months.MonthField", {"null": True})
