"""A contract with all that was ever said in it, read for the pages in three queries, however many regions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import Max, QuerySet

from goals.contracts.rules import State
from goals.contracts.standing import roles_in
from goals.contracts.state import state_of
from goals.models import Contract, ContractStep, GoalYear, RegionalGoal, TargetVersion
from goals.progress import Promise
from goals.series import promise_of
from jobcentres.models import Area, Change, User

Kind = ContractStep.Kind
_Version = TypeVar("_Version", TargetVersion, RegionalGoal)


class Document(NamedTuple):
    """An attached file: how many bytes it has, when it was attached, and by whom."""

    pk: int
    name: str
    size: int
    attached_at: datetime
    by: str | None


@dataclass(slots=True)
class Agreement:
    """What a region's contract of a year says: steps by number, the versions of each target (by the
    indicator's key) and own goal (by its number) from the oldest on, and its documents."""

    goal_year: GoalYear
    region: Area
    steps: list[ContractStep] = field(default_factory=list)
    targets: dict[int, list[TargetVersion]] = field(default_factory=dict)
    own_goals: dict[int, list[RegionalGoal]] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)

    @property
    def state(self) -> State:
        return state_of(self.steps, binds=self.binds)

    @property
    def binds(self) -> bool:
        return any(one.is_binding for versions in self.targets.values() for one in versions)

    @property
    def is_signed(self) -> bool:
        return self.state in (State.SIGNED, State.CLOSED)

    @property
    def is_begun(self) -> bool:
        return bool(self.steps or self.targets)

    @property
    def promises(self) -> dict[tuple[int, int], Promise]:
        """The targets that bind, by indicator and region, as `goals.series.read_promises` tells them."""
        bind = (one for versions in self.targets.values() for one in versions if one.is_binding)
        return {(one.target.indicator_id, self.region.pk): promise_of(one) for one in bind}

    def is_open_to(self, user: User) -> bool:
        """A signed contract is everybody's to read; a draft is its parties' alone."""
        return self.is_signed or bool(roles_in(user, self.region))

    def step(self, kind: str) -> ContractStep | None:
        """The newest of the kind."""
        return next((one for one in reversed(self.steps) if one.kind == kind), None)

    @property
    def amendments(self) -> list[int]:
        """The numbers of the changes that amended the contract: the first made amendment no. 1."""
        found = {_number(one.change) for one in self.steps if one.kind == Kind.AMENDED}
        for versions in self.targets.values():
            found |= {_number(one.change) for one in versions if one.kind == TargetVersion.Kind.AMENDMENT}
        return sorted(found)

    def amendment_of(self, change: Change) -> int:
        """Which amendment a change made; 0 for none."""
        numbers = self.amendments
        return numbers.index(change.number) + 1 if change.number in numbers else 0

    def in_force(self, versions: Sequence[_Version]) -> list[_Version]:
        """Those that hold or have held: of a contract not signed yet all, later what was signed and every
        amendment. Drafts before the signature are the parties' alone."""
        if not self.is_signed:
            return list(versions)
        signed = self.step(Kind.SIGNED)
        if signed is None:  # read from a file
            return [one for one in versions if not isinstance(one, TargetVersion) or one.is_binding]
        drafts = sum(_number(one.change) <= _number(signed.change) for one in versions)
        return list(versions[max(drafts - 1, 0) :])

    @property
    def mark(self) -> str:
        """Of what was read: another once anything has been written since."""
        rows: Iterable[ContractStep | TargetVersion | RegionalGoal] = (
            *self.steps,
            *(one for versions in self.targets.values() for one in versions),
            *(one for goals in self.own_goals.values() for one in goals),
        )
        return str(max((row.change_id for row in rows), default=0))


def read_agreements(goal_year: GoalYear, regions: Iterable[Area]) -> dict[int, Agreement]:
    """By the region's key."""
    found = {region.pk: Agreement(goal_year, region) for region in regions}
    steps = ContractStep.objects.filter(contract__goal_year=goal_year, contract__region__in=list(found))
    for step in _with_author(steps).order_by("number"):
        found[step.contract.region_id].steps.append(step)
    versions = TargetVersion.objects.filter(target__goal_year=goal_year, target__area__in=list(found))
    for version in versions.select_related("target", "change").order_by("number"):
        targets = found[version.target.area_id].targets
        targets.setdefault(version.target.indicator_id, []).append(version)
    _read_goals_and_documents(goal_year, found)
    return found


def known_then(agreement: Agreement, moment: datetime) -> Agreement:
    """What had been recorded at a moment."""
    last = Change.objects.filter(recorded_at__lte=moment).aggregate(last=Max("number"))["last"] or 0
    return Agreement(
        goal_year=agreement.goal_year,
        region=agreement.region,
        steps=[step for step in agreement.steps if _number(step.change) <= last],
        targets=_until(agreement.targets, last),
        own_goals=_until(agreement.own_goals, last),
        documents=[one for one in agreement.documents if one.attached_at <= moment],
    )


def _until(found: dict[int, list[_Version]], last: int) -> dict[int, list[_Version]]:
    known = {key: [one for one in rows if _number(one.change) <= last] for key, rows in found.items()}
    return {key: rows for key, rows in known.items() if rows}


def _with_author(steps: QuerySet[ContractStep]) -> QuerySet[ContractStep]:
    return steps.select_related("contract", "change__by", "change__assignment")


_GOAL = (
    "pk",
    "number",
    "version",
    "title",
    "text",
    "value",
    "unit",
    "is_dropped",
    "change",
    "change__number",
)
_DOCUMENT = ("pk", "name", "size", "change__recorded_at", "change__by__name")


def _read_goals_and_documents(goal_year: GoalYear, found: dict[int, Agreement]) -> None:
    """Both in one query, which tells each goal again beside each document."""
    rows = Contract.objects.filter(goal_year=goal_year, region__in=list(found)).values_list(
        "region", *(f"own_goals__{name}" for name in _GOAL), *(f"documents__{name}" for name in _DOCUMENT)
    )
    known: set[tuple[type, int]] = set()
    for region_id, *told in rows.order_by("own_goals__number", "own_goals__version", "documents__pk"):
        agreement, goal, document = found[region_id], told[: len(_GOAL)], told[len(_GOAL) :]
        if goal[0] is not None and (RegionalGoal, goal[0]) not in known:
            known.add((RegionalGoal, goal[0]))
            agreement.own_goals.setdefault(goal[1], []).append(_goal(*goal))
        if document[0] is not None and (Document, document[0]) not in known:
            known.add((Document, document[0]))
            agreement.documents.append(Document(*document))


def _goal(*told: Any) -> RegionalGoal:
    *said, change, number = told
    fields = dict(zip(_GOAL, said, strict=False))
    return RegionalGoal(**fields, change=Change(pk=change, number=number))


def _number(change: Change) -> int:
    """Changes are numbered as they are closed."""
    return change.number or 0
