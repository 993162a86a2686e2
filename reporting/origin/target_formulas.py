"""The formulas of a target: the benchmark, the distances, and how much is reached."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.months import Month, Window
from goals.numbers import HIDDEN, format_change_percent, format_number, format_percent
from goals.progress import Measure, Path, PathRule, Progress
from reporting import wording
from reporting.origin.formula import Formula
from reporting.origin.numbers import apart, number


def target_formulas(progress: Progress) -> Iterator[Formula]:
    yield from _path(progress)
    yield from _gaps(progress)
    yield from _shares(progress)


def _path(progress: Progress) -> Iterator[Formula]:
    month = progress.latest_month
    if progress.target is None or month is None:
        return
    name = _("Benchmark for %(month)s") % {"month": month.label}
    if "path" in progress.hidden:
        yield Formula(name, _("It rests on a figure that is not shown, for discretion."), "", HIDDEN)
    elif progress.path is None or progress.course is None:
        yield Formula(name, _no_path(progress, month), "", wording.NONE)
    else:
        rule, numbers = _path_formula(progress, progress.course, month)
        equals = number(progress.measure, progress.path)
        yield Formula(name, rule, f"{numbers} = {equals}", wording.path(progress))


def _path_formula(progress: Progress, course: Path, month: Month) -> tuple[str, str]:
    measure, target = progress.measure, number(progress.measure, course.target)
    match course.rule:
        case PathRule.LINEAR:
            start = number(measure, course.start)
            passed, whole = month.since(course.first), course.december.since(course.first)
            rule = _(
                "Baseline + (target − baseline) × months passed / all months, from %(first)s to %(december)s"
            ) % {"first": course.first.label, "december": course.december.label}
            if progress.baseline_is_own:
                own = _("The baseline is the area's own figure of the first month.")
                rule = f"{rule}. {own}"
            return rule, f"{start} + ({target} − {start}) × {passed} / {whole}"
        case PathRule.SEASON:
            told = {"year": progress.year - 1}
            rule = _("Target × the figure of the same month of %(year)s / that of December %(year)s") % told
            then, december = course.weights[month.number - 1], course.weights[-1]
            return rule, f"{target} × {number(measure, then)} / {number(measure, december)}"
    return _("Target × number of the month / 12"), f"{target} × {month.number} / 12"


def _no_path(progress: Progress, month: Month) -> str:
    if progress.measure.is_yearly:
        return _("None: a figure for a whole year has no benchmark on the way.")
    if month.year < progress.year and progress.path_rule is None and progress.course is not None:
        return _("None: the figure lies before the benchmark begins.")
    return _("None: the target has no baseline to count from.")


def _gaps(progress: Progress) -> Iterator[Formula]:
    measure, latest = progress.measure, progress.latest
    if progress.target is None or progress.latest_month is None:
        return
    name, rule = _("Distance from the benchmark"), _("The figure − the benchmark as it is shown")
    if "path_gap" in progress.hidden:
        yield Formula(name, rule, "", HIDDEN)
    elif progress.path_gap is not None and progress.path is not None and latest is not None:
        shown, _places = wording.shown_path(measure, progress.path, progress)
        value, mark = apart(measure, latest, shown)
        numbers = f"{value} − {mark} = {number(measure, latest - shown)}"
        result = f"{wording.difference(measure, latest - shown)} {_verdict(measure, latest - shown)}".strip()
        yield Formula(name, rule, numbers, result)
    name, rule = _("Distance from the target"), _("The figure − the target for December")
    if "gap" in progress.hidden:
        yield Formula(name, rule, "", HIDDEN)
        return
    if progress.gap is None or latest is None:
        return
    target, gap = number(measure, progress.target), number(measure, progress.gap)
    result = f"{wording.difference(measure, progress.gap)} {_verdict(measure, progress.gap)}".strip()
    yield Formula(name, rule, f"{number(measure, latest)} − {target} = {gap}", result)
    if progress.gap_pct is not None:
        yield Formula(
            _("Distance in per cent of the target"),
            _("The distance / the target × 100. The denominator is the target."),
            f"{gap} / {target} × 100 = {format_number(progress.gap_pct, 2)}",
            format_change_percent(progress.gap_pct),
        )


def _verdict(measure: Measure, gap: Decimal) -> str:
    """`(bedre)`; nothing for what is alike."""
    worse_by = measure.worse_by(gap, Decimal())
    if not worse_by:
        return ""
    word = _("better") if worse_by < 0 else _("worse")
    return f"({word})"


def _shares(progress: Progress) -> Iterator[Formula]:
    """What the target means, and how much of it is reached."""
    measure, target, start = progress.measure, progress.target, progress.baseline
    if target is None:
        return
    if progress.implied_change_pct is not None and start is not None and progress.baseline_month:
        yield Formula(
            _("Change that the target means"),
            _("(Target − baseline of %(month)s) / baseline × 100") % {"month": progress.baseline_month.label},
            f"({number(measure, target)} − {number(measure, start)}) / {number(measure, start)} × 100 = "
            f"{format_number(progress.implied_change_pct, 2)}",
            format_change_percent(progress.implied_change_pct),
        )
    name = pgettext("origin of a figure", "Reached")
    if "achieved_pct" in progress.hidden:
        yield Formula(name, "", "", HIDDEN)
    elif progress.achieved_pct is not None and progress.latest is not None:
        yield Formula(name, *_achieved(progress, progress.latest, target, progress.achieved_pct))


def _achieved(
    progress: Progress, latest: Decimal, target: Decimal, achieved: Decimal
) -> tuple[str, str, str]:
    measure, start = progress.measure, progress.baseline
    equals = format_number(achieved, 2)
    value, mark = number(measure, latest), number(measure, target)
    if measure.window == Window.YEAR_TO_DATE or start is None:
        rule = _("The figure / the target × 100")
        return rule, f"{value} / {mark} × 100 = {equals}", format_percent(achieved)
    first = number(measure, start)
    numbers = f"({value} − {first}) / ({mark} − {first}) × 100 = {equals}"
    return _("(Figure − baseline) / (target − baseline) × 100"), numbers, format_percent(achieved)
