"""What the tests of the sample read from it: its facts by natural keys."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from goals.models import (
    ContractStep,
    Figure,
    FigureRevision,
    Report,
    ReportText,
    SubmittedLine,
    TargetStep,
    TargetVersion,
)
from goals.months import Month
from goals.returns import LineState, due_lines
from jobcentres import clock
from jobcentres.changes import canonical_json
from jobcentres.models import Jobcentre


def figure_of(indicator: str, area: str, month: str) -> Figure:
    return Figure.objects.get(indicator__code=indicator, area__code=area, month=Month.parse(month).first_day)


def lines_of(slug: str) -> dict[tuple[str, str], str]:
    """(indicator, month) → where the line stands, but for those that are released or not due."""
    lines = due_lines(Jobcentre.objects.filter(slug=slug), at=clock.now())
    settled = (LineState.RELEASED, LineState.AWAITED)
    return {(line.indicator.code, str(line.month)): line.state for line in lines if line.state not in settled}


def digest() -> str:
    """One text for everything the sample says and when it was said, whatever keys its rows got."""
    found = hashlib.sha256()
    for row in _said():
        found.update(canonical_json([str(value) for value in row]))
    return found.hexdigest()


def _said() -> Iterator[tuple[object, ...]]:
    what = ("figure__indicator__code", "figure__area__code", "figure__month")
    when = ("change__number", "change__recorded_at", "change__by__email")
    yield from FigureRevision.objects.order_by(*when, *what).values_list(
        *what, *when, "version", "state", "value", "numerator", "denominator", "origin", "note"
    )
    whose = ("target__area__code", "target__indicator__code", "target__goal_year__year")
    yield from TargetVersion.objects.order_by(*when, *whose).values_list(*whose, *when, "value", "kind")
    yield from TargetStep.objects.order_by(*when, *whose).values_list(*whose, *when, "number", "kind", "text")
    of_step = ("contract__region__code", "contract__goal_year__year")
    yield from ContractStep.objects.order_by(*when, *of_step, "number").values_list(
        *of_step, *when, "number", "kind", "text", "happened_on"
    )
    yield from SubmittedLine.objects.order_by("submission__change__number", *what).values_list(
        *what, "submission__change__number", "outcome", "outcome_reason"
    )
    yield from Report.objects.order_by("change__number").values_list(*when, "content_hash")
    yield from ReportText.objects.order_by("change__number", "pk").values_list(*when, "kind", "text")
