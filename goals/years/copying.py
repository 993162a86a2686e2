"""The next year, begun as a copy of another: its goals, dates a year later and prices, as assumptions."""

from __future__ import annotations

import re
from datetime import date

from django.db import IntegrityError
from django.utils.translation import gettext as _

from goals.models import Goal, GoalYear, SavingPrice, YearDate
from goals.reference import price_key
from goals.year_dates import EditRefused, date_key
from goals.years.keys import goal_key, year_key
from jobcentres.changes import Recording, record_edits, recording
from jobcentres.models import Change, User

_YEAR = re.compile(r"\b(?:19|20|21)[0-9]{2}\b")
EARLIEST, LATEST = 2000, 2099


def copy_year(*, source: GoalYear, year: int, by: User, idempotency_key: str = "") -> GoalYear:
    """A draft of `year` with the goals of `source`. The letter is not copied: it is written anew.

    Raises `EditRefused` if the year is there already, or `AlreadyRecorded`.
    """
    try:
        with recording(by=by, kind=Change.Kind.REFERENCE, idempotency_key=idempotency_key) as change:
            _refuse_year(year)
            made = GoalYear.objects.create(year=year, state=GoalYear.State.DRAFT, minister=source.minister)
            record_edits(change, made, year_key(made), None)
            for goal in source.goals.order_by("number"):
                _copy_goal(change, goal, made)
            for row in source.dates.all():
                _copy_date(change, row, made, year - source.year)
            for price in source.saving_prices.select_related("indicator"):
                _copy_price(change, price, made)
    except IntegrityError:  # somebody else made it at this very moment
        raise EditRefused(_there_already(year), "year") from None
    return made


def _refuse_year(year: int) -> None:
    if not EARLIEST <= year <= LATEST:
        raise EditRefused(_("Write a year between 2000 and 2099."), "year")
    if GoalYear.objects.filter(year=year).exists():
        raise EditRefused(_there_already(year), "year")


def _there_already(year: int) -> str:
    return _("The goals for %(year)s are there already.") % {"year": year}


def _copy_goal(change: Recording, goal: Goal, made: GoalYear) -> None:
    row = Goal(
        goal_year=made,
        number=goal.number,
        indicator_id=goal.indicator_id,
        short_name=goal.short_name,
        title=goal.title,
        wording=goal.wording,
        corrected_wording=goal.corrected_wording,
    )
    row.save()
    record_edits(change, row, goal_key(row), None)


def _copy_date(change: Recording, row: YearDate, made: GoalYear, years: int) -> None:
    """The note of the letter tells of the old one."""
    copy = YearDate(
        goal_year=made,
        kind=row.kind,
        name=_years_later(row.name, years),
        first_day=_day_later(row.first_day, years),
        last_day=_day_later(row.last_day, years) if row.last_day else None,
        note="" if row.kind == YearDate.Kind.LETTER else _years_later(row.note, years),
        is_assumption=True,
    )
    copy.save()
    record_edits(change, copy, date_key(copy), None)


def _copy_price(change: Recording, price: SavingPrice, made: GoalYear) -> None:
    copy = SavingPrice(
        goal_year=made,
        indicator=price.indicator,
        kroner=price.kroner,
        note=price.note,
        is_assumption=True,
    )
    copy.save()
    record_edits(change, copy, price_key(copy), None)


def _years_later(text: str, years: int) -> str:
    """`Opfølgning, 1. kvartal 2014` → `… 2015`"""
    return _YEAR.sub(lambda found: str(int(found[0]) + years), text)


def _day_later(day: date, years: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day else day.day)
