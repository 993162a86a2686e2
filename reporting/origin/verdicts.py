"""The rule that decided a status, with its numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from goals.numbers import format_percent
from goals.progress import Measure, Progress, Status
from reporting import wording
from reporting.origin.numbers import apart
from reporting.wording import StatusWords


class Verdict(NamedTuple):
    status: StatusWords
    rule: str
    numbers: str = ""


def verdict(progress: Progress, status: StatusWords) -> Verdict:
    if progress.status is None:
        return Verdict(status, _("Not shown, for discretion: it would tell a figure about too few persons."))
    if progress.status in (Status.ON_TRACK, Status.NEAR, Status.BEHIND):
        return Verdict(status, *_beside_path(progress))
    if progress.status in wording.FINAL:
        return Verdict(status, *_beside_target(progress))
    return Verdict(status, _not_judged(progress))


def _beside_path(progress: Progress) -> tuple[str, str]:
    measure, latest, path, margin, worse_by = (
        progress.measure,
        progress.latest,
        progress.path,
        progress.margin,
        progress.worse_by,
    )
    if latest is None or path is None or margin is None or worse_by is None:
        return "", ""
    if progress.status is Status.ON_TRACK:
        rule = _("The figure is at least as good as the benchmark.")
        return rule, _beside(measure, latest, path)
    value, mark = apart(measure, latest, path)
    by, allowed = apart(measure, worse_by, margin)
    first, second = (mark, value) if measure.direction == "up" else (value, mark)
    sign = "≤" if progress.status is Status.NEAR else ">"
    rule = (
        _("The figure is worse than the benchmark, but within the margin: %(margin)s.")
        if progress.status is Status.NEAR
        else _("The figure is worse than the benchmark by more than the margin: %(margin)s.")
    )
    return rule % {"margin": _margin_rule(measure)}, f"{first} − {second} = {by} {sign} {allowed}"


def _margin_rule(measure: Measure) -> str:
    share = {"share": format_percent(100 * measure.tolerance)}
    if measure.is_ratio:
        return _("%(share)s of the benchmark") % share
    return _("%(share)s of the benchmark, at least 1 person") % share


def _beside_target(progress: Progress) -> tuple[str, str]:
    if progress.latest is None or progress.target is None:
        return "", ""
    rule = (
        _("The figure for December is at least as good as the target. There is no margin.")
        if progress.status is Status.MET
        else _("The figure for December is worse than the target. There is no margin.")
    )
    return rule, _beside(progress.measure, progress.latest, progress.target)


def _beside(measure: Measure, value: Decimal, mark: Decimal) -> str:
    """`34 ≤ 38`"""
    is_worse = measure.worse_by(value, mark) > 0
    sign = ("<" if is_worse else "≥") if measure.direction == "up" else (">" if is_worse else "≤")
    return f" {sign} ".join(apart(measure, value, mark))


def _not_judged(progress: Progress) -> str:
    year = {"year": progress.year}
    match progress.status:
        case Status.NO_TARGET:
            return _("There is no target for December %(year)s to judge the figure by.") % year
        case Status.NOT_MEASURABLE:
            return _("The newest report of %(year)s says that the figure cannot be measured.") % year
        case Status.NO_FIGURE:
            return _("There is no figure of %(year)s to judge yet.") % year
    if progress.awaits == "year":
        return _("Judged once the figure for the whole year %(year)s is there.") % year
    return _("Without a baseline there is no benchmark. Judged by the figure for December.")
