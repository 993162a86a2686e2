"""The cells of one sheet, read as a stream: what stands in a file about its own size is not believed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from goals.uploads import limits
from goals.uploads.cell_values import Uncertain, iso_date_text, number_text, visible_text
from goals.uploads.columns import column_name, column_number
from goals.uploads.faults import Fault, Faults, FileRefused
from goals.uploads.markup import Markup, is_true
from goals.uploads.number_formats import Seen
from goals.uploads.workbook import Workbook

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LAST_COLUMN = 16_384
_TRUTH = {"1": "SAND", "0": "FALSK"}
_DYNAMIC_DATA = re.compile(r"\|\s*'")


@dataclass
class _Cell:
    row: int
    column: int
    kind: str
    style: int
    value: str | None = None
    parts: list[str] = field(default_factory=list)
    has_formula: bool = False
    formula: str = ""

    @property
    def place(self) -> str:
        return f"{column_name(self.column)}{self.row}"


class Worksheet(Markup):
    """`rows` from the first on, each up to its last filled cell; `faults` of what is uncertain."""

    def __init__(self, name: str, workbook: Workbook) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.faults = Faults()
        self.name = name
        self._workbook = workbook
        self._hidden_columns: set[int] = set()
        self._told: set[str] = set()
        self._row = self._column = 0
        self._is_hidden = self._is_aid = False
        self._cell: _Cell | None = None
        self._numbers: set[str] = set()
        self._cells = self._signs = 0

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if name == "c":
            self._begin_cell(given)
        elif name == "row":
            self._begin_row(given)
        elif name == "f" and self._cell:
            self._cell.has_formula = True
        elif name == "rPh":
            self._is_aid = True
        elif name == "col" and (is_true(given.get("hidden")) or given.get("width") == "0"):
            last = min(int(given.get("max", 0)), limits.COLUMNS)
            self._hidden_columns.update(range(int(given.get("min", 0)), last + 1))
        elif name == "mergeCell":
            self._judge_merged(given.get("ref", ""))

    def end(self, name: str, text: str) -> None:
        if self._cell is None:
            return
        if name == "v":
            self._cell.value = text
        elif name == "t" and not self._is_aid:
            self._cell.parts.append(text)
        elif name == "rPh":
            self._is_aid = False
        elif name == "f":
            self._cell.formula = text
        elif name == "c":
            self._take(self._cell)
            self._cell = None

    def _begin_row(self, given: Mapping[str, str]) -> None:
        row = int(given.get("r", self._row + 1))
        if row <= self._row:
            raise FileRefused(Fault("damaged"))
        self._row, self._column = row, 0
        self._is_hidden = is_true(given.get("hidden")) or given.get("ht") == "0"

    def _begin_cell(self, given: Mapping[str, str]) -> None:
        row, column = self._row, self._column + 1
        if "r" in given:
            row, column = _place(given["r"])
        if row != self._row or column <= self._column:
            raise FileRefused(Fault("damaged"))
        self._column = column
        self._cell = _Cell(row, column, given.get("t", "n"), int(given.get("s", 0)))

    def _take(self, cell: _Cell) -> None:
        try:
            text = self._text_of(cell)
        except Uncertain as uncertain:
            self._refuse(uncertain.code, cell.place, uncertain.shown)
            return
        if not text or not text.strip():
            return
        if cell.row > limits.ROWS or cell.column > limits.COLUMNS:
            raise FileRefused(Fault("far_cell", sheet=self.name, cell=cell.place))
        self._judge_hidden(cell)
        if cell.kind == "n":
            self._numbers.add(cell.place)
        self._put(cell, text)

    def _put(self, cell: _Cell, text: str) -> None:
        self.rows.extend([] for _row in range(cell.row - len(self.rows)))
        row = self.rows[-1]
        self._cells += cell.column - len(row)
        self._signs += len(text)
        if self._cells > limits.CELLS or self._signs > limits.TEXT:
            raise FileRefused(Fault("too_many_cells", sheet=self.name))
        row.extend([""] * (cell.column - len(row) - 1))
        row.append(text)

    def _text_of(self, cell: _Cell) -> str:
        """Raises `Uncertain`."""
        if cell.has_formula:
            _judge_formula(cell)
        if cell.kind == "inlineStr":
            return visible_text("".join(cell.parts), is_escaped=True)
        if not cell.value:
            return ""
        if cell.kind == "s":
            return self._shared_text(cell.value)
        if cell.kind == "e":
            raise Uncertain("error", cell.value[:20])
        if cell.kind == "str":
            return visible_text(cell.value, is_escaped=True)
        if cell.kind == "b":
            return _TRUTH.get(cell.value, "")
        if cell.kind == "d":
            return iso_date_text(cell.value)
        if cell.kind != "n":
            raise Uncertain("damaged_cell")
        return number_text(cell.value.strip(), self._format(cell.style), since_1904=self._workbook.since_1904)

    def _shared_text(self, stored: str) -> str:
        number = int(stored) if stored.isdecimal() and len(stored) < 10 else -1
        if not 0 <= number < len(self._workbook.texts):
            raise Uncertain("damaged_cell")
        text = self._workbook.texts[number]
        if isinstance(text, Uncertain):
            raise text
        return text

    def _format(self, style: int) -> Seen:
        formats = self._workbook.formats
        if not formats and not style:
            return Seen.NUMBER
        if not 0 <= style < len(formats):
            raise Uncertain("damaged_cell")
        return formats[style]

    def _judge_hidden(self, cell: _Cell) -> None:
        if self._is_hidden:
            self._refuse("hidden_row", str(cell.row))
        if cell.column in self._hidden_columns:
            self._refuse("hidden_column", column_name(cell.column))

    def _judge_merged(self, area: str) -> None:
        """A heading may stand over several columns; a number that does belongs to none for certain."""
        first = area.partition(":")[0]
        if first in self._numbers:
            self._refuse("merged_number", first)

    def _refuse(self, code: str, place: str, shown: str = "") -> None:
        if place not in self._told:
            self._told.add(place)
            self.faults.add(Fault(code, shown=shown, sheet=self.name, cell=place))


def _judge_formula(cell: _Cell) -> None:
    if _DYNAMIC_DATA.search(cell.formula):
        raise Uncertain("external_formula")
    if not cell.value and not (cell.kind == "str" and cell.value == ""):
        raise Uncertain("no_value")


def _place(written: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(written)
    column = column_number(found[1]) if found else 0
    if not found or column > _LAST_COLUMN:
        raise FileRefused(Fault("damaged"))
    return int(found[2]), column
