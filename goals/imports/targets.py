"""Files of targets."""

from __future__ import annotations

import re
from typing import BinaryIO

from django.utils.translation import gettext as _

from goals.imports.cells import Cells, counts_whole
from goals.imports.file import Progress, TableFile, assignment_of
from goals.imports.names import Areas, Indicators
from goals.imports.table import Columns, Row
from goals.numbers import Dialect
from goals.refusals import Recorded, Unreadable
from goals.targets import Subject, TargetEntry, record_targets, write_targets
from jobcentres.models import User

_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")


def import_targets(
    file: BinaryIO,
    *,
    by: User | None = None,
    reason: str = "",
    is_rehearsal: bool = False,
    progress: Progress | None = None,
) -> Recorded:
    """Record a binding version for every row that says something new, or none: raises `Refused`.

    A rehearsal judges and counts, and writes nothing.
    """
    rows = TargetFile(file, progress)
    if is_rehearsal:
        return rows.recorded(lambda: write_targets(None, entries=rows, by=by))
    return rows.recorded(
        lambda: record_targets(entries=rows, by=by, reason=reason, assignment=assignment_of(by))
    )


class TargetFile(TableFile[TargetEntry]):
    """The targets of a file."""

    columns = Columns(
        ("year", "indicator", "area", "value", "baseline_month", "baseline_value", "note"),
        required=("year", "indicator", "area", "value"),
    )

    def begin(self) -> None:
        self._indicators, self._areas = Indicators(), Areas()
        self._seen: set[Subject] = set()

    def entry(self, row: Row, dialect: Dialect) -> TargetEntry | Unreadable:
        cells = Cells(row, dialect)
        year, indicator, area = _year(cells), cells.indicator(self._indicators), cells.area(self._areas)
        baseline_month = None if cells.is_blank("baseline_month") else cells.month("baseline_month")
        if cells.is_blank("value"):
            cells.refuse("value", "empty", _("Write the target."))
        if year is None or indicator is None or area is None:
            return tuple(cells.refusals)
        whole = counts_whole(indicator)
        value, baseline = cells.number("value", whole=whole), cells.number("baseline_value", whole=whole)
        if (year, indicator.pk, area.pk) in self._seen:
            cells.refuse("area", "duplicate", _("The same target is there twice. Delete one of them."))
        self._seen.add((year, indicator.pk, area.pk))
        if cells.refusals or value is None:
            return tuple(cells.refusals)
        return TargetEntry(
            year=year,
            indicator=indicator,
            area=area,
            value=value,
            baseline_month=baseline_month,
            baseline_value=baseline,
            note=cells.words("note"),
            line=row.line,
        )


def _year(cells: Cells) -> int | None:
    written = cells.text("year").strip()
    if _YEAR.fullmatch(written):
        return int(written)
    cells.refuse("year", "not_a_year", _("Write the year with four digits, e.g. 2014."))
    return None
