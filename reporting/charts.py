"""Charts as plotly JSON: all appearance, no arithmetic.

A skeleton (layout and the look of each trace) is built once per process; a request fills plain lists into a
copy. `reporting.checks` lets plotly validate it. Floats only here: a drawing.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

OWN = "#0072B2"
OWN_LIGHT = "#5292BD"
INK = "#1A1A1A"
QUIET = "#454545"
GRID = "#DCDCDC"
PAPER = "#FFFFFF"
FONT = "IBM Plex Sans, sans-serif"
ROW_HEIGHT = 24
ROW_MARGINS = 72

Chart = dict[str, Any]


class Point(NamedTuple):
    """Where a value stands (a month's first day, or a year) and what is said of it."""

    x: str
    y: float | None
    text: str
    is_preliminary: bool = False
    is_replaced: bool = False


class Label(NamedTuple):
    """A value written above its point, or below it; `ends_here`: its end stands at the point."""

    x: str
    y: float
    text: str
    above: bool = True
    ends_here: bool = False


class Mark(NamedTuple):
    """A series break or a reform: an upright line with its name. `to_left`: written left of the line."""

    x: str
    text: str
    to_left: bool = False


class Tick(NamedTuple):
    x: str
    text: str


@dataclass(frozen=True, slots=True)
class Trend:
    """An area's way towards its target. `recent` is drawn thick, `earlier` light."""

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


class Row(NamedTuple):
    """One area in a chart of dots, best first; `value` None where there is none to show."""

    name: str
    value: float | None
    text: str
    is_group: bool = False


def trend_chart(trend: Trend) -> Chart:
    chart = deepcopy(trend_skeleton())
    earlier, recent, preliminary, replaced, path, target = chart["data"]
    _fill(earlier, trend.earlier)
    _fill(recent, trend.recent)
    drawn = [*trend.earlier, *trend.recent]
    _fill(preliminary, [point for point in drawn if point.is_preliminary])
    _fill(replaced, [point for point in drawn if point.is_replaced])
    _fill(path, trend.path)
    _fill(target, [trend.target] if trend.target else [])
    layout = chart["layout"]
    layout["xaxis"]["type"] = trend.axis
    layout["xaxis"]["range"] = [trend.first, trend.last] if trend.axis == "date" else _whole(trend.ticks)
    layout["xaxis"]["tickvals"] = [tick.x for tick in trend.ticks]
    layout["xaxis"]["ticktext"] = [literal(tick.text) for tick in trend.ticks]
    if trend.axis == "category":
        layout["xaxis"] |= {"categoryorder": "array", "categoryarray": [tick.x for tick in trend.ticks]}
    layout["shapes"] = [_upright(mark) for mark in trend.marks]
    layout["annotations"] = [
        _unit_label(trend.unit),
        *(_mark_label(mark) for mark in trend.marks),
        *(_value_label(label) for label in trend.labels),
    ]
    return chart


def dot_chart(rows: list[Row], unit: str, zero_line: bool = False) -> Chart:
    """A dot with its value for each area, in the given order from the top; groups as diamonds."""
    chart = deepcopy(dot_skeleton())
    for trace, is_group in zip(chart["data"], (False, True), strict=True):
        shown = [row for row in rows if row.is_group == is_group and row.value is not None]
        trace["x"] = [row.value for row in shown]
        trace["y"] = [literal(row.name) for row in shown]
        trace["text"] = [literal(row.text) for row in shown]
    names = [literal(row.name) for row in rows]
    layout = chart["layout"]
    layout["height"] = ROW_HEIGHT * len(rows) + ROW_MARGINS
    layout["yaxis"] |= {"categoryarray": names[::-1], "tickvals": names, "ticktext": names}
    layout["yaxis"]["range"] = [-0.7, len(rows) - 0.3]
    layout["xaxis"]["zeroline"] = zero_line
    layout["xaxis"]["title"] = {"text": literal(unit)}
    return chart


def literal(text: str) -> str:
    """Plotly reads a few HTML tags in texts: names are shown as they are written."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _fill(trace: Chart, points: list[Point]) -> None:
    trace["x"] = [point.x for point in points]
    trace["y"] = [point.y for point in points]
    trace["text"] = [literal(point.text) for point in points]


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


def _mark_label(mark: Mark) -> Chart:
    return _annotation(literal(mark.text)) | {
        "x": mark.x,
        "xref": "x",
        "yref": "paper",
        "y": 0,  # the line of figures begins at the top
        "yanchor": "bottom",
        "xanchor": "right" if mark.to_left else "left",
        "xshift": -4 if mark.to_left else 4,
    }


def _unit_label(unit: str) -> Chart:
    place = {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 6,
    }
    return _annotation(literal(unit)) | place | {"bgcolor": "rgba(0,0,0,0)"}


def _value_label(label: Label) -> Chart:
    return _annotation(literal(label.text), INK) | {
        "x": label.x,
        "y": label.y,
        "xref": "x",
        "yref": "y",
        "yanchor": "bottom" if label.above else "top",
        "yshift": 8 if label.above else -8,
        "xanchor": "right" if label.ends_here else "center",
        "xshift": 10 if label.ends_here else 0,
    }


def _annotation(text: str, color: str = QUIET) -> Chart:
    return {
        "text": text,
        "showarrow": False,
        "borderpad": 1,
        "bgcolor": "rgba(255,255,255,0.85)",
        "font": {"size": 14, "color": color},
    }


def _axis() -> Chart:
    return {
        "fixedrange": True,
        "linecolor": QUIET,
        "gridcolor": GRID,
        "tickfont": {"size": 14, "color": QUIET},
        "zeroline": False,
    }


def _whole_numbers() -> Chart:
    """`10.000`, not `10k`."""
    return {"separatethousands": True, "exponentformat": "none"}


def _layout() -> Chart:
    return {
        "autosize": True,
        "dragmode": False,
        "font": {"family": FONT, "size": 14, "color": INK},
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": PAPER,
            "bordercolor": QUIET,
            "font": {"family": FONT, "size": 14, "color": INK},
        },
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "showlegend": False,
    }


def _trace(mode: str, **look: Any) -> Chart:
    return {
        "type": "scatter",
        "mode": mode,
        "x": [],
        "y": [],
        "text": [],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        **look,
    }


@cache
def trend_skeleton() -> Chart:
    light = {"color": OWN_LIGHT, "size": 4}
    strong = {"color": OWN, "size": 7}
    hollow = {"color": PAPER, "size": 9, "line": {"color": OWN, "width": 2}}
    framed = {"color": INK, "size": 14, "symbol": "square-open", "line": {"width": 2}}
    goal = {"color": INK, "size": 13, "symbol": "diamond"}
    data = [
        _trace("lines+markers", line={"color": OWN_LIGHT, "width": 1.75}, marker=light, connectgaps=False),
        _trace("lines+markers", line={"color": OWN, "width": 3.5}, marker=strong, connectgaps=False),
        _trace("markers", marker=hollow),
        _trace("markers", marker=framed),
        _trace("lines", line={"color": INK, "width": 1.75, "dash": "dash"}, cliponaxis=True),
        _trace("markers", marker=goal),
    ]
    axes = {
        "margin": {"l": 52, "r": 28, "t": 34, "b": 34},
        "xaxis": _axis() | {"type": "date", "tickmode": "array", "showgrid": False, "ticks": "outside"},
        "yaxis": _axis() | {"rangemode": "tozero", "nticks": 6} | _whole_numbers(),
    }
    return {"data": data, "layout": _layout() | axes}


@cache
def dot_skeleton() -> Chart:
    dot = {"color": OWN, "size": 10}
    diamond = {"color": INK, "size": 11, "symbol": "diamond"}
    beside = {"textposition": "middle right", "textfont": {"size": 13, "color": INK}}
    names = {"type": "category", "categoryorder": "array", "tickmode": "array", "griddash": "dot"}
    axes = {
        "margin": {"l": 140, "r": 56, "t": 8, "b": 56},
        "xaxis": _axis() | {"nticks": 6, "zerolinecolor": QUIET} | _whole_numbers(),
        "yaxis": _axis() | names,
    }
    data = [_trace("markers+text", marker=look, **beside) for look in (dot, diamond)]
    return {"data": data, "layout": _layout() | axes}
