"""What follows from the dialogues elsewhere: the start page, the pages of results, and targets from files."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from goals import dialogue
from goals.dialogue import Amount, Said
from goals.forms.turns import turns_of
from goals.models import Goal, Target
from goals.refusals import Refused
from goals.targets import TargetEntry, record_targets
from jobcentres.models import Area, User
from tests.builders import make_target
from tests.cast import ClientOf
from tests.goals.entry_page import Office, opened
from tests.goals.figure_builders import World
from tests.goals.target_desk import ADOPTION, DRAFT, in_hearing, read, take
from tests.goals.test_dialogue import MET, adopted


def told(user: User) -> list[str]:
    goals = Goal.objects.filter(goal_year__year=2014).select_related("goal_year", "indicator")
    return [
        f"{turn.place}: {turn.text}" for turn in turns_of(user, list(goals), list(Area.objects.all())).targets
    ]


def test_the_manager_is_told_what_lacks_a_draft_and_what_is_not_sent(office: Office, mads: Client) -> None:
    take(mads, "draft", **DRAFT)

    assert told(office.cast.mads) == ["Sorø Kommune: 3 mangler et udkast, 1 udkast er ikke sendt i høring"]


def test_lbr_and_the_region_are_told_what_awaits_their_answer(office: Office, client_of: ClientOf) -> None:
    in_hearing(office, client_of)
    assert told(office.cast.lis) == ["Sorø Kommune: 1 afventer jeres høringssvar"]
    assert told(office.cast.bo) == [
        "Beskæftigelsesregion Hovedstaden & Sjælland: 1 afventer jeres høringssvar"
    ]

    take(client_of(office.cast.lis), "answer_lbr", text="Fint")

    assert told(office.cast.lis) == []


@pytest.mark.parametrize("name", ["anna", "ole", "karl", "rikke", "mette", "sys"])
def test_who_takes_no_part_now_is_told_nothing(office: Office, client_of: ClientOf, name: str) -> None:
    in_hearing(office, client_of)

    assert told(office.cast[name]) == []


def test_the_start_page_says_whose_turn_it_is(office: Office, client_of: ClientOf) -> None:
    in_hearing(office, client_of)

    assert "Sorø Kommune: 1 afventer jeres høringssvar. Gå til måltallene" in read(
        client_of(office.cast.lis), "/"
    )
    assert "Gå til måltallene" not in read(client_of(office.cast.ole), "/")


def test_the_page_of_results_leads_to_the_dialogue(office: Office, client_of: ClientOf) -> None:
    make_target(office.cast.places.soroe, office.pensions, 38)

    html = opened(client_of(office.cast.ole), "/kommuner/0340/").html

    assert 'href="/maaltal/2014/0340/foertidspension/"' in html
    assert 'href="/maaltal/2014/0340/langtidsledige/"' not in html
    assert 'href="/maaltal/2014/0340/"' in html


def entry(world: World, value: int) -> TargetEntry:
    return TargetEntry(2014, world.pensions, world.soroe, Decimal(value), line=7)


@pytest.fixture
def target(world: World) -> Target:
    return Target.objects.create(goal_year=world.year, indicator=world.pensions, area=world.soroe)


@pytest.mark.parametrize("name", ["manager", "official"])
def test_a_file_of_a_person_does_not_overwrite_a_locked_target(
    world: World, target: Target, name: str
) -> None:
    adopted(world, target)

    with pytest.raises(Refused) as refused:
        record_targets(entries=[entry(world, 36)], by=getattr(world, name))

    refusal = refused.value.refusals[0]
    assert (refusal.line, refusal.code) == (7, "locked")
    assert "vedtaget og låst" in refusal.message


def test_a_file_of_a_person_writes_a_reopened_target(world: World, target: Target) -> None:
    adopted(world, target)
    dialogue.reopen(target, Said("Ny budgetaftale"), by=world.official)

    assert record_targets(entries=[entry(world, 36)], by=world.manager).changed == 1
    with pytest.raises(Refused):
        record_targets(entries=[entry(world, 35)], by=world.manager)


def test_the_official_source_may_overwrite_a_locked_target(world: World, target: Target) -> None:
    adopted(world, target)

    assert record_targets(entries=[entry(world, 36)]).changed == 1


def test_a_file_that_says_the_same_of_a_locked_target_is_no_fault(world: World, target: Target) -> None:
    dialogue.adopt(target, Amount(Decimal(38)), Said("", MET.met_on), by=world.manager, on_paper=True)
    same = TargetEntry(2014, world.pensions, world.soroe, Decimal(38), decided_on=MET.met_on)

    assert record_targets(entries=[same], by=world.manager).unchanged == 1


def test_an_adopted_target_gives_a_status_and_a_proposal_none(
    office: Office, client_of: ClientOf, mads: Client
) -> None:
    in_hearing(office, client_of)
    before = read(mads, "/kommuner/0340/")

    take(mads, "adopt", **ADOPTION)

    assert "højst 40" not in before
    assert "højst 40" in read(mads, "/kommuner/0340/")
