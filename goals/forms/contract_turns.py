"""Whose turn it is with the contracts, for the start page, and what a contract still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.contracts import TURNS, Agreement, State, roles_in, state_of
from goals.forms.contract_words import name_of
from goals.models import ContractStep, Goal, GoalYear, Target, TargetVersion
from goals.months import today
from jobcentres.models import Area, User


class ContractTurn(NamedTuple):
    """`Kontrakt 2014, Beskæftigelsesregion Midtjylland: Underskriften mangler.`, and where to go on."""

    name: str
    text: str
    address: str


Step = tuple[int, int | None, int, int | None, str | None]
"""Year, region's key, nothing, number and kind; a year with no contract once without them."""


def regions_of(user: User, areas: Iterable[Area]) -> dict[int, Area]:
    """Those to whose contracts `user` is a party."""
    return {area.pk: area for area in areas if area.level == Area.Level.REGION and roles_in(user, area)}


def contract_turns_of(user: User, own: Mapping[int, Area], steps: Iterable[Step]) -> list[ContractTurn]:
    """What waits for `user`. A year without a contract waits from its announcement until it is over."""
    states = _states(own, steps)
    turns = []
    for (year, region_id), state in sorted(states.items(), key=lambda item: (item[0][0], item[0][1])):
        region = own[region_id]
        if state is None and year < today().year:
            continue
        if any(role in roles_in(user, region) for role, _action in TURNS[state or State.DRAFT]):
            address = reverse("contract_edit", args=[year, region.code])
            turns.append(ContractTurn(name_of(year, region), turn_text(state), address))
    return turns


def turn_text(state: State | None) -> str:
    """What is lacking; None where nothing has been written yet."""
    return {
        None: _("There is no draft yet."),
        State.DRAFT: _("The draft has not been sent to negotiation."),
        State.NEGOTIATED: _("The approval by RBR is lacking."),
        State.APPROVED: _("The signature is lacking."),
    }[state]


def _states(regions: Mapping[int, Area], rows: Iterable[Step]) -> dict[tuple[int, int], State | None]:
    """By announced year and region; None where there is nothing, neither steps nor targets from a file."""
    steps: dict[tuple[int, int], list[ContractStep]] = {}
    binding: set[tuple[int, int]] = set()
    known = list(rows)
    for year in {year for year, *_rest in known}:
        steps |= {(year, pk): [] for pk in regions}
    for year, region_id, _nothing, number, kind in known:
        if region_id is None or region_id not in regions:
            continue
        if kind == _BINDS:
            binding.add((year, region_id))
        elif kind:
            steps[year, region_id].append(ContractStep(kind=kind, number=number or 0))
    return {
        key: state_of(sorted(found, key=_number), binds=key in binding) if found or key in binding else None
        for key, found in steps.items()
    }


_BINDS = "binds"
_ANNOUNCED = GoalYear.State.ANNOUNCED


def _number(step: ContractStep) -> int:
    return step.number


def contract_steps(*, mark: str) -> list[QuerySet[Any]]:
    """Two queries to be put together: the mark, and a `Step` of an announced year, or a target that binds in
    the form of one."""
    return [_steps(mark), _binding(mark)]


def _steps(mark: str) -> QuerySet[Any]:
    announced = GoalYear.objects.filter(
        Exists(Goal.objects.filter(goal_year=OuterRef("pk"))), state=_ANNOUNCED
    )
    rows = announced.annotate(
        mark=Value(mark),
        nothing=Value(0),
        number=F("contracts__steps__number"),
        what=F("contracts__steps__kind"),
    )
    return rows.order_by().values_list("mark", "year", "contracts__region", "nothing", "number", "what")


def _binding(mark: str) -> QuerySet[Any]:
    bind = TargetVersion.objects.filter(target=OuterRef("pk"), kind__in=TargetVersion.BINDING)
    rows = Target.objects.filter(Exists(bind), goal_year__state=_ANNOUNCED, area__level=Area.Level.REGION)
    said = rows.annotate(mark=Value(mark), nothing=Value(0), number=Value(0), what=Value(_BINDS)).order_by()
    return said.values_list("mark", "goal_year__year", "area", "nothing", "number", "what")


def missing_in(agreement: Agreement, goals: Iterable[Goal]) -> list[str]:
    """What the contract lacks before it is whole; for its parties."""
    told = [] if agreement.is_signed else [turn_text(agreement.state if agreement.steps else None)]
    without = [str(goal.number) for goal in goals if goal.indicator_id not in agreement.targets]
    if without and agreement.is_begun:
        told.append(_("Targets are lacking: %(goals)s.") % {"goals": ", ".join(without)})
    if agreement.state == State.SIGNED and not agreement.documents:
        told.append(_("The signed document is not attached."))
    return told
