"""The sheet to fill in and send back: a row for each number field, a column for each month.

What stands already is written in its place, and the latest number from before beside it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from goals.blocks.frame import DENOMINATOR, NUMERATOR, VALUE, Frame, Input
from goals.calendar import is_counted
from goals.forms.words import capitalised
from goals.live_text import harmless
from goals.models import Figure, FigureState
from goals.months import Month, now, today
from goals.numbers import Dialect, format_exact
from jobcentres.models import User

if TYPE_CHECKING:
    from openpyxl.cell import Cell

_PRODUCT = "Måltal"
_NUMBER_FORMAT = "#,##0.###############"
_WHOLE = "#,##0"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_TO_FILL = "FFF8DC"


class Row(NamedTuple):
    """`names` of the municipality, the indicator and the field, and in the sheet of a month of the period."""

    names: list[str]
    latest: Decimal | None
    numbers: list[Decimal | None]
    is_counted: list[bool]
    is_whole: bool


@dataclass(frozen=True)
class Template:
    frame: Frame
    before: Month
    months: Sequence[Month]
    rows: Sequence[Row]

    @property
    def header(self) -> list[str]:
        latest = _("Latest number (%(month)s)") % {"month": self.before.label}
        return [*self.heading_of_names, latest, *(capitalised(month.label) for month in self.months)]

    @property
    def heading_of_names(self) -> list[str]:
        period = [_("Period")] if self.frame.month else []
        return [_("Municipality"), _("Indicator"), _("Number"), *period]

    @property
    def file_name(self) -> str:
        """`Jobcenter Ærø 2014-01`, without the ending."""
        return f"{self.frame.jobcentre.name} {self.frame.period}"


def template_for(user: User, frame: Frame) -> Template:
    months = [frame.month] if frame.month else _months_over(frame.year)
    before = months[0].plus(-1)
    figures = _figures(user, frame, before, months[-1])
    rows = [_row(one, frame, figures, before, months) for one in frame.inputs]
    return Template(frame, before, months, rows)


def _months_over(year: int) -> list[Month]:
    return [month for month in Month.range(Month(year, 1), Month.december(year)) if month < Month.of(today())]


Figures = Mapping[tuple[int, int, Month], Figure]


def _figures(user: User, frame: Frame, first: Month, last: Month) -> Figures:
    found = Figure.objects.visible_to(user).filter(
        area__in=[area.pk for area in frame.municipalities],
        indicator__in={one.indicator.pk for one in frame.inputs},
        month__gte=first.first_day,
        month__lte=last.first_day,
        state=FigureState.REPORTED,
    )
    return {(figure.area_id, figure.indicator_id, figure.month): figure for figure in found}


def _row(one: Input, frame: Frame, figures: Figures, before: Month, months: Sequence[Month]) -> Row:
    def number(month: Month) -> Decimal | None:
        return _number(one, figures.get((one.area.pk, one.indicator.pk, month)))

    period = [frame.month.window_label(one.indicator.window)] if frame.month else []
    return Row(
        names=[one.area.name, one.indicator.name, _field_name(one), *period],
        latest=number(before),
        numbers=[number(month) for month in months],
        is_counted=[is_counted(one.indicator, month) for month in months],
        is_whole=not (one.indicator.is_ratio and one.part == VALUE),
    )


def _number(one: Input, figure: Figure | None) -> Decimal | None:
    """What stands in the field; the percentage only where there are no parts, which say it exactly."""
    if figure is None or (one.part == VALUE and figure.numerator is not None):
        return None
    number: Decimal | None = getattr(figure, one.part)
    return number


def _field_name(one: Input) -> str:
    if one.part == NUMERATOR:
        return one.indicator.numerator_name
    if one.part == DENOMINATOR:
        return one.indicator.denominator_name
    return capitalised(_("or only the percentage")) if one.indicator.is_ratio else _("Number of persons")


# The files


def as_csv(template: Template) -> bytes:
    """For a Danish spreadsheet: semicolons, decimal commas, a byte order mark."""
    file = StringIO()
    write = csv.writer(file, delimiter=";", lineterminator="\r\n").writerow
    write(map(harmless, template.header))
    for row in template.rows:
        write([*map(harmless, row.names), *map(_written, (row.latest, *row.numbers))])
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(template: Template) -> bytes:
    """Imported here: openpyxl brings numpy along, and takes 17 MB that no other page has use for."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book, to_fill = Workbook(), PatternFill("solid", fgColor=_TO_FILL)
    book.properties.creator = book.properties.title = _PRODUCT
    book.properties.created = book.properties.modified = now().replace(tzinfo=None)
    sheet = book.active
    sheet.title = template.frame.period
    names = len(template.heading_of_names)
    for column, text in enumerate(template.header, start=1):
        _write_text(sheet.cell(1, column), text).font = Font(bold=True)
        sheet.cell(1, column).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = 30 if column <= names else 16
    for number, row in enumerate(template.rows, start=2):
        _write_row(sheet, number, row, to_fill)
    sheet.freeze_panes = sheet.cell(2, names + 1)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


class FileFormat(NamedTuple):
    content_type: str
    write: Callable[[Template], bytes]


FORMATS: Mapping[str, FileFormat] = {
    "xlsx": FileFormat("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "csv": FileFormat("text/csv; charset=utf-8", as_csv),
}


def _write_row(sheet: Any, number: int, row: Row, to_fill: Any) -> None:
    for column, text in enumerate(row.names, start=1):
        _write_text(sheet.cell(number, column), text)
    first = len(row.names) + 2
    _write_number(sheet.cell(number, first - 1), row.latest, row)
    for step, (value, is_counted_then) in enumerate(zip(row.numbers, row.is_counted, strict=True)):
        cell = sheet.cell(number, first + step)
        _write_number(cell, value, row)
        if is_counted_then:
            cell.fill = to_fill


def _write_text(cell: Cell, text: str) -> Cell:
    """As text, whatever it begins with; without the signs that a workbook has no room for."""
    cell.value, cell.data_type = _CONTROL.sub("", text), "s"
    return cell


def _write_number(cell: Cell, value: Decimal | None, row: Row) -> None:
    cell.value = value
    cell.number_format = _WHOLE if row.is_whole else _NUMBER_FORMAT


def _written(value: Decimal | None) -> str:
    return "" if value is None else format_exact(value, Dialect.DANISH_FILE)
