"""When a month's figure is expected from its source and when it is due, if nobody sets other dates."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goals.models import Indicator
from goals.months import Month
from jobcentres.clock import COPENHAGEN

DUE_DAY = 10
DUE_TIME = time(12)

if TYPE_CHECKING:
    from holidays import HolidayBase


def expected_on(indicator: Indicator, month: Month) -> date:
    return working_day(month.last_day + timedelta(days=indicator.publication_lag_days))


def due_at(indicator: Indicator, month: Month) -> datetime:
    """Noon on the tenth, so many months later; over week-ends and bank holidays the next working day."""
    tenth = month.plus(indicator.deadline_lag_months).first_day.replace(day=DUE_DAY)
    return datetime.combine(working_day(tenth), DUE_TIME, COPENHAGEN)


def working_day(day: date) -> date:
    """`day` itself or the next one on which Denmark works."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_after(day: date, count: int) -> date:
    """The last of the `count` working days that follow `day`, whatever `day` is; of none `day` itself."""
    return _walk(day, count, timedelta(days=1))


def working_days_before(day: date, count: int) -> date:
    """The first of the `count` working days that precede `day`, whatever `day` is; of none `day` itself."""
    return _walk(day, count, timedelta(days=-1))


def is_working_day(day: date) -> bool:
    """No week-end, no bank holiday of that year, none of the settings' EXTRA_HOLIDAYS."""
    return (
        day.weekday() < 5 and (day.month, day.day) not in settings.EXTRA_HOLIDAYS and day not in _holidays()
    )


def day_off_name(day: date) -> str:
    """`2. pinsedag`, `grundlovsdag`, `lørdag`: why Denmark does not work on `day`; empty if it does."""
    if is_working_day(day):
        return ""
    name = _holidays().get(day)
    if name is not None:
        return _holiday_names().get(name, name)
    if (day.month, day.day) in settings.EXTRA_HOLIDAYS:
        return {(6, 5): _("Constitution Day"), (12, 24): _("Christmas Eve")}.get(
            (day.month, day.day), _("a day off")
        )
    return date_format(day, "l")


def _walk(day: date, working_days: int, step: timedelta) -> date:
    while working_days > 0:
        day += step
        working_days -= is_working_day(day)
    return day


def is_counted(indicator: Indicator, month: Month) -> bool:
    """Whether the month can have a number: of a calendar year only December."""
    return indicator.window != Indicator.Window.CALENDAR_YEAR or month.is_december


@cache
def _holidays() -> HolidayBase:
    """Imported once a deadline must be computed: the holidays of all countries come along, with 13 MB."""
    from holidays import country_holidays

    return country_holidays("DK", language="en_US")


def _holiday_names() -> dict[str, str]:
    """In the language of the page; the library's own Danish ones are written out: “Anden pinsedag”."""
    return {
        "New Year's Day": _("New Year's Day"),
        "Maundy Thursday": _("Maundy Thursday"),
        "Good Friday": _("Good Friday"),
        "Easter Sunday": _("Easter Sunday"),
        "Easter Monday": _("Easter Monday"),
        "Great Prayer Day": _("Great Prayer Day"),
        "Ascension Day": _("Ascension Day"),
        "Pentecost": _("Whit Sunday"),
        "Pentecost Monday": _("Whit Monday"),
        "Christmas Day": _("Christmas Day"),
        "Second Day of Christmas": _("Second Day of Christmas"),
    }
