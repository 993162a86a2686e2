"""The dialogues of a year, read for pages: what was said of each target, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from goals.dialogue.rules import RULES, State
from goals.dialogue.state import is_public, state_of, turn
from goals.dialogue.steps import seen_of
from goals.models import Goal, Target, TargetStep, TargetVersion
from goals.rules import closed_text
from jobcentres.models import Area, User

Step, Version = TargetStep.Kind, TargetVersion.Kind
Row = TypeVar("Row", TargetVersion, TargetStep)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What was said of one target. `target` is not stored while nobody has said anything."""

    goal: Goal
    area: Area
    target: Target
    steps: tuple[TargetStep, ...] = ()
    versions: tuple[TargetVersion, ...] = ()

    @property
    def state(self) -> State:
        return state_of(self.steps, self.versions)

    @property
    def is_public(self) -> bool:
        return is_public(self.steps, self.versions)

    @property
    def seen(self) -> str:
        """What a form remembers, to know whether somebody has taken a step since."""
        return seen_of(self.steps, self.versions)

    @property
    def binding(self) -> TargetVersion | None:
        return next((one for one in reversed(self.versions) if one.is_binding), None)

    @property
    def proposal(self) -> TargetVersion | None:
        """The newest draft, as long as nothing has been adopted after it."""
        if self.state in (State.NONE, State.ADOPTED, State.REOPENED):
            return None
        return next((one for one in reversed(self.versions) if one.kind == Version.DRAFT), None)

    @property
    def turn(self) -> list[str]:
        """The roles whose turn it is; nobody's once the year is closed."""
        if closed_text(self.goal.goal_year):
            return []
        return [role for role, _action in turn(self.state, self.steps)]

    @property
    def from_files(self) -> list[TargetVersion]:
        """Binding versions that no step tells of."""
        told = {step.version_id for step in self.steps}
        return [one for one in self.versions if one.is_binding and one.pk not in told]

    def possible(self, roles: Iterable[str]) -> list[str]:
        """The steps that somebody with these roles may take now."""
        return RULES.possible(self.state, set(roles), self.goal.goal_year)

    def for_outsiders(self) -> Dialogue:
        """Without the drafts that have not been sent to hearing."""
        if self.state != State.DRAFT:
            return self
        last = max((n for n, step in enumerate(self.steps) if step.kind != Step.DRAFT), default=-1)
        private = {step.version_id for step in self.steps[last + 1 :]}
        versions = tuple(one for one in self.versions if one.pk not in private)
        return replace(self, steps=self.steps[: last + 1], versions=versions)


def is_inside(user: User, area: Area) -> bool:
    """Whether `user` reads drafts before the hearing: own jobcentre, LBR, the region's officers, ministry."""
    scopes = user.scopes
    return (
        scopes.is_official
        or area.pk in scopes.served_municipality_ids
        or area.pk in scopes.council_area_ids
        or area.parent_id in scopes.reviewed_region_ids
    )


def read_dialogues(
    goals: Sequence[Goal], areas: Iterable[Area], user: User
) -> dict[tuple[int, int], Dialogue]:
    """Every dialogue as `user` may read it, by the keys of indicator and area. Two queries; the goals are
    one year's, and come with their year and indicator."""
    places = {area.pk: area for area in areas}
    wanted = {
        "target__goal_year__in": {goal.goal_year_id for goal in goals},
        "target__indicator__in": {goal.indicator_id for goal in goals},
        "target__area__in": places,
    }
    related = ("target", "change__by", "change__assignment")
    versions = _by_target(TargetVersion.objects.filter(**wanted).select_related(*related).order_by("number"))
    steps = _by_target(TargetStep.objects.filter(**wanted).select_related(*related).order_by("number"))
    found = {}
    for area in places.values():
        for goal in goals:
            key = goal.indicator_id, area.pk
            own_versions, own_steps = versions.get(key, []), steps.get(key, [])
            whole = Dialogue(
                goal,
                area,
                _target(goal, area, [*own_versions, *own_steps]),
                tuple(own_steps),
                tuple(own_versions),
            )
            _tell_versions(whole)
            found[key] = whole if is_inside(user, area) else whole.for_outsiders()
    return found


def _by_target(rows: Iterable[Row]) -> dict[tuple[int, int], list[Row]]:
    found: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        found.setdefault((row.target.indicator_id, row.target.area_id), []).append(row)
    return found


def _target(goal: Goal, area: Area, rows: Sequence[TargetVersion | TargetStep]) -> Target:
    target = rows[0].target if rows else Target(goal_year=goal.goal_year, indicator=goal.indicator, area=area)
    target.goal_year, target.indicator, target.area = goal.goal_year, goal.indicator, area
    return target


def _tell_versions(dialogue: Dialogue) -> None:
    """Each step its version, read already."""
    by_key = {one.pk: one for one in dialogue.versions}
    for step in dialogue.steps:
        if step.version_id:
            step.version = by_key[step.version_id]
