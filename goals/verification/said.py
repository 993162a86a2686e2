"""Answers, remarks and comments against the events that tell of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Exists, F, Model, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from goals.models import MonthlyReturn, ReturnEvent, ReturnLine, SubmittedLine
from goals.verification.fault import Fault

Kind = ReturnEvent.Kind


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


def _of_return(code: str, monthly_return: MonthlyReturn) -> Fault:
    message = _("In the return of %(jobcentre)s for %(month)s something stands that was not recorded.")
    shown = {"jobcentre": monthly_return.jobcentre.name, "month": monthly_return.month.label}
    return Fault(code, message % shown)
