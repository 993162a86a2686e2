"""What is due: one line for each indicator, month and municipality, its own dates and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from django.db.models import QuerySet

from goals import calendar
from goals.models import (
    Deadline,
    Figure,
    FigureState,
    Goal,
    GoalYear,
    Indicator,
    ReturnLine,
    SubmittedLine,
)
from goals.months import Month
from goals.returns import eyes
from goals.returns.state import served_by
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Jobcentre, ServedMunicipality

Outcome = SubmittedLine.Outcome
Place = tuple[int, int, Month]
"""The ids of an indicator and of a municipality, and the month."""


Served = Mapping[int, list[ServedMunicipality]]
"""By the jobcentre's key."""


class LineState(StrEnum):
    """Where a line stands. A withdrawn figure is as good as none."""

    AWAITED = "awaited"
    """no figure, and the source should not have it yet"""
    MISSING = "missing"
    NOT_PUBLISHED = "not_published"
    REPORTED = "reported"
    """entered, but not submitted as it stands"""
    WAITING = "waiting"
    """submitted, waits for the region"""
    SENT_BACK = "sent_back"
    RELEASED = "released"
    """and unchanged, where its month was reopened"""


HAVE_FIGURE = (LineState.REPORTED, LineState.WAITING, LineState.RELEASED)


class DueLine(NamedTuple):
    jobcentre: Jobcentre
    municipality: Area
    indicator: Indicator
    month: Month
    expected_on: date
    due_at: datetime
    state: LineState
    reason: str
    """why the region sent the figure back"""
    kept_from: frozenset[int] = frozenset()
    """the people who have entered it and may not submit it: four eyes"""
    figure: Figure | None = None
    """what stands there, be it withdrawn"""

    @property
    def is_reopened(self) -> bool:
        """Released, and may be entered anew."""
        return self.figure is not None and self.figure.is_approved and self.figure.is_reopened

    @property
    def is_to_do(self) -> bool:
        return self.state in (LineState.MISSING, LineState.SENT_BACK)

    def is_late(self, at: datetime) -> bool:
        return self.state == LineState.MISSING and at > self.due_at


def due_lines(
    jobcentres: Iterable[Jobcentre],
    *,
    at: datetime,
    goals: Iterable[Goal] | None = None,
    figures: QuerySet[Figure] | None = None,
) -> list[DueLine]:
    """Every line of all announced goal years, or of `goals`, whose month is over at `at`, by deadline.

    Of a closed year, unless it is among `goals`, only the lines that have a figure: no other can be entered.
    A municipality counts to the jobcentre that serves it on the month's last day; an indicator of the
    whole year has its line in December. The facts are those of now: `at` only says what is due by then.
    Six queries, seven with four eyes; the lines' figures come out of `figures`, which may carry annotations.
    """
    by_key = {jobcentre.pk: jobcentre for jobcentre in jobcentres}
    day = at.astimezone(COPENHAGEN).date()
    served = served_by(by_key)
    asked = list(_announced(day, _municipalities(served)) if goals is None else goals)
    years = {goal.goal_year.year for goal in asked}
    facts = _Facts(by_key, served, years, Figure.objects.all() if figures is None else figures)
    lines = [
        line
        for goal in asked
        for month in _months(goal, day)
        for line in facts.lines(goal, month, day)
        if goals is not None or goal.goal_year.state != GoalYear.State.CLOSED or line.state in HAVE_FIGURE
    ]
    return sorted(lines, key=lambda line: line.due_at)


def _announced(day: date, municipalities: Iterable[int]) -> QuerySet[Goal]:
    """The minister's goals, and the municipalities' own."""
    goals = Goal.with_own.of(municipalities).filter(goal_year__year__lte=day.year)
    goals = goals.exclude(goal_year__state=GoalYear.State.DRAFT)
    return goals.select_related("goal_year", "indicator").order_by("number")


