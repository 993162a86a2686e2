"""Figures for narrow cells, whose headings say the unit and what is compared."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.months import Window
from goals.numbers import HIDDEN, format_change, format_number
from goals.progress import Coverage, Measure, Progress
from reporting.wording.amounts import AWAITED, NONE, PRELIMINARY, latest_period, telling_decimals
from reporting.wording.sentences import short_gap_to_path


def unit(measure: Measure) -> str:
    return _("Per cent") if measure.is_ratio else _("Persons")


def bare_latest(progress: Progress) -> str:
    """`34`, `37,0`, `34*`"""
    if "latest" in progress.hidden:
        return HIDDEN
    if progress.latest is None:
        return AWAITED
    measure = progress.measure
    decimals = (telling_decimals(progress) or measure.decimals) if measure.is_ratio else 0
    text = format_number(progress.latest, decimals)
    return text + PRELIMINARY if progress.preliminary else text


def bare_gap(progress: Progress) -> str:
    """`+7`, `−2,5`: the distance from the benchmark."""
    return HIDDEN if "path_gap" in progress.hidden else short_gap_to_path(progress)


def bare_change(progress: Progress) -> str:
    """`−38`, `+2,5`: since the same month of the year before."""
    if "change" in progress.hidden:
        return HIDDEN
    if progress.change is None:
        return NONE
    return format_change(progress.change, progress.measure.decimals if progress.measure.is_ratio else 0)


def bare_change_percent(progress: Progress) -> str:
    """`−52,8`; none from a base too small for a percentage."""
    if "change_pct" in progress.hidden:
        return HIDDEN
    return NONE if progress.change_pct is None else format_change(progress.change_pct, 1)


def short_period(progress: Progress) -> str:
    """`til apr. 2014` for twelve months, else the period itself."""
    month, window = progress.latest_month, progress.measure.window
    if month is None or window != Window.ROLLING_12:
        return latest_period(progress)
    return _("to %(month)s") % {"month": month.short_label}


def coverage_then(reported: int, expected: int) -> str:
    """`91 af 98 kommuner`, beside the month they are of."""
    return ngettext(
        "%(reported)s of %(expected)s municipality", "%(reported)s of %(expected)s municipalities", expected
    ) % {"reported": reported, "expected": expected}


def short_coverage(covered: Coverage) -> str:
    """`17 af 19 (maj 2014)`"""
    said = {"reported": covered.reported, "expected": covered.expected}
    if covered.month is None:
        return _("%(reported)s of %(expected)s") % said
    return _("%(reported)s of %(expected)s (%(month)s)") % (said | {"month": covered.month.short_label})
