"""The municipalities of a region in order, drawn in two columns: place, sign of the verdict, name, a dot on
one axis, and the value. The same places and texts as on the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reporting.chart_looks import GRID, INK, QUIET
from reporting.dots import GROUP, MEDIAN, Dot, Dots
from reporting.dots import OWN as OWN_DOT
from reporting.papers import svg
from reporting.papers.spreads import spot

WIDTH, GUTTER, ROW, LETTERS = 860, 34, 19, 14
"""In px: 860 are as wide as the page's text, and letters then 8 points."""
RANK, SIGN, NAME, VALUE = 26, 20, 150, 84
WIDE, SMALLEST = 0.56, 10.5
"""How wide a letter is for its size, and 6 points."""
ONE_COLUMN = 8
"""So many rows are not parted."""
EDGE = "#BFBFBF"
_COLUMN = (WIDTH - GUTTER) / 2


def member_dots(dots: Dots, signs: Mapping[str, str]) -> str:
    """`signs`: of the verdict, by the municipality's name; those without one have none."""
    parts = _columns(dots.dots)
    height = ROW * max(len(part) for part in parts) + 1
    shapes = (
        svg.element("g", "".join(_column(dots, part, signs)), transform=f"translate({svg.number(left)},0)")
        for part, left in zip(parts, (0, _COLUMN + GUTTER), strict=False)
    )
    return svg.drawing(WIDTH, height, shapes)


def _columns(rows: tuple[Dot, ...]) -> list[tuple[Dot, ...]]:
    """The order goes down the first and on in the second."""
    if len(rows) <= ONE_COLUMN:
        return [rows]
    half = -(-len(rows) // 2)
    return [rows[:half], rows[half:]]


def _column(dots: Dots, rows: tuple[Dot, ...], signs: Mapping[str, str]) -> Iterator[str]:
    start = (RANK if dots.has_ranks else 0) + SIGN + NAME
    for number, dot in enumerate(rows):
        yield from _row(dots, dot, ROW * number, start, signs.get(dot.name, ""))
    yield svg.line((start, 0), (start, ROW * len(rows)), EDGE)


def _row(dots: Dots, dot: Dot, top: float, start: float, sign: str) -> Iterator[str]:
    middle, foot = top + ROW / 2, top + ROW / 2 + LETTERS * 0.33
    weight = "600" if dot.kind in {OWN_DOT, GROUP, MEDIAN} else ""
    yield svg.line((start, middle), (_COLUMN - VALUE, middle), GRID)
    for place, look in ((dots.zero, QUIET), (dots.middle, INK)):
        if place:
            at, dashes = _at(place, start), "4,3" if place == dots.middle else ""
            yield svg.line((at, top), (at, top + ROW), look, 1, dashes)
    if dots.has_ranks and dot.rank:
        yield svg.text(dot.rank, (RANK - 8, foot), size=LETTERS, color=QUIET, anchor="end")
    if sign and dot.kind not in {GROUP, MEDIAN}:
        yield svg.text(sign, (start - NAME - SIGN / 2 - 2, foot), size=LETTERS, anchor="middle")
    name, size = _fitting(dot.name)
    yield svg.text(name, (start - NAME, foot), size=size, weight=weight)
    yield from _marked(dot, (_at(dot.x, start), middle))
    yield svg.text(dot.text, (_COLUMN, foot), size=LETTERS, anchor="end", weight=weight)


def _at(share: str, start: float) -> float:
    """`37.25%` of the way along the axis."""
    return start + (_COLUMN - VALUE - start) * float(share.removesuffix("%")) / 100


def _fitting(name: str) -> tuple[str, float]:
    """A long name is set smaller as long as it can be read, and then cut."""
    most = int(NAME / (WIDE * SMALLEST))
    if len(name) > most:
        name = f"{name[: most - 1].rstrip()}…"
    return name, min(LETTERS, NAME / (WIDE * max(len(name), 1)))


def _marked(dot: Dot, at: svg.Place) -> Iterator[str]:
    if dot.kind == GROUP:
        yield svg.marker("diamond", at, 9, INK, "none", 0)
    elif dot.kind != MEDIAN:
        yield spot(dot.kind, at)
