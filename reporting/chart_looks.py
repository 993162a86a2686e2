"""One visual language for all charts: the look of each series, and of axes, texts and the paper.

Colours are those of Okabe and Ito. The region's orange is too pale for a line on white, so its line is a
darker one and the orange fills its squares. Series that come close in greyscale differ in dash or marker.
static/css/base.css has the same colours for keys and signs in HTML.
"""

from __future__ import annotations

from typing import Any, NamedTuple

Chart = dict[str, Any]
"""A figure, or a part of one, as plotly reads it."""

INK = "#1A1A1A"
QUIET = "#454545"
GRID = "#DCDCDC"
PAPER = "#FFFFFF"
FONT = "Plex, sans-serif"  # the name in typeface.css
FONT_SIZE = 14


class Look(NamedTuple):
    """How a series is drawn: its line, and its markers (`size` 0: none), filled with `fill` or its colour."""

    color: str
    width: float
    dash: str = "solid"
    symbol: str = "circle"
    size: float = 0
    fill: str = ""

    @property
    def line(self) -> Chart:
        return {"color": self.color, "width": self.width, "dash": self.dash}

    @property
    def marker(self) -> Chart:
        edge = {"line": {"color": self.color, "width": 1.5}} if self.fill else {}
        return {"color": self.fill or self.color, "size": self.size, "symbol": self.symbol} | edge

    @property
    def mode(self) -> str:
        return "lines+markers" if self.size else "lines"


OWN = Look("#0072B2", 3.5, size=7)
EARLIER = Look("#5292BD", 1.75, size=4)
"""The own series before the months that count: the same hue, thin."""
REGION = Look("#BD8200", 2, dash="dash", symbol="square", size=7, fill="#E69F00")
COUNTRY = Look("#666666", 2, dash="dot")
TARGET = Look(INK, 1.75, dash="dash")
"""The line towards a target; the target itself is a diamond of the same colour."""
OUTLOOK = Look("#5292BD", 1.75, dash="dot")
"""Where the own series ends if nothing changes, within the band."""
BAND = "#DCEAF3"


def trace(mode: str, **look: Any) -> Chart:
    """An empty series. Its `text` is what the pointer is shown."""
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


def series(look: Look, **more: Any) -> Chart:
    return trace(look.mode, line=look.line, marker=look.marker, connectgaps=False, **more)


def axis() -> Chart:
    return {
        "fixedrange": True,
        "linecolor": QUIET,
        "gridcolor": GRID,
        "tickfont": {"size": FONT_SIZE, "color": QUIET},
        "zeroline": False,
    }


def whole_numbers() -> Chart:
    """`10.000`, not `10k`."""
    return {"separatethousands": True, "exponentformat": "none"}


def layout() -> Chart:
    return {
        "autosize": True,
        "dragmode": False,
        "font": {"family": FONT, "size": FONT_SIZE, "color": INK},
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": PAPER,
            "bordercolor": QUIET,
            "font": {"family": FONT, "size": FONT_SIZE, "color": INK},
        },
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "showlegend": False,
    }


def annotation(text: str, color: str = QUIET) -> Chart:
    return {
        "text": literal(text),
        "showarrow": False,
        "borderpad": 1,
        "bgcolor": "rgba(255,255,255,0.85)",
        "font": {"size": FONT_SIZE, "color": color},
    }


def literal(text: str) -> str:
    """Plotly reads a few HTML tags in texts: names are shown as they are written."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
