"""Where returns stand, derived from their figures and submissions and stored nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from goals.models import Figure, FigureState, MonthlyReturn, SubmittedLine
from jobcentres.models import ServedMunicipality

State = MonthlyReturn.State
Outcome = SubmittedLine.Outcome


def state_of(monthly_return: MonthlyReturn) -> MonthlyReturn.State:
    return states_of([monthly_return])[monthly_return.pk]


def states_of(returns: Iterable[MonthlyReturn]) -> dict[int, MonthlyReturn.State]:
    """By the return's key, in three queries. What comes first counts:

    sent back: a figure was, and has not gone in again; submitted: a figure waits for the region; draft:
    something is entered that has not gone in, or nothing is there; approved: all that is there is released.
    """
    asked = list(returns)
    latest = latest_lines(asked)
    figures = _figures(asked)
    return {one.pk: _state(figures[one.pk], latest) for one in asked}


def latest_lines(returns: Iterable[MonthlyReturn]) -> dict[int, SubmittedLine]:
    """The last submission of each figure, by the figure's key, in one query."""
    lines = SubmittedLine.objects.filter(submission__monthly_return__in=[one.pk for one in returns])
    return {line.figure_id: line for line in lines.order_by("submission__number", "pk")}


def _state(figures: list[Figure], latest: dict[int, SubmittedLine]) -> MonthlyReturn.State:
    open_figures = [figure for figure in figures if not figure.is_approved]
    outcomes = {_outcome(figure, latest.get(figure.pk)) for figure in open_figures}
    if Outcome.SENT_BACK in outcomes:
        return State.SENT_BACK
    if Outcome.WAITING in outcomes:
        return State.SUBMITTED
    return State.APPROVED if figures and not open_figures else State.DRAFT


def _outcome(figure: Figure, line: SubmittedLine | None) -> str | None:
    """What the region said to the figure; nothing to one that was changed while it waited."""
    if line is None or (line.outcome == Outcome.WAITING and line.figure_version != figure.version):
        return None
    return line.outcome


def _figures(returns: list[MonthlyReturn]) -> dict[int, list[Figure]]:
    """The figures of each return: of the municipalities that its jobcentre serves on the month's last day."""
    served = served_by([one.jobcentre_id for one in returns])
    places = {
        one.pk: [row.municipality_id for row in served[one.jobcentre_id] if row.holds_on(one.month.last_day)]
        for one in returns
    }
    by_place: dict[tuple[int, object], list[Figure]] = defaultdict(list)
    found = Figure.objects.filter(
        month__in={one.month for one in returns}, area__in={area for ids in places.values() for area in ids}
    )
    for figure in found.exclude(state=FigureState.NOT_REPORTED):
        by_place[figure.area_id, figure.month].append(figure)
    return {
        one.pk: [figure for area in places[one.pk] for figure in by_place[area, one.month]] for one in returns
    }


def served_by(jobcentre_ids: Iterable[int]) -> dict[int, list[ServedMunicipality]]:
    """What each jobcentre serves or has served, in one query; an empty list for the others."""
    served: dict[int, list[ServedMunicipality]] = defaultdict(list)
    for row in ServedMunicipality.objects.filter(jobcentre__in=jobcentre_ids).select_related("municipality"):
        served[row.jobcentre_id].append(row)
    return served
