"""A closed year takes no more entries by people; what it has is still released and corrected."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goals import contracts, dialogue, years
from goals.entry import record_figures
from goals.models import (
    CorrectionRequest,
    Figure,
    Goal,
    GoalYear,
    Indicator,
    Origin,
    Target,
)
from goals.months import Month
from goals.refusals import Refused, StepRefused
from goals.returns import ReturnRefused, accept_correction, approve, due_lines, reopen, return_for, submit
from goals.year_dates import seen_of
from jobcentres.clock import standing_at
from jobcentres.models import Assignment, Change, User
from tests.builders import make_figure
from tests.cast import Cast, ClientOf
from tests.goals.goal_year_world import (
    AUTUMN,
    FEBRUARY,
    closed,
    entry,
    make_2014,
    refusal_of,
)


@pytest.fixture
def mette(cast: Cast) -> User:
    make_2014()
    return cast.mette


def test_a_year_is_closed_once_it_is_over_and_its_months_are_closed(mette: User, cast: Cast) -> None:
    year = GoalYear.objects.get()
    figure = make_figure(cast.places.soroe, Indicator.objects.get(code="langtidsledige"), "2014-04", 1)
    Figure.objects.filter(pk=figure.pk).update(is_reopened=True)

    with standing_at(AUTUMN):
        early = refusal_of(lambda: closed(year, mette))
    with standing_at(FEBRUARY):
        reopened = refusal_of(lambda: closed(year, mette))

    assert ("ikke slut" in early, "genåbnet måned" in reopened) == (True, True)


@pytest.mark.parametrize("origin", [Origin.TYPED, Origin.PASTED, Origin.FILE])
def test_a_closed_year_takes_no_entries_by_people(mette: User, cast: Cast, origin: str) -> None:
    with standing_at(FEBRUARY):
        closed(GoalYear.objects.get(), mette)

        with pytest.raises(Refused) as refused:
            record_figures(entries=[entry(cast)], by=cast.anna, origin=origin)

    assert "Året 2014 er afsluttet. Bed ministeriet om" in refused.value.refusals[0].message
    assert not Figure.objects.exists()


def test_a_closed_year_takes_the_official_source_and_wishes_for_corrections(mette: User, cast: Cast) -> None:
    with standing_at(FEBRUARY):
        closed(GoalYear.objects.get(), mette)
        record_figures(entries=[entry(cast)], by=None, origin=Origin.OFFICIAL)

        with pytest.raises(Refused) as refused:
            record_figures(entries=[entry(cast, value=140)], by=cast.anna, origin=Origin.TYPED)
        wished = record_figures(
            entries=[entry(cast, value=140)], by=cast.anna, origin=Origin.TYPED, correction_reason="Slåfejl"
        )

    assert "Bed om en rettelse" in refused.value.refusals[0].message
    assert (wished.requested, Figure.objects.get().value) == (1, 143)


def test_nobody_is_asked_for_what_a_closed_year_lacks(mette: User, cast: Cast) -> None:
    jobcentre = cast.places.jobcentre_soroe
    with standing_at(FEBRUARY):
        before = due_lines([jobcentre], at=FEBRUARY)
        closed(GoalYear.objects.get(), mette)

        after = due_lines([jobcentre], at=FEBRUARY)

    assert (len(before), len(after)) == (24, 0)


def test_in_a_closed_year_no_target_is_discussed_and_a_contract_is_only_ended(mette: User) -> None:
    closed_year = GoalYear(year=2014, state=GoalYear.State.CLOSED)
    everybody = set(Assignment.Role.values)

    possible = {
        action
        for rules in (dialogue.RULES, contracts.RULES)
        for state in rules.when
        for action in rules.possible(state, everybody, closed_year)
    }

    assert possible == {contracts.Action.ATTACH, contracts.Action.CLOSE}


def test_the_pages_of_a_closed_year_say_so_and_offer_no_step(
    mette: User, cast: Cast, client_of: ClientOf
) -> None:
    goal = Goal.objects.select_related("indicator", "goal_year").get(number=1)
    target = Target(goal_year=goal.goal_year, indicator=goal.indicator, area=cast.places.soroe)
    with standing_at(FEBRUARY):
        closed(goal.goal_year, mette)
        with pytest.raises(StepRefused, match="afsluttet"):
            dialogue.write_draft(target, dialogue.Amount(Decimal(30)), dialogue.Said("Hvorfor"), by=cast.mads)
        for person, address in (
            (cast.mads, f"/maaltal/2014/0340/{goal.indicator.code}/"),
            (mette, "/kontrakter/2014/HS/aftale/"),
        ):
            answer = client_of(person).get(address)
            assert not answer.context["forms"]
            assert "Året 2014 er afsluttet" in answer.content.decode()


def test_no_month_of_a_closed_year_is_reopened(mette: User, cast: Cast) -> None:
    with standing_at(FEBRUARY):
        closed(GoalYear.objects.get(), mette)
        filed = return_for(cast.places.jobcentre_soroe, Month(2014, 4))

        with pytest.raises(ReturnRefused, match="afsluttet") as refused:
            reopen(monthly_return=filed, reason="Slåfejl", by=cast.bo)

    assert refused.value.code == "year_closed"


def test_a_closed_year_is_reopened_with_a_reason_and_takes_entries_again(mette: User, cast: Cast) -> None:
    with standing_at(FEBRUARY):
        year = closed(GoalYear.objects.get(), mette)
        nothing = refusal_of(lambda: years.reopen_year(row=year, reason="", seen=seen_of(year), by=mette))
        years.reopen_year(row=year, reason="Tallet for april mangler", seen=seen_of(year), by=mette)

        record_figures(entries=[entry(cast)], by=cast.anna, origin=Origin.TYPED)

    assert "hvorfor" in nothing
    assert Change.objects.get(kind=Change.Kind.REFERENCE, reason="Tallet for april mangler").by == mette
    assert Figure.objects.count() == 1


def test_nothing_of_a_closed_year_is_edited(mette: User) -> None:
    with standing_at(FEBRUARY):
        year = closed(GoalYear.objects.get(), mette)
        goal = year.goals.get(number=1)

        said = [
            refusal_of(lambda: years.save_year(row=year, seen=seen_of(year), by=mette)),
            refusal_of(lambda: years.save_goal(row=goal, seen=seen_of(goal), by=mette)),
            refusal_of(lambda: years.remove_goal(row=goal, seen=seen_of(goal), by=mette)),
        ]

    assert all("er afsluttet. Genåbn det" in one for one in said)


def test_what_was_entered_before_a_year_closed_is_submitted_released_and_corrected(
    mette: User, cast: Cast
) -> None:
    jobcentre, april = cast.places.jobcentre_soroe, Month(2014, 4)
    with standing_at(FEBRUARY):
        record_figures(entries=[entry(cast)], by=cast.anna, origin=Origin.TYPED)
        closed(GoalYear.objects.get(), mette)

        submission = submit(monthly_return=return_for(jobcentre, april), by=cast.mads)
        approve(submission=submission, by=cast.bo)
        wish = entry(cast, value=140)
        record_figures(entries=[wish], by=cast.anna, origin=Origin.TYPED, correction_reason="Slåfejl")
        accept_correction(request=CorrectionRequest.objects.get(), by=cast.bo)

    figure = Figure.objects.get()
    assert (figure.value, figure.is_locked) == (140, True)
