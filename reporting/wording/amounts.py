"""Values, changes, targets and paths as short texts for cells."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.months import Month
from goals.numbers import (
    HIDDEN,
    MAX_DECIMALS,
    format_change,
    format_change_percent,
    format_number,
    format_percent,
    format_points,
    rounded,
    strict_count,
)
from goals.progress import Line, Measure, Progress, Reader, State, Status

NONE = "·"
AWAITED = "…"
PRELIMINARY = "*"


def amount(measure: Measure, value: Decimal, decimals: int | None = None) -> str:
    """`34` or `37,0 pct.`"""
    if measure.is_ratio:
        return format_percent(value, measure.decimals if decimals is None else decimals)
    return format_number(value)


def counted(measure: Measure, value: Decimal, decimals: int | None = None) -> str:
    """With its unit: `34 personer`, `1 person`, `37,0 pct.`"""
    if measure.is_ratio:
        return amount(measure, value, decimals)
    return ngettext("%(number)s person", "%(number)s persons", 1 if value == 1 else 2) % {
        "number": format_number(value)
    }


def at_most(measure: Measure, value: Decimal, decimals: int | None = None) -> str:
    """`højst 38`, `mindst 24,0 pct.`"""
    form = _("at least %(amount)s") if measure.direction == "up" else _("at most %(amount)s")
    return form % {"amount": amount(measure, value, decimals)}


def latest(progress: Progress) -> str:
    if "latest" in progress.hidden:
        return HIDDEN
    if progress.latest is None:
        return AWAITED
    text = amount(progress.measure, progress.latest, telling_decimals(progress))
    return text + PRELIMINARY if progress.preliminary else text


def latest_period(progress: Progress, *, long: bool = False) -> str:
    month = progress.latest_month
    return month.window_label(progress.measure.window, long=long) if month else ""


def previous(progress: Progress) -> str:
    if "previous" in progress.hidden:
        return HIDDEN
    return NONE if progress.previous is None else amount(progress.measure, progress.previous)


def change(progress: Progress) -> str:
    """`−38`, `−2,5 procentpoint`"""
    if "change" in progress.hidden:
        return HIDDEN
    return NONE if progress.change is None else difference(progress.measure, progress.change)


def change_percent(progress: Progress) -> str:
    """`−52,8 pct.`; nothing for percentages, whose change is in points."""
    if progress.measure.is_ratio or progress.change_pct is None:
        return ""
    return format_change_percent(progress.change_pct)


def difference(measure: Measure, value: Decimal) -> str:
    return format_points(value, measure.decimals) if measure.is_ratio else format_change(value)


def target(progress: Progress) -> str:
    return NONE if progress.target is None else at_most(progress.measure, progress.target)


def path(progress: Progress) -> str:
    """`højst 52`: a count's rounded to the strict side; two decimals where one would hide the verdict."""
    if "path" in progress.hidden:
        return HIDDEN
    if progress.path is None:
        return NONE if progress.target is None else AWAITED
    return at_most(progress.measure, *shown_path(progress.measure, progress.path, progress))


def shown_path(measure: Measure, mark: Decimal, progress: Progress) -> tuple[Decimal, int | None]:
    if not measure.is_ratio:
        return strict_count(mark, measure.direction), None
    return mark, telling_decimals(progress)


def telling_decimals(progress: Progress) -> int | None:
    """More decimals than usual where value and path look alike and yet the value is worse; a result is held
    against the target."""
    mark = progress.target if progress.status is Status.NOT_MET else progress.path
    value, usual = progress.latest, progress.measure.decimals
    if value is None or mark is None or progress.measure.worse_by(value, mark) <= 0:
        return None
    places = next((n for n in range(usual, MAX_DECIMALS) if rounded(value, n) != rounded(mark, n)), usual)
    return places if places > usual else None


def cell(line: Line, month: Month, reader: Reader) -> str:
    """What a line says for one month: its value, or why there is none."""
    found = line.at(month)
    if found.value is not None:
        shown = found.value if line.is_open_to(reader) else line.shown_outside(month)
        if shown is None:
            return HIDDEN
        text = amount(line.measure, shown)
        return text + PRELIMINARY if found.preliminary else text
    return {
        State.REPORTED: _("too few"),
        State.NOT_MEASURABLE: _("not measurable"),
        State.SUPPRESSED: _("hidden in the source"),
    }.get(found.state, NONE)
