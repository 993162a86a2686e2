"""The dialogue about a target, step by step, and where it stands after each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goals import dialogue
from goals.dialogue import Amount, Said, State
from goals.models import Target, TargetStep, TargetVersion
from goals.months import Month
from goals.refusals import StepRefused
from goals.series import read_promises
from goals.verification import History, first_fault
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import User
from tests.builders import make_assignment, make_user
from tests.goals.figure_builders import World

DECEMBER_2012 = Month(2012, 12)
DRAFT = Amount(Decimal(40), baseline_month=DECEMBER_2012, baseline_value=Decimal(86))
MET = Said("Tiltrådt", date(2014, 1, 14), "Punkt 3", "https://soroe.dk/dagsorden")


@pytest.fixture
def target(world: World) -> Target:
    return Target.objects.create(goal_year=world.year, indicator=world.pensions, area=world.soroe)


@pytest.fixture
def lbr(world: World) -> User:
    person = make_user("Lis Damgaard")
    make_assignment(person, "local_council", world.soroe)
    return person


def in_hearing(world: World, target: Target) -> None:
    dialogue.write_draft(target, DRAFT, Said("Reformen virker"), by=world.manager)
    dialogue.send_to_hearing(target, by=world.manager)


def adopted(world: World, target: Target, value: int = 38) -> TargetStep:
    amount = Amount(Decimal(value), baseline_month=DECEMBER_2012, baseline_value=Decimal(86))
    return dialogue.adopt(target, amount, MET, by=world.manager, on_paper=True)


def refused(step: object) -> list[tuple[str, str]]:
    with pytest.raises(StepRefused) as refusal:
        step()  # type: ignore[operator]
    return [(problem.field, problem.code) for problem in refusal.value.problems]


def test_a_dialogue_goes_from_draft_over_both_hearings_to_adoption(
    world: World, target: Target, lbr: User
) -> None:
    states = [dialogue.current_state(target)]
    for step in (
        lambda: dialogue.write_draft(target, DRAFT, Said("Reformen virker"), by=world.manager),
        lambda: dialogue.send_to_hearing(target, by=world.manager),
        lambda: dialogue.answer_as_lbr(target, Said("Vi støtter målet"), by=lbr),
        lambda: dialogue.answer_as_region(target, Said("Gå længere"), by=world.officer),
        lambda: dialogue.adopt(target, DRAFT, MET, by=world.manager),
    ):
        step()
        states.append(dialogue.current_state(target))

    assert states == [State.NONE, State.DRAFT, State.HEARING, State.HEARING, State.ANSWERED, State.ADOPTED]
    assert [step.number for step in target.steps.all()] == [1, 2, 3, 4, 5]
    assert first_fault(History.now()) is None


def test_only_what_is_adopted_binds(world: World, target: Target) -> None:
    key = (world.pensions.pk, world.soroe.pk)
    in_hearing(world, target)
    dialogue.answer_as_region(target, Said("Gå længere"), by=world.officer, recommended=Amount(Decimal(36)))
    assert key not in read_promises(2014)

    dialogue.adopt(target, DRAFT, MET, by=world.manager)

    assert read_promises(2014)[key].value == 40
    kinds = list(target.versions.order_by("number").values_list("kind", flat=True))
    assert kinds == ["draft", "recommended", "adopted"]


def test_a_target_adopted_as_a_percentage_keeps_it_beside_its_value(world: World, target: Target) -> None:
    amount = Amount(percent=Decimal("-56.0"), baseline_month=DECEMBER_2012, baseline_value=Decimal(86))

    dialogue.adopt(target, amount, MET, by=world.manager, on_paper=True)

    version = target.versions.get()
    assert (version.value, version.adopted_percent) == (Decimal(38), Decimal("-56.0"))
    assert (version.decided_on, version.link) == (MET.met_on, MET.link)


def test_a_reopened_target_binds_until_another_is_adopted(world: World, target: Target) -> None:
    key = (world.pensions.pk, world.soroe.pk)
    adopted(world, target)

    dialogue.reopen(target, Said("Ny budgetaftale"), by=world.official)
    dialogue.write_draft(target, DRAFT, by=world.manager)

    assert dialogue.current_state(target) == State.DRAFT
    assert read_promises(2014)[key].value == 38


def test_a_locked_target_is_reopened_with_a_reason_and_by_the_ministry_only(
    world: World, target: Target
) -> None:
    adopted(world, target)

    assert refused(lambda: dialogue.write_draft(target, DRAFT, by=world.manager)) == [("", "state")]
    assert refused(lambda: dialogue.reopen(target, Said(""), by=world.official)) == [("text", "text_missing")]
    assert refused(lambda: dialogue.reopen(target, Said("Fejl"), by=world.manager)) == [("", "role")]
    assert target.steps.count() == 1


@pytest.mark.parametrize("who", ["clerk", "outsider", "officer"])
def test_who_is_not_the_manager_writes_no_draft(world: World, target: Target, who: str) -> None:
    step = lambda: dialogue.write_draft(target, DRAFT, by=getattr(world, who))  # noqa: E731

    assert refused(step) == [("", "role")]


@pytest.mark.parametrize(
    ("amount", "field"),
    [
        (Amount(), "value"),
        (Amount(Decimal(-1)), "value"),
        (Amount(Decimal("37.5")), "value"),
        (Amount(percent=Decimal(-10)), "baseline_value"),
        (Amount(percent=Decimal(-101), baseline_month=DECEMBER_2012, baseline_value=Decimal(86)), "percent"),
        (Amount(Decimal(38), baseline_value=Decimal(86)), "baseline_month"),
        (Amount(Decimal(38), baseline_month=Month(2014, 12)), "baseline_month"),
    ],
)
def test_an_amount_that_cannot_be_promised_says_where(
    world: World, target: Target, amount: Amount, field: str
) -> None:
    assert refused(lambda: dialogue.write_draft(target, amount, by=world.manager))[0][0] == field
    assert not TargetVersion.objects.exists()


def test_an_adoption_has_the_date_of_a_meeting_that_was_held(world: World, target: Target) -> None:
    for met_on in (None, date(2099, 1, 1)):
        step = lambda day=met_on: dialogue.adopt(  # noqa: E731
            target, DRAFT, Said("", day), by=world.manager, on_paper=True
        )
        assert refused(step)[0][0] == "met_on"


def test_a_draft_changed_during_the_hearing_stays_in_hearing(world: World, target: Target, lbr: User) -> None:
    in_hearing(world, target)
    dialogue.answer_as_lbr(target, Said("Fint"), by=lbr)

    dialogue.write_draft(target, Amount(Decimal(39)), by=world.manager)

    assert dialogue.current_state(target) == State.HEARING
    assert [role for role, _action in dialogue.turn(State.HEARING, list(target.steps.all()))] == ["officer"]


def test_a_target_from_a_file_is_adopted_and_locked(world: World, target: Target) -> None:
    from goals.targets import TargetEntry, record_targets

    record_targets(entries=[TargetEntry(2014, world.pensions, world.soroe, Decimal(38))])

    assert dialogue.current_state(target) == State.ADOPTED


def test_a_step_sent_twice_is_taken_once(world: World, target: Target) -> None:
    dialogue.write_draft(target, DRAFT, by=world.manager, idempotency_key="one")

    with pytest.raises(AlreadyRecorded):
        dialogue.write_draft(target, DRAFT, by=world.manager, idempotency_key="one")
    assert target.steps.count() == 1


def test_a_draft_is_private_until_its_hearing(world: World, target: Target) -> None:
    dialogue.write_draft(target, DRAFT, by=world.manager)
    assert not dialogue.is_public(target.steps.select_related("change"))

    dialogue.send_to_hearing(target, by=world.manager)

    assert dialogue.is_public(target.steps.select_related("change"))
