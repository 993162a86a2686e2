"""The areas of a month and the indicators of a year, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from goals.models import Goal, Indicator, IndicatorDefinition
from goals.months import Month, today
from jobcentres.models import Area
from reporting.api.tables import Call, Table
from reporting.api.years import goals_of, month_over
from reporting.exports.columns import COLUMNS
from reporting.exports.kinds import Column, Kind
from reporting.exports.place_columns import PLACE_COLUMNS
from reporting.places import Places, ServedBy
from reporting.summaries import default_as_of

NOTHING_HIDDEN = frozenset[str]()
NO_GOAL = Goal(indicator=Indicator())
"""What a row that is about no goal has in its place, so that files are written of it as of any other."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    area: Area
    above: Area | None
    served_by: ServedBy | None
    goal: Goal = NO_GOAL
    hidden: frozenset[str] = NOTHING_HIDDEN


AREA_COLUMNS: Mapping[str, Column[Any]] = {
    **{name: PLACE_COLUMNS[name] for name in ("level", "area", "area_name")},
    "full_name": Column(
        lambda row: row.area.full_name, Kind.TEXT, _("Full name"), _("The name as it is written in full.")
    ),
    "parent": Column(
        lambda row: row.above.code if row.above else None,
        Kind.TEXT,
        _("Lies in"),
        _("The code of the area that holds this one: the region of a municipality, DK of a region."),
    ),
    "jobcentre": Column(
        lambda row: row.served_by.slug if row.served_by else None,
        Kind.TEXT,
        _("Jobcentre"),
        _("The jobcentre that serves the municipality, by its name in addresses."),
    ),
    "jobcentre_name": Column(
        lambda row: row.served_by.name if row.served_by else None,
        Kind.TEXT,
        _("Name of the jobcentre"),
        _("The name of the jobcentre that serves the municipality."),
    ),
    "valid_from": Column(
        lambda row: row.area.valid_from,
        Kind.DAY,
        _("Valid from"),
        _("The first day that there is this area."),
    ),
    "valid_to": Column(
        lambda row: row.area.valid_to,
        Kind.DAY,
        _("Valid to"),
        _("The last day that there is this area. Empty: until further notice."),
    ),
}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    goal: Goal
    definition: IndicatorDefinition | None
    area: Area | None = None
    hidden: frozenset[str] = NOTHING_HIDDEN


INDICATOR_COLUMNS: Mapping[str, Column[Any]] = {
    "year": COLUMNS["year"].of(lambda row: row.goal.goal_year.year),
    **{name: PLACE_COLUMNS[name] for name in ("goal", "indicator")},
    "short_name": Column(
        lambda row: row.goal.short_name, Kind.TEXT, _("Short name"), _("The goal's name in tables.")
    ),
    "title": Column(
        lambda row: row.goal.title, Kind.TEXT, _("Title"), _("The goal's title in the minister's letter.")
    ),
    "name": Column(
        lambda row: row.goal.indicator.name, Kind.TEXT, _("What is measured"), _("The indicator's name.")
    ),
    **{name: PLACE_COLUMNS[name] for name in ("unit", "direction", "window")},
    "numerator_name": Column(
        lambda row: row.goal.indicator.numerator_name or None,
        Kind.TEXT,
        _("Name of the numerator"),
        _("What is counted above the line of a percentage."),
    ),
    "denominator_name": Column(
        lambda row: row.goal.indicator.denominator_name or None,
        Kind.TEXT,
        _("Name of the denominator"),
        _("What is counted below the line of a percentage."),
    ),
    "decimals": Column(
        lambda row: row.goal.indicator.decimals,
        Kind.WHOLE,
        _("Decimals shown"),
        _("With how many decimals the figure is shown on pages."),
    ),
    "discretion_threshold": Column(
        lambda row: row.goal.indicator.discretion_threshold,
        Kind.WHOLE,
        _("Smallest number shown"),
        _("Counts from 1 up to below this number are hidden outside the own jobcentre, region and ministry."),
    ),
    "definition": Column(
        lambda row: row.definition.text if row.definition else None,
        Kind.TEXT,
        _("Definition"),
        _("The definition in force."),
    ),
    "definition_from": Column(
        lambda row: row.definition.valid_from if row.definition else None,
        Kind.DAY,
        _("Definition from"),
        _("The first day of the definition in force."),
    ),
    "is_assumption": Column(
        lambda row: row.definition.is_assumption if row.definition else None,
        Kind.FLAG,
        _("Assumed"),
        _("True where no official text of the definition was found."),
    ),
    "definition_source": Column(
        lambda row: row.definition.source or None if row.definition else None,
        Kind.TEXT,
        _("Source of the definition"),
        _("Where the definition was found."),
    ),
}


def areas(call: Call) -> Table:
    """Two queries."""
    asked = call.asked
    as_of = month_over(asked.as_of, "as_of") if asked.as_of else default_as_of(today().year)
    places = Places.on(as_of)
    for code in asked.area:
        places.of_code(code)
    found = [
        AreaRow(area, next(iter(places.above(area)), None), places.served_by(area))
        for area in places.all
        if asked.level in (None, area.level) and (not asked.area or area.code in asked.area)
    ]
    return Table(AREA_COLUMNS, found[slice(*call.window)], len(found), {"as_of": str(as_of)})


def indicators(call: Call) -> Table:
    """With the definitions in force in the last month of the year that is over. Two queries."""
    goals = goals_of(call.asked.year, call.asked.indicator)
    year = goals[0].goal_year.year
    last = min(default_as_of(today().year), Month.december(year)).last_day
    texts = {
        one.indicator_id: one
        for one in IndicatorDefinition.objects.valid_on(last).filter(
            indicator__in=[goal.indicator_id for goal in goals]
        )
    }
    found = [IndicatorRow(goal, texts.get(goal.indicator_id)) for goal in goals]
    return Table(INDICATOR_COLUMNS, found[slice(*call.window)], len(found), {"year": year})
