"""The months before beside a figure that waits: the number, its change from the month before, its state."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.calendar import is_counted
from goals.forms.usual import number_of
from goals.forms.words import capitalised, figure_text
from goals.models import Figure, Indicator
from goals.months import Month
from goals.numbers import format_change, format_points
from goals.progress import Replacement

SHOWN = 13
"""The month itself, and back to the same month last year."""


class State(NamedTuple):
    sign: str
    word: str


class BesideMonth(NamedTuple):
    month: str
    text: str
    change: str
    """from the month before; nothing where the two cannot be compared"""
    state: State | None


def months_until(month: Month) -> list[Month]:
    return Month.range(month.plus(1 - SHOWN), month)


def months_beside(
    indicator: Indicator,
    figures: Mapping[Month, Figure],
    month: Month,
    breaks_from: Month | None,
    replaced: Mapping[Month, Replacement],
) -> list[BesideMonth]:
    """The newest first; of a whole year only its December."""
    counted = [one for one in months_until(month) if is_counted(indicator, one)]
    return [
        BesideMonth(
            month=capitalised(one.short_label),
            text=_text(indicator, figures.get(one)),
            change=_change(indicator, figures, one, breaks_from),
            state=_state(figures.get(one), replaced.get(one)),
        )
        for one in reversed(counted)
    ]


def _text(indicator: Indicator, figure: Figure | None) -> str:
    return figure_text(indicator, figure, with_parts=False) if figure else _("no number")


def _change(
    indicator: Indicator, figures: Mapping[Month, Figure], month: Month, breaks_from: Month | None
) -> str:
    is_yearly = indicator.window == Indicator.Window.CALENDAR_YEAR
    before = month.year_before if is_yearly else month.plus(-1)
    begins = indicator.window == Indicator.Window.YEAR_TO_DATE and month.number == 1
    if begins or (breaks_from is not None and before < breaks_from <= month):
        return ""
    numbers = [_number(indicator, figures.get(one)) for one in (before, month)]
    if numbers[0] is None or numbers[1] is None:
        return ""
    difference = numbers[1] - numbers[0]
    as_written = format_points if indicator.is_ratio else format_change
    return as_written(difference, indicator.decimals)


def _number(indicator: Indicator, figure: Figure | None) -> Decimal | None:
    return number_of(indicator, figure) if figure else None


def _state(figure: Figure | None, replaced: Replacement | None) -> State | None:
    if figure is None:
        return None
    if not figure.is_approved:
        return State("…", pgettext("figure", "preliminary"))
    if replaced is None:
        return State("✓", pgettext("figure", "released"))
    if replaced.is_by_source:
        return State("✓", pgettext("figure", "released, updated in the source"))
    return State("✓", pgettext("figure", "released, corrected"))
