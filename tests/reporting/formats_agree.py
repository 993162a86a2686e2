"""What one file says beside another, and beside `goals.progress`, cell by cell."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from django.test import Client

from goals.models import Goal
from goals.months import Month
from goals.numbers import HIDDEN
from goals.series import Basis
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, User
from reporting import papers
from reporting.exports.extract import FIGURES, MATRIX, REVISIONS, SUMMARY, Extract, Extracted
from reporting.exports.files import FORMATS
from reporting.exports.kinds import Kind, is_count
from reporting.exports.shapes import shape_of
from reporting.summaries import Choice, load
from tests.reporting import formats_read as read
from tests.reporting.formats_read import NUMBERS, Cell, Columns, Row

Told = tuple[Any, dict[str, Cell]]
"""A row, and its cells as files should say them."""
TABLES = {SUMMARY: "summary", FIGURES: "figures", REVISIONS: "revisions"}
EXACT, SIX, PEOPLE = 12, 6, 1
"""Decimals of JSON and workbooks, of `csv`, and of what people read, where a count has none."""
IN_THE_PAPER = ("latest", "previous", "change", "change_pct", "target", "path")
"""From the left in the status table; a change in per cent stands there for counts alone."""
OF_FIGURES = ("value", "numerator", "denominator", "state")


@dataclass(frozen=True)
class Compared:
    """One choice of one person, read from every format."""

    extract: Extract
    user: User

    @cached_property
    def extracted(self) -> Extracted:
        return self._read(self.extract.shape)

    def _read(self, shape: str) -> Extracted:
        return Extract(**{**_fields(self.extract), "shape": shape}).read(self.user.reader)

    @cached_property
    def columns(self) -> Columns:
        return shape_of(self.extracted).columns(self.extracted)

    def content(self, kind: str) -> bytes:
        return b"".join(FORMATS[kind].write(self._read(self.extract.shape)))

    @cached_property
    def rows(self) -> dict[str, tuple[list[Row], int]]:
        """By format, with its decimals."""
        shape, columns = self.extract.shape, self.columns
        found = {
            "json": (read.from_json(self.content("json"), columns), EXACT),
            "csv": (read.from_csv(self.content("csv"), columns), SIX),
            "csv-dk": (read.from_csv(self.content("csv-dk"), columns), PEOPLE),
            "xlsx": (read.from_workbook(self.content("xlsx"), columns), EXACT),
        }
        if shape in {SUMMARY, FIGURES}:
            found["jsonstat"] = (read.from_cube(self.content("jsonstat"), columns), EXACT)
        if shape in TABLES:
            found["api"] = (read.from_api(self._client(), TABLES[shape], self._asked(), columns), EXACT)
        return found

    def _client(self) -> Client:
        client = Client()
        client.force_login(self.user)
        return client

    def _asked(self) -> dict[str, Any]:
        choice = self.extract.choice
        asked: dict[str, Any] = {"year": choice.year, "as_of": str(choice.as_of), "basis": choice.basis.value}
        asked |= {"known_on": choice.known_on.isoformat()} if choice.known_on else {}
        asked |= {} if self.extract.level == "all" else {"level": self.extract.level}
        return asked | {"indicator": sorted(self.extract.indicators), "area": sorted(self.extract.areas)}

    def faults(self) -> Iterator[str]:
        expected = [_expected(row, self.columns) for row in shape_of(self.extracted).rows(self.extracted)]
        for kind, (rows, decimals) in self.rows.items():
            found = (
                read.by_place(rows) if self.extract.shape != MATRIX else {(row["area"],): row for row in rows}
            )
            wanted = self._of_api(expected) if kind == "api" else expected
            yield from (f"{kind} {fault}" for fault in _differences(wanted, found, self, decimals))
        if self.extract.shape == SUMMARY:
            yield from self._faults_of_progress()
            yield from self._faults_of_papers()
        if self.extract.shape == FIGURES:
            yield from self._faults_of_lines()

    def _of_api(self, expected: list[Told]) -> list[Told]:
        """It begins where it is asked to; files have the earlier months that the summary names, too."""
        first = str(self.extract.first_month)
        return [(row, cells) for row, cells in expected if str(cells.get("month", first)) >= first]

    def _faults_of_progress(self) -> Iterator[str]:
        """The file for machines against the results themselves."""
        book, rows = self.extracted.book, read.by_place(self.rows["json"][0])
        for area in self.extracted.areas:
            for goal in book.goals:
                progress, row = book.progress(area, goal), rows[goal.indicator.code, area.code]
                for name in OF_PROGRESS:
                    value = None if name in progress.hidden else read.plain_cell(getattr(progress, name))
                    if not _is_same(value, row[name], EXACT):
                        yield f"{area.code} {goal.indicator.code} {name}: {row[name]}, computed {value}"

    def _faults_of_lines(self) -> Iterator[str]:
        book = self.extracted.book
        for place, row in read.by_place(self.rows["json"][0]).items():
            indicator, code, month = map(str, place)
            goal = next(goal for goal in book.goals if goal.indicator.code == indicator)
            line = book.line(book.places.of_code(code), goal)
            when = Month.parse(month)
            value = line.value(when) if line.is_open_to(book.reader) else line.shown_outside(when)
            if not _is_same(read.plain_cell(value), row["value"], EXACT):
                yield f"{place}: {row['value']}, computed {value}"

    def _faults_of_papers(self) -> Iterator[str]:
        choice = self.extract.choice
        rows, exact = (read.by_place(self.rows[kind][0]) for kind in ("csv-dk", "json"))
        municipalities = [one for one in self.extracted.areas if one.level == Area.Level.MUNICIPALITY]
        for area in municipalities[:2]:
            book = load(choice, self.user.reader, areas=[area.code], **papers.needs("municipality"))
            told = read.numbers_in_paper(papers.municipality_paper(book, area).parts, book.goals)
            for goal in self.extracted.book.goals:
                place = goal.indicator.code, area.code
                expected = _in_paper({**rows[place], **_told_apart(exact[place], goal)}, goal)
                said = told[goal.indicator.code]
                if said != expected:
                    yield f"paper {area.code} {goal.indicator.code}: {said}, not {expected}"


OF_PROGRESS = (
    *(
        "latest_month",
        "latest",
        "numerator",
        "denominator",
        "previous_month",
        "previous",
        "change",
        "change_pct",
    ),
    *("target", "baseline_month", "baseline", "implied_change_pct", "path", "path_rule", "gap", "gap_pct"),
    *("achieved_pct", "status", "published", "preliminary"),
)


def _fields(extract: Extract) -> dict[str, Any]:
    return {name: getattr(extract, name) for name in Extract.__dataclass_fields__}


def _expected(row: Any, columns: Columns) -> Told:
    cells = {
        name: HIDDEN if name in row.hidden else read.plain_cell(column.value(row))
        for name, column in columns.items()
    }
    return row, cells


def _differences(
    expected: list[Told],
    found: Mapping[tuple[Cell, ...], Row],
    one: Compared,
    decimals: int,
) -> Iterator[str]:
    if len(expected) != len(found):
        yield f"has {len(found)} rows, not {len(expected)}"
    for row, cells in expected:
        names = ("area",) if one.extract.shape == MATRIX else (*read.PLACE, "version")
        place = tuple(cells[name] for name in names if name in cells)
        told = found.get(place)
        if told is None:
            yield f"has no row {place}"
            continue
        for name in told:
            if not _is_told(cells[name], told[name], row, one.columns[name], decimals):
                yield f"{place} {name}: {told[name]}, not {cells[name]}"


def _is_told(value: Cell, told: Cell, row: Any, column: Any, decimals: int) -> bool:
    if value == HIDDEN and told is None:
        return decimals == EXACT  # JSON says null
    if not isinstance(value, Decimal):
        return value == told
    goal = column.goal or row.goal
    whole = column.kind in NUMBERS and is_count(column.kind, goal.indicator)
    if column.kind is Kind.PATH and whole and isinstance(told, Decimal) and told == told.to_integral_value():
        return told == _strict(value, goal)
    return _is_same(value, told, 0 if whole and decimals == PEOPLE else decimals)


def _strict(value: Decimal, goal: Goal) -> Decimal:
    """A count's benchmark is rounded to the side that is harder to keep."""
    return value.to_integral_value(ROUND_FLOOR if goal.indicator.direction == "down" else ROUND_CEILING)


