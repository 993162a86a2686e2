"""From the database to a sheet: the same few queries, however many municipalities and lines there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery

from goals import calendar
from goals.expectation import READS
from goals.forms.sheet import Block, Line, Sheet
from goals.forms.talk import KINDS
from goals.forms.usual import numbers_of
from goals.models import (
    Deadline,
    Figure,
    FigureRevision,
    Goal,
    GoalYear,
    Indicator,
    IndicatorDefinition,
    MonthlyReturn,
    ReturnEvent,
    ReturnLine,
    SeriesBreak,
    SubmittedLine,
)
from goals.months import Month
from goals.returns import assignment_in
from jobcentres.models import Area, Jobcentre, ServedMunicipality, User

Place = tuple[int, int]
"""The ids of an indicator and of a municipality."""

Spot = tuple[int, int, Month]
"""A place in one month."""


def read_sheet(user: User, slug: str, month: Month) -> Sheet | None:
    """The month of a jobcentre for which `user` enters figures; None if there is nothing to enter."""
    served = _served(user, slug, month)
    goals = goals_around(month, [one.municipality_id for one in served])
    if not served or not any(goal.goal_year.year == month.year for goal in goals):
        return None
    sheet = Sheet(
        jobcentre=served[0].jobcentre,
        month=month,
        blocks=[],
        years=sorted({goal.goal_year.year for goal in goals}),
    )
    facts = Facts(user, sheet.jobcentre, [month], [one.municipality for one in served])
    sheet.return_id, sheet.remark = facts.returns.get(month, (None, ""))
    sheet.reopening = facts.reopenings.get(month)
    own = user.scopes.served_municipality_ids
    of_year = [goal for goal in goals if goal.goal_year.year == month.year]
    for one in served:
        is_own = one.municipality_id in own
        goals = [goal for goal in of_year if goal.asks_of(one.municipality_id, month)] if is_own else []
        lines = [facts.line(goal, one.municipality, month) for goal in goals]
        sheet.blocks.append(Block(one.municipality, sorted(lines, key=_when_entered)))
    return sheet


def read_line(
    user: User, slug: str, month: Month, municipality_code: str, indicator_code: str
) -> Line | None:
    """One line for those who enter it, their region and the ministry; None for others or if there is none."""
    rows = ServedMunicipality.objects.valid_on(month.last_day).filter(
        jobcentre__slug=slug, municipality__code=municipality_code
    )
    served = rows.select_related("jobcentre__region", "municipality").first()
    if served is None or not _follows(user, served):
        return None
    goal = _goal_of_line(served, month, indicator_code)
    if goal is None:
        return None
    facts = Facts(user, served.jobcentre, [month], [served.municipality], reads_returns=False)
    if goal.line_state is not None:
        facts.lines[goal.indicator_id, served.municipality_id, month] = (goal.line_state, goal.line_comment)
    return facts.line(goal, served.municipality, month)


def _goal_of_line(served: ServedMunicipality, month: Month, indicator_code: str) -> Any:
    """With the line's dates, what was said of it, and the indicator's definition: one query for all of it."""
    of_month = {"monthly_return__jobcentre": served.jobcentre, "monthly_return__month": month.first_day}
    lines = ReturnLine.objects.filter(
        **of_month, municipality=served.municipality, indicator=OuterRef("indicator")
    )
    definitions = IndicatorDefinition.objects.valid_on(month.last_day).filter(indicator=OuterRef("indicator"))
    goals = Goal.with_own.of([served.municipality_id])
    goals = goals.filter(goal_year__year=month.year, indicator__code=indicator_code)
    goals = goals.exclude(goal_year__state=GoalYear.State.DRAFT).select_related("goal_year", "indicator")
    goals = goals.annotate(
        **{f"line_{name}": Subquery(lines.values(name)[:1]) for name in ("state", "comment")},
        **{
            f"definition_{name}": Subquery(definitions.order_by("valid_from").values(name)[:1])
            for name in ("text", "source", "is_assumption")
        },
    )
    return with_dates(goals, month).order_by("number").first()


class Definition(NamedTuple):
    text: str
    source: str
    is_assumption: bool


def definition_of(line: Line) -> Definition | None:
    """Of a line that was read alone."""
    goal: Any = line.goal
    if goal.definition_text is None:
        return None
    return Definition(goal.definition_text, goal.definition_source, goal.definition_is_assumption)


def _follows(user: User, served: ServedMunicipality) -> bool:
    """Whether the person reads what is not released yet, and has to do with this jobcentre, or serves the
    municipality by now."""
    is_served = served.municipality_id in user.scopes.served_municipality_ids
    takes_part = is_served or assignment_in(user, served.jobcentre) is not None
    return (takes_part or user.scopes.is_official) and user.reader.sees_inside(served.municipality_id)


def _when_entered(line: Line) -> int:
    """What can be entered by now stands first, what comes later below. A Save moves no line."""
    if not line.is_counted:
        return 2
    return 0 if line.is_expected else 1


def _served(user: User, slug: str, month: Month) -> list[ServedMunicipality]:
    """What the jobcentre serves on the month's last day, the host first."""
    rows = ServedMunicipality.objects.valid_on(month.last_day).filter(
        jobcentre__slug=slug, jobcentre__in=Jobcentre.objects.editable_by(user)
    )
    rows = rows.select_related("jobcentre__region", "municipality")
    return list(rows.order_by("-is_host", "municipality__sort_key"))


