"""Results in words: every number is written here, once, so that templates only place strings."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals.months import Month
from goals.numbers import (
    HIDDEN,
    format_change,
    format_change_percent,
    format_number,
    format_percent,
    format_points,
    rounded,
    strict_count,
)
from goals.progress import Coverage, Measure, PathRule, Progress, Standing, Status

NONE = "·"
AWAITED = "…"
PRELIMINARY = "*"


class Awaited(NamedTuple):
    """The figure that comes next: its period in words, when it is due, and whether that has passed."""

    period: str
    due: date
    is_overdue: bool


class StatusWords(NamedTuple):
    """Sign and word, never one without the other; `kind` is the code, for colour and sorting."""

    sign: str
    word: str
    kind: str

    def __str__(self) -> str:
        return f"{self.sign} {self.word}"


def status_words(progress: Progress, awaited: Awaited | None = None) -> StatusWords:
    status = progress.status
    if status is None:
        return StatusWords(HIDDEN, _("not shown, for discretion"), "hidden")
    if status is Status.NO_FIGURE and awaited and awaited.is_overdue:
        return StatusWords(
            "!", _("missing (deadline %(day)s)") % {"day": short_day(awaited.due, progress.year)}, "missing"
        )
    sign, word = _SIGNS[status], _status_word(progress, awaited)
    if status in (Status.MET, Status.NOT_MET) and progress.preliminary:
        word = _("%(verdict)s (preliminary)") % {"verdict": word}
    return StatusWords(sign, word, status.value)


def _status_word(progress: Progress, awaited: Awaited | None) -> str:
    if progress.status is Status.AWAITING and progress.awaits == "year":
        return _("awaits the year %(year)s") % {"year": progress.year}
    if progress.status is Status.NO_FIGURE:
        if awaited is None:
            return _("no figure yet")
        return _("expected %(day)s") % {"day": short_day(awaited.due, progress.year)}
    return _words()[progress.status or Status.NO_TARGET]


_SIGNS = {
    Status.MET: "✓",
    Status.NOT_MET: "✕",
    Status.ON_TRACK: "●",
    Status.NEAR: "◐",
    Status.BEHIND: "■",
    Status.AWAITING: AWAITED,
    Status.NO_FIGURE: AWAITED,
    Status.NOT_MEASURABLE: NONE,
    Status.NO_TARGET: NONE,
}


def _words() -> dict[Status, str]:
    return {
        Status.MET: _("target reached"),
        Status.NOT_MET: _("target not reached"),
        Status.ON_TRACK: _("on track"),
        Status.NEAR: _("slightly behind"),
        Status.BEHIND: _("behind"),
        Status.AWAITING: _("awaits the baseline"),
        Status.NOT_MEASURABLE: _("cannot be measured at present"),
        Status.NO_TARGET: _("no target"),
    }


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


def amount(measure: Measure, value: Decimal, decimals: int | None = None) -> str:
    """`34` or `37,0 pct.`"""
    if measure.is_ratio:
        return format_percent(value, measure.decimals if decimals is None else decimals)
    return format_number(value)


def counted(measure: Measure, value: Decimal) -> str:
    """With its unit: `34 personer`, `1 person`, `37,0 pct.`"""
    if measure.is_ratio:
        return amount(measure, value)
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
    return amount(progress.measure, progress.latest) + (PRELIMINARY if progress.preliminary else "")


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
    return at_most(progress.measure, *_shown_path(progress.measure, progress.path, progress))


def _shown_path(measure: Measure, mark: Decimal, progress: Progress) -> tuple[Decimal, int | None]:
    if not measure.is_ratio:
        return strict_count(mark, measure.direction), None
    return mark, _telling_decimals(progress)


def _telling_decimals(progress: Progress) -> int | None:
    """Two decimals if value and path look alike in one and yet differ in verdict."""
    value, mark, places = progress.latest, progress.path, progress.measure.decimals
    if value is None or mark is None or value == mark or rounded(value, places) != rounded(mark, places):
        return None
    return places + 1


def path_rule(progress: Progress) -> str:
    match progress.path_rule:
        case PathRule.LINEAR:
            return _("even progress from the baseline")
        case PathRule.PRO_RATA:
            return _("an equal share each month")
        case PathRule.SEASON:
            return _("the seasonal pattern of %(year)s") % {"year": progress.year - 1}
    return ""


def gap_to_target(progress: Progress) -> str:
    """`4 færre end måltallet for december (bedre)`"""
    if progress.gap is None:
        return ""
    measure = progress.measure
    if not rounded(progress.gap, measure.decimals if measure.is_ratio else 0):
        return _("the same as the target for December")
    verdict = _("better") if _is_better(measure, progress.gap) else _("worse")
    return _gap_form(measure, progress.gap) % {"number": _distance(measure, progress.gap), "verdict": verdict}


def _gap_form(measure: Measure, gap: Decimal) -> str:
    if measure.is_ratio:
        if gap < 0:
            return _("%(number)s below the target for December (%(verdict)s)")
        return _("%(number)s above the target for December (%(verdict)s)")
    if gap < 0:
        return _("%(number)s fewer than the target for December (%(verdict)s)")
    return _("%(number)s more than the target for December (%(verdict)s)")


def gap_to_path(progress: Progress) -> str:
    """`18 under pejlemærket`, counted from the path as it is shown."""
    if progress.path is None or progress.latest is None:
        return ""
    measure = progress.measure
    mark, decimals = _shown_path(measure, progress.path, progress)
    gap = progress.latest - mark
    if not rounded(gap, (decimals or measure.decimals) if measure.is_ratio else 0):
        return _("at the benchmark")
    form = _("%(number)s below the benchmark") if gap < 0 else _("%(number)s above the benchmark")
    return form % {"number": _distance(measure, gap, decimals)}


def short_gap_to_path(progress: Progress) -> str:
    """`+7`, `−2,5`: for a narrow cell whose heading says what it is."""
    if progress.path is None or progress.latest is None:
        return ""
    mark, decimals = _shown_path(progress.measure, progress.path, progress)
    gap = progress.latest - mark
    if progress.measure.is_ratio:
        return format_change(gap, decimals or progress.measure.decimals)
    return format_change(gap)


def _distance(measure: Measure, gap: Decimal, decimals: int | None = None) -> str:
    if not measure.is_ratio:
        return format_number(abs(gap))
    return _("%(number)s percentage points") % {
        "number": format_number(abs(gap), measure.decimals if decimals is None else decimals)
    }


def _is_better(measure: Measure, gap: Decimal) -> bool:
    return measure.worse_by(gap, Decimal()) < 0


def status_rule(progress: Progress) -> str:
    """`34 personer; pejlemærket for maj er højst 52, måltallet for december højst 38`"""
    month = progress.latest_month
    if progress.latest is None or progress.target is None or month is None:
        return ""
    said = {"value": counted(progress.measure, progress.latest), "target": target(progress)}
    if progress.path is None or month.is_december:
        return _("%(value)s; the target for December is %(target)s") % said
    return _("%(value)s; the benchmark for %(month)s is %(path)s, the target for December %(target)s") % (
        said | {"month": month.name, "path": path(progress)}
    )


def implied_change(progress: Progress, adopted_percent: Decimal | None = None) -> str:
    """`svarer til −55,8 pct. fra udgangspunktet (dec. 2012: 86), vedtaget som −56,0 pct.`"""
    if progress.implied_change_pct is None or progress.baseline is None or progress.baseline_month is None:
        return ""
    text = _("equals %(change)s from the baseline (%(month)s: %(baseline)s)") % {
        "change": format_change_percent(progress.implied_change_pct),
        "month": progress.baseline_month.short_label,
        "baseline": amount(progress.measure, progress.baseline),
    }
    if adopted_percent is None or rounded(adopted_percent, 1) == rounded(progress.implied_change_pct, 1):
        return text
    return _("%(equals)s, adopted as %(change)s") % {
        "equals": text,
        "change": format_change_percent(adopted_percent),
    }


def achieved(progress: Progress) -> str:
    """`108,3 pct. af vejen fra udgangspunktet til måltallet`"""
    if progress.achieved_pct is None:
        return ""
    share = {"share": format_percent(progress.achieved_pct)}
    if progress.measure.window == "year_to_date":
        return _("%(share)s of the year's target") % share
    return _("%(share)s of the way from the baseline to the target") % share


def coverage(covered: Coverage) -> str:
    """`91 af 98 kommuner (april 2014)`"""
    if covered.month is None:
        return ngettext(
            "none of %(expected)s municipality", "none of %(expected)s municipalities", covered.expected
        ) % {"expected": covered.expected}
    return ngettext(
        "%(reported)s of %(expected)s municipality (%(month)s)",
        "%(reported)s of %(expected)s municipalities (%(month)s)",
        covered.expected,
    ) % {"reported": covered.reported, "expected": covered.expected, "month": covered.month.label}


def standing(found: Standing) -> str:
    """`nr. 2 af 7, bedste tredjedel`"""
    place = _("no. %(rank)s of %(ranked)s") % {"rank": found.rank, "ranked": found.ranked}
    if found.band is None:
        return place
    return f"{place}, {_bands()[found.band]}"


def _bands() -> dict[str, str]:
    return {
        "upper": pgettext("third of a ranking", "best third"),
        "middle": pgettext("third of a ranking", "middle third"),
        "lower": pgettext("third of a ranking", "last third"),
    }


def month_period(measure: Measure, month: Month) -> str:
    return month.window_label(measure.window)
