"""The charts of the pages on paper: the same dictionaries that plotly draws there, drawn without a browser.

Only what our charts use of plotly's language: lines and markers, filled areas, upright lines, texts; axes of
months, of names and of numbers from a range that is given.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

from goals.numbers import format_number
from reporting.chart_looks import PAPER, QUIET, Chart
from reporting.papers import svg
from reporting.papers.svg import Place

WIDTH, HEIGHT = 560, 220
TICK, BESIDE = 5, 4
ROOM = 0.06
LINE_HEIGHT, DESCENT, LETTER = 1.3, 0.32, 0.56
"""Of a text, as shares of its size: from line to line, below the line that its letters stand on, and about as
wide as a letter is."""

_DASHES = {"solid": (), "dash": (3, 3), "dot": (1, 1)}
_THINNEST_DASH = 3
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}

Scale = Callable[[Any], float]


def drawn(chart: Chart, *, width: float = WIDTH, height: float = HEIGHT) -> str:
    """An SVG drawing of this many px; a chart that says how high it is keeps its height."""
    frame = _Frame(_ranged(chart), width, chart["layout"].get("height", height))
    shapes = [
        *frame.axes(),
        *(shape for part in chart["data"] for shape in _trace(part, frame)),
        *(frame.annotation(one) for one in chart["layout"].get("annotations", ())),
    ]
    return svg.drawing(width, frame.height, shapes)


def _ranged(chart: Chart) -> Chart:
    """The layout, its axis of numbers from the least to the greatest value where it says nothing else."""
    layout = chart["layout"]
    if "range" in layout["xaxis"]:
        return layout
    values = [value for part in chart["data"] for value in part["x"]] or [0]
    low, high = min(values), max(values)
    room = (high - low or 1) * ROOM
    return layout | {"xaxis": layout["xaxis"] | {"range": [low - room, high + room]}}


def sample(*parts: Chart) -> str:
    """How a series looks, or several that lie on each other, for the key below a chart."""
    width, height, shapes = 30, 14, []
    for part in parts:
        if part.get("fill"):
            shapes.append(svg.polygon([(1, 1), (29, 1), (29, 13), (1, 13)], part["fillcolor"]))
        if "lines" in part["mode"] and part["line"].get("width"):
            shapes.append(_line([(1, 7), (29, 7)], part["line"]))
        if "markers" in part["mode"] and part["marker"]["size"]:
            shapes.append(_marker((15, 7), part["marker"], most=11))
    return svg.drawing(width, height, shapes)


def _trace(part: Chart, frame: _Frame) -> Iterator[str]:
    places = [frame.place(x, y) for x, y in zip(part["x"], part["y"], strict=True)]
    there = [place for place in places if place is not None]
    if part.get("fill") and there:
        yield svg.polygon(there, part["fillcolor"])
    elif "lines" in part["mode"]:
        yield from (_line(run, part["line"]) for run in _runs(places) if len(run) > 1)
    if "markers" in part["mode"] and part["marker"]["size"]:
        yield from (_marker(place, part["marker"]) for place in there)
    if "text" in part["mode"]:
        size = part["textfont"]["size"]
        for place, said in zip(places, part["text"], strict=True):
            if place is not None:
                at = (place[0] + part["marker"]["size"] / 2 + BESIDE, place[1] + size * DESCENT)
                yield svg.text(unescape(said), at, size=size, color=part["textfont"]["color"], halo=PAPER)


def _runs(places: Sequence[Place | None]) -> Iterator[list[Place]]:
    """A line is broken where a value is missing."""
    run: list[Place] = []
    for place in places:
        if place is None:
            yield run
            run = []
        else:
            run.append(place)
    yield run


def _line(places: Sequence[Place], look: Chart) -> str:
    step = max(look["width"], _THINNEST_DASH)
    dashes = ",".join(svg.number(part * step) for part in _DASHES[look.get("dash", "solid")])
    return svg.polyline(places, look["color"], look["width"], dashes)


def _marker(at: Place, look: Chart, most: float = math.inf) -> str:
    edge, symbol = look.get("line", {}), look.get("symbol", "circle")
    return svg.marker(
        symbol,
        at,
        min(look["size"], most),
        look["color"],
        edge.get("color", look["color"] if edge else "none"),
        edge.get("width", 0),
    )


class _Frame:
    """Where things lie: from the data's places to those of the drawing."""

    def __init__(self, layout: Chart, width: float, height: float) -> None:
        margin = layout["margin"]
        self.width, self.height = width, height
        self.left, self.right = max(margin["l"], _room_for(layout["yaxis"])), width - margin["r"]
        self.top, self.bottom = margin["t"], height - margin["b"]
        self.layout = layout
        self.x = _scale(layout["xaxis"], self.left, self.right)
        self.y = _scale(layout["yaxis"], self.bottom, self.top)

    def place(self, x: Any, y: Any) -> Place | None:
        return None if x is None or y is None else (self.x(x), self.y(y))

    def axes(self) -> Iterator[str]:
        x_axis, y_axis = self.layout["xaxis"], self.layout["yaxis"]
        yield from self._levels(y_axis)
        yield from self._columns(x_axis)
        for shape in self.layout.get("shapes", ()):
            yield _line([(self.x(shape["x0"]), self.bottom), (self.x(shape["x1"]), self.top)], shape["line"])
        yield svg.line((self.left, self.top), (self.left, self.bottom), y_axis["linecolor"])
        yield svg.line((self.left, self.bottom), (self.right, self.bottom), x_axis["linecolor"])

    def _levels(self, axis: Chart) -> Iterator[str]:
        font = axis["tickfont"]
        for value, said in _ticks(axis):
            y = self.y(value)
            yield svg.line((self.left, y), (self.right, y), axis["gridcolor"], 1, _grid(axis))
            at = (self.left - BESIDE, y + font["size"] * DESCENT)
            yield svg.text(said, at, size=font["size"], color=font["color"], anchor="end")

    def _columns(self, axis: Chart) -> Iterator[str]:
        font = axis["tickfont"]
        for value, said in _ticks(axis):
            x = self.x(value)
            if axis.get("showgrid", True):
                yield svg.line((x, self.top), (x, self.bottom), axis["gridcolor"], 1, _grid(axis))
            if axis.get("ticks") == "outside":
                yield svg.line((x, self.bottom), (x, self.bottom + TICK), axis["linecolor"])
            at = (x, self.bottom + TICK + font["size"] * (LINE_HEIGHT - DESCENT))
            yield svg.text(said, at, size=font["size"], color=font["color"], anchor="middle")
        if axis.get("zeroline"):
            yield svg.line((self.x(0), self.top), (self.x(0), self.bottom), axis["zerolinecolor"])
        if title := axis.get("title", {}).get("text"):
            at = ((self.left + self.right) / 2, self.height - font["size"] * DESCENT - 2)
            yield svg.text(unescape(title), at, size=font["size"], color=QUIET, anchor="middle")

    def annotation(self, one: Chart) -> str:
        size = one["font"]["size"]
        x = self._share(one["x"], self.left, self.right) if one["xref"] == "paper" else self.x(one["x"])
        y = self._share(one["y"], self.bottom, self.top) if one["yref"] == "paper" else self.y(one["y"])
        anchor, shift = one["yanchor"], one.get("yshift", 0)
        if anchor == "top" and y - shift + size > self.bottom:
            anchor, shift = "bottom", -shift
        x += one.get("xshift", 0)
        y -= shift
        above = {"bottom": -DESCENT, "middle": DESCENT, "top": LINE_HEIGHT - DESCENT}[anchor]
        is_clear = one["bgcolor"].endswith(",0)")
        return svg.text(
            unescape(one["text"]),
            (x, y + size * above),
            size=size,
            color=one["font"]["color"],
            anchor=_ANCHORS[one["xanchor"]],
            halo="" if is_clear else PAPER,
        )

    @staticmethod
    def _share(share: float, low: float, high: float) -> float:
        return low + (high - low) * share