def _months(goal: Goal, day: date) -> Iterator[Month]:
    """The goal's months that are over on `day` and have a figure."""
    year = goal.goal_year.year
    for month in Month.range(Month(year, 1), Month.december(year)):
        if month.last_day < day and calendar.is_counted(goal.indicator, month):
            yield month


def _municipalities(served: Served) -> set[int]:
    return {row.municipality_id for rows in served.values() for row in rows}


class _Facts:
    """What is recorded about the jobcentres' lines."""

    def __init__(
        self,
        jobcentres: dict[int, Jobcentre],
        served: Served,
        years: set[int],
        figures: QuerySet[Figure],
    ) -> None:
        self.jobcentres = jobcentres
        self.served = served
        areas = _municipalities(served)
        self.deadlines = {
            (deadline.indicator_id, deadline.month): deadline
            for deadline in Deadline.objects.filter(month__year__in=years)
        }
        self.figures = {
            (figure.indicator_id, figure.area_id, figure.month): figure
            for figure in figures.filter(area__in=areas, month__year__in=years)
        }
        self.unpublished = {
            (line.indicator_id, line.municipality_id, line.monthly_return.month)
            for line in ReturnLine.objects.filter(
                monthly_return__jobcentre__in=jobcentres, state=ReturnLine.State.NOT_PUBLISHED
            ).select_related("monthly_return")
        }
        self.submitted = {
            line.figure_id: line
            for line in SubmittedLine.objects.filter(submission__monthly_return__jobcentre__in=jobcentres)
            .exclude(outcome=Outcome.APPROVED)
            .order_by("submission__number", "pk")
        }
        wants_four_eyes = any(one.needs_four_eyes for one in jobcentres.values())
        open_figures = [one.pk for one in self.figures.values() if not one.is_approved]
        self.entered_by = eyes.entered_by(open_figures) if wants_four_eyes and open_figures else {}

    def lines(self, goal: Goal, month: Month, day: date) -> Iterator[DueLine]:
        indicator = goal.indicator
        deadline = self.deadlines.get((indicator.pk, month))
        expected_on = deadline.expected_on if deadline else calendar.expected_on(indicator, month)
        due_at = deadline.due_at if deadline else calendar.due_at(indicator, month)
        for key, jobcentre in self.jobcentres.items():
            for row in self.served[key]:
                if row.holds_on(month.last_day) and goal.asks_of(row.municipality_id, month):
                    place = (indicator.pk, row.municipality_id, month)
                    found, figure = self._standing(place, expected_on <= day), self.figures.get(place)
                    line = DueLine(jobcentre, row.municipality, indicator, month, expected_on, due_at, *found)
                    yield line._replace(figure=figure, kept_from=self._kept_from(figure, jobcentre))

    def _kept_from(self, figure: Figure | None, jobcentre: Jobcentre) -> frozenset[int]:
        if figure is None or not jobcentre.needs_four_eyes:
            return frozenset()
        return frozenset(self.entered_by.get(figure.pk, ()))

    def _standing(self, place: Place, is_expected: bool) -> tuple[LineState, str]:
        figure = self.figures.get(place)
        if figure is not None and (figure.state != FigureState.NOT_REPORTED or _is_withdrawal(figure)):
            return self._of_figure(figure)
        if place in self.unpublished:
            return LineState.NOT_PUBLISHED, ""
        return LineState.MISSING if is_expected else LineState.AWAITED, ""

    def _of_figure(self, figure: Figure) -> tuple[LineState, str]:
        sent = self.submitted.get(figure.pk)
        if figure.is_locked or figure.is_approved:
            return LineState.RELEASED, ""
        if sent is None or sent.figure_version != figure.version:
            return LineState.REPORTED, ""
        if sent.outcome == Outcome.SENT_BACK:
            return LineState.SENT_BACK, sent.outcome_reason
        return LineState.WAITING, ""


def _is_withdrawal(figure: Figure) -> bool:
    """What was released and reopened is withdrawn, which the region must release too."""
    return figure.is_reopened and not figure.is_approved
