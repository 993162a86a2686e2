"""Charts as plotly JSON: all appearance, no arithmetic.

A skeleton (layout and the look of each trace) is built once per process; a request fills plain lists into a
copy. `reporting.checks` lets plotly validate it. Floats only here: a drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from reporting import chart_looks as looks
from reporting.chart_looks import (
    BAND,
    INK,
    PAPER,
    QUIET,
    Chart,
    annotation,
    axis,
    layout,
    literal,
    series,
    trace,
)

__all__ = [
    "Band",
    "Chart",
    "Label",
    "Mark",
    "Point",
    "Row",
    "Tick",
    "Trend",
    "dot_chart",
    "literal",
    "trend_chart",
]

ROW_HEIGHT = 24
ROW_MARGINS = 72
TOP, MARK_HEIGHT = 34, 20
"""Room above the figure in px: for the unit, and for each mark's name."""
HEADROOM = 1.15
"""The axis goes on above the highest value, so that its label keeps clear of the names above."""
MOST_SINGLE = 5
"""Below this each whole number has its line."""
KINDS = ("band", "outlook", "earlier", "recent", "preliminary", "replaced", "path", "target")
"""What a trend is drawn of, from the bottom to the top."""


class Point(NamedTuple):
    """Where a value stands (a month's first day, or a year) and what is said of it."""

    x: str
    y: float | None
    text: str
    is_preliminary: bool = False
    is_replaced: bool = False


class Label(NamedTuple):
    """A value written above its point, or below it; `ends_here`: its end stands at the point. A narrow
    screen leaves out that of the target, which the key names."""

    x: str
    y: float
    text: str
    above: bool = True
    ends_here: bool = False
    is_target: bool = False


class Mark(NamedTuple):
    """A series break or a reform: an upright line with its name, of which this `side` stands at the line."""

    x: str
    text: str
    side: str = "left"


class Tick(NamedTuple):
    x: str
    text: str


class Band(NamedTuple):
    """An outlook: from the latest value to where December may end."""

    start: Point
    end: Point
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Trend:
    """An area's way towards its target. `recent` is drawn thick, `earlier` light.

    `names`, by kind (`KINDS`), stand in the legend of a downloaded picture.
    """

    unit: str
    axis: str  # "date" or "category"
    first: str
    last: str
    ticks: list[Tick]
    recent: list[Point]
    earlier: list[Point]
    path: list[Point] = field(default_factory=list)
    target: Point | None = None
    marks: list[Mark] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    band: Band | None = None
    names: Mapping[str, str] = field(default_factory=dict)


class Row(NamedTuple):
    """One area in a chart of dots, best first; `value` None where there is none to show."""

    name: str
    value: float | None
    text: str
    is_group: bool = False


def trend_chart(trend: Trend) -> Chart:
    chart: Chart = _copy(trend_skeleton())
    parts = dict(zip(KINDS, chart["data"], strict=True))
    drawn = [*trend.earlier, *trend.recent]
    points = {
        "outlook": [trend.band.start, trend.band.end] if trend.band else [],
        "earlier": trend.earlier,
        "recent": trend.recent,
        "preliminary": [point for point in drawn if point.is_preliminary],
        "replaced": [point for point in drawn if point.is_replaced],
        "path": trend.path,
        "target": [trend.target] if trend.target else [],
    }
    for kind, own in points.items():
        _fill(parts[kind], own)
    _fill_band(parts["band"], trend.band)
    for kind, part in parts.items():
        part |= {"name": literal(trend.names.get(kind, "")), "showlegend": kind in trend.names}
    _lay_out(chart["layout"], trend)
    return chart


def _copy(part: Any) -> Any:
    """Of a skeleton, which is nothing but dictionaries, lists and plain values."""
    if isinstance(part, dict):
        return {
            name: _copy(value) if isinstance(value, dict | list) else value for name, value in part.items()
        }
    return [_copy(value) if isinstance(value, dict | list) else value for value in part]


def _lay_out(made: Chart, trend: Trend) -> None:
    made["margin"]["t"] = TOP + MARK_HEIGHT * len(trend.marks)
    made["xaxis"]["type"] = trend.axis
    made["xaxis"]["range"] = [trend.first, trend.last] if trend.axis == "date" else _whole(trend.ticks)
    made["xaxis"]["tickvals"] = [tick.x for tick in trend.ticks]
    made["xaxis"]["ticktext"] = [literal(tick.text) for tick in trend.ticks]
    places: dict[str, int] = {}
    if trend.axis == "category":
        made["xaxis"] |= {"categoryorder": "array", "categoryarray": [tick.x for tick in trend.ticks]}
        # A text at "2013" would stand at the 2013th place of the axis
        places = {tick.x: place for place, tick in enumerate(trend.ticks)}
    highest = max(_heights(trend), default=0)
    made["yaxis"]["range"] = [0, highest * HEADROOM or 1]
    if highest < MOST_SINGLE and _counts(trend):
        made["yaxis"]["dtick"] = 1
    made["shapes"] = [_upright(mark) for mark in trend.marks]
    made["annotations"] = [
        _unit_label(trend.unit, len(trend.marks)),
        *(_mark_label(mark, row) for row, mark in enumerate(reversed(trend.marks))),
        *(_value_label(label) | {"x": places.get(label.x, label.x)} for label in trend.labels),
    ]


