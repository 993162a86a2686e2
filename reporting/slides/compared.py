"""What areas are compared by on a slide: shares by their figure, counts, which grow with the area, by their
change in a year."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from goals.months import Month
from goals.numbers import json_number
from goals.progress import Measure, Snapshot
from reporting.chart_looks import OWN
from reporting.nationwide_words import change_text, level_text, star
from reporting.slides.bars_figure import BESIDE, Bar, Bars, Kind


def heading(measure: Measure, month: Month) -> str:
    form = _("Figure, %(period)s") if measure.is_ratio else _("Change in a year to %(month)s")
    return form % {"period": month.window_label(measure.window), "month": month.short_label}


def heading_in_full(measure: Measure, month: Month) -> str:
    """With the unit, where labels have no room for it."""
    form = (
        _("Figure, per cent (%(period)s)")
        if measure.is_ratio
        else _("Change in a year, per cent (%(period)s)")
    )
    return form % {"period": month.window_label(measure.window)}


def bar_of(name: str, seen: Snapshot, measure: Measure, kind: str) -> Bar:
    return Bar(name, *score(seen, measure), kind)


def beside(own: Bar, others: Sequence[Bar], names: tuple[str, str], title: str) -> Bars | None:
    """The area beside others, those named that have nothing to show; None where nothing is to be compared.
    `names`: of the two in the key."""
    shown = [bar for bar in others if bar.value is not None]
    if own.value is None or not shown:
        return None
    bars = (own, *shown)
    left_out = ", ".join(bar.name for bar in others if bar.value is None)
    return Bars(
        title=title,
        kinds=(Kind(own.kind, names[0], OWN.color), Kind(shown[0].kind, names[1], BESIDE)),
        bars=bars,
        described=described(title, bars),
        left_out=_("Cannot be shown: %(names)s.") % {"names": left_out} if left_out else "",
    )


def score(seen: Snapshot, measure: Measure) -> tuple[float | None, str]:
    """The number and how the pages write it."""
    value = seen.value if measure.is_ratio else seen.change_pct
    if value is None:
        return None, ""
    text = level_text(measure, seen) if measure.is_ratio else change_text(measure, value) + star(seen)
    return float(json_number(value)), text


def without_unit(bar: Bar) -> Bar:
    return bar._replace(text=bar.text.replace(" pct.", ""))


def described(title: str, bars: Sequence[Bar]) -> str:
    """The bars in words, for those who do not see them."""
    return f"{title}: " + "; ".join(f"{bar.name} {bar.text}".strip() for bar in bars)
