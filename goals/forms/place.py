"""One line of a month, read for saving it: two queries, whatever has been entered in ten years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from goals.contents import FigureEntry, normalised
from goals.entry import standing_of
from goals.expectation import READS
from goals.forms.line import LineForm
from goals.forms.reading import dates_of, figure_months, latest_break
from goals.forms.sheet import BETWEEN, Block, Line, Sheet
from goals.forms.usual import numbers_of
from goals.models import Figure, FigureRevision, Goal, GoalYear, Indicator, ReturnLine
from goals.months import Month
from goals.staging import Key, Standing
from jobcentres.models import Area, Change, Jobcentre, ServedMunicipality, User
from jobcentres.models.validity import valid_on

_FIGURE = (
    "id", "month", "state", "value", "numerator", "denominator",
    "source_kind", "source", "version", "approved_version", "is_reopened",
)  # fmt: skip
_AREA = tuple(field.attname for field in Area._meta.concrete_fields)
_AMOUNTS = ("state", "value", "numerator", "denominator")


class Place(NamedTuple):
    """A line by its key: `0340-foertidspension`."""

    municipality: str
    indicator: str


def read_place(user: User, slug: str, month: Month, key: str) -> Sheet | None:
    """A sheet of one line, without its history and the region's answer; None if it is not the user's."""
    _prefix, bare = parted(key)
    place = Place(*bare.split("-", 1)) if "-" in bare else None
    held = (one.jobcentre for one in user.scopes.assignments)
    jobcentre = next((one for one in held if one and one.slug == slug), None)
    goal = _goal(jobcentre, month, place) if jobcentre and place else None
    if jobcentre is None or place is None or goal is None:
        return None
    found = _municipality_with_figures(user, jobcentre, month, place, goal.indicator)
    if found is None:
        return None
    line = _line(jobcentre, goal, month, found)
    return Sheet(jobcentre=jobcentre, month=month, blocks=[Block(line.municipality, [line])])


def parted(key: str) -> tuple[str, str]:
    """What stands before a line's key on the page of a year, and the key itself."""
    before, sign, bare = key.rpartition(BETWEEN)
    return before + sign, bare


def only_line(sheet: Sheet, key: str) -> Sheet:
    """The sheet with this line alone, under this key."""
    prefix, bare = parted(key)
    lines = [
        (block.municipality, [replace(line, prefix=prefix) for line in block.lines if line.key == bare])
        for block in sheet.blocks
    ]
    return replace(sheet, blocks=[Block(municipality, found) for municipality, found in lines if found])


def _goal(jobcentre: Jobcentre, month: Month, place: Place) -> Any:
    """The goal of the line, with its dates, and what is said of the line beside its figure."""
    on_time = Q(indicator__deadlines__month=month.first_day)
    said = ReturnLine.objects.filter(
        monthly_return__jobcentre=jobcentre,
        monthly_return__month=month.first_day,
        indicator=OuterRef("indicator"),
        municipality__code=place.municipality,
    ).values(said=JSONObject(state="state", comment="comment"))
    goals = (
        Goal.with_own.filter(Q(area=None) | Q(area__code=place.municipality))
        .filter(goal_year__year=month.year, indicator__code=place.indicator)
        .exclude(goal_year__state=GoalYear.State.DRAFT)
        .select_related("goal_year", "indicator")
        .defer("goal_year__letter")
        .annotate(deadline=FilteredRelation("indicator__deadlines", condition=on_time))
        .annotate(expected_on=F("deadline__expected_on"), due_at=F("deadline__due_at"))
        .annotate(said=Subquery(said[:1]), breaks_from=latest_break(month))
    )
    goal: Any = next(iter(goals[:1]), None)
    if goal is not None and not goal.asks_of(goal.area_id, month):
        return None
    if goal is not None:
        goal.year_due_at = None  # by the rule: a line with fields does not tell of it
    return goal


class Found(NamedTuple):
    """The municipality, whether the jobcentre serves others too, and the figures that the line tells of."""

    municipality: Area
    has_neighbour: bool
    figures: dict[Month, Figure]


