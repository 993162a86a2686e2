"""The strip of the ambition gauge: changes on one line, as coordinates for an SVG of 720 units' width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import floor, log10
from typing import NamedTuple

from django.utils.translation import gettext as _

from goals.dialogue.ambition import change_between
from goals.dialogue.ground import Held
from goals.numbers import format_number

WIDTH, LEFT, RIGHT, TOP, ROW = 720, 210, 24, 14, 30
TICKS = 6


class Mark(NamedTuple):
    x: int
    y: int


class Band(NamedTuple):
    x: int
    y: int
    width: int


class Row(NamedTuple):
    label: str
    y: int
    dots: list[Mark]
    lines: list[Mark]
    band: Band | None


class Tick(NamedTuple):
    x: int
    label: str
    is_zero: bool


class Strip(NamedTuple):
    height: int
    base: int
    rows: list[Row]
    ticks: list[Tick]
    own: Mark | None
    own_label: str
    unit: str


class _Scale:
    def __init__(self, numbers: Iterable[Decimal]) -> None:
        known = [float(one) for one in numbers] + [0.0]
        lowest, highest = min(known), max(known)
        self.step = _step((highest - lowest) or 1.0)
        self.first = floor(lowest / self.step) * self.step
        self.last = -floor(-highest / self.step) * self.step
        if self.first == self.last:
            self.last += self.step

    def x(self, number: Decimal | float) -> int:
        share = (float(number) - self.first) / (self.last - self.first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT))

    def ticks(self) -> list[Tick]:
        count = round((self.last - self.first) / self.step)
        values = [self.first + number * self.step for number in range(count + 1)]
        decimals = 0 if self.step >= 1 else 1
        return [
            Tick(self.x(one), format_number(Decimal(str(round(one, 6))), decimals, signed=True), one == 0)
            for one in values
        ]


def strip_of(held: Held, own: Decimal | None, *, adopted: bool) -> Strip | None:
    """None without anything to draw beside each other."""
    ground, outlook = held.ground, held.outlook
    trend, lower, upper = (
        change_between(ground.measure, ground.start, one)
        for one in (outlook.value, outlook.lower, outlook.upper)
    )
    known = [own, trend, lower, upper, ground.last_year, ground.contract]
    numbers = [one for one in known if one is not None] + [*ground.targets, *ground.changes]
    if len(numbers) < 2:
        return None
    scale = _Scale(numbers)
    given = [
        (_("The cluster's targets"), ground.targets, None, (None, None)),
        (_("The cluster's latest year"), ground.changes, None, (None, None)),
        (_("The trend alone"), (), trend, (lower, upper)),
        (_("The region's contract"), (), ground.contract, (None, None)),
        (_("Own change the year before"), (), ground.last_year, (None, None)),
    ]
    rows: list[Row] = []
    for label, dots, line, band in given:
        if dots or line is not None:
            rows.append(_row(scale, label, TOP + ROW * len(rows), dots, line, band))
    y = TOP + ROW * len(rows)
    base = y + (ROW if own is not None else 0) - 10
    return Strip(
        height=base + 36,
        base=base,
        rows=rows,
        ticks=scale.ticks(),
        own=None if own is None else Mark(scale.x(own), y),
        own_label=_("The adopted target") if adopted else _("The proposal"),
        unit=_("percentage points") if ground.measure.is_ratio else _("per cent"),
    )


def _row(
    scale: _Scale,
    label: str,
    y: int,
    dots: Sequence[Decimal],
    line: Decimal | None,
    band: tuple[Decimal | None, Decimal | None],
) -> Row:
    ends = sorted(scale.x(one) for one in band if one is not None)
    return Row(
        label=label,
        y=y,
        dots=[Mark(scale.x(one), y) for one in dots],
        lines=[] if line is None else [Mark(scale.x(line), y)],
        band=Band(ends[0], y - 8, max(ends[1] - ends[0], 1)) if len(ends) == 2 else None,
    )


def _step(span: float) -> float:
    """1, 2 or 5 times a power of ten, so that there are about six ticks."""
    rough = span / TICKS
    power: float = 10.0 ** floor(log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
