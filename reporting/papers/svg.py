"""The few shapes that drawings are made of. Numbers have two decimals: a drawing is always the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from reporting.chart_looks import INK

FAMILY, SIGNS = "IBM Plex Sans", "DejaVu Sans Mono"
_SIGN = re.compile("([^\u0020-\u024f\u2010-\u2026\u2212\u20ac]+)")
"""What the typeface may lack: set apart, or a whole text would be set in another."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

Place = tuple[float, float]


def number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """`stroke_width=2` is written `stroke-width="2"`; empty ones are left out."""
    written = "".join(
        f" {key.replace('_', '-')}={quoteattr(value if isinstance(value, str) else number(value))}"
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def drawing(width: float, height: float, shapes: Iterable[str]) -> str:
    content = "".join(shapes)
    return element(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
    )


def line(start: Place, end: Place, color: str, width: float = 1, dashes: str = "") -> str:
    [x1, y1], [x2, y2] = start, end
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=color, stroke_width=width, stroke_dasharray=dashes
    )


def polyline(places: Iterable[Place], color: str, width: float, dashes: str = "") -> str:
    points = " ".join(f"{number(x)},{number(y)}" for x, y in places)
    return element(
        "polyline",
        points=points,
        fill="none",
        stroke=color,
        stroke_width=width,
        stroke_linejoin="round",
        stroke_dasharray=dashes,
    )


def polygon(places: Iterable[Place], fill: str, edge: str = "", width: float = 0) -> str:
    points = " ".join(f"{number(x)},{number(y)}" for x, y in places)
    return element("polygon", points=points, fill=fill, stroke=edge, stroke_width=width)


def marker(symbol: str, at: Place, size: float, fill: str, edge: str, width: float) -> str:
    """`size` is the width of a circle or square, as plotly counts; a diamond is a little larger."""
    [x, y], half = at, size / 2
    if symbol.startswith("square"):
        fill = "none" if symbol.endswith("-open") else fill
        corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
        return polygon(corners, fill, edge, width)
    if symbol == "diamond":
        far = half * 1.3
        return polygon([(x, y - far), (x + far, y), (x, y + far), (x - far, y)], fill, edge, width)
    return element("circle", cx=x, cy=y, r=half, fill=fill, stroke=edge, stroke_width=width)


def text(
    said: str,
    at: Place,
    *,
    size: float,
    color: str = INK,
    anchor: str = "start",
    weight: str = "",
    halo: str = "",
) -> str:
    """`anchor`: start, middle or end; `halo`: the colour that keeps a line behind it from crossing it."""
    x, y = at
    around: dict[str, str | float] = (
        {"stroke": halo, "stroke_width": 4, "stroke_linejoin": "round", "paint_order": "stroke"}
        if halo
        else {}
    )
    return element(
        "text",
        "".join(_parts(_FORBIDDEN.sub("", said))),
        x=x,
        y=y,
        font_family=FAMILY,
        font_size=size,
        font_weight=weight,
        fill=color,
        text_anchor=anchor,
        **around,
    )


def _parts(said: str) -> Iterator[str]:
    for part in _SIGN.split(said):
        if part:
            yield element("tspan", escape(part), font_family=SIGNS) if _SIGN.match(part) else escape(part)