def _municipality_with_figures(
    user: User, jobcentre: Jobcentre, month: Month, place: Place, indicator: Indicator
) -> Found | None:
    told = {"figures__month__gte": month.plus(-READS).first_day, "figures__month__lte": month.first_day}
    condition = Q(figures__indicator=indicator, **told)
    served = ServedMunicipality.objects.valid_on(month.last_day).filter(jobcentre=jobcentre)
    areas = Area.objects.filter(
        valid_on(month.last_day, "served__"),
        served__jobcentre=jobcentre,
        code=place.municipality,
        pk__in=user.scopes.served_municipality_ids,
    )
    others = served.exclude(municipality=OuterRef("pk"))
    rows = list(
        areas.annotate(told=FilteredRelation("figures", condition=condition), has_neighbour=Exists(others))
        .order_by()
        .values_list(*_AREA, "has_neighbour", *(f"told__{name}" for name in _FIGURE))
    )
    if not rows:
        return None
    width = len(_AREA)
    municipality = Area.from_db("default", _AREA, rows[0][:width])
    return Found(municipality, rows[0][width], dict(_figures(rows, indicator, municipality)))


def _figures(rows: list[Any], indicator: Indicator, municipality: Area) -> Iterator[tuple[Month, Figure]]:
    for row in rows:
        content = dict(zip(_FIGURE, row[len(_AREA) + 1 :], strict=True))
        if content["id"] is not None:
            yield content["month"], Figure(**content, indicator=indicator, area=municipality)


def _line(jobcentre: Jobcentre, goal: Any, month: Month, found: Found) -> Line:
    indicator, figures, said = goal.indicator, found.figures, goal.said or {}
    _own, last_month, year_before = figure_months(indicator, month)
    return Line(
        jobcentre=jobcentre,
        goal=goal,
        indicator=indicator,
        municipality=found.municipality,
        month=month,
        **dates_of(goal, month)._asdict(),
        figure=figures.get(month),
        last_month=figures.get(last_month),
        year_before=figures.get(year_before),
        line_state=said.get("state", ReturnLine.State.OPEN.value),
        comment=said.get("comment", ""),
        names_municipality=found.has_neighbour,
        numbers=numbers_of(indicator, figures, month, goal.breaks_from),
    )


def standing(sheet: Sheet) -> dict[Key, Standing]:
    """The figures of the sheet's month as they were read, for the writer."""
    found = (standing_of(line.figure) for line in sheet.lines if line.figure)
    return {one.key: one for one in found}


def is_known_after(form: LineForm) -> bool:
    """Whether all that the line will show is known without reading: not what is said of the same number."""
    before = form.line.figure
    if form.new_comment is not None or form.new_explanation is not None or form.entry is None:
        return False
    said = normalised(form.entry)
    return before is None or any(getattr(said, name) != getattr(before, name) for name in _AMOUNTS)


def after(form: LineForm, entry: FigureEntry, change: Change) -> Line:
    """The line as it stands after the form's number was saved, without reading it again."""
    line, said = form.line, normalised(entry)
    content = {name: getattr(said, name) for name in _FIGURE[2:8]}
    before = line.figure
    version = before.version + 1 if before else 1
    figure = Figure(
        id=before.pk if before else None,
        indicator=line.indicator,
        area=line.municipality,
        month=line.month,
        version=version,
        approved_version=before.approved_version if before else 0,
        is_reopened=bool(before and before.is_reopened),
        **content,
    )
    revisions = [FigureRevision(version=version, change=change, note=said.note, **content)]
    if before:
        earlier = {name: getattr(before, name) for name in _FIGURE[2:8]}
        revisions.insert(0, FigureRevision(version=before.version, **earlier))
    is_open = form.new_line_state is not None or line.line_state == ReturnLine.State.OPEN
    state = ReturnLine.State.OPEN.value if is_open else line.line_state
    return replace(line, figure=figure, revisions=revisions, submitted=None, line_state=state)
