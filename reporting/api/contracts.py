"""The regions' contracts of a year that the caller may read, as they stood at the moment of knowledge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goals.contracts import Agreement, State, read_agreements
from goals.models import ContractStep, Goal, RegionalGoal, TargetVersion
from goals.months import Month
from goals.numbers import json_number
from jobcentres.models import Area, Change
from reporting.api.moments import written
from reporting.api.reference import NO_GOAL, NOTHING_HIDDEN
from reporting.api.tables import Call, Chosen, Single, Table
from reporting.api.targets import TARGET_COLUMNS, TargetRow
from reporting.api.years import goals_of
from reporting.exports.columns import COLUMNS
from reporting.exports.kinds import Column, Kind
from reporting.exports.place_columns import PLACE_COLUMNS
from reporting.places import NotThere, Places
from reporting.summaries import default_as_of

Step = ContractStep.Kind


@dataclass(frozen=True, slots=True)
class ContractRow:
    agreement: Agreement
    goal: Goal = NO_GOAL
    hidden: frozenset[str] = NOTHING_HIDDEN

    @property
    def area(self) -> Area:
        return self.agreement.region

    def day_of(self, kind: str) -> date | None:
        step = self.agreement.step(kind)
        return step.happened_on if step else None


def _day(kind: str) -> Any:
    return lambda row: row.day_of(kind)


CONTRACT_COLUMNS: Mapping[str, Column[Any]] = {
    "year": COLUMNS["year"].of(lambda row: row.agreement.goal_year.year),
    **{name: PLACE_COLUMNS[name] for name in ("area", "area_name")},
    "state": Column(
        lambda row: row.agreement.state.value,
        Kind.TEXT,
        _("State of the contract"),
        _("How far the contract is. Before it is signed, only its parties read it."),
        words={
            State.DRAFT: _("draft"),
            State.NEGOTIATED: _("negotiated"),
            State.APPROVED: _("approved by RBR"),
            State.SIGNED: _("signed"),
            State.CLOSED: _("contract closed"),
        },
    ),
    "negotiated_on": Column(
        _day(Step.NEGOTIATED), Kind.DAY, _("Negotiated on"), _("The day when the parties agreed.")
    ),
    "approved_on": Column(
        _day(Step.APPROVED), Kind.DAY, _("Approved on"), _("The day when the regional council approved it.")
    ),
    "signed_on": Column(_day(Step.SIGNED), Kind.DAY, _("Signed on"), _("The day of the signature.")),
    "amended_on": Column(
        _day(Step.AMENDED), Kind.DAY, _("Amended on"), _("The day of the latest amendment.")
    ),
    "closed_on": Column(_day(Step.CLOSED), Kind.DAY, _("Closed on"), _("The day when it was closed.")),
    "amendments": Column(
        lambda row: len(row.agreement.amendments),
        Kind.WHOLE,
        _("Amendments"),
        _("How many amendments there are."),
    ),
}


def contracts(call: Call) -> Table:
    """Six queries."""
    asked = call.asked
    goals = goals_of(asked.year, known_on=asked.known_on)
    year = goals[0].goal_year.year
    found = _rows(call, goals, asked.area)
    chosen: Chosen = {"year": year, "known_on": written(call.known_on)}
    return Table(CONTRACT_COLUMNS, found[slice(*call.window)], len(found), chosen, call.known_on)


def contract(call: Call, year: int, code: str) -> Single:
    """One contract with its targets and own goals, as they are and were in force; raises `NotThere`, also for
    one that is not for the caller yet."""
    goals = goals_of(year)
    rows = _rows(call, goals, [code])
    if not rows:
        raise NotThere(
            gettext("There is no contract of “%(code)s” for %(year)s.") % {"code": code, "year": year}
        )
    agreement = rows[0].agreement
    from reporting.api.answers import json_row

    targets = [row for goal in goals for row in _targets(agreement, goal)]
    content = {
        "contract": json_row(CONTRACT_COLUMNS, rows[0]),
        "targets": [json_row(TARGET_COLUMNS, row) for row in targets],
        "own_goals": [
            own for goal in agreement.own_goals.values() for own in map(_own_goal, agreement.in_force(goal))
        ],
    }
    chosen = {"known_on": written(call.known_on)}
    return Single(content, chosen, call.known_on, rows=1 + len(targets) + len(content["own_goals"]))


def _rows(call: Call, goals: Sequence[Goal], codes: Sequence[str]) -> list[ContractRow]:
    goal_year = goals[0].goal_year
    known_on, user = call.known_on, call.caller.user
    as_of = min(default_as_of(goal_year.year, call.asked.known_on), Month.december(goal_year.year))
    places = Places.on(as_of)
    regions = [places.region(code) for code in codes] or list(places.regions)
    last = Change.objects.filter(recorded_at__lte=known_on).aggregate(last=Max("number"))["last"] or 0
    agreements = read_agreements(goal_year, regions)
    then = (_as_of(agreements[region.pk], last) for region in regions)
    return [ContractRow(one) for one in then if one.is_begun and one.is_open_to(user)]


def _as_of(agreement: Agreement, last: int) -> Agreement:
    """With the changes up to the number `last`."""

    def known(rows: Sequence[Any]) -> list[Any]:
        return [row for row in rows if (row.change.number or 0) <= last]

    targets = {key: told for key, rows in agreement.targets.items() if (told := known(rows))}
    own_goals = {key: told for key, rows in agreement.own_goals.items() if (told := known(rows))}
    return replace(
        agreement, steps=known(agreement.steps), targets=targets, own_goals=own_goals, documents=[]
    )


def _targets(agreement: Agreement, goal: Goal) -> list[TargetRow]:
    versions: Sequence[TargetVersion] = agreement.in_force(agreement.targets.get(goal.indicator_id, []))
    newest = next((one.pk for one in reversed(versions) if one.is_binding), None)
    return [TargetRow(goal, agreement.region, one, one.pk == newest) for one in versions]


def _own_goal(own: RegionalGoal) -> dict[str, object]:
    return {
        "number": own.number,
        "version": own.version,
        "title": own.title,
        "text": own.text,
        "value": None if own.value is None else json_number(own.value),
        "unit": own.unit or None,
        "is_dropped": own.is_dropped,
    }
