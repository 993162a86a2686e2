"""How the numbers of a block are written: all of them in Danish, or all as machines write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _

from goals.blocks.frame import VALUE
from goals.blocks.places import Cell
from goals.numbers import Dialect, NumberError, parse_number

_UNIT = re.compile(r"\s*(?:%|pct\.?)\*?$", re.IGNORECASE)


class Written(StrEnum):
    """`1.234,5` or `1234.5`; undecided where both readings are possible, and they differ."""

    DANISH = "da"
    MACHINE = "maskine"
    UNDECIDED = ""


class Both(NamedTuple):
    """A cell that can be read in two ways."""

    written: str
    danish: Decimal
    machine: Decimal


class Decided(NamedTuple):
    """`matters`: with the other dialect some number would be another, or could not be read.

    `example` can be read in both; `danish` and `machine` are cells that can be read in one only.
    """

    written: Written
    matters: bool
    example: Both | None = None
    danish: str = ""
    machine: str = ""


def decide(cells: Sequence[Cell], chosen: str = "") -> Decided:
    """The dialect of all the cells: the chosen one, or the only one in which they can be read."""
    only_danish, only_machine, example = "", "", None
    for cell in cells:
        danish, machine = _reading(cell, Written.DANISH), _reading(cell, Written.MACHINE)
        if danish is not None and machine is not None:
            if danish != machine and example is None:
                example = Both(cell.text, danish, machine)
        elif danish is not None:
            only_danish = only_danish or cell.text
        elif machine is not None:
            only_machine = only_machine or cell.text
    matters = bool(only_machine or example)
    written = Written(chosen) if chosen in {Written.DANISH, Written.MACHINE} else Written.DANISH
    if not chosen and bool(only_danish) == bool(only_machine) and matters:
        written = Written.UNDECIDED
    elif not chosen and only_machine:
        written = Written.MACHINE
    return Decided(written, matters, example, only_danish, only_machine)


def read_number(cell: Cell, written: Written) -> Decimal:
    """Raises `NumberError`. A percentage may have its sign behind it, as a spreadsheet shows it."""
    is_whole = not cell.place.indicator.is_ratio or cell.place.part != VALUE
    text = cell.text if is_whole else _UNIT.sub("", cell.text)
    machine = written is Written.MACHINE
    try:
        return parse_number(text, Dialect.MACHINE_FILE if machine else Dialect.FORM, whole=is_whole)
    except NumberError as refusal:
        if machine and refusal.code == "comma":
            message = _("It says “%(written)s”. Write it with a point for the decimals, like the others.")
            raise NumberError("comma", message % {"written": text[:30]}) from None
        raise


def _reading(cell: Cell, written: Written) -> Decimal | None:
    try:
        return read_number(cell, written)
    except NumberError:
        return None
