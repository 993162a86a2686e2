"""The ambition gauge of a dialogue: sentences, a small table, and a strip drawn on the server."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.dialogue.ambition import Ambition, ambition_of, change_between
from goals.dialogue.ambition_words import in_words
from goals.dialogue.ground import Held
from goals.dialogue.words import amount
from goals.forms.target_strip import Strip, strip_of
from goals.models import Indicator, TargetVersion
from goals.months import Window
from goals.numbers import format_change_percent, format_points
from goals.outlook import reason_in_words
from goals.progress import Measure


class GaugeRow(NamedTuple):
    """`amount`: the value in December where there is one."""

    name: str
    change: str
    amount: str


class Gauge(NamedTuple):
    sentence: str
    start: str
    """from which figure the changes count"""
    rows: list[GaugeRow]
    strip: Strip | None


def gauge_of(held: Held, indicator: Indicator, version: TargetVersion | None, *, adopted: bool) -> Gauge:
    """`version` is the proposal, or else what is adopted; without one the ground alone is shown."""
    ambition = ambition_of(held.ground, version.value) if version else Ambition()
    rows = [
        *([_own(ambition, indicator, version, held.ground.measure, adopted)] if version else []),
        _trend(held, indicator),
        GaugeRow(_("Own change the year before"), _change(held.ground.measure, held.ground.last_year), ""),
        GaugeRow(
            _("What the region's contract asks for"), _change(held.ground.measure, held.ground.contract), ""
        ),
        _distribution(_("The cluster's adopted targets"), held.ground.measure, held.ground.targets),
        _distribution(_("The cluster's latest 12 months"), held.ground.measure, held.ground.changes),
    ]
    return Gauge(
        sentence=" ".join(in_words(ambition, adopted=adopted)),
        start=_start(held, indicator),
        rows=rows,
        strip=strip_of(held, ambition.change, adopted=adopted),
    )


def _own(
    ambition: Ambition, indicator: Indicator, version: TargetVersion, measure: Measure, adopted: bool
) -> GaugeRow:
    name = _("The adopted target") if adopted else _("The proposal")
    return GaugeRow(name, _change(measure, ambition.change), amount(indicator, version.value))


def _trend(held: Held, indicator: Indicator) -> GaugeRow:
    outlook, measure = held.outlook, held.ground.measure
    if outlook.value is None or outlook.lower is None or outlook.upper is None:
        return GaugeRow(_("The trend alone"), reason_in_words(outlook.reason) if outlook.reason else "·", "")
    band = _("%(value)s (%(lower)s to %(upper)s)") % {
        "value": amount(indicator, outlook.value),
        "lower": amount(indicator, outlook.lower),
        "upper": amount(indicator, outlook.upper),
    }
    change = change_between(measure, held.ground.start, outlook.value)
    return GaugeRow(_("The trend alone"), _change(measure, change), band)


def _distribution(name: str, measure: Measure, changes: Sequence[Decimal]) -> GaugeRow:
    """`fra −24,1 pct. til +3,0 pct., midt −8,2 pct.`"""
    if not changes:
        return GaugeRow(name, "·", "")
    ordered = sorted(changes)
    middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    told = _("from %(lowest)s to %(highest)s, middle %(middle)s") % {
        "lowest": _change(measure, ordered[0]),
        "highest": _change(measure, ordered[-1]),
        "middle": _change(measure, middle),
    }
    form = ngettext("%(name)s (%(count)s municipality)", "%(name)s (%(count)s municipalities)", len(ordered))
    return GaugeRow(form % {"name": name, "count": len(ordered)}, told, "")


def _change(measure: Measure, change: Decimal | None) -> str:
    if change is None:
        return "·"
    return format_points(change) if measure.is_ratio else format_change_percent(change)


def _start(held: Held, indicator: Indicator) -> str:
    """`Ændringer er fra dec. 2013 (156) til december i målåret.`"""
    if held.start_month is None or held.ground.start is None:
        return _("There is no figure that the proposal can be held against yet.")
    month = held.start_month
    label = str(month.year) if indicator.window == Window.CALENDAR_YEAR else month.short_label
    form = _("Changes are counted from %(month)s (%(value)s) to December of the goals' year.")
    return form % {"month": label, "value": amount(indicator, held.ground.start)}
