"""The year's calendar as it is read: month by month, with what comes next told in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import chain, groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from goals.calendar import DUE_DAY, day_off_name, is_working_day
from goals.forms.words import capitalised, time_text, weekday_text
from goals.models import Deadline, YearDate
from goals.months import Month
from goals.reference import DeadlineRule
from goals.year_dates import DueFigure, Year
from jobcentres.clock import COPENHAGEN

LOOKED_BACK = 7
"""A holiday so many days before a deadline takes time from it, and is named."""


class FigureDue(NamedTuple):
    name: str
    expected: str
    rule: str
    """what the deadline would be by the rule, if it was changed"""
    edit_address: str


class Entry(NamedTuple):
    """One day of the calendar: the figures due at one moment, or one of the year's other dates."""

    day: date
    when: str
    time: str
    word: str
    """`næste frist`, `i gang`; empty for what is past or lies further ahead"""
    figures: list[FigureDue]
    days_off: str
    name: str = ""
    kind: str = ""
    note: str = ""
    is_assumption: bool = False
    edit_address: str = ""


class CalendarMonth(NamedTuple):
    key: str
    label: str
    entries: list[Entry]


class Coming(NamedTuple):
    """The next deadline or date, in one sentence that leads to it."""

    text: str
    address: str


def months_of(year: Year, at: datetime, *, may_edit: bool) -> list[CalendarMonth]:
    """Only months in which something falls."""
    entries = sorted(
        chain(
            _deadlines(year.due, at, may_edit=may_edit),
            _dates(year.dates, at.astimezone(COPENHAGEN).date(), may_edit=may_edit),
        ),
        key=lambda entry: entry.day,
    )
    return [
        CalendarMonth(str(month), capitalised(month.label), list(of_month))
        for month, of_month in groupby(entries, lambda entry: Month.of(entry.day))
    ]


def coming(months: Iterable[CalendarMonth]) -> list[Coming]:
    """The next deadline, and the next of the other dates."""
    found = []
    for month in months:
        for entry in month.entries:
            if entry.word in (_next_deadline(), _next_date()):
                what = " · ".join(figure.name for figure in entry.figures) or entry.name
                day = f"{weekday_text(entry.day)} {entry.time}".strip()
                found.append(Coming(f"{capitalised(entry.word)}: {day}. {what}.", f"#{month.key}"))
    return found


def deadline_facts(row: Deadline) -> list[tuple[str, str]]:
    """What stands now, and what the rule says where that is something else."""
    planned = DeadlineRule().dates(row.indicator, row.month)
    facts = [(_("Now"), _dates_text(row.expected_on, row.due_at))]
    if (row.expected_on, row.due_at) != (planned["expected_on"], planned["due_at"]):
        facts.append((_("By the rule"), _dates_text(planned["expected_on"], planned["due_at"])))
    return facts


def _dates_text(expected_on: date, due_at: datetime) -> str:
    due_on = due_at.astimezone(COPENHAGEN).date()
    shown = {"expected": weekday_text(expected_on), "due": weekday_text(due_on), "time": time_text(due_at)}
    return _("expected %(expected)s, deadline %(due)s %(time)s") % shown


def _deadlines(due: list[DueFigure], at: datetime, *, may_edit: bool) -> Iterator[Entry]:
    following = min((one.due_at for one in due if one.due_at >= at), default=None)
    for moment, figures in groupby(due, lambda one: one.due_at):
        of_moment = list(figures)
        day = of_moment[0].due_on
        yield Entry(
            day=day,
            when=f"{_day(day)} {time_text(moment)}",
            time=time_text(moment),
            word=_next_deadline() if moment == following else "",
            figures=[_figure(one, may_edit=may_edit) for one in of_moment],
            days_off=_days_off(day, is_by_rule=any(one.is_by_rule for one in of_moment)),
        )


def _figure(one: DueFigure, *, may_edit: bool) -> FigureDue:
    year = one.goal.goal_year.year
    expected = _("expected %(day)s") % {"day": _day_of_year(one.expected_on, one.due_on.year)}
    return FigureDue(
        name=f"{one.goal.short_name}, {one.month.label}",
        expected=expected,
        rule=""
        if one.is_by_rule
        else _("moved; by the rule %(day)s") % {"day": _moment(one.rule_due_at, one.due_on.year)},
        edit_address=reverse("deadline", args=[year, one.goal.indicator.code, str(one.month)])
        if may_edit
        else "",
    )


def _days_off(due: date, *, is_by_rule: bool) -> str:
    """`Lørdag 10. maj er weekend.`: what moved the deadline, and the holidays of the days before it."""
    before = [due - timedelta(days=back) for back in range(LOOKED_BACK, 0, -1)]
    nominal = due.replace(day=DUE_DAY)
    told = [
        day
        for day in before
        if not is_working_day(day) and (day.weekday() < 5 or (is_by_rule and day == nominal))
    ]
    shown = (
        _("%(day)s is %(name)s")
        % {"day": _day(day), "name": _("in the week-end") if day.weekday() > 4 else day_off_name(day)}
        for day in told
    )
    text = ", ".join(shown)
    return f"{capitalised(text)}." if text else ""


def _dates(dates: list[YearDate], today: date, *, may_edit: bool) -> Iterator[Entry]:
    following = min((row.first_day for row in dates if row.first_day >= today), default=None)
    for row in dates:
        yield Entry(
            day=row.first_day,
            when=_days(row),
            time="",
            word=_word(row, today, following),
            figures=[],
            days_off="",
            name=row.name,
            kind=capitalised(str(YearDate.Kind(row.kind).label)),
            note=row.note,
            is_assumption=row.is_assumption,
            edit_address=reverse("year_date", args=[row.goal_year.year, row.pk]) if may_edit else "",
        )


def _word(row: YearDate, today: date, following: date | None) -> str:
    if row.first_day < today <= (row.last_day or row.first_day):
        return _("under way")
    return _next_date() if row.first_day == following else ""


def _next_deadline() -> str:
    return _("next deadline")


def _next_date() -> str:
    return _("next date")


def _day(day: date) -> str:
    """`tirsdag 10. juni`, under the heading of its month."""
    return f"{format_date(day, 'l')} {_short(day)}"


def _days(row: YearDate) -> str:
    first, last = row.first_day, row.last_day
    if last is None or last == first:
        return _day(first)
    return f"{_short(first)} – {_day_of_year(last, first.year)}"


def _short(day: date) -> str:
    return _("%(day)s %(month)s") % {"day": day.day, "month": Month.of(day).name}


def _day_of_year(day: date, year: int) -> str:
    return _short(day) if day.year == year else f"{_short(day)} {day.year}"


def _moment(moment: datetime, year: int) -> str:
    return f"{_day_of_year(moment.astimezone(COPENHAGEN).date(), year)} {time_text(moment)}"
