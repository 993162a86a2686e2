"""The figures of the year, month by month: value, source, when it was recorded, and what was said of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from django.utils.translation import gettext as _

from goals.models import Goal, SourceKind
from goals.months import Month
from goals.progress import Line, State
from goals.series import Basis
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import wording
from reporting.origin_address import Addresses
from reporting.summaries import Book
from reporting.yearbook import Record


@dataclass(frozen=True, slots=True)
class YearRow:
    """`figure` is a value or why there is none; `is_missing` where something can be done about it.

    `correction` says that another figure stood there before, `remark` are the jobcentre's own words.
    """

    period: str
    figure: str
    source: str
    recorded: str
    correction: str = ""
    remark: str = ""
    is_missing: bool = False
    origin: str = ""
    """Where the figure comes from, or why there is none."""


def year_table(book: Book, area: Area, goal: Goal) -> list[YearRow]:
    """The months of the goal year up to the last counted; of a yearly indicator also the year before, of an
    own goal only from its first month on.

    Of months that nobody has reported and that fall due together the last stands for all.
    """
    measure, as_of = book.measure(goal), book.choice.as_of
    first = Month.december(book.choice.year - 1) if measure.is_yearly else Month(book.choice.year, 1)
    months = [month for month in Month.range(first, as_of) if month.is_december or not measure.is_yearly]
    months = [month for month in months if goal.asks_of(area.pk, month)]
    origins = Addresses(book.choice)
    entries = [_Entry(book, area, goal, month, origins) for month in months]
    return [
        _row(entry)
        for entry, following in zip_longest(entries, entries[1:])
        if not entry.is_open_line or following is None or following.due != entry.due
    ]


def updated_at(book: Book, area: Area, goals: Collection[Goal]) -> datetime | None:
    """When the newest of the figures shown was recorded."""
    indicators = {goal.indicator_id for goal in goals}
    moments = [
        record.recorded_at
        for (indicator, area_id, month), records in book.yearbook.records.items()
        if indicator in indicators and area_id == area.pk and month <= book.choice.as_of
        for record in shown_records(book, area, records)
    ]
    return max(moments).astimezone(COPENHAGEN) if moments else None


def shown_records(book: Book, area: Area, records: list[Record]) -> list[Record]:
    """The changes that led to the figure as the reader sees it on this basis."""
    if book.choice.basis is Basis.PRELIMINARY and book.reader.sees_inside(area.pk):
        return records
    return [record for record in records if record.is_approved]


class _Entry:
    """One month of one line, with what stands beside it."""

    def __init__(self, book: Book, area: Area, goal: Goal, month: Month, origins: Addresses) -> None:
        self.area, self.goal, self.origins = area, goal, origins
        key = (goal.indicator_id, area.pk, month)
        self.book, self.month = book, month
        self.line: Line = book.line(area, goal)
        self.is_open = self.line.is_open_to(book.reader)
        self.records = shown_records(book, area, book.yearbook.records.get(key, []))
        self.replacement = book.replacements.get(key)
        self.remark = book.yearbook.remarks.get(key)
        self.due = book.yearbook.deadlines.get(key[:1] + key[2:])

    @property
    def is_reported(self) -> bool:
        point = self.line.point(self.month)
        return point is not None and point.state != State.NOT_REPORTED

    @property
    def is_open_line(self) -> bool:
        return not self.is_reported and not self.is_unpublished and self.due is not None

    @property
    def is_hidden(self) -> bool:
        return not self.is_open and self.line.hides_value(self.month)

    @property
    def is_missing(self) -> bool:
        return self.is_open_line and self.due is not None and self.due < self.book.choice.moment

    @property
    def is_unpublished(self) -> bool:
        return self.is_open and self.remark is not None and self.remark.is_unpublished


def _row(entry: _Entry) -> YearRow:
    newest = entry.records[-1] if entry.records and entry.is_reported else None
    return YearRow(
        period=entry.month.window_label(entry.line.measure.window),
        figure=_figure(entry),
        source=_source(newest) if newest else "",
        recorded=wording.numeric_day(newest.recorded_at.astimezone(COPENHAGEN)) if newest else "",
        correction=_correction(entry),
        remark=_remark(entry),
        is_missing=entry.is_missing,
        origin=entry.origins.of(entry.goal, entry.area, entry.month),
    )


def _figure(entry: _Entry) -> str:
    if entry.is_reported:
        return wording.cell(entry.line, entry.month, entry.book.reader)
    if entry.is_unpublished:
        return _("not published yet")
    if entry.due is None:
        return wording.NONE
    day = wording.short_day(entry.due.astimezone(COPENHAGEN), entry.book.choice.year)
    form = _("missing (deadline %(day)s)") if entry.is_missing else _("expected %(day)s")
    return form % {"day": day}


def _source(record: Record) -> str:
    return record.source or str(SourceKind(record.source_kind).label)


def _correction(entry: _Entry) -> str:
    """Of the figure that everybody may read; one not yet released has replaced none."""
    if entry.replacement is None or entry.line.at(entry.month).preliminary:
        return ""
    year = entry.book.choice.year
    return wording.replaced(entry.replacement, entry.line, entry.month, entry.book.reader, year)


def _remark(entry: _Entry) -> str:
    """The jobcentre's words, for those who see the figure that they are about."""
    if entry.remark is None or entry.is_hidden or not (entry.is_open or entry.is_reported):
        return ""
    return entry.remark.text
