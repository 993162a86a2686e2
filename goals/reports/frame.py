"""What a report's figures are computed against: goals, areas and prices as they were when it was made.

All this is reference data that may be edited later. A report carries it along, so that its content can be
computed again from the figures and targets alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple, NotRequired, TypedDict

from django.db.models import F, FilteredRelation, Q

from goals.models import Goal, GoalYear, Report
from goals.months import Month
from goals.progress import Measure
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, ClusterMember
from jobcentres.models.validity import valid_on

METHOD = 2
"""Which arithmetic a content was computed with. Raise it with every change after which `goals.progress` says
something else of the same figures: older reports are then proved by their hash alone."""


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
    is_own: NotRequired[bool]
    """one that the municipality has set itself: compared with nobody"""


class Frame(TypedDict):
    """`members` are those of a region. A municipality has none; it is compared with those `above`."""

    method: int
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


def goals_of(year: int, area: Area | None = None, *, with_prices: bool = False) -> list[Goal]:
    """The year's goals, and the own ones of `area`, with what a frame keeps of each, in one query."""
    goals = Goal.with_own.of([area.pk] if area else []).filter(goal_year__year=year)
    goals = goals.select_related("goal_year", "indicator")
    breaks = FilteredRelation("indicator__breaks", condition=Q(indicator__breaks__is_break=True))
    goals = goals.annotate(breaks=breaks).annotate(break_month=F("breaks__month"))
    if with_prices:
        priced = Q(indicator__saving_prices__goal_year=F("goal_year"))
        goals = goals.annotate(price=FilteredRelation("indicator__saving_prices", condition=priced)).annotate(
            kroner=F("price__kroner"),
            price_note=F("price__note"),
            price_is_assumption=F("price__is_assumption"),
        )
    found: dict[int, Goal] = {}
    for row in goals.order_by("number", "break_month"):
        goal = found.setdefault(row.pk, row)
        vars(goal).setdefault("break_months", [])
        if vars(row)["break_month"]:
            vars(goal)["break_months"].append(str(vars(row)["break_month"]))
    return list(found.values())


def frame_of(subject: Subject, goals: Sequence[Goal] | None = None) -> Frame:
    """The frame as reference data stands now; `goals` are `goals_of` the year, if they were read already."""
    kind, goal_year, area, known_on = subject
    as_of, is_result = subject.as_of, kind == Report.Kind.RESULT
    areas = {one.pk: one for one in Area.objects.valid_on(as_of.last_day)}
    if goals is None:
        goals = goals_of(goal_year.year, area if is_result else None, with_prices=is_result)
    clusters = _clusters(as_of, goals, area) if is_result else {}
    return {
        "method": METHOD,
        "kind": str(kind),
        "year": goal_year.year,
        "area": {"id": area.pk, "code": area.code, "name": area.full_name},
        "as_of": str(as_of),
        "known_on": moment_text(known_on),
        "members": _members(areas, area) if area.level != Area.Level.MUNICIPALITY else None,
        "above": _above(areas, area) if is_result else [],
        "goals": [
            _framed(goal, clusters.get(goal.indicator.code) or clusters.get(""))
            if not goal.is_own
            else _framed(goal, None) | {"is_own": True}
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


def _framed(goal: Goal, cluster: FramedGroup | None) -> FramedGoal:
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
        "breaks": vars(goal)["break_months"],
        "cluster": cluster,
        "price": _priced(goal),
    }


def _priced(goal: Goal) -> FramedPrice | None:
    """From what `goals_of` adds to each goal."""
    found = vars(goal)
    if found.get("kroner") is None:
        return None
    return {
        "kroner": found["kroner"],
        "note": found["price_note"],
        "is_assumption": found["price_is_assumption"],
    }


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
