"""A report's content: a frame and the results that follow from it, every number in one spelling.

Only released figures count, and small numbers are masked as for a reader from outside: a report goes to
councils and stays readable for everybody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypedDict

from goals.models import Goal, RegionalGoal, Report, TargetVersion
from goals.months import Month
from goals.progress import Line, Measure, Progress, as_seen_by, progress_of
from goals.reports.beside import Neighbours
from goals.reports.frame import Frame, FramedGoal, Subject, frame_of, measure_in
from goals.reports.spelling import number_text
from goals.series import Basis, Series, promise_of, read
from jobcentres.access import OUTSIDER
from jobcentres.changes import canonical_json


class Covered(TypedDict):
    month: str | None
    reported: int
    expected: int


class GoalContent(TypedDict, total=False):
    """The results for one goal. Numbers are texts with a decimal point and at most 12 decimals; None is
    "there is none". What is named in `hidden` exists, but is too small to be shown."""

    number: int
    latest_month: str | None
    latest: str | None
    numerator: str | None
    denominator: str | None
    is_published: bool
    previous: str | None
    change: str | None
    change_pct: str | None
    crosses_break: bool
    target: str | None
    target_version: int | None
    target_kind: str | None
    decided_on: str | None
    baseline_month: str | None
    baseline: str | None
    implied_change_pct: str | None
    gap: str | None
    gap_pct_of_target: str | None
    gap_pct_of_latest: str | None
    achieved_pct: str | None
    path: str | None
    path_rule: str | None
    worse_by: str | None
    margin: str | None
    status: str | None
    awaits: str | None
    coverage: Covered
    hidden: list[str]
    comparison: list[dict[str, Any]]
    standing: dict[str, Any] | None
    saving: dict[str, Any] | None


class OwnGoalContent(TypedDict):
    number: int
    title: str
    text: str
    value: str | None
    unit: str


class Content(TypedDict):
    frame: Frame
    goals: list[GoalContent]
    own_goals: list[OwnGoalContent]


def live_content(subject: Subject, goals: Sequence[Goal] | None = None) -> Content:
    """What a report made now would say; `subject.known_on` is now, `goals` are those of `frame_of`."""
    return _computed(frame_of(subject, goals), None)


def content_of(frame: Frame) -> Content:
    """From the figures and targets as they were known at the frame's moment."""
    return _computed(frame, datetime.fromisoformat(frame["known_on"]))


def written(content: Content) -> str:
    """The one spelling of a content, as it is stored."""
    return canonical_json(content).decode()


def hash_of(text: str) -> str:
    """SHA-256, hexadecimal, of a written content."""
    return hashlib.sha256(text.encode()).hexdigest()


def _computed(frame: Frame, known_on: datetime | None) -> Content:
    measures = {goal["number"]: measure_in(goal) for goal in frame["goals"]}
    area_id, as_of = frame["area"]["id"], Month.parse(frame["as_of"])
    series = read(
        measures.values(),
        as_of=as_of,
        reader=OUTSIDER,
        area_ids=[area_id, *(frame["members"] or ())],
        basis=Basis.APPROVED,
        known_on=known_on,
        whole_past=frame["members"] is None,
    )
    versions = _versions(frame, known_on)
    lines = {number: _line(series, measure, frame) for number, measure in measures.items()}
    results = {number: _result(line, versions.get(line.measure.id), frame) for number, line in lines.items()}
    goals = [_goal(goal, results[goal["number"]], versions.get(goal["indicator"])) for goal in frame["goals"]]
    if frame["kind"] == Report.Kind.RESULT:
        neighbours = Neighbours(frame, lines, results, known_on)
        for goal, said in zip(frame["goals"], goals, strict=True):
            said |= neighbours.beside(goal)  # type: ignore[typeddict-item]
    return {"frame": frame, "goals": goals, "own_goals": list(_own_goals(frame, known_on))}


def _line(series: Series, measure: Measure, frame: Frame) -> Line:
    area_id, members = frame["area"]["id"], frame["members"]
    return series.area(measure, area_id) if members is None else series.group(measure, members, area_id)


def _result(line: Line, version: TargetVersion | None, frame: Frame) -> Progress:
    promise = promise_of(version) if version else None
    result = progress_of(line, promise, frame["year"], Month.parse(frame["as_of"]))
    return as_seen_by(OUTSIDER, result, line)


def _versions(frame: Frame, known_on: datetime | None) -> dict[int, TargetVersion]:
    """The newest binding version of each target, by indicator."""
    versions = TargetVersion.objects.filter(
        target__goal_year__year=frame["year"],
        target__area=frame["area"]["id"],
        kind__in=TargetVersion.BINDING,
    ).select_related("target")
    if known_on is not None:
        versions = versions.filter(change__recorded_at__lte=known_on)
    return {one.target.indicator_id: one for one in versions.order_by("number")}


def _goal(goal: FramedGoal, result: Progress, version: TargetVersion | None) -> GoalContent:
    gap, latest = result.gap, result.latest
    month, covered = result.latest_month, result.coverage
    return {
        "number": goal["number"],
        "latest_month": str(month) if month else None,
        "latest": number_text(latest),
        "numerator": number_text(result.numerator),
        "denominator": number_text(result.denominator),
        "is_published": result.published,
        "previous": number_text(result.previous),
        "change": number_text(result.change),
        "change_pct": number_text(result.change_pct),
        "crosses_break": result.crosses_break,
        "target": number_text(result.target),
        "target_version": version.number if version else None,
        "target_kind": str(version.kind) if version else None,
        "decided_on": version.decided_on.isoformat() if version and version.decided_on else None,
        "baseline_month": str(result.baseline_month) if result.baseline_month else None,
        "baseline": number_text(result.baseline),
        "implied_change_pct": number_text(result.implied_change_pct),
        "gap": number_text(gap),
        "gap_pct_of_target": number_text(result.gap_pct),
        "gap_pct_of_latest": number_text(100 * gap / latest) if gap is not None and latest else None,
        "achieved_pct": number_text(result.achieved_pct),
        "path": number_text(result.path),
        "path_rule": str(result.path_rule) if result.path_rule else None,
        "worse_by": number_text(result.worse_by),
        "margin": number_text(result.margin),
        "status": str(result.status) if result.status else None,
        "awaits": result.awaits,
        "coverage": {
            "month": str(covered.month) if covered.month else None,
            "reported": covered.reported,
            "expected": covered.expected,
        },
        "hidden": sorted(result.hidden),
    }


def _own_goals(frame: Frame, known_on: datetime | None) -> Iterator[OwnGoalContent]:
    """The region's own goals as the contract said then, in the newest version of each."""
    if frame["kind"] != Report.Kind.FOLLOW_UP:
        return
    versions = RegionalGoal.objects.filter(
        contract__goal_year__year=frame["year"], contract__region=frame["area"]["id"]
    )
    if known_on is not None:
        versions = versions.filter(change__recorded_at__lte=known_on)
    newest = {one.number: one for one in versions.order_by("number", "version")}
    for one in newest.values():
        if not one.is_dropped:
            yield {
                "number": one.number,
                "title": one.title,
                "text": one.text,
                "value": number_text(one.value),
                "unit": one.unit,
            }
