from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from jobcentres.dates import DayField

LAST_OF_2014 = date(2014, 12, 31)


@pytest.mark.parametrize(
    "written",
    [
        "31-12-2014",
        "31.12.2014",
        "31/12/2014",
        "31/12-2014",
        "2014-12-31",
        "31-12-14",
        "31.12.14",
        "31/12/14",
        "31/12-14",
        " 31 - 12 - 2014 ",
    ],
)
def test_a_day_is_read_as_danish_offices_write_it(written: str) -> None:
    assert DayField().clean(written) == LAST_OF_2014


@pytest.mark.parametrize(
    "written", ["2014", "12/31/2014", "31-13-2014", "30-02-2014", "i morgen", "31 dec", "3112", "14-12-31x"]
)
def test_what_is_no_day_is_refused_with_how_to_write_one(written: str) -> None:
    with pytest.raises(ValidationError) as refused:
        DayField().clean(written)

    (message,) = refused.value.messages
    assert written in message
    assert "31-12-2014" in message


@pytest.mark.parametrize("written", ["31-12-1999", "01-01-2100", "31-12-9999", "01-01-0001"])
def test_a_day_of_another_century_is_a_slip(written: str) -> None:
    with pytest.raises(ValidationError, match="mellem 2000 og 2099"):
        DayField().clean(written)


def test_an_empty_day_is_none_where_it_may_be() -> None:
    assert DayField(required=False).clean("") is None


def test_a_day_is_shown_as_it_is_written() -> None:
    assert 'value="31-12-2014"' in DayField().widget.render("day", LAST_OF_2014)
