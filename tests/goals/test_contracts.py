"""A contract's way from draft to closure, and what binds when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goals import contracts
from goals.contracts import Happened, OwnGoal, Promised, State, Wording
from goals.models import Contract, Goal
from goals.months import Month
from goals.refusals import StepRefused
from goals.series import read_promises
from goals.targets import TargetEntry, record_targets
from goals.verification import History, first_fault
from jobcentres.models import User
from tests.builders import make_assignment, make_user
from tests.goals.figure_builders import World

FEBRUARY = Happened(date(2014, 2, 8), "Punkt 3", "Godkendt")
MARCH = Happened(date(2014, 3, 1))
JUNE = Happened(date(2014, 6, 2), text="Måltallet er strammet")


@pytest.fixture
def contract(world: World) -> Contract:
    return contracts.contract_for(world.year, world.region)


@pytest.fixture
def council(world: World) -> User:
    person = make_user("Rikke Bang")
    make_assignment(person, "regional_council", world.region)
    return person


def wording(world: World, **values: int) -> Wording:
    goals = Goal.objects.filter(goal_year=world.year).select_related("indicator")
    promised = {goal.indicator_id: Promised(Decimal(values.get(goal.indicator.code, 25))) for goal in goals}
    return Wording(promised)


def signed(world: World, contract: Contract, **values: int) -> None:
    contracts.write_draft(contract, wording(world, **values), by=world.officer)
    contracts.negotiate(contract, by=world.officer)
    contracts.approve(contract, FEBRUARY, by=world.officer)
    contracts.sign(contract, MARCH, by=world.official)


def promise(world: World) -> Decimal | None:
    found = read_promises(2014).get((world.pensions.pk, world.region.pk))
    return found.value if found else None


def refused(step: Any) -> list[tuple[str, str]]:
    with pytest.raises(StepRefused) as refusal:
        step()
    return [(problem.field, problem.code) for problem in refusal.value.problems]


def test_a_contract_goes_from_draft_to_closure(world: World, contract: Contract, council: User) -> None:
    states = [contracts.current_state(contract)]
    for step in (
        lambda: contracts.write_draft(contract, wording(world), by=world.official),
        lambda: contracts.negotiate(contract, by=world.official),
        lambda: contracts.approve(contract, FEBRUARY, by=council),
        lambda: contracts.sign(contract, MARCH, by=world.official),
        lambda: contracts.amend(contract, wording(world, foertidspension=24), JUNE, by=world.official),
        lambda: contracts.close(contract, by=world.official),
    ):
        step()
        states.append(contracts.current_state(contract))

    assert states == [
        State.DRAFT, State.DRAFT, State.NEGOTIATED, State.APPROVED, State.SIGNED, State.SIGNED, State.CLOSED,
    ]  # fmt: skip
    assert first_fault(History.now()) is None


def test_only_what_is_signed_binds(world: World, contract: Contract) -> None:
    contracts.write_draft(contract, wording(world, foertidspension=30), by=world.officer)
    assert promise(world) is None

    signed(world, contract, foertidspension=30)

    assert promise(world) == 30


def test_an_amendment_binds_and_the_earlier_target_stays_readable(world: World, contract: Contract) -> None:
    signed(world, contract, foertidspension=30)

    contracts.amend(contract, wording(world, foertidspension=28), JUNE, by=world.official)

    versions = world.pensions.targets.get(area=world.region).versions.order_by("number")
    assert list(versions.values_list("kind", "value")) == [("draft", 30), ("contract", 30), ("amendment", 28)]
    assert promise(world) == 28


def test_an_amendment_that_changes_nothing_is_refused(world: World, contract: Contract) -> None:
    signed(world, contract)

    assert refused(lambda: contracts.amend(contract, wording(world), JUNE, by=world.official)) == [
        ("", "nothing")
    ]
    assert contract.steps.count() == 4


def test_a_signed_contract_is_frozen(world: World, contract: Contract) -> None:
    signed(world, contract)

    step = lambda: contracts.write_draft(contract, wording(world, foertidspension=1), by=world.official)  # noqa: E731

    assert refused(step) == [("", "state")]


def test_a_contract_is_not_negotiated_before_all_goals_have_a_target(
    world: World, contract: Contract
) -> None:
    contracts.write_draft(contract, Wording({world.pensions.pk: Promised(Decimal(30))}), by=world.officer)

    assert refused(lambda: contracts.negotiate(contract, by=world.officer)) == [("", "target_missing")]


def test_an_approved_contract_goes_back_with_a_reason_only(world: World, contract: Contract) -> None:
    contracts.write_draft(contract, wording(world), by=world.officer)
    contracts.negotiate(contract, by=world.officer)
    contracts.approve(contract, FEBRUARY, by=world.officer)

    assert refused(lambda: contracts.send_back(contract, Happened(), by=world.official)) == [
        ("text", "text_missing")
    ]
    contracts.send_back(contract, Happened(text="Mål 3 skal drøftes igen"), by=world.official)

    assert contracts.current_state(contract) == State.NEGOTIATED


def test_own_goals_are_numbered_after_the_ministers_and_keep_their_versions(
    world: World, contract: Contract
) -> None:
    last = world.year.goals.order_by("number").last()
    own = OwnGoal("Færre på sygedagpenge over 52 uger", value=Decimal(900), unit="forløb")
    contracts.write_draft(contract, Wording({}, [own]), by=world.officer)
    number = contracts.own_goals(contract).get().number

    changed = OwnGoal("Færre på sygedagpenge over 52 uger", value=Decimal(850), unit="forløb", number=number)
    contracts.write_draft(contract, Wording({}, [changed]), by=world.officer)

    assert last is not None
    assert number == last.number + 1
    assert contracts.own_goals(contract).get().value == 850
    assert contract.own_goals.count() == 2


@pytest.mark.parametrize("on", [None, date(2099, 1, 1)])
def test_a_signature_has_a_day_that_has_come(world: World, contract: Contract, on: date | None) -> None:
    contracts.write_draft(contract, wording(world), by=world.officer)
    contracts.negotiate(contract, by=world.officer)
    contracts.approve(contract, FEBRUARY, by=world.officer)

    assert refused(lambda: contracts.sign(contract, Happened(on), by=world.official))[0][0] == "on"


def test_an_amount_that_cannot_be_promised_names_its_goal(world: World, contract: Contract) -> None:
    wrong = Wording({world.pensions.pk: Promised(Decimal("30.5"), Month(2012, 12), Decimal(40))})

    assert refused(lambda: contracts.write_draft(contract, wrong, by=world.officer)) == [
        (f"{world.pensions.code}-value", "not_whole")
    ]


def test_who_has_no_part_in_it_writes_no_contract(world: World, contract: Contract, council: User) -> None:
    for person in (world.clerk, world.manager, world.outsider, council):
        step = lambda by=person: contracts.write_draft(contract, wording(world), by=by)  # noqa: E731
        assert refused(step) == [("", "role")]


def test_a_contract_from_a_file_is_signed(world: World, contract: Contract) -> None:
    record_targets(entries=[TargetEntry(2014, world.pensions, world.region, Decimal(30))])

    assert contracts.current_state(contract) == State.SIGNED


def test_what_binds_is_told_alike_by_both_readers(world: World, contract: Contract) -> None:
    signed(world, contract, foertidspension=30)
    contracts.amend(contract, wording(world, foertidspension=28), JUNE, by=world.official)

    told = contracts.read_agreements(world.year, [world.region])[world.region.pk].promises

    assert told == read_promises(2014, area_ids=[world.region.pk])
