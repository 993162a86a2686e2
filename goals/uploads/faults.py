"""Why a file is refused: a code and a place, which the server puts into words (`words.py`)."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """`cell`: `B3`, or `B` or `3` for all of a column or row. In a text file `line`, and `sign` in it."""

    code: str
    shown: str = ""
    sheet: str = ""
    cell: str = ""
    line: int = 0
    sign: int = 0


class FileRefused(Exception):
    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults


class Faults(list[Fault]):
    """The first faults of a file: enough to correct it in one go, too few to fill a page."""

    MOST = 20

    def add(self, fault: Fault) -> None:
        self.append(fault)
        if len(self) >= self.MOST:
            self.raise_any()

    def raise_any(self) -> None:
        if self:
            raise FileRefused(*self)
