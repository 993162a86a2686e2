"""A year of a jobcentre as one form: the lines of its months, each with the name of its month before it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.http import QueryDict
from django.urls import reverse

from goals.contents import FigureEntry
from goals.forms.line import LineForm
from goals.forms.month import Fault, MonthForm, content_hash
from goals.forms.sheet import Block, Line, Sheet
from goals.forms.year_sheet import YearBlock, YearRow, YearSheet
from goals.models import Indicator
from goals.months import Month
from goals.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Cell:
    """A line of the table; without a form where there is nothing to enter."""

    line: Line
    form: LineForm | None


class Row(NamedTuple):
    month: Month
    address: str
    cells: list[Cell]


class Table(NamedTuple):
    """A municipality's year: the indicators that are counted in one of its months, and the months."""

    block: YearBlock
    indicators: list[Indicator]
    rows: list[Row]


class YearForm:
    """Each month is a form of its own, so that one rule holds for both pages; they are saved together."""

    person = ""

    def __init__(self, sheet: YearSheet, data: QueryDict | None = None) -> None:
        self.sheet = sheet
        self.sent = data
        self.key = secrets.token_urlsafe(16) if data is None else data.get("key", "")
        self.months = [MonthForm(month, data) for month in _months(sheet)]
        self._by_key = {form.line.key: form for month in self.months for form in month.lines}

    @property
    def is_bound(self) -> bool:
        return self.sent is not None

    def is_valid(self) -> bool:
        sound = [form.is_valid() for form in self.months]  # every month is looked at
        return all(sound)

    @property
    def wants_swap(self) -> bool:
        return any(form.wants_swap for form in self.months)

    @property
    def entries(self) -> list[tuple[LineForm, FigureEntry]]:
        return [entry for form in self.months for entry in form.entries]

    @property
    def idempotency_key(self) -> str:
        """As of a month: the same for the same content sent twice."""
        return content_hash(f"{self.sheet.jobcentre.slug}/{self.sheet.year}", self.sent)

    def add_refusals(self, refusals: Sequence[Refusal]) -> None:
        """Show what the writer refused of `entries` at the lines that it is about."""
        first = 0
        for form in self.months:
            count = len(form.entries)
            of_month = [one for one in refusals if first <= one.index < first + count]
            form.add_refusals([replace(one, index=one.index - first) for one in of_month])
            first += count

    @property
    def has_conflict(self) -> bool:
        return any(form.has_conflict for form in self.months)

    @property
    def faults(self) -> list[Fault]:
        return [fault for form in self.months for fault in form.faults]

    @property
    def tables(self) -> Iterator[Table]:
        for block in self.sheet.blocks:
            counted = {line.indicator.pk for row in block.rows for line in row.lines if line.is_counted}
            indicators = [goal.indicator for goal in self.sheet.goals if goal.indicator_id in counted]
            yield Table(block, indicators, [self._row(row, counted) for row in block.rows])

    def _row(self, row: YearRow, counted: set[int]) -> Row:
        cells = [self._cell(line) for line in row.lines if line.indicator.pk in counted]
        address = reverse("month_entry", args=[self.sheet.jobcentre.slug, str(row.month)])
        return Row(row.month, address, cells)

    def _cell(self, line: Line) -> Cell:
        form = self._by_key.get(line.key)
        return Cell(line, form if form and line.is_editable else None)


def _months(sheet: YearSheet) -> Iterator[Sheet]:
    months = sorted({row.month for block in sheet.blocks for row in block.rows})
    for month in months:
        blocks = [
            Block(block.municipality, row.lines)
            for block in sheet.blocks
            for row in block.rows
            if row.month == month
        ]
        yield Sheet(jobcentre=sheet.jobcentre, month=month, blocks=blocks)
