"""Results as phrases and sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals.numbers import format_change, format_change_percent, format_number, format_percent, rounded
from goals.progress import Coverage, Measure, PathRule, Progress, Standing, Status
from reporting.wording.amounts import (
    amount,
    counted,
    latest_period,
    path,
    shown_path,
    target,
    telling_decimals,
)

_KEPT_TOGETHER = re.compile(
    r"(?<=[0-9*]) (?=pct\.|per cent|procentpoint|percentage|person)"
    r"|(?<=[0-9]\.) (?=[a-zæøå])"
    r"|(?<=højst) (?=[0-9])|(?<=mindst) (?=[0-9])|(?<=at most) (?=[0-9])|(?<=at least) (?=[0-9])"
    r"|(?<=kl\.) (?=[0-9])|(?<=nr\.) (?=[0-9])"
    r"|(?<=[0-9]) (?=/)|(?<=/) (?=[0-9])"
)

FINAL = frozenset({Status.MET, Status.NOT_MET})


def unparted(text: str) -> str:
    """No number parted from its unit, month or measure at the end of a line."""
    return _KEPT_TOGETHER.sub("\N{NO-BREAK SPACE}", text)


def capitalised(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def uncapitalised(name: str) -> str:
    return name[:1].lower() + name[1:]


def sentence(text: str) -> str:
    """With its full stop, unless an abbreviation ends with one."""
    return text if not text or text.endswith(".") else f"{text}."


def listed(words: Sequence[str]) -> str:
    """`1, 2 og 4`"""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


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
    mark, decimals = shown_path(measure, progress.path, progress)
    gap = progress.latest - mark
    if not rounded(gap, (decimals or measure.decimals) if measure.is_ratio else 0):
        return _("at the benchmark")
    form = _("%(number)s below the benchmark") if gap < 0 else _("%(number)s above the benchmark")
    return form % {"number": _distance(measure, gap, decimals)}


def short_gap_to_path(progress: Progress) -> str:
    """`+7`, `−2,5`: for a narrow cell whose heading says what it is."""
    if progress.path is None or progress.latest is None:
        return ""
    mark, decimals = shown_path(progress.measure, progress.path, progress)
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
    value = counted(progress.measure, progress.latest, telling_decimals(progress))
    said = {"value": value, "target": target(progress)}
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


def municipalities(count: int) -> str:
    """`19 kommuner`"""
    return ngettext("%(count)s municipality", "%(count)s municipalities", count) % {"count": count}


def standing(found: Standing) -> str:
    """`nr. 2 af 7, bedste tredjedel`"""
    place = _("no. %(rank)s of %(ranked)s") % {"rank": found.rank, "ranked": found.ranked}
    if found.band is None:
        return place
    return f"{place}, {_bands()[found.band]}"


def cluster_name(goal: str) -> str:
    """`klyngen for førtidspension`: it may be another one for each goal."""
    return _("the cluster for %(goal)s") % {"goal": uncapitalised(goal)}


def _bands() -> dict[str, str]:
    return {
        "upper": pgettext("third of a ranking", "best third"),
        "middle": pgettext("third of a ranking", "middle third"),
        "lower": pgettext("third of a ranking", "last third"),
    }


def conclusion(progress: Progress) -> str:
    """The sentence above a figure: `Faldet fra 72 til 34 personer på et år, 18 under pejlemærket for maj.`"""
    if "latest" in progress.hidden:
        return _("The figure is too small to be shown.")
    if progress.latest is None:
        return _("There is no figure yet.")
    course, position = _course(progress), _position(progress)
    if position:
        return _("%(course)s, %(position)s.") % {"course": course, "position": position}
    return f"{course} ({latest_period(progress)})."


def _course(progress: Progress) -> str:
    said = {"latest": counted(progress.measure, progress.latest or Decimal())}
    if progress.previous is None or progress.change is None:
        return _("Now %(latest)s") % said
    said["previous"] = amount(progress.measure, progress.previous)
    if said["previous"] == amount(progress.measure, progress.latest or Decimal()):
        return _moved_unseen(progress, said)
    if progress.change < 0:
        return _("Down from %(previous)s to %(latest)s in a year") % said
    return _("Up from %(previous)s to %(latest)s in a year") % said


def _moved_unseen(progress: Progress, said: dict[str, str]) -> str:
    """The two figures look the same; the change, rounded by itself, may not."""
    change, measure = progress.change or Decimal(), progress.measure
    if not rounded(change, measure.decimals if measure.is_ratio else 0):
        return _("Unchanged at %(latest)s in a year") % said
    said["change"] = _distance(measure, change)
    return (
        _("Down %(change)s to %(latest)s in a year")
        if change < 0
        else _("Up %(change)s to %(latest)s in a year")
    ) % said


def _position(progress: Progress) -> str:
    month = progress.latest_month
    if progress.status is Status.MET:
        return _("and the target is reached")
    if progress.status is Status.NOT_MET:
        return _("and the target is not reached")
    if not gap_to_path(progress) or month is None:
        return ""
    return _("%(gap)s for %(month)s") % {"gap": gap_to_path(progress), "month": month.name}
