"""An area beside others, and municipalities in order: bars of PowerPoint's own, a value written at each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION

from reporting.slides.chart_sheet import Drawn
from reporting.slides.native import (
    LabelLook,
    Place,
    add_chart,
    category_axis,
    decimals_of,
    fill_bars,
    key_below,
    label_points,
    steps,
    title,
    value_axis,
)
from reporting.slides.numbers_shown import format_of, plain_format

ROOM = 1.4
"""The axis goes on past the longest bar, so that the value at its end has room."""
REACH, REACH_BELOW = 1.5, 3.0
"""The same of lying bars, whose labels are wider than high; below zero the names stand there, too."""
BESIDE = "#D5D5D5"


class Bar(NamedTuple):
    """`value` None where there is none to show; `text` as the page writes it. `kind` is the series that it
    belongs to."""

    name: str
    value: float | None
    text: str
    kind: str


class Kind(NamedTuple):
    """A series of bars: its code, its name in the key, and its colour."""

    code: str
    name: str
    color: str


@dataclass(frozen=True, slots=True)
class Bars:
    title: str
    kinds: tuple[Kind, ...]
    bars: tuple[Bar, ...]
    described: str
    left_out: str = ""


def _drawn(bars: Bars, kinds: Sequence[Kind]) -> list[Drawn]:
    return [
        Drawn(
            kind.name,
            [bar.value if bar.kind == kind.code else None for bar in bars.bars],
            plain_format(1),
        )
        for kind in kinds
    ]


def draw_beside(slide: Any, place: Place, bars: Bars, *, moment: datetime) -> Any:
    """Lying bars, the first on top."""
    chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, place, bars, moment)
    chart.plots[0].gap_width = 45
    chart.category_axis.reverse_order = True
    category_axis(chart, size=13)
    values = [bar.value for bar in bars.bars if bar.value is not None]
    low, high = min([0.0, *values]) * REACH_BELOW, max([0.0, *values]) * REACH
    value_axis(chart, low=low, high=high or 1.0, step=high - low or 1.0, shown=plain_format(1))
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    chart.has_legend = False
    _label(chart, bars, size=14)
    return chart


def draw_standing(slide: Any, place: Place, bars: Bars, extent: Sequence[float], *, moment: datetime) -> Any:
    """Columns with their names below. `extent`: the values that the axis has room for, on every slide."""
    chart = _chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, place, bars, moment)
    chart.plots[0].gap_width = 25
    category_axis(chart, size=11, upright=True)
    low, high, step = steps([value * ROOM for value in extent])
    value_axis(chart, low=low, high=high, step=step, shown=plain_format(decimals_of(step)))
    key_below(chart)
    _label(chart, bars, size=10, upright=True)
    return chart


def _chart(slide: Any, kind: Any, place: Place, bars: Bars, moment: datetime) -> Any:
    used = [one for one in bars.kinds if any(bar.kind == one.code for bar in bars.bars)]
    chart = add_chart(
        slide,
        kind,
        place,
        name=bars.title,
        described=bars.described,
        categories=[bar.name for bar in bars.bars],
        series=_drawn(bars, used),
        moment=moment,
    )
    plot = chart.plots[0]
    plot.overlap = 100
    plot.vary_by_categories = False
    for one, series in zip(used, plot.series, strict=True):
        fill_bars(series, one.color)
    title(chart, bars.title, size=13)
    return chart


def _label(chart: Any, bars: Bars, *, size: int, upright: bool = False) -> None:
    for series in chart.plots[0].series:
        labels = {
            place: LabelLook(format_of(bar.text), "outEnd", is_bold=bar.kind == "own")
            for place, (bar, value) in enumerate(zip(bars.bars, series.values, strict=True))
            if value is not None
        }
        label_points(series, labels, size=size, upright=upright)
