"""How far outlooks miss: the kept methods beside simple ones and a statistics library, and what they cost.

Errors are medians of the absolute misses, in per cent of what came (and in the unit); coverage is how often
December came to lie in the band, of which 80 per cent is promised. Prints JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from statistics import median
from typing import Any

import django

from benchmarks import outlook_methods as methods
from benchmarks import outlook_series as series
from goals.months import Month, Window
from goals.outlook import backtest_in_words, outlook_of
from goals.outlook.method import filled

SERIES = 60
"""Simulated series of each kind."""
LOADED_YEAR = 2014


@dataclass
class Score:
    """One method on one kind at one lead."""

    pct: list[float] = field(default_factory=list)
    misses: list[float] = field(default_factory=list)

    def add(self, said: float, came: float) -> None:
        self.misses.append(abs(said - came))
        self.pct.append(100 * abs(said - came) / came)

    def told(self) -> dict[str, float]:
        return {"pct": round(median(self.pct), 2), "unit": round(median(self.misses), 2), "n": len(self.pct)}


@dataclass
class Bands:
    inside: int = 0
    given: int = 0
    half_pct: list[float] = field(default_factory=list)

    def add(self, lower: Decimal, upper: Decimal, came: float) -> None:
        self.given += 1
        self.inside += float(lower) <= round(came, 1) <= float(upper)
        self.half_pct.append(50 * float(upper - lower) / came)

    def told(self) -> dict[str, float]:
        return {
            "inside": round(self.inside / self.given, 3),
            "n": self.given,
            "half_pct": round(median(self.half_pct), 1),
        }


def measured(kind: series.Kind) -> dict[str, Any]:
    """By lead: every method, its ratio to the yardstick where that was fitted, the band."""
    scores: dict[int, dict[str, Score]] = defaultdict(lambda: defaultdict(Score))
    beside: dict[int, dict[str, Score]] = defaultdict(lambda: defaultdict(Score))
    bands: dict[int, Bands] = defaultdict(Bands)
    simple = methods.SHARES if kind.window == Window.YEAR_TO_DATE else methods.SIMPLE
    kept, yardstick = methods.KEPT[kind.window], methods.ets()
    for case in series.cases_of(kind):
        numbers = filled(case.numbers)
        said = {name: method(numbers, case.lead) for name, method in simple.items()}
        if all(number is not None for number in said.values()):
            for name, number in said.items():
                scores[case.lead][name].add(max(number or 0.0, 0.0), case.came)
            if yardstick and case.has_yardstick:
                fitted = yardstick(numbers, kind.window != Window.ROLLING_12)[case.lead - 1]
                beside[case.lead][methods.YARDSTICK].add(max(fitted, 0.0), case.came)
                beside[case.lead][kept].add(said[kept] or 0.0, case.came)
        _try_band(case, bands)
    told = {str(lead): _told(scores[lead], beside[lead], bands.get(lead), kept) for lead in sorted(scores)}
    return {"leads": told, "times_yardstick": _ratio(list(beside.values()), kept)}


def _try_band(case: series.Case, bands: dict[int, Bands]) -> None:
    line = series.line_of(case.kind, case.numbers, case.first)
    origin = case.first.plus(len(case.numbers) - 1)
    outlook = outlook_of(line, origin.plus(case.lead).year, origin, longest=max(series.LEADS))
    if outlook.lower is not None and outlook.upper is not None:
        bands[case.lead].add(outlook.lower, outlook.upper, case.came)


def _told(
    scores: dict[str, Score], beside: dict[str, Score], bands: Bands | None, kept: str
) -> dict[str, Any]:
    told: dict[str, Any] = {"methods": {name: score.told() for name, score in scores.items()}}
    if beside:
        told["beside_yardstick"] = {name: score.told() for name, score in beside.items()}
        told["times_yardstick"] = _ratio([beside], kept)
    if bands:
        told["band"] = bands.told()
    return told


def _ratio(beside: list[dict[str, Score]], kept: str) -> float | None:
    """The kept method's median miss through the yardstick's, over the same series."""
    ours, theirs = (
        [pct for scores in beside for pct in scores[name].pct] for name in (kept, methods.YARDSTICK)
    )
    return round(median(ours) / median(theirs), 2) if theirs else None


def overall(kinds: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Over all kinds of a window: the median of each method's medians, the median ratio, all the bands."""
    pct: dict[str, list[float]] = defaultdict(list)
    beside: dict[str, list[float]] = defaultdict(list)
    ratios, inside, given = [], 0.0, 0
    for kind in kinds.values():
        if kind["times_yardstick"] is not None:
            ratios.append(kind["times_yardstick"])
        for lead in kind["leads"].values():
            for name, score in lead["methods"].items():
                pct[name].append(score["pct"])
            for name, score in lead.get("beside_yardstick", {}).items():
                beside[name].append(score["pct"])
            if "band" in lead:
                inside += lead["band"]["inside"] * lead["band"]["n"]
                given += lead["band"]["n"]
    return {
        "pct": {name: round(median(numbers), 2) for name, numbers in pct.items()},
        "pct_beside_yardstick": {name: round(median(numbers), 2) for name, numbers in beside.items()},
        "times_yardstick": round(median(ratios), 2) if ratios else None,
        "inside": round(inside / given, 3) if given else None,
        "bands": given,
    }


def cost(kinds: Sequence[series.Kind]) -> dict[str, Any]:
    """98 municipalities × 4 indicators, lines made anew: the processor's time, the best of five."""
    best, count, given = float("inf"), 0, 0
    for _round in range(5):
        lines = [line for kind in kinds for line in series.municipalities(kind)]
        began = time.process_time()
        outlooks = [outlook_of(line, LOADED_YEAR, Month(LOADED_YEAR, 5)) for line in lines]
        best = min(best, time.process_time() - began)
        count, given = len(outlooks), sum(outlook.value is not None for outlook in outlooks)
    return {"outlooks": count, "with_a_value": given, "cpu_ms": round(1000 * best, 1)}


def published() -> dict[str, str]:
    """Why there is an outlook, or none, for what real reports said: hardly two figures of a series."""
    lines = series.published_lines()
    found = {}
    for name, line in lines.items():
        latest = line.latest_month(Month(LOADED_YEAR, 12)) or Month(LOADED_YEAR, 5)
        outlook = outlook_of(line, latest.year, latest)
        found[name] = str(outlook.reason or outlook.value)
    return found


def main() -> None:
    sample, shares = series.sample_kinds(), series.sample_shares()
    simulated = series.simulated_kinds(SERIES)
    by_window: dict[str, dict[str, Any]] = defaultdict(dict)
    for kind in (*sample, *simulated, shares, series.simulated_shares(SERIES)):
        print(f"outlook: {kind.name}", file=sys.stderr, flush=True)
        by_window[kind.window][kind.name] = measured(kind)
    words = {
        kind.name: backtest_in_words(
            series.municipalities(kind),
            LOADED_YEAR,
            Month(LOADED_YEAR, 5),
        )
        for kind in sample
    }
    result = {
        "yardstick": methods.YARDSTICK if methods.ets() else "not installed: requirements-bench.txt",
        "kept": methods.KEPT,
        "overall": {window: overall(kinds) for window, kinds in by_window.items()},
        "kinds": by_window,
        "published": published(),
        "words": words,
        "cost": cost([*sample, shares, replace(shares, measure=series.measure(Window.CALENDAR_YEAR))]),
    }
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main()
