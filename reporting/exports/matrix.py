"""Municipalities × goals: one row to an area, and for each goal what an official wants to paste."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from goals.models import Goal
from jobcentres.models import Area
from reporting.exports.columns import COLUMNS
from reporting.exports.extract import ALL_LEVELS, Extracted
from reporting.exports.kinds import Column, Kind
from reporting.exports.place_columns import PLACE_COLUMNS
from reporting.summaries import Summary

OF_GOAL = ("latest_month", "latest", "target", "gap", "status")
"""What each goal's columns say, in their order."""

ANY_INDICATOR = "<indicator>"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """`summaries` by the indicators' codes; `goal` is the first of them, as every column knows its own."""

    area: Area
    region: Area | None
    goal: Goal
    summaries: Mapping[str, Summary]
    hidden: frozenset[str]


AREA_COLUMNS: Mapping[str, Column[MatrixRow]] = {
    **{name: PLACE_COLUMNS[name] for name in ("area", "area_name")},
    "region_name": Column(
        lambda row: row.region.name if row.region else "",
        Kind.TEXT,
        _("Employment region"),
        _("The name of the employment region that the municipality lies in."),
        width=24,
    ),
}


def matrix_columns(extracted: Extracted) -> Mapping[str, Column[MatrixRow]]:
    """The area, then the goals of the extract one after the other."""
    columns = dict(AREA_COLUMNS)
    for goal in extracted.book.goals:
        for name in OF_GOAL:
            columns[f"{goal.indicator.code}_{name}"] = _of_goal(name, goal)
    return columns


def columns_of_any_goal() -> Mapping[str, Column[Any]]:
    """For the codebook: what holds for every goal's columns alike."""
    any_goal = {f"{ANY_INDICATOR}_{name}": COLUMNS[name] for name in OF_GOAL}
    return {**AREA_COLUMNS, **any_goal}


def _of_goal(name: str, goal: Goal) -> Column[MatrixRow]:
    column, code = COLUMNS[name], goal.indicator.code
    group = f"{goal.number} {goal.short_name}, {goal.indicator.get_unit_display()}"
    of_row: Column[MatrixRow] = column.of(lambda row: column.value(row.summaries[code]))
    return replace(of_row, goal=goal, group=group)


def matrix_areas(extracted: Extracted) -> tuple[Area, ...]:
    """Those of the extract; where no level is chosen only the municipalities, unless others are named."""
    extract = extracted.extract
    if extract.level != ALL_LEVELS or extract.areas:
        return extracted.areas
    return tuple(area for area in extracted.areas if area.level == Area.Level.MUNICIPALITY)


def matrix_rows(extracted: Extracted) -> Iterator[MatrixRow]:
    book = extracted.book
    for area in matrix_areas(extracted):
        summaries = {
            goal.indicator.code: Summary(book.choice, area, goal, book.progress(area, goal))
            for goal in book.goals
        }
        hidden = frozenset(
            f"{code}_{name}" for code, summary in summaries.items() for name in summary.progress.hidden
        )
        above = book.places.above(area)
        region = above[0] if area.level == Area.Level.MUNICIPALITY and above else None
        yield MatrixRow(area, region, book.goals[0], summaries, hidden)


def count_of_matrix(extracted: Extracted) -> int:
    return len(matrix_areas(extracted))
