"""What the entry page says about days, moments and figures."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.models import FigureState, Indicator, SourceKind
from goals.months import Month, today
from goals.numbers import format_number, format_percent
from jobcentres.clock import COPENHAGEN


class Sourced(Protocol):
    @property
    def source_kind(self) -> str: ...
    @property
    def source(self) -> str: ...


class Said(Protocol):
    """A figure, a revision of one, or what stands in the database."""

    @property
    def state(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def numerator(self) -> Decimal | None: ...
    @property
    def denominator(self) -> Decimal | None: ...


def figure_text(indicator: Indicator, said: Said, *, with_parts: bool = True) -> str:
    """`143`, `9,5 pct. (19 af 201)`, `kan ikke opgøres p.t.`: never a sign that can be read as a number."""
    if said.state != FigureState.REPORTED:
        return state_text(said.state)
    if said.numerator is None or said.denominator is None:
        if said.value is None:
            return state_text(FigureState.NOT_REPORTED)
        return (
            format_percent(said.value, _decimals(said.value))
            if indicator.is_ratio
            else format_number(said.value)
        )
    result = result_text(indicator, said.numerator, said.denominator)
    if not with_parts:
        return result
    parts = {"numerator": format_number(said.numerator), "denominator": format_number(said.denominator)}
    of_all = _("%(numerator)s of %(denominator)s") % parts
    return f"{result} ({of_all})"


def result_text(indicator: Indicator, numerator: Decimal, denominator: Decimal) -> str:
    """The percentage that two parts give; none on a denominator so small that it would mislead."""
    if not denominator or denominator < indicator.small_denominator:
        return _("no percentage, too few")
    return format_percent(100 * numerator / denominator, indicator.decimals)


def state_text(state: str) -> str:
    return {
        FigureState.NOT_MEASURABLE.value: pgettext("line", "cannot be measured at present"),
        FigureState.SUPPRESSED.value: pgettext("line", "hidden in the source"),
    }.get(state, pgettext("line", "not reported"))


def source_text(said: Sourced) -> str:
    """`egen opgørelse: talt op i fagsystemet`"""
    kind = (
        str(SourceKind(said.source_kind).label) if said.source_kind in SourceKind.values else said.source_kind
    )
    return f"{kind}: {said.source}" if said.source else kind


def period_text(indicator: Indicator, month: Month) -> str:
    """`de seneste 12 måneder (maj 2013–apr. 2014)`, `år til dato (jan.–apr. 2014)`, `april 2014`."""
    label = month.window_label(indicator.window)
    if indicator.window == Indicator.Window.ROLLING_12:
        return _("the latest 12 months (%(period)s)") % {"period": label}
    if indicator.window == Indicator.Window.YEAR_TO_DATE:
        return _("year to date (%(period)s)") % {"period": label}
    if indicator.window == Indicator.Window.CALENDAR_YEAR:
        return _("the whole year %(year)s") % {"year": label}
    return month.label


def day_text(day: date) -> str:
    """`10. juni`; with its year if that is not the present one."""
    month = Month.of(day)
    name = month.name if day.year == today().year else month.label
    return _("%(day)s %(month)s") % {"day": day.day, "month": name}


def short_day_text(day: date) -> str:
    """`10. sep. 2014`"""
    return _("%(day)s %(month)s") % {"day": day.day, "month": Month.of(day).short_label}


def long_day_text(day: date) -> str:
    """`12. maj 2014`"""
    return _("%(day)s %(month)s") % {"day": day.day, "month": Month.of(day).label}


def weekday_text(day: date) -> str:
    """`tirsdag 10. juni`"""
    return f"{format_date(day, 'l')} {day_text(day)}"


def time_text(moment: datetime) -> str:
    """`kl. 14.02`"""
    local = moment.astimezone(COPENHAGEN)
    return _("at %(hour)s.%(minute)s") % {"hour": local.hour, "minute": f"{local.minute:02}"}


def moment_text(moment: datetime) -> str:
    """`kl. 14.02` today, `2. juni kl. 10.14` before."""
    day = moment.astimezone(COPENHAGEN).date()
    return time_text(moment) if day == today() else f"{day_text(day)} {time_text(moment)}"


def full_moment_text(moment: datetime) -> str:
    """`3. marts 2014 kl. 10.05`, on whichever day it is read: for what is printed and kept."""
    return f"{long_day_text(moment.astimezone(COPENHAGEN).date())} {time_text(moment)}"


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(1, -exponent) if isinstance(exponent, int) else 1
