"""The summary's columns in their order: name → (value of a summary, kind)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, NamedTuple

from reporting.summaries import Summary


class Kind(Enum):
    """What a column holds, and so how each file writes it.

    AMOUNT is in the indicator's own unit, COUNT always persons or companies, RATE always per cent.
    PATH is an amount that a file for people rounds to the strict side.
    """

    TEXT = "text"
    WHOLE = "whole"
    AMOUNT = "amount"
    COUNT = "count"
    PATH = "path"
    RATE = "rate"
    MONTH = "month"
    MOMENT = "moment"
    DAY = "day"
    FLAG = "flag"


class Column(NamedTuple):
    value: Callable[[Summary], Any]
    kind: Kind


COLUMNS: Mapping[str, Column] = {
    "year": Column(lambda row: row.choice.year, Kind.WHOLE),
    "as_of": Column(lambda row: row.choice.as_of, Kind.MONTH),
    "known_on": Column(lambda row: row.choice.known_on, Kind.MOMENT),
    "basis": Column(lambda row: row.choice.basis, Kind.TEXT),
    "goal": Column(lambda row: row.goal.number, Kind.WHOLE),
    "indicator": Column(lambda row: row.goal.indicator.code, Kind.TEXT),
    "unit": Column(lambda row: row.goal.indicator.unit, Kind.TEXT),
    "direction": Column(lambda row: row.goal.indicator.direction, Kind.TEXT),
    "window": Column(lambda row: row.goal.indicator.window, Kind.TEXT),
    "level": Column(lambda row: row.area.level, Kind.TEXT),
    "area": Column(lambda row: row.area.code, Kind.TEXT),
    "area_name": Column(lambda row: row.area.name, Kind.TEXT),
    "latest_month": Column(lambda row: row.progress.latest_month, Kind.MONTH),
    "latest": Column(lambda row: row.progress.latest, Kind.AMOUNT),
    "numerator": Column(lambda row: row.progress.numerator, Kind.COUNT),
    "denominator": Column(lambda row: row.progress.denominator, Kind.COUNT),
    "previous_month": Column(lambda row: row.progress.previous_month, Kind.MONTH),
    "previous": Column(lambda row: row.progress.previous, Kind.AMOUNT),
    "change": Column(lambda row: row.progress.change, Kind.AMOUNT),
    "change_pct": Column(lambda row: row.progress.change_pct, Kind.RATE),
    "target": Column(lambda row: row.progress.target, Kind.AMOUNT),
    "baseline_month": Column(lambda row: row.progress.baseline_month, Kind.MONTH),
    "baseline": Column(lambda row: row.progress.baseline, Kind.AMOUNT),
    "implied_change_pct": Column(lambda row: row.progress.implied_change_pct, Kind.RATE),
    "path": Column(lambda row: row.progress.path, Kind.PATH),
    "path_rule": Column(lambda row: row.progress.path_rule, Kind.TEXT),
    "gap": Column(lambda row: row.progress.gap, Kind.AMOUNT),
    "gap_pct": Column(lambda row: row.progress.gap_pct, Kind.RATE),
    "achieved_pct": Column(lambda row: row.progress.achieved_pct, Kind.RATE),
    "status": Column(lambda row: row.progress.status, Kind.TEXT),
    "coverage_month": Column(lambda row: row.progress.coverage.month, Kind.MONTH),
    "reported": Column(lambda row: row.progress.coverage.reported, Kind.WHOLE),
    "expected": Column(lambda row: row.progress.coverage.expected, Kind.WHOLE),
    "published": Column(lambda row: row.progress.published, Kind.FLAG),
    "preliminary": Column(lambda row: row.progress.preliminary, Kind.FLAG),
    "revised_on": Column(lambda row: row.revised.on if row.revised else None, Kind.DAY),
    "revised_from": Column(lambda row: row.revised.before if row.revised else None, Kind.AMOUNT),
    "revision": Column(lambda row: row.revised.how if row.revised else None, Kind.TEXT),
}
