"""Answers, remarks, comments and reopenings against the events that tell of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Exists, F, Model, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from goals.models import (
    Figure,
    FigureRevision,
    MonthlyReturn,
    Origin,
    ReturnEvent,
    ReturnLine,
    SubmittedLine,
)
from goals.verification.fault import Fault

Kind = ReturnEvent.Kind
CLOSING_ORIGINS = (Origin.APPROVAL, Origin.RELEASE, Origin.CORRECTION)
"""What locks a reopened figure; the official source changes it and leaves it open."""


def faults_of_returns() -> Iterator[Fault]:
    for line in _answers_without_event().select_related("submission__monthly_return__jobcentre")[:1]:
        yield _of_return("answer", line.submission.monthly_return)
    for event in _events_without_answer().select_related("monthly_return__jobcentre")[:1]:
        yield _of_return("answer", event.monthly_return)
    for monthly_return in _unlike_event(MonthlyReturn, "remark", Kind.REMARK, monthly_return=OuterRef("pk")):
        yield _of_return("remark", monthly_return)
    of_line: dict[str, Any] = {
        name: OuterRef(name) for name in ("monthly_return", "indicator", "municipality")
    }
    for line in _unlike_event(ReturnLine, "comment", Kind.COMMENT, **of_line):
        yield _of_return("comment", line.monthly_return)
    for line in _unlike_event(ReturnLine, "state", Kind.LINE_STATE, ReturnLine.State.OPEN, **of_line):
        yield _of_return("line_state", line.monthly_return)
    for figure in Figure.objects.filter(is_reopened=True).exclude(_was_reopened())[:1]:
        yield _of_reopened(figure)
    for event in _reopenings_without_figure().select_related("monthly_return__jobcentre")[:1]:
        yield _of_return("reopened", event.monthly_return)


def _answers_without_event() -> QuerySet[SubmittedLine]:
    events = ReturnEvent.objects.filter(
        kind=OuterRef("outcome"),
        change=OuterRef("outcome_change"),
        monthly_return=OuterRef("submission__monthly_return"),
        indicator=OuterRef("figure__indicator"),
        municipality=OuterRef("figure__area"),
        old=OuterRef("version_text"),
        new=OuterRef("outcome_reason"),
    )
    lines = SubmittedLine.objects.exclude(outcome=SubmittedLine.Outcome.WAITING)
    return lines.annotate(version_text=Cast("figure_version", CharField())).exclude(Exists(events))


def _events_without_answer() -> QuerySet[ReturnEvent]:
    lines = SubmittedLine.objects.filter(
        outcome=OuterRef("kind"),
        outcome_change=OuterRef("change"),
        figure__indicator=OuterRef("indicator"),
        figure__area=OuterRef("municipality"),
    )
    return ReturnEvent.objects.filter(kind__in=(Kind.APPROVED, Kind.SENT_BACK)).exclude(Exists(lines))


def _unlike_event(
    model: type[Model], field: str, kind: str, at_first: str = "", **which: Any
) -> QuerySet[Any]:
    """The first row whose text is not what the last event about it says."""
    events = ReturnEvent.objects.filter(kind=kind, **which).order_by("-change__number", "-pk")
    said = Coalesce(Subquery(events.values("new")[:1]), Value(at_first), output_field=TextField())
    return model._default_manager.annotate(said=said).exclude(**{field: F("said")})[:1]


def _standing_reopenings() -> QuerySet[ReturnEvent]:
    """Those of a figure that was neither closed nor released since."""
    later = {"change__number__gt": OuterRef("change__number")}
    closed = ReturnEvent.objects.filter(
        kind=Kind.CLOSED,
        monthly_return=OuterRef("monthly_return"),
        indicator=OuterRef("indicator"),
        municipality=OuterRef("municipality"),
        **later,
    )
    released = FigureRevision.objects.filter(
        figure__indicator=OuterRef("indicator"),
        figure__area=OuterRef("municipality"),
        figure__month=OuterRef("monthly_return__month"),
        origin__in=CLOSING_ORIGINS,
        **later,
    )
    reopened = ReturnEvent.objects.filter(kind=Kind.REOPENED, indicator__isnull=False)
    return reopened.exclude(Exists(closed)).exclude(Exists(released))


def _was_reopened() -> Exists:
    return Exists(
        _standing_reopenings().filter(
            indicator=OuterRef("indicator"),
            municipality=OuterRef("area"),
            monthly_return__month=OuterRef("month"),
        )
    )


def _reopenings_without_figure() -> QuerySet[ReturnEvent]:
    figures = Figure.objects.filter(
        indicator=OuterRef("indicator"),
        area=OuterRef("municipality"),
        month=OuterRef("monthly_return__month"),
        is_reopened=True,
    )
    return _standing_reopenings().exclude(Exists(figures))


def _of_reopened(figure: Figure) -> Fault:
    message = _("The figure for %(area)s, %(indicator)s, %(month)s is open, but was not reopened.")
    shown = {
        "area": figure.area.full_name,
        "indicator": figure.indicator.name,
        "month": figure.month.label,
    }
    return Fault("reopened", message % shown)


def _of_return(code: str, monthly_return: MonthlyReturn) -> Fault:
    message = _("In the return of %(jobcentre)s for %(month)s something stands that was not recorded.")
    shown = {"jobcentre": monthly_return.jobcentre.name, "month": monthly_return.month.label}
    return Fault(code, message % shown)