def goals_around(month: Month, municipalities: Iterable[int]) -> list[Goal]:
    """The minister's goals and the municipalities' own, of the month's year and of the years around it, with
    the dates of their indicators."""
    years = {month.plus(step).year for step in (-1, 0, 1)}
    goals = Goal.with_own.of(municipalities).filter(goal_year__year__in=years)
    goals = goals.exclude(goal_year__state=GoalYear.State.DRAFT)
    goals = goals.select_related("goal_year", "indicator").order_by("goal_year__year", "number")
    return list(with_dates(goals, month))


def with_dates(goals: QuerySet[Goal], month: Month) -> Any:
    """With the dates that were set for the month and for the year's last; none where the rule holds.

    `breaks_from`: the latest month from which the indicator has measured something else.
    """

    def of_deadline(name: str, deadline_month: Month) -> Subquery:
        deadlines = Deadline.objects.filter(indicator=OuterRef("indicator"), month=deadline_month.first_day)
        return Subquery(deadlines.values(name)[:1])

    return goals.annotate(
        expected_on=of_deadline("expected_on", month),
        due_at=of_deadline("due_at", month),
        year_due_at=of_deadline("due_at", Month.december(month.year)),
        breaks_from=latest_break(month),
    )


def latest_break(month: Month) -> Subquery:
    breaks = SeriesBreak.objects.filter(
        indicator=OuterRef("indicator"), is_break=True, month__lte=month.first_day
    )
    return Subquery(breaks.order_by("-month").values("month")[:1])


class Dates(NamedTuple):
    expected_on: date
    due_at: datetime
    year_due_at: datetime


def dates_of(goal: Any, month: Month) -> Dates:
    """The goal's dates as they were set, else by the calendar's rule."""
    indicator: Indicator = goal.indicator
    return Dates(
        goal.expected_on or calendar.expected_on(indicator, month),
        goal.due_at or calendar.due_at(indicator, month),
        goal.year_due_at or calendar.due_at(indicator, Month.december(month.year)),
    )


