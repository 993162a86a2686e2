"""What belongs to the months of indicators besides figures: series breaks, deadlines, clusters, and of an
area the sources of its figures and the jobcentre's comments. At most one query, whatever is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Cast

from goals.models import (
    Deadline,
    FigureRevision,
    Indicator,
    ReturnEvent,
    ReturnLine,
    SeriesBreak,
    SubmittedLine,
)
from goals.months import Month, MonthField
from goals.progress import Released
from goals.replacements import released
from jobcentres.remembered import Remembered, chain_end
from reporting.places import Clustered, clustered_in

YEARS_DRAWN = 5


class SeriesMark(NamedTuple):
    """A series break, or a reform that left the series comparable."""

    month: Month
    name: str
    is_break: bool


class Record(NamedTuple):
    """One accepted change of a figure: where the figure came from, when, and what stood there before."""

    version: int
    is_approved: bool
    recorded_at: datetime
    origin: str
    source_kind: str
    source: str
    replaced: Decimal | None


class Remark(NamedTuple):
    """What the jobcentre says of a line; `is_unpublished`: that its source has no figure yet."""

    text: str
    is_unpublished: bool


class Reference(NamedTuple):
    """What is the same for every area and reader, and kept until something is recorded."""

    marks: dict[int, list[SeriesMark]]
    deadlines: dict[tuple[int, Month], datetime]
    clusters: list[Clustered] | None


_remembered: Remembered[tuple[frozenset[int], int, Month | None], Reference] = Remembered(16)


@dataclass(slots=True)
class Yearbook:
    """By indicator (and month, and area); what there is none of is left out."""

    marks: dict[int, list[SeriesMark]] = field(default_factory=lambda: defaultdict(list))
    deadlines: dict[tuple[int, Month], datetime] = field(default_factory=dict)
    clusters: list[Clustered] | None = None
    """None if they were not asked for."""
    records: dict[tuple[int, int, Month], list[Record]] = field(default_factory=lambda: defaultdict(list))
    released: dict[tuple[int, int, Month], list[Released]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[tuple[int, int, Month], list[Released]] = field(default_factory=lambda: defaultdict(list))
    reasons: dict[tuple[int, int, Month], dict[datetime, str]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """Why a released version was corrected, by when it was recorded."""
    submitted: dict[tuple[int, int, Month], dict[int, datetime]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """When each version of a figure was submitted, if it was."""
    remarks: dict[tuple[int, int, Month], Remark] = field(default_factory=dict)
    _said: list[tuple[int, str, str, tuple[int, int, Month]]] = field(default_factory=list)

    @classmethod
    def read(
        cls,
        indicators: Collection[Indicator],
        year: int,
        *,
        notes_of: Collection[int] = (),
        known_on: datetime | None = None,
        clusters_in: Month | None = None,
        changed_since: datetime | None = None,
        changed_in: Collection[int] | None = None,
    ) -> Yearbook:
        """Deadlines of `year`, all series breaks; records and comments of the areas `notes_of`, from the
        December before the year on, and their released versions as far back as a figure shows; the clusters
        of the month `clusters_in`. Without notes: the released versions, in the areas `changed_in` (None:
        all), of figures that got another after `changed_since`.

        Records, comments and versions are those recorded up to `known_on` (None: now); deadlines and breaks
        are reference data, as they are now."""
        months = (Month.december(year - 1), Month.december(year))
        end, key = chain_end(), (frozenset(indicator.pk for indicator in indicators), year, clusters_in)
        known = _remembered.get(key, end)
        parts: list[Any] = []
        if known is None:
            parts += [_marks(indicators), _deadlines(indicators, months)]
            parts += [_clusters(indicators, clusters_in)] if clusters_in else []
        drawn = (Month.december(year - YEARS_DRAWN), Month.december(year))
        if changed_since is not None and not notes_of:
            parts.append(_changed(indicators, drawn, changed_in, changed_since))
        if notes_of:
            of_then = {} if known_on is None else {"change__recorded_at__lte": known_on}
            remarks = _remarks if known_on is None else _remarks_then
            parts += [
                _records(indicators, months, notes_of, of_then),
                _released(indicators, drawn, notes_of, of_then),
                _submitted(indicators, months, notes_of, known_on),
                remarks(indicators, months, notes_of, of_then),
            ]
        book = cls(*known) if known else cls(clusters=[] if clusters_in else None)
        for kind, *content in _together(parts):
            book._add(kind, *content)
        if known is None:
            _remembered.keep(key, Reference(book.marks, book.deadlines, book.clusters), end)
        for records in book.records.values():
            records.sort()
        book._note_said()
        return book

    def _add(self, kind: str, indicator: int, month: Month, area: int, *content: Any) -> None:
        moment, text, word, other, flag, number, amount, *parts = content
        match kind:
            case "mark":
                self.marks[indicator].append(SeriesMark(month, text, flag))
            case "deadline":
                self.deadlines[indicator, month] = moment
            case "cluster" if self.clusters is not None:
                self.clusters.append(Clustered((month, number), word, indicator, text, area))
            case "record":
                record = Record(number, flag, moment, word, other, text, amount)
                self.records[indicator, area, month].append(record)
            case "changed":
                version = released(number, moment, word, other, amount, *parts)
                self.changed[indicator, area, month].append(version)
            case "released":
                version = released(number, moment, word, other, amount, *parts)
                self.released[indicator, area, month].append(version)
                self.reasons[indicator, area, month][moment] = text
            case "submitted":
                self.submitted[indicator, area, month][number] = moment
            case "remark":
                self.remarks[indicator, area, month] = Remark(text, word == ReturnLine.State.NOT_PUBLISHED)
            case "said":
                self._said.append((number, word, text, (indicator, area, month)))

    def _note_said(self) -> None:
        """The events of the lines, one after the other, give the remark that stood there then."""
        for _number, kind, text, place in sorted(self._said):
            remark = self.remarks.get(place, Remark("", False))
            if kind == ReturnEvent.Kind.COMMENT:
                self.remarks[place] = remark._replace(text=text)
            else:
                is_unpublished = text == ReturnLine.State.NOT_PUBLISHED
                self.remarks[place] = remark._replace(is_unpublished=is_unpublished)


def _together(parts: Sequence[Any]) -> Any:
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else chain(*parts)


_NO_TEXT = Cast(Value(""), models.TextField())
_NO_MOMENT = Cast(Value(None), models.DateTimeField())
_NO_NUMBER = Cast(Value(0), models.IntegerField())
_NO_AMOUNT = Cast(Value(None), FigureRevision._meta.get_field("replaced_value"))
_NO_FLAG = Cast(Value(False), models.BooleanField())


def _rows(rows: QuerySet[Any], kind: str, month: str, indicator: str = "indicator_id", **content: Any) -> Any:
    """The columns of `_add`, in one shape for all parts of the union."""
    columns = {
        "row_area": _NO_NUMBER,
        "row_moment": _NO_MOMENT,
        "row_text": _NO_TEXT,
        "row_word": _NO_TEXT,
        "row_other": _NO_TEXT,
        "row_flag": _NO_FLAG,
        "row_number": _NO_NUMBER,
        "row_amount": _NO_AMOUNT,
        "row_numerator": _NO_AMOUNT,
        "row_denominator": _NO_AMOUNT,
    } | {f"row_{name}": value for name, value in content.items()}
    return (
        rows.order_by()
        .annotate(
            row_kind=Cast(Value(kind), models.TextField()),
            row_indicator=F(indicator),
            row_month=Cast(month, MonthField()),
            **columns,
        )
        .values_list("row_kind", "row_indicator", "row_month", *columns)
    )


def _text(name: str) -> Cast:
    return Cast(name, models.TextField())


def _marks(indicators: Collection[Indicator]) -> Any:
    rows = SeriesBreak.objects.filter(indicator__in=indicators)
    return _rows(rows, "mark", "month", text=_text("name"), flag=F("is_break"))


def _deadlines(indicators: Collection[Indicator], months: tuple[Month, Month]) -> Any:
    rows = Deadline.objects.filter(indicator__in=indicators, month__range=months)
    return _rows(rows, "deadline", "month", moment=F("due_at"))


def _clusters(indicators: Collection[Indicator], month: Month) -> Any:
    codes = ["", *(indicator.code for indicator in indicators)]
    return _rows(
        clustered_in(month, codes),
        "cluster",
        "scheme__valid_from",
        "cluster_id",
        area=F("municipality_id"),
        text=_text("cluster__name"),
        word=_text("scheme__indicator_code"),
        number=F("scheme_id"),
    )


def _records(
    indicators: Collection[Indicator],
    months: tuple[Month, Month],
    areas: Collection[int],
    of_then: Mapping[str, datetime],
) -> Any:
    rows = FigureRevision.objects.filter(
        figure__indicator__in=indicators, figure__area__in=areas, figure__month__range=months, **of_then
    )
    return _rows(
        rows,
        "record",
        "figure__month",
        "figure__indicator_id",
        area=F("figure__area_id"),
        moment=F("change__recorded_at"),
        text=_text("source"),
        word=_text("origin"),
        other=_text("source_kind"),
        flag=F("is_approved"),
        number=F("version"),
        amount=F("replaced_value"),
    )


def _released(
    indicators: Collection[Indicator],
    months: tuple[Month, Month],
    areas: Collection[int],
    of_then: Mapping[str, datetime],
) -> Any:
    """Of figures that have several versions."""
    rows = FigureRevision.objects.filter(
        figure__indicator__in=indicators,
        figure__area__in=areas,
        figure__month__range=months,
        figure__approved_version__gt=1,
        is_approved=True,
        **of_then,
    )
    return _versions(rows, "released")


def _changed(
    indicators: Collection[Indicator],
    months: tuple[Month, Month],
    areas: Collection[int] | None,
    since: datetime,
) -> Any:
    """Of figures that got another released version after `since`, all of them."""
    newer = FigureRevision.objects.filter(
        is_approved=True, change__recorded_at__gt=since, figure__approved_version__gt=1
    )
    rows = FigureRevision.objects.filter(
        figure__in=newer.values("figure"),
        figure__indicator__in=indicators,
        figure__month__range=months,
        is_approved=True,
    )
    return _versions(rows if areas is None else rows.filter(figure__area__in=areas), "changed")


def _versions(rows: QuerySet[Any], kind: str) -> Any:
    return _rows(
        rows,
        kind,
        "figure__month",
        "figure__indicator_id",
        area=F("figure__area_id"),
        moment=F("change__recorded_at"),
        text=_text("note"),
        word=_text("origin"),
        other=_text("state"),
        number=F("version"),
        amount=F("value"),
        numerator=F("numerator"),
        denominator=F("denominator"),
    )


def _submitted(
    indicators: Collection[Indicator],
    months: tuple[Month, Month],
    areas: Collection[int],
    known_on: datetime | None,
) -> Any:
    rows = SubmittedLine.objects.filter(
        figure__indicator__in=indicators, figure__area__in=areas, figure__month__range=months
    )
    if known_on is not None:
        rows = rows.filter(submission__change__recorded_at__lte=known_on)
    return _rows(
        rows,
        "submitted",
        "figure__month",
        "figure__indicator_id",
        area=F("figure__area_id"),
        moment=F("submission__change__recorded_at"),
        number=F("figure_version"),
    )


def _remarks_then(
    indicators: Collection[Indicator],
    months: tuple[Month, Month],
    areas: Collection[int],
    of_then: Mapping[str, datetime],
) -> Any:
    rows = ReturnEvent.objects.filter(
        indicator__in=indicators,
        municipality__in=areas,
        monthly_return__month__range=months,
        kind__in=(ReturnEvent.Kind.COMMENT, ReturnEvent.Kind.LINE_STATE),
        **of_then,
    )
    return _rows(
        rows,
        "said",
        "monthly_return__month",
        area=F("municipality_id"),
        number=F("change__number"),
        text=_text("new"),
        word=_text("kind"),
    )


def _remarks(
    indicators: Collection[Indicator],
    months: tuple[Month, Month],
    areas: Collection[int],
    _of_then: Mapping[str, datetime],
) -> Any:
    rows = ReturnLine.objects.filter(
        indicator__in=indicators, municipality__in=areas, monthly_return__month__range=months
    )
    return _rows(
        rows,
        "remark",
        "monthly_return__month",
        area=F("municipality_id"),
        text=_text("comment"),
        word=_text("state"),
    )
