"""Figures that raise no question are released by themselves, where the region wants it so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, time

from django.utils.translation import gettext as _

from goals import calendar
from goals.entry import release_figures
from goals.models import Figure, MonthlyReturn, Origin, ReviewRule, Submission, SubmittedLine
from goals.months import now
from goals.returns.lines import locked
from goals.returns.review import answer
from goals.returns.waiting import RETURN, waiting_in, waiting_lines
from jobcentres.changes import recording
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Change

WORKING_DAYS = 5
"""So long the region has had a figure before it."""

Untroubled = Callable[[Sequence[SubmittedLine]], Collection[int]]
"""Of lines that wait the keys of those figures that raise no question."""


def releases_at(submitted_at: datetime) -> datetime:
    """When the working days have passed: on the last of them at the hour of the submission.

    What comes on a day off begins to wait with the next working day.
    """
    local = submitted_at.astimezone(COPENHAGEN)
    day, hour = local.date(), local.time()
    if not calendar.is_working_day(day):
        day, hour = calendar.working_day(day), time()
    return datetime.combine(calendar.working_days_after(day, WORKING_DAYS), hour, COPENHAGEN)


def returns_to_release() -> list[MonthlyReturn]:
    """Those with a figure that has waited long enough in a region that lets figures go."""
    regions = ReviewRule.objects.filter(releases_untroubled=True).values_list("region", flat=True)
    lines = waiting_in(list(regions)).select_related("submission__change", f"{RETURN}__jobcentre")
    found = {line.submission.monthly_return for line in lines if has_waited(line)}
    return sorted(found, key=lambda one: (one.jobcentre.sort_key, one.month))


def has_waited(line: SubmittedLine) -> bool:
    """`line` brings its submission's change."""
    moment = line.submission.change.recorded_at
    return moment is not None and releases_at(moment) <= now()


def release_by_itself(monthly_return: MonthlyReturn, untroubled: Untroubled) -> int:
    """Release what has waited long enough and raises no question, as one change: how many figures."""
    of_return = {RETURN: monthly_return}
    with recording(
        by=None, kind=Change.Kind.RETURN, reason=_("Released by itself after five working days")
    ) as change:
        waiting = list(waiting_lines().filter(**of_return).order_by().values_list("figure_id", flat=True))
        figures = Figure.objects.filter(pk__in=waiting)
        list(figures.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        locked(monthly_return)
        lines = waiting_lines().filter(**of_return).order_by("submission__number", "pk")
        lines = lines.select_related(
            "figure__indicator", "submission__change", "submission__monthly_return__jobcentre"
        )
        found = [line for line in lines if has_waited(line)]
        keys = untroubled(found)
        chosen = [line for line in found if line.figure_id in keys]
        release_figures(change, {line.figure_id: line.figure_version for line in chosen}, Origin.RELEASE)
        by_submission: dict[Submission, list[SubmittedLine]] = defaultdict(list)
        for line in chosen:
            by_submission[line.submission].append(line)
        for submission, own in by_submission.items():
            answer(change, submission, own, SubmittedLine.Outcome.APPROVED)
    return len(chosen)
