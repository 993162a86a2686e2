"""The targets of a year: of municipalities as their dialogue tells them, of regions as their contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from goals.contracts import read_agreements
from goals.dialogue import read_dialogues
from goals.models import Goal, TargetVersion
from goals.months import Month
from jobcentres.models import Area, User
from reporting.api.moments import written
from reporting.api.reference import NOTHING_HIDDEN
from reporting.api.tables import Call, Chosen, Table
from reporting.api.years import goals_of
from reporting.exports.columns import COLUMNS
from reporting.exports.kinds import Column, Kind
from reporting.exports.place_columns import PLACE_COLUMNS
from reporting.places import Places
from reporting.summaries import default_as_of


@dataclass(frozen=True, slots=True)
class TargetRow:
    goal: Goal
    area: Area
    version: TargetVersion
    is_in_force: bool
    hidden: frozenset[str] = NOTHING_HIDDEN


TARGET_COLUMNS: Mapping[str, Column[Any]] = {
    "year": COLUMNS["year"].of(lambda row: row.goal.goal_year.year),
    **PLACE_COLUMNS,
    "version": Column(
        lambda row: row.version.number, Kind.WHOLE, _("Version"), _("The number of the target's version.")
    ),
    "kind": Column(
        lambda row: row.version.kind,
        Kind.TEXT,
        _("Kind"),
        _("What the version is: a draft, the region's recommendation, adopted, a contract or an amendment."),
        words=dict(TargetVersion.Kind.choices),
    ),
    "in_force": Column(
        lambda row: row.is_in_force,
        Kind.FLAG,
        _("In force"),
        _("True for the newest binding version, which the summary computes with."),
    ),
    "target": COLUMNS["target"].of(lambda row: row.version.value),
    "baseline_month": COLUMNS["baseline_month"].of(lambda row: row.version.baseline_month),
    "baseline": Column(
        lambda row: row.version.baseline_value,
        Kind.AMOUNT,
        _("Baseline given"),
        _("The baseline as it was given with the target. Empty where the figure of the month counts."),
    ),
    "adopted_percent": Column(
        lambda row: row.version.adopted_percent,
        Kind.RATE,
        _("Adopted, per cent"),
        _("The wanted change in per cent, where the council adopted one."),
    ),
    "decided_on": Column(
        lambda row: row.version.decided_on, Kind.DAY, _("Decided on"), _("The day of the decision.")
    ),
    "recorded_at": Column(
        lambda row: row.version.change.recorded_at,
        Kind.MOMENT,
        _("Recorded at"),
        _("When the version was recorded. What is known at that moment or later counts it."),
    ),
    "link": Column(
        lambda row: row.version.link or None, Kind.TEXT, _("Link"), _("Where the decision can be read.")
    ),
}


def targets(call: Call) -> Table:
    """As the caller may read them now, of what was recorded up to the moment of knowledge. Six queries."""
    asked, user = call.asked, call.caller.user
    goals = goals_of(asked.year, asked.indicator, known_on=asked.known_on)
    year = goals[0].goal_year.year
    places = Places.on(min(default_as_of(year, asked.known_on), Month.december(year)))
    areas = _areas(places, asked.area, asked.level)
    known_on, in_force = call.known_on, asked.versions == "in_force"
    found = [row for row in _rows(goals, areas, user, known_on) if row.is_in_force or not in_force]
    chosen: Chosen = {"year": year, "known_on": written(known_on)}
    return Table(TARGET_COLUMNS, found[slice(*call.window)], len(found), chosen, known_on)


def _areas(places: Places, codes: Sequence[str], level: str | None) -> list[Area]:
    named = {places.of_code(code).pk for code in codes}
    return [
        area
        for area in places.all
        if area.level != Area.Level.COUNTRY
        and level in (None, area.level)
        and (not named or area.pk in named)
    ]


def _rows(
    goals: Sequence[Goal], areas: Sequence[Area], user: User, known_on: datetime
) -> Iterator[TargetRow]:
    """Goal by goal, area by area, the oldest version first."""
    versions = _of_municipalities(goals, areas, user) | _of_regions(goals, areas, user)
    for goal in goals:
        for area in areas:
            told = [
                one
                for one in versions.get((goal.indicator_id, area.pk), ())
                if one.change.recorded_at and one.change.recorded_at <= known_on
            ]
            newest = next((one.pk for one in reversed(told) if one.is_binding), None)
            yield from (TargetRow(goal, area, one, one.pk == newest) for one in told)


Versions = dict[tuple[int, int], Sequence[TargetVersion]]
"""By indicator and area, the oldest first."""


def _of_municipalities(goals: Sequence[Goal], areas: Sequence[Area], user: User) -> Versions:
    own = [area for area in areas if area.level == Area.Level.MUNICIPALITY]
    if not own:
        return {}
    return {place: one.versions for place, one in read_dialogues(goals, own, user).items()}


def _of_regions(goals: Sequence[Goal], areas: Sequence[Area], user: User) -> Versions:
    own = [area for area in areas if area.level == Area.Level.REGION]
    if not own:
        return {}
    return {
        (indicator_id, region_id): agreement.in_force(versions)
        for region_id, agreement in read_agreements(goals[0].goal_year, own).items()
        if agreement.is_open_to(user)
        for indicator_id, versions in agreement.targets.items()
    }
