"""The summary and all figures as a cube: JSON-stat 2, class dataset (json-stat.org/full).

Its last dimension are the columns with numbers. What is a text in a row (months, status) stands beside the
cube in `extension.texts`, by column, in the order of the cube's other dimensions.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from goals.months import Month
from goals.numbers import HIDDEN, json_number
from jobcentres.clock import COPENHAGEN
from reporting.exports.columns import COLUMNS
from reporting.exports.extract import FIGURES, SUMMARY, Extracted
from reporting.exports.figures import FIGURE_COLUMNS, FigureRow
from reporting.exports.kinds import Column, Kind
from reporting.exports.place_columns import PLACE_COLUMNS
from reporting.summaries import Summary

SHAPES = (SUMMARY, FIGURES)
"""Those of which every row is one area, indicator and month."""

_NUMBERS = {Kind.WHOLE, Kind.AMOUNT, Kind.COUNT, Kind.PATH, Kind.RATE, Kind.FLAG}


class _Cube(NamedTuple):
    """`rows` by their place in all dimensions but the last."""

    dimensions: dict[str, Any]
    rows: Mapping[tuple[str, ...], Any]
    columns: Mapping[str, Column[Any]]


def json_stat(extracted: Extracted) -> dict[str, Any]:
    """The dataset, in Danish whoever asks. A value is null where there is none, and where it is hidden;
    `status` is `..` there. A flag is 1 or 0.

    Raises `ValueError` for a shape that is no cube.
    """
    shape = extracted.extract.shape
    if shape not in SHAPES:
        raise ValueError(f"{shape} is no cube")
    with override(settings.LANGUAGE_CODE):
        cube = _cube(extracted)
        return _dataset(extracted, cube)


def json_stat_parts(extracted: Extracted) -> Iterator[bytes]:
    """The dataset as a file."""
    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    for piece in encoder.iterencode(json_stat(extracted)):
        yield piece.encode()
    yield b"\n"


def _cube(extracted: Extracted) -> _Cube:
    areas, indicators = _areas(extracted), _indicators(extracted)
    rows: dict[tuple[str, ...], Any]
    if extracted.extract.shape == SUMMARY:
        rows = {_place(row): row for row in extracted.summaries()}
        return _Cube({"area": areas, "indicator": indicators}, rows, COLUMNS)
    rows = {(*_place(row), str(row.month)): row for row in extracted.figures()}
    months = _months({row.month for row in rows.values()})
    return _Cube({"area": areas, "indicator": indicators, "month": months}, rows, FIGURE_COLUMNS)


def _place(row: Summary | FigureRow) -> tuple[str, str]:
    return row.area.code, row.goal.indicator.code


def _dataset(extracted: Extracted, cube: _Cube) -> dict[str, Any]:
    numbers = {name: one for name, one in _told(cube.columns).items() if one.kind in _NUMBERS}
    texts = {name: one for name, one in _told(cube.columns).items() if one.kind not in _NUMBERS}
    dimensions = cube.dimensions | {"column": _columns(numbers)}
    extracted.count.number = len(cube.rows)
    places = [cube.rows.get(place) for place in product(*map(_index, cube.dimensions.values()))]
    choice = extracted.book.choice
    known = choice.known_on.astimezone(COPENHAGEN).isoformat() if choice.known_on else None
    return {
        "version": "2.0",
        "class": "dataset",
        "label": extracted.extract.file_name,
        "source": _("Måltal, the jobcentres' reports"),
        **({"updated": known} if known else {}),
        "id": list(dimensions),
        "size": [len(_index(one)) for one in dimensions.values()],
        "role": {
            "geo": ["area"],
            "metric": ["column"],
            **({"time": ["month"]} if "month" in dimensions else {}),
        },
        "dimension": dimensions,
        "value": [_number(row, name, one) for row in places for name, one in numbers.items()],
        "status": _hidden(places, list(numbers)),
        "extension": {
            "year": choice.year,
            "as_of": str(choice.as_of),
            "known_on": known,
            "basis": choice.basis.value,
            "status": {"label": {HIDDEN: _("not shown out of regard for discretion")}},
            "texts": {name: [_text(row, name, one) for row in places] for name, one in texts.items()},
        },
    }


def _told(columns: Mapping[str, Column[Any]]) -> dict[str, Column[Any]]:
    """Those that say something of a row, and not of the choice, the area, the month or the indicator."""
    said = {*PLACE_COLUMNS, "month", "year", "as_of", "known_on", "basis"}
    return {name: column for name, column in columns.items() if name not in said}


def _hidden(places: Iterable[Any], names: Collection[str]) -> dict[str, str]:
    """By the cell's place in the cube."""
    rows = enumerate(places)
    return {
        str(number * len(names) + position): HIDDEN
        for number, row in rows
        if row is not None and row.hidden
        for position, name in enumerate(names)
        if name in row.hidden
    }


def _number(row: Any, name: str, column: Column[Any]) -> int | float | None:
    value = None if row is None or name in row.hidden else column.value(row)
    if value is None:
        return None
    return json_number(value) if isinstance(value, Decimal) else int(value)


def _text(row: Any, name: str, column: Column[Any]) -> str | None:
    value = None if row is None or name in row.hidden else column.value(row)
    if value is None or value == "":
        return None
    return str(value)


def _areas(extracted: Extracted) -> dict[str, Any]:
    return _dimension(_("Area"), {area.code: area.name for area in extracted.areas})


def _indicators(extracted: Extracted) -> dict[str, Any]:
    goals = extracted.book.goals
    named = {goal.indicator.code: f"{goal.number} {goal.short_name}" for goal in goals}
    return _dimension(_("Indicator"), named)


def _months(months: Collection[Month]) -> dict[str, Any]:
    return _dimension(_("Month"), {str(month): month.label for month in sorted(months)})


def _columns(columns: Mapping[str, Column[Any]]) -> dict[str, Any]:
    made = _dimension(_("Column"), {name: str(column.heading) for name, column in columns.items()})
    units = {name: {"label": str(column.unit)} for name, column in columns.items() if column.unit}
    made["category"]["unit"] = units
    made["category"]["note"] = {name: [str(column.definition)] for name, column in columns.items()}
    return made


def _dimension(label: str, categories: Mapping[str, str]) -> dict[str, Any]:
    return {"label": label, "category": {"index": list(categories), "label": dict(categories)}}


def _index(dimension: Mapping[str, Any]) -> list[str]:
    index: list[str] = dimension["category"]["index"]
    return index