def _is_same(value: Cell, told: Cell, decimals: int) -> bool:
    if isinstance(value, Decimal) and isinstance(told, Decimal):
        return abs(value - told) <= Decimal(5).scaleb(-decimals - 1) + Decimal("1e-12")
    return value == told


def _in_paper(row: Row, goal: Goal) -> list[Decimal]:
    names = [name for name in IN_THE_PAPER if name != "change_pct" or not goal.indicator.is_ratio]
    values = [row[name] for name in names]
    return [value for value in values if isinstance(value, Decimal)]


def _told_apart(exact: Row, goal: Goal) -> Row:
    """A percentage worse than its benchmark, and alike with one decimal: both have as many as show it."""
    value, path = exact["latest"], exact["path"]
    mark = exact["target"] if exact["status"] == "not_met" else path
    if not (goal.indicator.is_ratio and isinstance(value, Decimal) and isinstance(mark, Decimal)):
        return {}
    is_worse = value > mark if goal.indicator.direction == "down" else value < mark
    steps = (Decimal(1).scaleb(-places) for places in range(PEOPLE, EXACT))
    step = next((step for step in steps if _rounded(value, step) != _rounded(mark, step)), Decimal(0))
    if not is_worse or not step:
        return {}
    return {name: _rounded(exact[name], step) for name in ("latest", "path")}


def _rounded(value: Cell, step: Decimal) -> Cell:
    return value.quantize(step, ROUND_HALF_UP) if isinstance(value, Decimal) else value


def drawn_extract(
    drawn: random.Random,
    years: tuple[int, ...],
    moments: Callable[[random.Random], datetime | None],
    shape: str,
) -> Extract:
    """Any choice of a year, its months, areas and indicators."""
    year = drawn.choice(years)
    as_of = Month(year, drawn.randint(1, 12 if year < max(years) else 5))
    choice = Choice.of(year, as_of=as_of, known_on=moments(drawn), basis=drawn.choice(list(Basis)))
    codes = list(Area.objects.order_by("pk").values_list("code", flat=True))
    areas = (
        frozenset(drawn.sample(codes, min(len(codes), drawn.randint(1, 9))))
        if drawn.random() < 0.5
        else frozenset()
    )
    level = "all" if areas else drawn.choice(["all", *Area.Level.values])
    return Extract(choice, level=level, areas=areas, shape=shape)


def in_june(drawn: random.Random) -> datetime:
    """A moment in the days when the history's figures were recorded."""
    return datetime(2014, 6, drawn.randint(3, 11), drawn.choice([8, 12]), tzinfo=COPENHAGEN)
