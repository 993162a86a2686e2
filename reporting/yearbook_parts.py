"""The parts of a yearbook's one query, all of one shape."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

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
    TargetVersion,
)
from goals.months import Month, MonthField
from reporting.places import clustered_in

PROMISE = "promise"

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


def marks(indicators: Collection[Indicator]) -> Any:
    rows = SeriesBreak.objects.filter(indicator__in=indicators)
    return _rows(rows, "mark", "month", text=_text("name"), flag=F("is_break"))


def deadlines(indicators: Collection[Indicator], months: tuple[Month, Month]) -> Any:
    rows = Deadline.objects.filter(indicator__in=indicators, month__range=months)
    return _rows(rows, "deadline", "month", moment=F("due_at"))


def clusters(indicators: Collection[Indicator], month: Month) -> Any:
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


def records(
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


def released(
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


def changed(
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


def submitted(
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


def remarks_then(
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


def remarks(
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


def promises(versions: QuerySet[TargetVersion]) -> Any:
    """The month is that of the baseline, if it has one."""
    return _rows(
        versions,
        PROMISE,
        "baseline_month",
        "target__indicator_id",
        area=F("target__area_id"),
        text=_text("kind"),
        word=_text("decided_on"),
        number=F("number"),
        amount=F("value"),
        numerator=F("baseline_value"),
        denominator=F("adopted_percent"),
    )
