"""The goals, what they are measured by, and the deadlines, from `goals/data/*.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypedDict

from goals.calendar import due_at, expected_on, is_counted
from goals.models import (
    Deadline,
    Goal,
    GoalYear,
    Indicator,
    IndicatorDefinition,
    SavingPrice,
    SeriesBreak,
    YearDate,
)
from goals.months import Month
from jobcentres.reference import Loading, load_places, loading

DATA = Path(__file__).parent / "data"
PARTS = ("definitions", "breaks")


class Dates(TypedDict):
    expected_on: date
    due_at: datetime


def load_reference() -> Loading:
    """Load areas, jobcentres, goals, indicators and deadlines in one change; tells what came of it."""
    with loading() as load:
        load_places(load)
        content = read("indicators.toml")
        indicators = _load_indicators(load, content["indicators"])
        for path in sorted(DATA.glob("goals_*.toml")):
            _load_goals(load, read(path.name), indicators)
        _load_deadlines(load, content["deadlines"], indicators)
        _load_dates(load, read("year_dates.toml")["dates"])
        _load_prices(load, read("saving_prices.toml")["prices"], indicators)
    return load


def read(name: str) -> dict[str, Any]:
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)


def _load_indicators(load: Loading, entries: list[dict[str, Any]]) -> dict[str, Indicator]:
    indicators = load.load(
        Indicator.objects.all(),
        lambda row: row.code,
        {entry["code"]: _indicator(entry) for entry in entries},
    )
    known = [entry for entry in entries if entry["code"] in indicators]
    load.load(
        IndicatorDefinition.objects.select_related("indicator"),
        lambda row: f"{row.indicator.code} {row.valid_from}",
        {
            f"{entry['code']} {part['valid_from']}": {"indicator": indicators[entry["code"]], **part}
            for entry in known
            for part in _definitions(entry)
        },
    )
    load.load(
        SeriesBreak.objects.select_related("indicator"),
        lambda row: f"{row.indicator.code} {row.month}",
        {
            f"{entry['code']} {part['month']}": {
                **part,
                "indicator": indicators[entry["code"]],
                "month": Month.parse(part["month"]),
            }
            for entry in known
            for part in entry.get("breaks", [])
        },
    )
    return indicators


def _indicator(entry: Mapping[str, Any]) -> dict[str, Any]:
    own = {name: value for name, value in entry.items() if name not in PARTS}
    return {**own, "tolerance": Decimal(entry["tolerance"])}


def _definitions(entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for part in entry["definitions"]:
        yield {**part, "text": part["text"].strip(), "is_assumption": part.get("is_assumption", True)}


def _load_goals(load: Loading, content: dict[str, Any], indicators: Mapping[str, Indicator]) -> None:
    year = content["year"]
    values = {name: value for name, value in content.items() if name != "goals"}
    values["letter"] = content["letter"].strip()
    years = load.load(GoalYear.objects.all(), lambda row: str(row.year), {str(year): values})
    if str(year) not in years or load.is_made_here(GoalYear, str(year)):
        return
    load.load(
        Goal.objects.select_related("goal_year"),
        lambda row: f"{row.goal_year.year} {row.number}",
        {
            f"{year} {entry['number']}": {
                **entry,
                "goal_year": years[str(year)],
                "indicator": indicators[entry["indicator"]],
            }
            for entry in content["goals"]
        },
    )


def _load_deadlines(load: Loading, content: dict[str, Any], indicators: Mapping[str, Indicator]) -> None:
    months = Month.range(Month.parse(content["first"]), Month.parse(content["last"]))
    codes = {entry["code"] for entry in read("indicators.toml")["indicators"]}
    rule = DeadlineRule(content)
    load.load(
        Deadline.objects.select_related("indicator"),
        deadline_key,
        {
            f"{code} {month}": {
                "indicator": indicators[code],
                "month": month,
                **rule.dates(indicators[code], month),
            }
            for month in months
            for code in sorted(codes & indicators.keys())
            if is_counted(indicators[code], month)
        },
    )


def deadline_key(deadline: Deadline) -> str:
    """What a deadline is known by, here and in the history of its edits."""
    return f"{deadline.indicator.code} {deadline.month}"


class DeadlineRule:
    """When figures are expected and due as long as nobody sets other dates."""

    def __init__(self, content: dict[str, Any] | None = None) -> None:
        content = content or read("indicators.toml")["deadlines"]
        self._together = {
            (exception["indicator"], month): Month.parse(exception["as_for"])
            for exception in content.get("exceptions", [])
            for month in exception["months"]
        }

    def dates(self, indicator: Indicator, month: Month) -> Dates:
        as_for = self._together.get((indicator.code, str(month)), month)
        return {"expected_on": expected_on(indicator, as_for), "due_at": due_at(indicator, as_for)}


def _load_dates(load: Loading, entries: list[dict[str, Any]]) -> None:
    years = {row.year: row for row in GoalYear.objects.all()}
    load.load(
        YearDate.objects.select_related("goal_year"),
        lambda row: f"{row.goal_year.year} {row.name}",
        {
            f"{entry['year']} {entry['name']}": {
                "goal_year": years[entry["year"]],
                "is_assumption": True,
                **{name: value for name, value in entry.items() if name != "year"},
            }
            for entry in entries
            if entry["year"] in years and not load.is_made_here(GoalYear, str(entry["year"]))
        },
    )


def _load_prices(load: Loading, entries: list[dict[str, Any]], indicators: Mapping[str, Indicator]) -> None:
    years = {row.year: row for row in GoalYear.objects.all()}
    load.load(
        SavingPrice.objects.select_related("goal_year", "indicator"),
        price_key,
        {
            f"{entry['year']} {entry['indicator']}": {
                "goal_year": years[entry["year"]],
                "indicator": indicators[entry["indicator"]],
                "kroner": entry["kroner"],
                "note": entry["note"],
                "is_assumption": True,
            }
            for entry in entries
            if entry["year"] in years and entry["indicator"] in indicators
        },
    )


def price_key(price: SavingPrice) -> str:
    """What a price is known by, here and in the history of its edits."""
    return f"{price.goal_year.year} {price.indicator.code}"
