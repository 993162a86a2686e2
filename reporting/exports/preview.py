"""The first rows of an extract as people read them: what the file will say, before it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby, islice
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals.models import Indicator
from goals.numbers import HIDDEN, format_number, strict_count
from jobcentres.models import Area
from reporting import wording
from reporting.exports.extract import ALL_LEVELS, REVISIONS, Extracted
from reporting.exports.kinds import Column, Kind, is_count
from reporting.exports.shapes import shape_of

ROWS = 10
_NUMBERS = {Kind.WHOLE, Kind.AMOUNT, Kind.COUNT, Kind.PATH, Kind.RATE}


class Cell(NamedTuple):
    text: str
    is_number: bool
    is_name: bool


class Heading(NamedTuple):
    text: str
    is_number: bool


class GroupHeading(NamedTuple):
    """What stands above so many headings; empty above those that stand alone."""

    text: str
    span: int


@dataclass(frozen=True, slots=True)
class Preview:
    """`number` is how many rows the file has, `left_out` the headings of the columns that only the file has,
    as they say the same in every row. `empty` says why there are none."""

    groups: tuple[GroupHeading, ...]
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    number: int
    count: str
    left_out: str
    has_hidden: bool
    empty: str

    @property
    def has_more(self) -> bool:
        return self.number > len(self.rows)


def preview(extracted: Extracted) -> Preview:
    shape = shape_of(extracted)
    columns = shape.columns(extracted)
    shown = {name: column for name, column in columns.items() if not column.is_constant}
    rows = tuple(_row(row, shown) for row in islice(shape.rows(extracted), ROWS))
    number = shape.count(extracted)
    has_groups = any(column.group for column in shown.values())
    return Preview(
        groups=_groups(shown) if has_groups else (),
        headings=tuple(Heading(str(column.heading), column.kind in _NUMBERS) for column in shown.values()),
        rows=rows,
        number=number,
        count=_count(number),
        left_out=", ".join(str(column.heading) for column in columns.values() if column.is_constant),
        has_hidden=any(cell.text == HIDDEN for row in rows for cell in row),
        empty="" if number else _why_empty(extracted),
    )


def _count(number: int) -> str:
    shown = format_number(Decimal(number))
    return ngettext("%(number)s row", "%(number)s rows", number) % {"number": shown}


def _groups(columns: Mapping[str, Column[Any]]) -> tuple[GroupHeading, ...]:
    by_group = groupby(str(column.group) for column in columns.values())
    return tuple(GroupHeading(group, len(list(own))) for group, own in by_group)


def _why_empty(extracted: Extracted) -> str:
    extract = extracted.extract
    if extract.areas and not extracted.areas and extract.level != ALL_LEVELS:
        return _("None of the chosen areas is on the chosen level. Choose another level, or other areas.")
    if not extracted.areas:
        return _("There are no areas that fit the choice.")
    if extract.shape == REVISIONS:
        if all(area.level != Area.Level.MUNICIPALITY for area in extracted.areas):
            return _(
                "Regions and the country have no figures of their own here, only sums. Choose municipalities."
            )
        return _("No figure that you may see has been recorded for these months.")
    return _("Nothing fits the choice.")


def _row(row: Any, columns: Mapping[str, Column[Any]]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            HIDDEN
            if name in row.hidden
            else _text(column, column.value(row), (column.goal or row.goal).indicator),
            column.kind in _NUMBERS,
            name == "area_name",
        )
        for name, column in columns.items()
    )


def _text(column: Column[Any], value: Any, indicator: Indicator) -> str:
    if value is None or value == "":
        return ""
    if column.kind is Kind.TEXT:
        return str(column.words.get(value, value))
    written = _WRITTEN.get(column.kind)
    return written(value) if written else _number(column.kind, Decimal(value), indicator)


def _number(kind: Kind, value: Decimal, indicator: Indicator) -> str:
    counts = is_count(kind, indicator)
    if counts and kind is Kind.PATH:
        value = strict_count(value, indicator.direction)
    return format_number(value, 0 if counts else 1)


def _moment(value: datetime) -> str:
    return f"{wording.numeric_day(value)} {wording.clock_time(value)}"


_WRITTEN: Mapping[Kind, Callable[[Any], str]] = {
    Kind.WHOLE: str,
    Kind.MONTH: lambda month: month.short_label,
    Kind.DAY: wording.numeric_day,
    Kind.MOMENT: _moment,
    Kind.FLAG: lambda flag: pgettext("flag", "yes") if flag else pgettext("flag", "no"),
}
