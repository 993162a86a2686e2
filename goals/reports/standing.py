"""Where a report stands, which of its texts hold, and in which roles somebody takes part in it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from goals import contracts, dialogue
from goals.models import GoalYear, Report, ReportText
from goals.reports.content import Content
from goals.reports.rules import FINAL, State
from jobcentres.models import Area, Assignment, User

ReportKey = tuple[str, int | None]


def state_of(report: Report | None, texts: Iterable[ReportText] = ()) -> State:
    """Of the newest number of a follow-up or yearly result; `texts` are all of that report's."""
    if report is None:
        return State.NONE
    return State.FINISHED if any(text.kind in FINAL for text in texts) else State.FROZEN


def holding(texts: Iterable[ReportText]) -> dict[ReportKey, ReportText]:
    """The newest text of each kind and goal, by both; an emptied one holds nothing."""
    newest = {(str(text.kind), text.goal_number): text for text in sorted(texts, key=lambda one: one.pk)}
    return {key: text for key, text in newest.items() if text.text or text.happened_on}


def content_in(report: Report) -> Content:
    content: Content = json.loads(report.content)
    return content


def newest_report(kind: str, goal_year: GoalYear, area: Area, quarter: int = 4) -> Report | None:
    reports = Report.objects.filter(kind=kind, goal_year=goal_year, area=area, quarter=quarter)
    return reports.order_by("number").last()


def roles_in(by: User, area: Area) -> dict[str, Assignment]:
    """The roles in which `by` takes part in reports of the region or municipality."""
    if area.level == Area.Level.REGION:
        return contracts.roles_in(by, area)
    jobcentres = {held.jobcentre_id for held in by.scopes.assignments if held.jobcentre_id}
    serves = area.pk in by.scopes.served_municipality_ids
    if serves and len(jobcentres) > 1:
        return dialogue.roles_in(by, area)  # which of them it is must be asked
    return {
        held.role: held
        for held in by.scopes.assignments
        if (serves and held.jobcentre_id)
        or (held.area_id and held.area_id in (area.pk, area.parent_id))
        or held.role == Assignment.Role.OFFICIAL
    }
