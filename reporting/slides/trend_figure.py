"""The trend of a page as a chart of PowerPoint's own: the same points, labels and key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from pptx.enum.chart import XL_CHART_TYPE

from goals.months import Month
from goals.progress import Measure
from reporting.chart_looks import EARLIER, INK, OWN, QUIET, TARGET, Look
from reporting.charts import HEADROOM, Label, Point, Trend
from reporting.slides.chart_sheet import Drawn
from reporting.slides.native import (
    LabelLook,
    Place,
    add_chart,
    category_axis,
    date_axis,
    decimals_of,
    draw_line,
    key_below,
    label_points,
    name_points,
    steps,
    title,
    upright_line,
    value_axis,
)
from reporting.slides.numbers_shown import format_of, plain_format

MARK_TOP, MARK_STEP = 0.95, 0.08
"""Where the names of reforms and breaks stand, as shares of the axis: between its lines."""
QUARTER, HALF_YEAR = 3, 6
MARK = "mark-"
_LOOKS = {
    "path": TARGET,
    "replaced": Look(INK, 0, symbol="square", size=12),
    "earlier": EARLIER,
    "recent": OWN,
    "preliminary": Look("#FFFFFF", 0, symbol="circle", size=4),
    "target": Look(TARGET.color, 0, symbol="diamond", size=13),
}
"""From the bottom to the top: a preliminary point is hollow, one that was replaced has a frame behind it."""
_MARK = Look(QUIET, 0)
_SIDES = {"left": "r", "center": "t", "right": "l"}
"""Where a mark's name stands, by the side of it that stands at the line."""


class Axis(NamedTuple):
    """The categories in order: where each lies on the page's axis, and its name, or its first day."""

    places: list[str]
    names: list[str] | list[date]

    @property
    def is_dated(self) -> bool:
        return isinstance(self.names[0], date)


def draw_trend(
    slide: Any,
    place: Place,
    trend: Trend,
    measure: Measure,
    *,
    heading: str,
    described: str,
    moment: datetime,
) -> Any:
    """There is a value or a target to draw."""
    axis = _axis(trend)
    heights = [height * HEADROOM for height in _heights(trend)]
    low, top, step = steps(heights, least=0.1 if measure.is_ratio else 1)
    drawn = _drawn(trend, axis, top, plain_format(measure.decimals if measure.is_ratio else 0))
    chart = add_chart(
        slide,
        XL_CHART_TYPE.LINE_MARKERS,
        place,
        name=heading,
        described=described,
        categories=axis.names,
        series=list(drawn.values()),
        moment=moment,
    )
    for kind, series in zip(drawn, chart.plots[0].series, strict=True):
        draw_line(series, _LOOKS.get(kind, _MARK))
        if kind in _LOOKS:
            label_points(series, _labels(trend, kind, drawn, axis))
        else:
            upright_line(series)
            name_points(series, _SIDES[trend.marks[int(kind.removeprefix(MARK))].side])
    title(chart, heading)
    key_below(chart, without=[place for place, kind in enumerate(drawn) if kind not in _LOOKS])
    value_axis(chart, low=low, high=top, step=step, shown=plain_format(decimals_of(step)))
    if axis.is_dated:
        date_axis(chart, HALF_YEAR)
    else:
        category_axis(chart)
    return chart


def _drawn(trend: Trend, axis: Axis, top: float, usual: str) -> dict[str, Drawn]:
    """The series by kind, and each reform or break as a series of one point."""
    drawn = {
        kind: Drawn(trend.names.get(kind) or kind, _values(axis, points), usual)
        for kind, points in _parts(trend).items()
        if any(point.y is not None for point in points)
    }
    for number, mark in enumerate(trend.marks):
        height = top * (MARK_TOP - MARK_STEP * number)
        name = f"{mark.text} ({_month(mark.x).short_label})"
        drawn[f"{MARK}{number}"] = Drawn(name, _values(axis, [Point(mark.x, height, "")]), usual)
    return drawn


def _labels(trend: Trend, kind: str, drawn: dict[str, Drawn], axis: Axis) -> dict[int, LabelLook]:
    own = [label for label in trend.labels if label.x in axis.places and kind == _kind(label, drawn, axis)]
    return {
        axis.places.index(label.x): LabelLook(
            format_of(label.text), "t" if _is_above(label, trend) else "b", is_bold=not label.is_target
        )
        for label in own
    }


def _is_above(label: Label, trend: Trend) -> bool:
    """A value in the month of the target stands on the other side of it."""
    beside = [one.y for one in trend.labels if one.x == label.x and one.is_target != label.is_target]
    if not beside:
        return label.above
    return label.y > beside[0] or (label.y == beside[0] and not label.is_target)


def _parts(trend: Trend) -> dict[str, list[Point]]:
    shown = [*trend.earlier, *trend.recent]
    found = {
        "path": trend.path,
        "earlier": trend.earlier,
        "recent": trend.recent,
        "preliminary": [point for point in shown if point.is_preliminary],
        "replaced": [point for point in shown if point.is_replaced],
        "target": [trend.target] if trend.target else [],
    }
    return {kind: found[kind] for kind in _LOOKS}


def _heights(trend: Trend) -> Iterator[float]:
    yield from (point.y for points in _parts(trend).values() for point in points if point.y is not None)


def _axis(trend: Trend) -> Axis:
    """Months by quarters; else what the page writes below its axis."""
    if trend.axis != "date":
        return Axis([tick.x for tick in trend.ticks], [tick.text for tick in trend.ticks])
    months = sorted({_month(point.x) for points in _parts(trend).values() for point in points})
    first = months[0].plus(-((months[0].number - 1) % QUARTER))
    shown = Month.range(first, months[-1])
    return Axis([month.first_day.isoformat() for month in shown], [month.first_day for month in shown])


def _month(x: str) -> Month:
    return Month.of(date.fromisoformat(x))


def _values(axis: Axis, points: Iterable[Point]) -> list[float | None]:
    by_place = {point.x: point.y for point in points}
    return [by_place.get(place) for place in axis.places]


def _kind(label: Label, drawn: dict[str, Drawn], axis: Axis) -> str:
    """The series that a label belongs to: one label to a value."""
    if label.is_target:
        return "target"
    place = axis.places.index(label.x)
    return next(
        (kind for kind in ("recent", "earlier") if kind in drawn and drawn[kind].values[place] == label.y), ""
    )
