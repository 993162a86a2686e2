"""Which cells of a block are numbers, and which are names over and beside them: only their look counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from goals.blocks.months import read_period, read_year
from goals.blocks.reading import Table
from jobcentres.naming import plain

_DASHES = "-−–—‐‑"
_LONGEST = 200  # a longer text is no number, however it begins
_KEPT = 20  # titles and headings over a row; of older ones only these are remembered
_CODE_WITH_ZERO = re.compile(r"0[1-9][0-9]{2}")
_LIKE_A_NUMBER = re.compile(
    r"(?:ca\.? ?)?[+<>=~−–-]{0,2} ?[0-9., \N{NO-BREAK SPACE}]*[0-9][0-9., \N{NO-BREAK SPACE}]*"
    r"(?:e[+-]?[0-9]+|%|‰| ?pct\.?| ?pers(?:oner|\.)?| ?stk\.?)?\*?|[x×]{1,3}|nan|[+-]?inf(?:inity)?|#.*",
    re.IGNORECASE,
)
_HEADINGS_OF_NUMBERS = frozenset(
    {"maaned", "month", "mdr", "aar", "aarstal", "year", "kode", "kommune", "area"}
    | {"kommunekode", "kommunenr", "kommunenummer", "komnr"}
)


class Mark(NamedTuple):
    """A name, and where it stands (from 0)."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell that should hold a number, with the names beside it, over it, and those of the whole part.

    `down` and `across` count from the first number of its part of the block.
    """

    row: int
    column: int
    text: str
    down: int
    across: int
    beside: tuple[Mark, ...]
    over: tuple[Mark, ...]
    around: tuple[Mark, ...]


class Counted(NamedTuple):
    """How far a block reaches: rows and columns of numbers."""

    rows: int
    columns: int


def is_nothing(text: str) -> bool:
    """An empty cell, or the dash that stands for one."""
    return not text.strip(_DASHES)


def is_name(text: str) -> bool:
    """Whether the text looks like a name or a month rather than like a number, right or wrong."""
    if len(text) > _LONGEST:
        return True
    if _CODE_WITH_ZERO.fullmatch(text) or read_period(text):
        return True
    return any(sign.isalpha() for sign in text) and not _LIKE_A_NUMBER.fullmatch(text)


@dataclass
class _Part:
    """The rows under one header, as far as they have been read."""

    header: list[Sequence[str]] = field(default_factory=list)
    header_rows: list[int] = field(default_factory=list)
    first: int = -1


class _Reader:
    def __init__(self, table: Table, is_own_code: Callable[[str], bool]) -> None:
        self.table = table
        self.is_own_code = is_own_code
        self.names = _columns_of_names(table, is_own_code)
        self.part = _Part()
        self.around: list[Mark] = []
        self.beside: list[Mark | None] = [None] * self.names
        self.spots: list[Spot] = []

    def read(self) -> list[Spot]:
        for number in range(len(self.table)):
            if self._is_header(number):
                self._take_header(number)
            else:
                self._take_numbers(number)
        return self.spots

    def _is_header(self, number: int) -> bool:
        """Whether a row has only names: a header, a title, or the heading of the rows below it."""
        row = self.table[number]
        cells = [cell for cell in row[self.names :] if not is_nothing(cell)]
        if not cells:
            return any(is_name(cell) for cell in row[: self.names]) and not any(
                cell for cell in row[self.names :]
            )
        return all(is_name(cell) for cell in cells) or self._has_numbers_for_names(number, cells)

    def _has_numbers_for_names(self, number: int, cells: Sequence[str]) -> bool:
        """`2013 2014` over the numbers, or codes without their zero."""
        if number + 1 >= len(self.table) or len(set(cells)) < len(cells):
            return False
        left = [plain(cell) for cell in self.table[number][: self.names] if cell]
        if left and not any(cell in _HEADINGS_OF_NUMBERS or "kommune" in cell for cell in left):
            return False
        if all(self.is_own_code(cell) for cell in cells):
            return len(cells) > 1
        below = [cell for cell in self.table[number + 1][self.names :] if cell]
        has_names = self.names > 0 or (bool(below) and all(is_name(cell) for cell in below))
        return has_names and all(read_year(cell) for cell in cells)

    def _take_header(self, number: int) -> None:
        row = self.table[number]
        marks = [Mark(number, column, row[column]) for column in range(self.names) if row[column]]
        if any(not is_nothing(cell) for cell in row[self.names :]):
            if self.part.first >= 0:
                self.part = _Part()
            marks = [*self._title_before(), *marks]
            self.part.header.append(row)
            self.part.header_rows.append(number)
        self.around = [*self.around, *marks][-_KEPT:]
        self.beside = [None] * self.names

    def _title_before(self) -> list[Mark]:
        """A single name over a header is no header, but a title of all below it."""
        if len(self.part.header) != 1 or len(self.part.header[0]) - self.names < 2:
            return []
        row, number = self.part.header[0], self.part.header_rows[0]
        named = [column for column in range(self.names, len(row)) if row[column]]
        if len(named) != 1:
            return []
        self.part.header.clear()
        self.part.header_rows.clear()
        return [Mark(number, named[0], row[named[0]])]

    def _take_numbers(self, number: int) -> None:
        row = self.table[number]
        if not any(row):
            return
        if self.part.first < 0:
            self.part.first = number
        self._take_beside(number, row)
        beside = tuple(mark for mark in self.beside if mark)
        for column in range(self.names, len(row)):
            if is_nothing(row[column]):
                continue
            self.spots.append(
                Spot(
                    row=number,
                    column=column,
                    text=row[column],
                    down=number - self.part.first,
                    across=column - self.names,
                    beside=beside,
                    over=self._over(column),
                    around=tuple(self.around),
                )
            )

    def _take_beside(self, number: int, row: Sequence[str]) -> None:
        """A name of an outer column counts until the next one: cells that were joined are copied empty."""
        for column in range(self.names):
            if row[column]:
                self.beside[column] = Mark(number, column, row[column])
                self.beside[column + 1 :] = [None] * (self.names - column - 1)
            elif column == self.names - 1:
                self.beside[column] = None

    def _over(self, column: int) -> tuple[Mark, ...]:
        marks = []
        for depth, (number, row) in enumerate(zip(self.part.header_rows, self.part.header, strict=True)):
            is_last = depth == len(self.part.header) - 1
            place = column
            while not is_last and place > self.names and not row[place]:
                place -= 1
            if row[place] and not is_nothing(row[place]):
                marks.append(Mark(number, place, row[place]))
        return tuple(marks)


def read_axes(table: Table, is_own_code: Callable[[str], bool]) -> list[Spot]:
    """Every cell that should hold a number."""
    return _Reader(table, is_own_code).read()


def counted(spots: Sequence[Spot]) -> Counted:
    rows = max((spot.down for spot in spots), default=-1) + 1
    return Counted(rows, max((spot.across for spot in spots), default=-1) + 1)


def _columns_of_names(table: Table, is_own_code: Callable[[str], bool]) -> int:
    """How many columns at the left hold names."""
    found = 0
    for column in range(len(table[0])):
        cells = [row[column] for row in table if row[column]]
        if not cells:
            continue
        if not all(is_name(cell) for cell in cells) and not _has_codes(table, column, cells, is_own_code):
            break
        found = column + 1
    return found


def _has_codes(table: Table, column: int, cells: Sequence[str], is_own_code: Callable[[str], bool]) -> bool:
    """A column of names that are written with digits: the heading says so, or all are own municipalities."""
    headings = [number for number, cell in enumerate(cells) if plain(cell) in _HEADINGS_OF_NUMBERS]
    if headings and all(map(is_name, cells[: headings[0]])):
        under = cells[headings[0] + 1 :]
        return all(is_name(cell) or cell.isdigit() or is_own_code(cell) for cell in under)
    bare = [cell for cell in cells if not is_name(cell)]
    following = [row[column + 1] for row in table[1:] if column + 1 < len(row) and row[column + 1]]
    has_names_after = bool(following) and all(is_name(cell) for cell in following)
    if all(read_year(cell) for cell in bare):
        return has_names_after
    if not all(is_own_code(cell) for cell in bare):
        return False
    return has_names_after or (len(bare) > 1 and len(set(bare)) == len(bare) and len(table[0]) > column + 1)
