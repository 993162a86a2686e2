"""Frozen reports against the figures and targets that they were computed from, one report at a time."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goals.models import Report
from goals.reports import content_in, content_of, hash_of, written
from goals.reports.frame import METHOD, moment_text
from goals.verification.fault import Fault


def faults_of_reports() -> Iterator[Fault]:
    for report in Report.objects.select_related("area", "goal_year").order_by("pk").iterator(1):
        if hash_of(report.content) != report.content_hash or not _holds(report):
            yield _of_report(report)


def _holds(report: Report) -> bool:
    """Whether its content is about what the report is, and still follows from what was known then."""
    frame = content_in(report)["frame"]
    said = (frame["kind"], frame["year"], frame["area"]["id"], frame["as_of"], frame["known_on"])
    stands = (
        report.kind,
        report.goal_year.year,
        report.area_id,
        report.as_of,
        moment_text(report.known_on),
    )
    if said != stands:
        return False
    return frame["method"] != METHOD or written(content_of(frame)) == report.content


def _of_report(report: Report) -> Fault:
    shown = {"area": report.area.full_name, "year": report.goal_year.year, "quarter": report.quarter}
    if report.kind == Report.Kind.RESULT:
        message = _("The yearly result of %(area)s for %(year)s does not say what was known at its moment.")
    else:
        message = _(
            "The follow-up of %(area)s for quarter %(quarter)d of %(year)s does not say what was known at "
            "its moment."
        )
    return Fault("report", message % shown)
