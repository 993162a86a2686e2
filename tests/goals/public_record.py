"""The rules of the public record, looked up in the history row by row and not in the product's own words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from goals import series
from goals.models import CorrectionDecision, Figure, FigureRevision, ReturnEvent
from goals.months import Month
from jobcentres.access import MINISTRY, Reader
from tests.goals.months_life import MONTHS, Life

Place = tuple[int, int, Month]
"""Area, indicator, month."""
RELEASING = {"approval", "release"}


def walk(figure: Figure) -> None:
    """Raises AssertionError where the figure's history breaks a rule."""
    is_public, is_open, version = False, True, 0
    for what in _history(figure):
        if isinstance(what, ReturnEvent):
            assert is_public, f"{figure}: {what.kind} though never released"
            is_open = what.kind == "reopened"
            continue
        version += 1
        assert what.version == version, f"{figure}: version {version} is lost"
        if not what.is_approved:
            assert is_open, f"{figure}: version {version} was entered while locked"
        elif what.origin in RELEASING:
            assert is_open, f"{figure}: version {version} was released while locked"
            is_open = False
        elif what.origin == "correction":
            _see_decision(what)
            assert is_public, f"{figure}: version {version} corrects what was never released"
        else:
            assert what.origin == "official", f"{figure}: version {version} is approved by {what.origin}"
            is_open = is_open and is_public  # what was reopened stays so
        is_public = is_public or what.is_approved
    assert version == figure.version
    assert figure.is_locked == (is_public and not is_open), f"{figure}: locked {figure.is_locked}"


def _history(figure: Figure) -> Iterator[FigureRevision | ReturnEvent]:
    """Revisions and openings, in the order in which they were recorded."""
    revisions = figure.revisions.select_related("change")
    events = ReturnEvent.objects.filter(
        indicator=figure.indicator_id,
        municipality=figure.area_id,
        monthly_return__month=figure.month,
        kind__in=("reopened", "closed"),
    ).select_related("change")
    rows: list[Any] = [*revisions, *events]
    yield from sorted(rows, key=lambda row: (row.change.number, row.pk))


def _see_decision(revision: FigureRevision) -> None:
    decision = CorrectionDecision.objects.select_related("request").get(change=revision.change)
    assert decision.outcome == "accepted"
    assert (decision.request.figure_id, decision.figure_version) == (revision.figure_id, revision.version)
    assert decision.request.content() == revision.content(), f"{revision} is not what was asked for"


def public_record(known_on: Any = None, *, reader: Reader = MINISTRY, basis: str = "approved") -> Any:
    """What every figure says to everybody (or to `reader`), as series read it: by place."""
    life = _Life.of_now()
    found = series.read(life.measures, as_of=MONTHS[-1], reader=reader, basis=basis, known_on=known_on)
    return {
        (area_id, measure.id, month): point
        for measure in life.measures
        for area_id in life.area_ids
        for month in MONTHS
        if (point := found.area(measure, area_id).point(month)) is not None
    }


class _Life:
    def __init__(self, measures: list[Any], area_ids: list[int]) -> None:
        self.measures, self.area_ids = measures, area_ids

    @classmethod
    def of_now(cls) -> _Life:
        from goals.models import Indicator
        from jobcentres.models import Area

        measures = [series.measure_of(indicator) for indicator in Indicator.objects.order_by("pk")]
        return cls(measures, list(Area.objects.order_by("pk").values_list("pk", flat=True)))


def see_totals(life: Life, basis: str) -> None:
    """Region and country equal their parts, added by hand; the region's own record wins over the sum."""
    record = public_record(basis=basis)
    measures = [series.measure_of(indicator) for indicator in life.indicators]
    read = series.read(measures, as_of=MONTHS[-1], reader=MINISTRY, basis=basis)
    members = [area.pk for area in life.municipalities]
    for measure in measures:
        for month in MONTHS:
            for area in (life.region, life.country):
                told = read.group(measure, members, area.pk).at(month).value
                own = record.get((area.pk, measure.id, month))
                parts = [record.get((member, measure.id, month)) for member in members]
                by_hand = _said(own) if own and own.state != "not_reported" else _sum(parts)
                assert told == by_hand, f"{area} {measure.code} {month} {basis}: {told}, by hand {by_hand}"


def _said(point: Any) -> Decimal | None:
    return point.value if point.denominator is None else point.numerator * 100 / point.denominator


def _sum(points: list[Any]) -> Decimal | None:
    if any(point is None or point.state != "reported" for point in points):
        return None
    if points[0].denominator is None:
        return sum((point.value for point in points), Decimal())
    part, whole = (sum(getattr(point, name) for point in points) for name in ("numerator", "denominator"))
    return part * 100 / whole
