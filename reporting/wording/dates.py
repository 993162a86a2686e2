"""Days and moments in words."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from goals.months import Month


def day(moment: date) -> str:
    """`10. juni`"""
    return _("%(day)s %(month)s") % {"day": moment.day, "month": Month.of(moment).name}


def full_day(moment: date) -> str:
    """`10. juni 2014`"""
    return _("%(day)s %(month)s") % {"day": moment.day, "month": Month.of(moment).label}


def short_day(moment: date, year: int) -> str:
    """`10. sep.`, and with its year if that is not `year`."""
    month = Month.of(moment)
    return _("%(day)s %(month)s") % {
        "day": moment.day,
        "month": month.short_name if month.year == year else month.short_label,
    }


def clock_time(moment: datetime) -> str:
    """`kl. 12.00`"""
    return _("at %(hour)s.%(minute)s") % {"hour": moment.hour, "minute": f"{moment.minute:02}"}


def full_moment(moment: datetime) -> str:
    """`12. juni 2014 kl. 8.00`"""
    return f"{full_day(moment)} {clock_time(moment)}"


def numeric_day(moment: date) -> str:
    """`10-06-2014`: for narrow columns."""
    return f"{moment:%d-%m-%Y}"
