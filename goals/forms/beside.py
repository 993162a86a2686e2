"""The months before beside a figure that waits: the number, its change from the month before, its state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.calendar import is_counted
from goals.forms.usual import number_of
from goals.forms.words import capitalised, figure_text
from goals.models import Figure, FigureRevision, Indicator, Origin
from goals.months import Month
from goals.numbers import format_change, format_points

SHOWN = 13
"""The month itself, and back to the same month last year."""
MARKED = (Origin.CORRECTION, Origin.OFFICIAL)


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


def marks_of(figures: Iterable[Figure]) -> dict[int, str]:
    """By the figure's key, which of the marked origins changed a figure that stood before; in one query."""
    rows = FigureRevision.objects.filter(
        figure__in=[figure.pk for figure in figures], origin__in=MARKED, version__gt=1
    )
    return dict(rows.order_by("figure", "version").values_list("figure", "origin"))


def months_beside(
    indicator: Indicator,
    figures: Mapping[Month, Figure],
    month: Month,
    breaks_from: Month | None,
    marks: Mapping[int, str],
) -> list[BesideMonth]:
    """The newest first; of a whole year only its December."""
    counted = [one for one in months_until(month) if is_counted(indicator, one)]
    return [
        BesideMonth(
            month=capitalised(one.short_label),
            text=_text(indicator, figures.get(one)),
            change=_change(indicator, figures, one, breaks_from),
            state=_state(figures.get(one), marks),
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


def _state(figure: Figure | None, marks: Mapping[int, str]) -> State | None:
    if figure is None:
        return None
    if not figure.is_approved:
        return State("…", pgettext("figure", "preliminary"))
    released = {
        Origin.CORRECTION.value: pgettext("figure", "released, corrected"),
        Origin.OFFICIAL.value: pgettext("figure", "released, updated in the source"),
    }
    return State("✓", released.get(marks.get(figure.pk, ""), pgettext("figure", "released")))
