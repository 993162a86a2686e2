"""What a line's own past says about its number: where it usually lies, and a question when it does not."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _

from goals.expectation import READS, Range, looks_like_the_month_alone, usual_range
from goals.forms.words import Said, figure_text
from goals.models import FigureState, Indicator
from goals.months import Month
from goals.numbers import format_number, format_percent, rounded


class Compared(Protocol):
    """A month's figure, and the past that it is compared with."""

    @property
    def indicator(self) -> Indicator: ...
    @property
    def month(self) -> Month: ...
    @property
    def figure(self) -> Said | None: ...
    @property
    def last_month(self) -> Said | None: ...
    @property
    def numbers(self) -> Mapping[Month, Decimal]: ...
    @property
    def usual(self) -> Range | None: ...


def number_of(indicator: Indicator, said: Said) -> Decimal | None:
    """The count or the percentage; None where there is none, or too few for one."""
    if said.state != FigureState.REPORTED:
        return None
    if said.numerator is None or said.denominator is None:
        return said.value
    is_too_small = not said.denominator or said.denominator < indicator.small_denominator
    return None if is_too_small else 100 * said.numerator / said.denominator


def numbers_of(
    indicator: Indicator, figures: Mapping[Month, Said], month: Month, breaks_from: Month | None
) -> dict[Month, Decimal]:
    """The numbers of the months before `month` that can be compared with it: none from before a break."""
    first = max(filter(None, (month.plus(-READS), breaks_from)))
    found = {}
    for one in Month.range(first, month.plus(-1)):
        number = number_of(indicator, figures[one]) if one in figures else None
        if number is not None:
            found[one] = number
    return found


def range_of(line: Compared) -> Range | None:
    indicator = line.indicator
    return usual_range(
        line.numbers,
        line.month,
        window=indicator.window,
        is_ratio=indicator.is_ratio,
        decimals=indicator.decimals,
    )


def range_text(line: Compared) -> str:
    """`30–42`, `7,1–9,3 pct.`; nothing with too little history."""
    return "–".join(_ends(line.indicator, line.usual)) if line.usual else ""


def _ends(indicator: Indicator, usual: Range) -> tuple[str, str]:
    as_written = format_percent if indicator.is_ratio else format_number
    return format_number(usual.low, indicator.decimals), as_written(usual.high, indicator.decimals)


def question(line: Compared) -> str:
    """What to ask about the number as it is saved; it never stops a Save."""
    number = number_of(line.indicator, line.figure) if line.figure else None
    if number is None:
        return ""
    odd = _odd(line, number)
    return " ".join(filter(None, (odd, _usually(line)))) if odd else ""


def _odd(line: Compared, number: Decimal) -> str:
    is_sum = line.indicator.window == Indicator.Window.ROLLING_12
    if is_sum and looks_like_the_month_alone(number, line.numbers, line.month):
        message = _(
            "%(number)s looks like the number for %(month)s alone. What is asked for here is the number for "
            "the latest 12 months, %(period)s."
        )
        period = line.month.window_label(line.indicator.window, long=True)
        shown = {"number": format_number(number), "month": line.month.name, "period": period}
        return message % shown
    shown_number = rounded(number, line.indicator.decimals)
    if line.usual is None or shown_number in line.usual:
        return ""
    is_higher = shown_number > line.usual.high
    return (
        _("The number is higher than it usually is.")
        if is_higher
        else _("The number is lower than it usually is.")
    )


def _usually(line: Compared) -> str:
    """`Sidste måned var tallet 36, og det plejer at ligge mellem 30 og 42.`"""
    last = line.last_month
    has_last = last is not None and number_of(line.indicator, last) is not None
    last_text = figure_text(line.indicator, last, with_parts=False) if last and has_last else ""
    if line.usual is None:
        return _("Last month the number was %(last)s.") % {"last": last_text} if last_text else ""
    low, high = _ends(line.indicator, line.usual)
    if not last_text:
        return _("It usually lies between %(low)s and %(high)s.") % {"low": low, "high": high}
    text = _("Last month the number was %(last)s, and it usually lies between %(low)s and %(high)s.")
    return text % {"last": last_text, "low": low, "high": high}