def _counts(trend: Trend) -> bool:
    """Whether every value is a whole number, as persons are: there are no halves of them on the axis."""
    return all(point.y is None or point.y == int(point.y) for point in (*trend.earlier, *trend.recent))


def _heights(trend: Trend) -> Iterator[float]:
    points = [*trend.earlier, *trend.recent, *trend.path, *([trend.target] if trend.target else [])]
    yield from (point.y for point in points if point.y is not None)
    if trend.band:
        yield trend.band.upper


def dot_chart(rows: list[Row], unit: str, zero_line: bool = False) -> Chart:
    """A dot with its value for each area, in the given order from the top; groups as diamonds."""
    chart: Chart = _copy(dot_skeleton())
    for part, is_group in zip(chart["data"], (False, True), strict=True):
        shown = [row for row in rows if row.is_group == is_group and row.value is not None]
        part["x"] = [row.value for row in shown]
        part["y"] = [literal(row.name) for row in shown]
        part["text"] = [literal(row.text) for row in shown]
    names = [literal(row.name) for row in rows]
    made = chart["layout"]
    made["height"] = ROW_HEIGHT * len(rows) + ROW_MARGINS
    made["yaxis"] |= {"categoryarray": names[::-1], "tickvals": names, "ticktext": names}
    made["yaxis"]["range"] = [-0.7, len(rows) - 0.3]
    made["xaxis"]["zeroline"] = zero_line
    made["xaxis"]["title"] = {"text": literal(unit)}
    return chart


def _fill(part: Chart, points: list[Point]) -> None:
    part["x"] = [point.x for point in points]
    part["y"] = [point.y for point in points]
    part["text"] = [literal(point.text) for point in points]


def _fill_band(part: Chart, band: Band | None) -> None:
    if band is not None:
        part["x"] = [band.start.x, band.end.x, band.end.x]
        part["y"] = [band.start.y, band.upper, band.lower]


def _whole(ticks: list[Tick]) -> list[float]:
    return [-0.4, len(ticks) - 0.6]


def _upright(mark: Mark) -> Chart:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": mark.x,
        "x1": mark.x,
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"color": QUIET, "width": 1, "dash": "dot"},
    }


def _mark_label(mark: Mark, row: int) -> Chart:
    """Above the figure, each in a row of its own: neither a line nor another name lies there."""
    return annotation(mark.text) | {
        "x": mark.x,
        "xref": "x",
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": MARK_HEIGHT * row,
        "xanchor": mark.side,
    }


def _unit_label(unit: str, rows: int) -> Chart:
    place = {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 6 + MARK_HEIGHT * rows,
    }
    return annotation(unit) | place | {"bgcolor": "rgba(0,0,0,0)"}


def _value_label(label: Label) -> Chart:
    return annotation(label.text, INK) | {
        "x": label.x,
        "y": label.y,
        "xref": "x",
        "yref": "y",
        "yanchor": "bottom" if label.above else "top",
        "yshift": 8 if label.above else -8,
        "xanchor": "right" if label.ends_here else "center",
        "xshift": 10 if label.ends_here else 0,
        "name": "target" if label.is_target else "",
    }


@cache
def trend_skeleton() -> Chart:
    hollow = {"color": PAPER, "size": 9, "line": {"color": looks.OWN.color, "width": 2}}
    framed = {"color": INK, "size": 14, "symbol": "square-open", "line": {"width": 2}}
    goal = {"color": looks.TARGET.color, "size": 13, "symbol": "diamond"}
    area = {"fill": "toself", "fillcolor": BAND, "line": {"width": 0}, "hoverinfo": "skip"}
    parts = {
        "band": trace("lines", **area),
        "outlook": series(looks.OUTLOOK),
        "earlier": series(looks.EARLIER),
        "recent": series(looks.OWN),
        "preliminary": trace("markers", marker=hollow),
        "replaced": trace("markers", marker=framed),
        "path": series(looks.TARGET, cliponaxis=True),
        "target": trace("markers", marker=goal),
    }
    axes = {
        "margin": {"l": 52, "r": 28, "t": TOP, "b": 34},
        "xaxis": axis() | {"type": "date", "tickmode": "array", "showgrid": False, "ticks": "outside"},
        "yaxis": axis() | {"nticks": 6} | looks.whole_numbers(),
    }
    return {"data": [parts[kind] for kind in KINDS], "layout": layout() | axes}


@cache
def dot_skeleton() -> Chart:
    dot = {"color": looks.OWN.color, "size": 10}
    diamond = {"color": INK, "size": 11, "symbol": "diamond"}
    beside = {"textposition": "middle right", "textfont": {"size": 13, "color": INK}}
    names = {"type": "category", "categoryorder": "array", "tickmode": "array", "griddash": "dot"}
    axes = {
        "margin": {"l": 140, "r": 56, "t": 8, "b": 56},
        "xaxis": axis() | {"nticks": 6, "zerolinecolor": QUIET} | looks.whole_numbers(),
        "yaxis": axis() | names,
    }
    data = [trace("markers+text", marker=look, **beside) for look in (dot, diamond)]
    return {"data": data, "layout": layout() | axes}
