"""Where a block is pasted: the municipalities, goals and number fields of a jobcentre's month or year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from goals.forms.reading import read_sheet
from goals.models import Goal, GoalYear, Indicator
from goals.months import Month, MonthError, today
from goals.years.closed import closed_notice
from jobcentres.models import Area, Jobcentre, ServedMunicipality, User

VALUE, NUMERATOR, DENOMINATOR = "value", "numerator", "denominator"
PARTS = (DENOMINATOR, NUMERATOR, VALUE)
"""A ratio's number fields, in the order in which they stand on the page."""

_FIELD = re.compile(r"([0-9]{4})-([-a-z0-9_]+?)-(?:([0-9]{4}-[0-9]{2})-)?(value|numerator|denominator)")


class Input(NamedTuple):
    """A number field: what is typed there."""

    area: Area
    indicator: Indicator
    part: str


@dataclass(frozen=True)
class Frame:
    """`month` is None for a whole year. `inputs` are the fields in the order in which one sees them.

    `start` is the field in which somebody pasted, `start_month` its month, where that is known.
    """

    jobcentre: Jobcentre
    year: int
    month: Month | None
    municipalities: Sequence[Area]
    goals: Sequence[Goal]
    inputs: Sequence[Input]
    start: Input | None = None
    start_month: Month | None = None

    @property
    def period(self) -> str:
        return str(self.month or self.year)

    @property
    def label(self) -> str:
        return self.month.label if self.month else str(self.year)

    @property
    def closed_notice(self) -> str:
        return closed_notice(self.goals, self.year)

    @property
    def area(self) -> Area | None:
        """The municipality that a number without one is for."""
        if len(self.municipalities) == 1:
            return self.municipalities[0]
        return self.start.area if self.start else None

    @property
    def first_month(self) -> Month:
        return self.month or self.start_month or Month(self.year, 1)

    def inputs_from_start(self) -> Sequence[Input]:
        """The field in which somebody pasted, and those below it."""
        return self.inputs[self.inputs.index(self.start) :] if self.start in self.inputs else self.inputs

    def areas_from_start(self) -> Sequence[Area]:
        areas = self.municipalities
        return areas[list(areas).index(self.start.area) :] if self.start else areas

    def goal_of(self, indicator: Indicator, month: Month) -> Goal | None:
        year = (goal for goal in self.goals if goal.goal_year.year == month.year)
        return next((goal for goal in year if goal.indicator_id == indicator.pk), None)


def read_frame(user: User, slug: str, period: str, field: str = "", month: str = "") -> Frame | None:
    """The sheet that `user` enters; None if there is none. `field` is the name of the field pasted into."""
    try:
        return _of_year(user, slug, int(period), field, month)
    except ValueError:
        pass
    try:
        return _of_month(user, slug, Month.parse(period), field)
    except MonthError:
        return None


def _of_month(user: User, slug: str, month: Month, field: str) -> Frame | None:
    sheet = read_sheet(user, slug, month) if month < Month.of(today()) else None
    if sheet is None:
        return None
    lines = [line for line in sheet.lines if line.is_editable]
    inputs = [one for line in lines for one in inputs_of(line.municipality, [line.indicator])]
    start, _month = _started(inputs, field)
    closed = {(line.municipality.pk, line.indicator.pk) for line in lines if line.is_closed}
    seen = [one for one in inputs if (one.area.pk, one.indicator.pk) not in closed]
    if seen and (start is None or start in seen):
        inputs = seen  # no number falls into a field that nobody has opened
    if field and start is None:
        inputs = []  # the field is gone: nobody knows where its neighbours were
    areas = [block.municipality for block in sheet.blocks if block.lines]
    return Frame(
        jobcentre=sheet.jobcentre,
        year=month.year,
        month=month,
        municipalities=areas,
        goals=announced_goals(areas),
        inputs=inputs,
        start=start,
    )


def _of_year(user: User, slug: str, year: int, field: str, month: str) -> Frame | None:
    served = (
        ServedMunicipality.objects.valid_on(today())
        .filter(jobcentre__slug=slug, jobcentre__in=Jobcentre.objects.editable_by(user))
        .select_related("jobcentre__region", "municipality")
        .order_by("-is_host", "municipality__sort_key")
    )
    rows = list(served)
    areas = [row.municipality for row in rows]
    goals = announced_goals(areas)
    of_year = [goal for goal in goals if goal.goal_year.year == year]
    if not rows or not of_year or Month(year, 1) >= Month.of(today()):
        return None
    inputs = [
        one
        for area in areas
        for one in inputs_of(area, [goal.indicator for goal in of_year if goal.holds_for(area.pk)])
    ]
    start, start_month = _started(inputs, field)
    return Frame(
        jobcentre=rows[0].jobcentre,
        year=year,
        month=None,
        municipalities=areas,
        goals=goals,
        inputs=inputs,
        start=start,
        start_month=start_month or _written_month(month),
    )


def announced_goals(areas: Iterable[Area]) -> list[Goal]:
    """The minister's goals of every year, and the areas' own."""
    goals = Goal.with_own.of([area.pk for area in areas]).exclude(goal_year__state=GoalYear.State.DRAFT)
    return list(goals.select_related("goal_year", "indicator").order_by("goal_year__year", "number"))


def inputs_of(area: Area, indicators: Iterable[Indicator]) -> list[Input]:
    return [
        Input(area, indicator, part)
        for indicator in indicators
        for part in (PARTS if indicator.is_ratio else (VALUE,))
    ]


def _started(inputs: Sequence[Input], field: str) -> tuple[Input | None, Month | None]:
    """The field of this name, and the month if its name says one."""
    named = _FIELD.fullmatch(field)
    if named is None:
        return None, None
    code, indicator, month, part = named.groups()
    place = (code, indicator, part)
    found = (one for one in inputs if (one.area.code, one.indicator.code, one.part) == place)
    return next(found, None), _written_month(month or "")


def _written_month(text: str) -> Month | None:
    try:
        return Month.parse(text)
    except MonthError:
        return None
