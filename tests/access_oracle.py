"""The table of roles in the design, asked row by row. It knows nothing of the product's own rules."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from goals.models import CorrectionRequest, Figure, GoalYear, MonthlyReturn, Target
from jobcentres.models import Area, Assignment, Jobcentre, ServedMunicipality, User
from tests.access_world import DAY, Role, populate
from tests.cast import make_places

WORK = (Role.CLERK, Role.MANAGER)


@dataclass
class World:
    """Its rows, read once; the oracle looks at them one by one."""

    areas: list[Area]
    jobcentres: list[Jobcentre]
    served: list[ServedMunicipality]
    assignments: list[Assignment]
    people: list[User]
    returns: list[MonthlyReturn]
    figures: list[Figure]
    targets: list[Target]
    requests: list[CorrectionRequest]
    years: list[GoalYear]
    lists: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    secrets: dict[int, Figure] = field(default_factory=dict)
    """Numbers that are not released, each of its own."""
    told: int = 0
    """How many of them pages have told to those who may read them."""

    @classmethod
    def drawn(cls, drawn: random.Random) -> World:
        populate(make_places(), drawn)
        return cls(
            areas=list(Area.objects.select_related("parent__parent")),
            jobcentres=list(Jobcentre.objects.select_related("region")),
            served=list(ServedMunicipality.objects.select_related("municipality", "jobcentre__region")),
            assignments=list(Assignment.objects.select_related("user", "area", "jobcentre")),
            people=list(User.objects.all()),
            returns=list(MonthlyReturn.objects.select_related("jobcentre__region")),
            figures=list(Figure.objects.select_related("area__parent", "indicator")),
            targets=list(Target.objects.select_related("area__parent", "goal_year")),
            requests=list(CorrectionRequest.objects.select_related("figure__area__parent")),
            years=list(GoalYear.objects.all()),
        )

    def __post_init__(self) -> None:
        named = (self.areas, self.jobcentres, self.assignments, self.people, self.returns, self.figures)
        for rows in (*named, self.targets, self.years):
            self.lists[type(rows[0])] = rows
        self.secrets = {
            int(one.value or 0): one for one in self.figures if one.approved_version < one.version
        }

    def all_of(self, model: type[models.Model]) -> list[Any]:
        return self.lists[model]

    def held(self, user: User, *roles: str) -> Iterator[Assignment]:
        """The assignments that count today: nobody who is deactivated has any."""
        for one in self.assignments:
            if one.user == user and user.is_active and one.role in roles and _holds(one):
                yield one

    def is_official(self, user: User) -> bool:
        return any(self.held(user, Role.OFFICIAL))

    def works_for(self, user: User, jobcentre: Jobcentre, *roles: str) -> bool:
        return any(one.jobcentre == jobcentre for one in self.held(user, *(roles or WORK)))

    def follows_up(self, user: User, region: Area) -> bool:
        return any(one.area == region for one in self.held(user, Role.OFFICER))

    def serves(self, jobcentre: Jobcentre | None, area: Area, day: date = DAY) -> bool:
        return any(
            one.jobcentre == jobcentre and one.municipality == area and _holds(one, day)
            for one in self.served
        )

    def works_in(self, user: User, area: Area, *roles: str) -> bool:
        """For a jobcentre that serves the municipality today."""
        return any(self.serves(one.jobcentre, area) for one in self.held(user, *(roles or WORK)))

    # --- the rows of the table

    def may_follow(self, user: User, jobcentre: Jobcentre) -> bool:
        return (
            self.is_official(user)
            or self.works_for(user, jobcentre)
            or self.follows_up(user, jobcentre.region)
        )

    def may_read_figure(self, user: User, figure: Figure) -> bool:
        return user.is_active if figure.approved_version else self.sees_inside(user, figure.area)

    def sees_inside(self, user: User, area: Area) -> bool:
        """What is not approved: the own jobcentre, which is the one of today, its region and the ministry."""
        region = area if area.level == "region" else area.parent
        return (
            self.is_official(user)
            or self.works_in(user, area)
            or (region is not None and self.follows_up(user, region))
        )

    def may_enter(self, user: User, figure: Figure) -> bool:
        is_locked = figure.approved_version > 0 and not figure.is_reopened
        return not is_locked and self.works_in(user, figure.area)

    def may_promise(self, user: User, target: Target) -> bool:
        """The manager the municipality's own, the ministry all."""
        return self.is_official(user) or self.works_in(user, target.area, Role.MANAGER)

    def may_decide(self, user: User, request: CorrectionRequest) -> bool:
        """The region of the jobcentre that serves the place today."""
        serving = [one for one in self.jobcentres if self.serves(one, request.figure.area)]
        return any(self.follows_up(user, one.region) for one in serving)

    def may_administer_role(self, user: User, assignment: Assignment) -> bool:
        for own in self.held(user, Role.ADMINISTRATOR):
            scope = [assignment.area] if assignment.area else self._served_by(assignment.jobcentre)
            if own.area and any(_lies_in(area, own.area) for area in scope):
                return True
            if own.area and own.area.level == "country":
                return True
        return False

    def may_administer(self, user: User, person: User) -> bool:
        """Somebody all of whose roles, past and future, lie inside the own area."""
        roles = [one for one in self.assignments if one.user == person]
        return any(self.held(user, Role.ADMINISTRATOR)) and all(
            self.may_administer_role(user, one) for one in roles
        )

    def _served_by(self, jobcentre: Jobcentre | None) -> list[Area]:
        return [one.municipality for one in self.served if one.jobcentre == jobcentre and _holds(one)]

    def has_municipality(self, jobcentre: Jobcentre, day: date) -> bool:
        """A return covers those that the jobcentre serves on the month's last day."""
        return any(self.serves(jobcentre, area, day) for area in self.areas)


def _holds(row: Assignment | ServedMunicipality, day: date = DAY) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)


def _lies_in(area: Area | None, above: Area) -> bool:
    while area is not None and area != above:
        area = area.parent
    return area is not None
