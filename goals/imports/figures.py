"""Files of figures."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import BinaryIO

from django.utils.translation import gettext as _

from goals.contents import FigureEntry
from goals.entry import record_figures, write_figures
from goals.imports.cells import Cells, counts_whole
from goals.imports.file import Progress, TableFile, assignment_of
from goals.imports.names import Areas, Indicators
from goals.imports.table import Columns, Row
from goals.models import FigureState, Indicator, Origin, SourceKind
from goals.months import Month
from goals.numbers import Dialect
from goals.refusals import Recorded, Unreadable
from jobcentres.models import Area, User

_REPORTED = FigureState.REPORTED.value
_STATES = frozenset(FigureState.values)
_NUMBERS = ("value", "numerator", "denominator")
_KINDS = {"jobindsats": SourceKind.JOBINDSATS, "egen opgørelse": SourceKind.OWN_COUNT}


def import_figures(
    file: BinaryIO,
    *,
    by: User | None = None,
    source: str = "",
    correction_reason: str = "",
    reason: str = "",
    is_rehearsal: bool = False,
    progress: Progress | None = None,
) -> Recorded:
    """Record every row of the file, or none: raises `Refused`. Nobody (`by`) is the official source.

    `source` is the source of the rows that name none. With a `correction_reason`, rows that differ from an
    approved figure become correction requests. A rehearsal judges and counts, and writes nothing.
    """
    rows = FigureFile(file, source=source, progress=progress)
    origin = Origin.OFFICIAL if by is None else Origin.FILE
    if is_rehearsal:
        return rows.recorded(
            lambda: write_figures(
                None, entries=rows, by=by, origin=origin, correction_reason=correction_reason
            )
        )
    return rows.recorded(
        lambda: record_figures(
            entries=rows,
            by=by,
            origin=origin,
            reason=reason,
            assignment=assignment_of(by),
            correction_reason=correction_reason,
        )
    )


class FigureFile(TableFile[FigureEntry]):
    """The figures of a file."""

    columns = Columns(
        ("indicator", "area", "month", *_NUMBERS, "state", "source", "note", "source_kind"),
        required=("indicator", "area", "month"),
    )

    def __init__(self, file: BinaryIO, *, source: str = "", progress: Progress | None = None) -> None:
        super().__init__(file, progress)
        self._source = source.strip()

    def begin(self) -> None:
        self._indicators, self._areas = Indicators(), Areas()
        self._seen: dict[tuple[int, int], int] = {}

    def entry(self, row: Row, dialect: Dialect) -> FigureEntry | Unreadable:
        cells = Cells(row, dialect)
        indicator, area = cells.indicator(self._indicators), cells.area(self._areas)
        month, state = cells.month("month"), _state(cells)
        if indicator is None or area is None or month is None:
            return tuple(cells.refusals)
        if self._is_repeated(indicator, area, month):
            cells.refuse("area", "duplicate", _("The same figure is there twice. Delete one of them."))
        value = cells.number("value", whole=counts_whole(indicator))
        numerator = cells.number("numerator", whole=True)
        denominator = cells.number("denominator", whole=True)
        source = cells.words("source") or self._source
        source_kind = _source_kind(cells) or (_kind(source) if source else indicator.source_kind)
        if cells.refusals:
            return tuple(cells.refusals)
        return FigureEntry(
            indicator=indicator,
            area=area,
            month=month,
            state=state,
            value=value,
            numerator=numerator,
            denominator=denominator,
            source_kind=source_kind,
            source=source,
            note=cells.words("note"),
            line=row.line,
        )

    def _is_repeated(self, indicator: Indicator, area: Area, month: Month) -> bool:
        """Whether an earlier row was about the same figure: one bit a month, for files of a million rows."""
        series, bit = (indicator.pk, area.pk), 1 << (month.year - 1900) * 12 + month.number
        seen = self._seen.get(series, 0)
        self._seen[series] = seen | bit
        return bool(seen & bit)


def _state(cells: Cells) -> str:
    state = cells.text("state").strip().casefold()
    if not state:
        if all(map(cells.is_blank, _NUMBERS)):
            message = _("Write the number, or write in the column state why there is none.")
            cells.refuse("value", "empty", message)
        return _REPORTED
    if state not in _STATES:
        cells.refuse("state", "unknown_state", _unknown_state(state))
    return state


def _unknown_state(state: str) -> str:
    if near := get_close_matches(state, sorted(_STATES), n=1):
        return _("There is no such state. Do you mean %(state)s?") % {"state": near[0]}
    return _("There is no such state. Write one of these, or nothing: %(states)s.") % {
        "states": ", ".join(FigureState.values)
    }


def _source_kind(cells: Cells) -> str:
    """Empty where the file leaves it to the source's name."""
    kind = cells.text("source_kind").strip().casefold()
    if kind and kind not in SourceKind.values:
        message = _("There is no such kind of source. Write one of these, or nothing: %(kinds)s.")
        cells.refuse("source_kind", "unknown_source_kind", message % {"kinds": ", ".join(SourceKind.values)})
    return kind


@lru_cache(maxsize=256)
def _kind(source: str) -> str:
    named = source.casefold()
    return next((kind.value for word, kind in _KINDS.items() if word in named), SourceKind.OTHER.value)