def _room_for(axis: Chart) -> float:
    """Left of the axis, for its longest number."""
    longest = max((len(said) for _value, said in _ticks(axis)), default=0)
    return longest * axis["tickfont"]["size"] * LETTER + 2 * BESIDE


def _scale(axis: Chart, start: float, end: float) -> Scale:
    if axis.get("type") == "date":
        first, last = map(_day, axis["range"])
        return lambda x: start + (end - start) * (_day(x) - first) / (last - first)
    first, last = axis["range"]
    if axis.get("type") == "category":
        places = {name: place for place, name in enumerate(axis["categoryarray"])}
        # a name, or a place among them, as plotly takes it
        return lambda x: start + (end - start) * (places.get(x, x) - first) / (last - first)
    return lambda x: start + (end - start) * (x - first) / (last - first)


def _day(written: str) -> int:
    return date.fromisoformat(written).toordinal()


def _ticks(axis: Chart) -> Iterator[tuple[Any, str]]:
    if axis.get("tickmode") == "array":
        yield from zip(axis["tickvals"], map(unescape, axis["ticktext"]), strict=True)
        return
    first, last = axis["range"]
    step = axis.get("dtick") or round_step((last - first) / axis["nticks"])
    decimals = max(0, -math.floor(math.log10(step)))
    for count in range(math.ceil(first / step), math.floor(last / step) + 1):
        yield count * step, format_number(Decimal(count * step), decimals)


def round_step(rough: float) -> float:
    """The next of 1, 2, 5, 10, 20 … above."""
    base = 10.0 ** math.floor(math.log10(rough))
    return base * next(step for step in (1, 2, 5, 10) if step >= rough / base)


def _grid(axis: Chart) -> str:
    return "3,3" if axis.get("griddash") == "dot" else ""
