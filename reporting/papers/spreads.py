"""How municipalities lie beside each other, drawn for paper: dots on one axis, and the map of tiles. The same
places, signs and words as on the pages of the whole country."""

from __future__ import annotations

from collections.abc import Iterator

from reporting.chart_looks import INK, OWN, PAPER, QUIET
from reporting.dots import OWN as OWN_DOT
from reporting.papers import svg
from reporting.strip import Strip, StripDot
from reporting.tile_map import COLUMNS, Tile, TileMap

LETTERS = 14
BAND_COLORS = {"upper": "#D7E9F4", "middle": "#F0F0F0", "lower": "#D6D6D6"}
STRIP_WIDTH, ENDS = 560, 20
TILE, GAP = 22, 3
LIGHT, TILE_EDGE = "#7FB2D3", "#BFBFBF"
TILE_COLORS = {
    "on_track": ("#D7E9F4", LIGHT, INK),
    "met": ("#D7E9F4", LIGHT, INK),
    "near": ("#FBE6BF", "#D9A441", INK),
    "behind": (INK, INK, PAPER),
    "not_met": (INK, INK, PAPER),
}
"""By status: the tile, its edge and what stands in it, as in static/css/country.css (a test compares)."""
_DASHES = "4,3"


class _Plot:
    """Where a share of the width (`37.25%`) lies between two places."""

    def __init__(self, start: float, end: float) -> None:
        self.start, self.end = start, end

    def at(self, share: str) -> float:
        return self.start + (self.end - self.start) * float(share.removesuffix("%")) / 100


def strip_drawn(strip: Strip, *, width: float = STRIP_WIDTH) -> str:
    """All on one axis: the thirds behind, the median across, the reader's own with name and value."""
    plot = _Plot(0, width)
    middle = plot.at(strip.middle)
    shapes = [
        *(
            _box(plot.at(band.x), strip.top, plot.at(band.width), strip.depth, BAND_COLORS[band.kind])
            for band in strip.bands
        ),
        svg.line((0, strip.floor), (width, strip.floor), QUIET),
        *(
            [svg.line((plot.at(strip.zero), strip.top), (plot.at(strip.zero), strip.height), QUIET)]
            if strip.zero
            else []
        ),
        svg.line((middle, 20), (middle, strip.height), INK, 1.5, _DASHES),
        svg.text(strip.middle_text, (middle, 14), size=LETTERS, anchor=strip.middle_anchor),
        *(spot(dot.kind, (plot.at(dot.x), dot.y)) for dot in strip.dots),
        *(_name(dot, plot) for dot in strip.dots if dot.label),
        svg.text(strip.ends[0], (0, strip.height + 16), size=LETTERS, color=QUIET),
        svg.text(strip.ends[1], (width, strip.height + 16), size=LETTERS, color=QUIET, anchor="end"),
    ]
    return svg.drawing(width, strip.height + ENDS, shapes)


def band_sample(kind: str) -> str:
    """A third, for the key."""
    return svg.drawing(30, 14, [_box(0.5, 0.5, 29, 13, BAND_COLORS[kind], TILE_EDGE)])


def spot(kind: str, at: svg.Place) -> str:
    """A municipality among others; the reader's own is larger, and filled."""
    if kind == OWN_DOT:
        return svg.marker("circle", at, 12, OWN.color, "none", 0)
    return svg.marker("circle", at, 8, PAPER, QUIET, 1.5)


def _name(dot: StripDot, plot: _Plot) -> str:
    return svg.text(
        dot.label, (plot.at(dot.x), 38), size=LETTERS, color="#005A8C", anchor=dot.anchor, weight="600"
    )


def map_drawn(shown: TileMap) -> str:
    """Denmark in tiles, each with its sign and its three letters."""
    width = COLUMNS * (TILE + GAP) - GAP
    height = max(tile.row for tile in shown.tiles) * (TILE + GAP) + TILE if shown.tiles else TILE
    return svg.drawing(width + 1, height + 1, (shape for tile in shown.tiles for shape in _tile(tile)))


def _tile(tile: Tile) -> Iterator[str]:
    x, y = (place * (TILE + GAP) + 0.5 for place in (tile.column, tile.row))
    fill, edge, ink = TILE_COLORS.get(tile.status.kind, (PAPER, TILE_EDGE, INK))
    yield _box(x, y, TILE, TILE, fill, edge)
    yield svg.text(tile.status.sign, (x + TILE / 2, y + 10), size=10, color=ink, anchor="middle")
    yield svg.text(tile.label, (x + TILE / 2, y + 19), size=8, color=ink, anchor="middle")


def tile_sample(kind: str, sign: str) -> str:
    """A tile of this status, for the key."""
    fill, edge, ink = TILE_COLORS.get(kind, (PAPER, TILE_EDGE, INK))
    shapes = [
        _box(0.5, 0.5, 15, 15, fill, edge),
        svg.text(sign, (8, 12), size=10, color=ink, anchor="middle"),
    ]
    return svg.drawing(16, 16, shapes)


def _box(x: float, y: float, width: float, height: float, fill: str, edge: str = "") -> str:
    return svg.element("rect", x=x, y=y, width=width, height=height, fill=fill, stroke=edge)