class Facts:
    """What is recorded about one month or several in a row, by place and month."""

    def __init__(
        self,
        user: User,
        jobcentre: Jobcentre,
        months: Sequence[Month],
        municipalities: Sequence[Area],
        *,
        reads_returns: bool = True,
    ) -> None:
        """Without `reads_returns` who asks brings what is said of the lines."""
        self.jobcentre = jobcentre
        self.names_municipality = len(municipalities) > 1
        places = [municipality.pk for municipality in municipalities]
        days = [month.first_day for month in months]
        self.by_place = _figures(user, months, places)
        self.revisions = _revisions(days, places)
        self.submitted = _submitted(jobcentre, days)
        self.events: dict[Spot, list[ReturnEvent]] = defaultdict(list)
        self.reopenings: dict[Month, ReturnEvent] = {}
        """Of each month the last: its reason is `new`."""
        self._read_events(days, places)
        self.returns: dict[Month, tuple[int, str]] = {}
        self.lines: dict[Spot, tuple[str, str]] = {}
        if reads_returns:
            self._read_returns(days)

    def _read_events(self, days: Sequence[date], places: list[int]) -> None:
        """What was said about the lines, in its order, and about whole months that were reopened."""
        said = Q(kind__in=KINDS, municipality__in=places)
        reopened = Q(kind=ReturnEvent.Kind.REOPENED, indicator__isnull=True)
        rows = ReturnEvent.objects.filter(
            said | reopened, monthly_return__jobcentre=self.jobcentre, monthly_return__month__in=days
        ).select_related("change__by", "change__assignment", "monthly_return")
        for row in rows.order_by("pk"):
            if row.indicator_id is None or row.municipality_id is None:
                self.reopenings[row.monthly_return.month] = row
            else:
                self.events[row.indicator_id, row.municipality_id, row.monthly_return.month].append(row)

    def _read_returns(self, days: Sequence[date]) -> None:
        returns = MonthlyReturn.objects.filter(jobcentre=self.jobcentre, month__in=days)
        of_line = ("indicator", "municipality", "state", "comment")
        rows = returns.values_list("pk", "month", "remark", *(f"lines__{name}" for name in of_line))
        for pk, month, remark, indicator, municipality, state, comment in rows:
            self.returns[month] = (pk, remark)
            if indicator is not None:
                self.lines[indicator, municipality, month] = (state, comment)

    def line(self, goal: Any, municipality: Area, month: Month) -> Line:
        """`goal` brings the dates of the month: see `with_dates`."""
        place = (goal.indicator_id, municipality.pk)
        spot = (*place, month)
        figures = self.by_place[place]
        figure = figures.get(month)
        sent = self.submitted[figure.pk] if figure else []
        state, comment = self.lines.get(spot, (ReturnLine.State.OPEN.value, ""))
        return Line(
            goal=goal,
            indicator=goal.indicator,
            jobcentre=self.jobcentre,
            municipality=municipality,
            month=month,
            **dates_of(goal, month)._asdict(),
            figure=figure,
            last_month=figures.get(month.plus(-1)),
            year_before=figures.get(_year_before(goal.indicator, month)),
            revisions=self.revisions[spot],
            submitted=sent[-1] if sent else None,
            submitted_before=sent[:-1],
            line_state=state,
            comment=comment,
            names_municipality=self.names_municipality,
            numbers=numbers_of(goal.indicator, figures, month, goal.breaks_from),
            events=self.events[spot],
        )


def _year_before(indicator: Indicator, month: Month) -> Month:
    is_yearly = indicator.window == Indicator.Window.CALENDAR_YEAR
    return Month.december(month.year - 1) if is_yearly else month.year_before


def figure_months(indicator: Indicator, month: Month) -> list[Month]:
    """The months of which a line tells: its own, last month, and the one a year before."""
    return [month, month.plus(-1), _year_before(indicator, month)]


def _figures(user: User, months: Sequence[Month], places: list[int]) -> dict[Place, dict[Month, Figure]]:
    """The months' own, and those that they are compared with."""
    days = {"month__gte": months[0].plus(-READS).first_day, "month__lte": months[-1].first_day}
    by_place: dict[Place, dict[Month, Figure]] = defaultdict(dict)
    for figure in Figure.objects.visible_to(user).filter(area__in=places, **days):
        by_place[figure.indicator_id, figure.area_id][figure.month] = figure
    return by_place


def _revisions(days: Sequence[date], places: list[int]) -> dict[Spot, list[FigureRevision]]:
    rows = FigureRevision.objects.filter(figure__area__in=places, figure__month__in=days)
    rows = rows.select_related("change__by", "figure").order_by("figure", "version")
    by_spot: dict[Spot, list[FigureRevision]] = defaultdict(list)
    for row in rows:
        by_spot[row.figure.indicator_id, row.figure.area_id, row.figure.month].append(row)
    return by_spot


def _submitted(jobcentre: Jobcentre, days: Sequence[date]) -> dict[int, list[SubmittedLine]]:
    """The submissions of each figure, the latest last."""
    returns = {"submission__monthly_return__jobcentre": jobcentre}
    rows: Iterable[SubmittedLine] = (
        SubmittedLine.objects.filter(**returns, submission__monthly_return__month__in=days)
        .select_related("outcome_change__by", "submission__change__by")
        .order_by("submission__number", "pk")
    )
    by_figure: dict[int, list[SubmittedLine]] = defaultdict(list)
    for row in rows:
        by_figure[row.figure_id].append(row)
    return by_figure
