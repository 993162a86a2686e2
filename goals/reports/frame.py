"""What a report's figures are computed against: goals, areas and prices as they were when it was made.

All this is reference data that may be edited later. A report carries it along, so that its content can be
computed again from the figures and targets alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple, TypedDict

from goals.models import Goal, GoalYear, Report, SavingPrice, SeriesBreak
from goals.months import Month
from goals.progress import Measure
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, ClusterMember
from jobcentres.models.validity import valid_on


class FramedArea(TypedDict):
    id: int
    code: str
    name: str


class FramedGroup(TypedDict):
    """Municipalities compared with: a cluster (`area` None), a region or the country."""

    name: str
    area: int | None
    members: list[int]


class FramedPrice(TypedDict):
    kroner: int
    note: str
    is_assumption: bool


class FramedGoal(TypedDict):
    number: int
    name: str
    indicator: int
    code: str
    unit: str
    direction: str
    window: str
    decimals: int
    tolerance: str
    small_denominator: int
    small_base: int
    discretion_threshold: int
    is_summable: bool
    breaks: list[str]
    cluster: FramedGroup | None
    price: FramedPrice | None


class Frame(TypedDict):
    """`members` are those of a region. A municipality has none; it is compared with those `above`."""

    kind: str
    year: int
    area: FramedArea
    as_of: str
    known_on: str
    members: list[int] | None
    above: list[FramedGroup]
    goals: list[FramedGoal]


class Subject(NamedTuple):
    """What a report is about: its kind, year and place, and the moment whose knowledge it shows."""

    kind: str
    goal_year: GoalYear
    area: Area
    known_on: datetime

    @property
    def as_of(self) -> Month:
        """The last whole month before the moment, at most December of the goal year."""
        month = Month.of(self.known_on.astimezone(COPENHAGEN).date()).plus(-1)
        return min(month, Month.december(self.goal_year.year))


def frame_of(subject: Subject) -> Frame:
    """The frame as reference data stands now."""
    kind, goal_year, area, known_on = subject
    as_of = subject.as_of
    areas = {one.pk: one for one in Area.objects.valid_on(as_of.last_day)}
    goals = list(Goal.objects.filter(goal_year=goal_year).select_related("indicator").order_by("number"))
    ids = [goal.indicator_id for goal in goals]
    breaks = SeriesBreak.objects.filter(indicator__in=ids, is_break=True).order_by("month")
    clusters, prices = {}, {}
    if kind == Report.Kind.RESULT:
        clusters = _clusters(as_of, goals, area)
        prices = {one.indicator_id: one for one in SavingPrice.objects.filter(goal_year=goal_year)}
    marks = list(breaks)
    return {
        "kind": str(kind),
        "year": goal_year.year,
        "area": {"id": area.pk, "code": area.code, "name": area.full_name},
        "as_of": str(as_of),
        "known_on": moment_text(known_on),
        "members": _members(areas, area) if area.level != Area.Level.MUNICIPALITY else None,
        "above": _above(areas, area) if kind == Report.Kind.RESULT else [],
        "goals": [
            _framed(
                goal,
                [str(mark.month) for mark in marks if mark.indicator_id == goal.indicator_id],
                clusters.get(goal.indicator.code) or clusters.get(""),
                prices.get(goal.indicator_id),
            )
            for goal in goals
        ],
    }


def moment_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def measure_in(goal: FramedGoal) -> Measure:
    return Measure(
        id=goal["indicator"],
        code=goal["code"],
        unit=goal["unit"],
        direction=goal["direction"],
        window=goal["window"],
        decimals=goal["decimals"],
        tolerance=Decimal(goal["tolerance"]),
        small_denominator=goal["small_denominator"],
        small_base=goal["small_base"],
        discretion_threshold=goal["discretion_threshold"],
        is_summable=goal["is_summable"],
        breaks=tuple(Month.parse(written) for written in goal["breaks"]),
    )


def _framed(
    goal: Goal, breaks: list[str], cluster: FramedGroup | None, price: SavingPrice | None
) -> FramedGoal:
    indicator = goal.indicator
    return {
        "number": goal.number,
        "name": goal.short_name,
        "indicator": indicator.pk,
        "code": indicator.code,
        "unit": str(indicator.unit),
        "direction": str(indicator.direction),
        "window": str(indicator.window),
        "decimals": indicator.decimals,
        "tolerance": f"{Decimal(indicator.tolerance).normalize():f}",
        "small_denominator": indicator.small_denominator,
        "small_base": indicator.small_base,
        "discretion_threshold": indicator.discretion_threshold,
        "is_summable": indicator.is_summable,
        "breaks": breaks,
        "cluster": cluster,
        "price": _priced(price) if price else None,
    }


def _priced(price: SavingPrice) -> FramedPrice:
    return {"kroner": price.kroner, "note": price.note, "is_assumption": price.is_assumption}


def _members(areas: Mapping[int, Area], area: Area) -> list[int]:
    """The municipalities of the region or country, by key."""
    municipalities = (one for one in areas.values() if one.level == Area.Level.MUNICIPALITY)
    if area.level == Area.Level.COUNTRY:
        return sorted(one.pk for one in municipalities)
    return sorted(one.pk for one in municipalities if one.parent_id == area.pk)


def _above(areas: Mapping[int, Area], area: Area) -> list[FramedGroup]:
    """The region, then the country."""
    found: list[FramedGroup] = []
    parent = areas.get(area.parent_id or 0)
    while parent is not None:
        found.append({"name": parent.full_name, "area": parent.pk, "members": _members(areas, parent)})
        parent = areas.get(parent.parent_id or 0)
    return found


def _clusters(as_of: Month, goals: Iterable[Goal], area: Area) -> dict[str, FramedGroup]:
    """The area's cluster in the newest scheme of each indicator (code empty: of all)."""
    codes = ["", *(goal.indicator.code for goal in goals)]
    rows = ClusterMember.objects.filter(
        valid_on(as_of.last_day, "scheme__"), scheme__indicator_code__in=codes
    ).order_by("scheme__valid_from", "scheme_id", "municipality_id")
    newest: dict[str, int] = {}
    found: dict[int, dict[int, FramedGroup]] = {}
    for code, scheme, cluster, name, municipality in rows.values_list(
        "scheme__indicator_code", "scheme_id", "cluster_id", "cluster__name", "municipality_id"
    ):
        newest[code] = scheme
        group: FramedGroup = {"name": name, "area": None, "members": []}
        found.setdefault(scheme, {}).setdefault(cluster, group)["members"].append(municipality)
    return {
        code: group
        for code, scheme in newest.items()
        for group in found[scheme].values()
        if area.pk in group["members"]
    }
