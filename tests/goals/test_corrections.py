"""Corrections of released figures: who may ask, who decides, and what becomes of the figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from goals import returns
from goals.corrections import open_requests, request_correction
from goals.models import CorrectionDecision, CorrectionRequest, Figure, FigureRevision, FigureState, Origin
from goals.months import Month
from goals.refusals import Refused
from goals.returns import ReturnRefused, accept_correction, decline_correction, withdraw_correction
from goals.returns.waiting import Waiting, number_waiting_for, tallies
from goals.verification import History, first_fault
from jobcentres.changes import AlreadyRecorded
from jobcentres.models import Assignment, Jobcentre, ServedMunicipality, User
from tests.builders import make_sample_installation
from tests.goals.figure_builders import (
    ALWAYS,
    TENTH_OF_JUNE,
    World,
    an_entry,
    make_user,
    make_world,
    record,
    the_figure,
)
from tests.goals.races import at_once

WHY = "Fire borgere er talt med to gange."


def ask(world: World, value: int = 139, *, by: User | None = None, **content: Any) -> CorrectionRequest:
    """The clerk wishes for another number of Sorø's released 143."""
    key = content.pop("key", "")
    entry = an_entry(world.unemployed, world.soroe, **{"value": Decimal(value), **content})
    return request_correction(entry=entry, reason=WHY, by=by or world.clerk, idempotency_key=key)


def released(world: World, value: int = 143) -> Figure:
    """From the official source."""
    entry = an_entry(world.unemployed, world.soroe, value=Decimal(value))
    record(entry)
    return the_figure(entry)


def standing(world: World) -> tuple[Decimal | None, int, int]:
    figure = the_figure(an_entry(world.unemployed, world.soroe))
    return figure.value, figure.version, figure.approved_version


def moved_to(world: World, jobcentre: Jobcentre, since: date) -> None:
    """From that day another jobcentre serves Sorø."""
    before = ServedMunicipality.objects.get(municipality=world.soroe)
    before.valid_to = date.fromordinal(since.toordinal() - 1)
    before.save()
    ServedMunicipality.objects.create(jobcentre=jobcentre, municipality=world.soroe, valid_from=since)


def officer_of_the_north(world: World) -> User:
    return make_user("Karl Mikkelsen", "officer", area=world.aalborg_jobcentre.region)


@pytest.mark.parametrize("person", ["clerk", "manager"])
def test_the_jobcentres_people_ask_and_the_figure_stands(world: World, person: str) -> None:
    released(world)

    request = ask(world, by=getattr(world, person))

    assert (request.value, request.figure_version, request.reason) == (139, 1, WHY)
    assert request.change.assignment == getattr(world, person).scopes.assignment_for(world.jobcentre)
    assert standing(world) == (143, 1, 1)


@pytest.mark.parametrize("person", ["outsider", "officer", "official"])
def test_nobody_else_asks(world: World, person: str) -> None:
    released(world)

    with pytest.raises(PermissionDenied):
        ask(world, by=getattr(world, person))


def test_a_figure_that_is_not_released_is_changed_where_it_is_entered(world: World) -> None:
    record(an_entry(world.unemployed, world.soroe, value=Decimal(143)), by=world.clerk)

    with pytest.raises(Refused) as refused:
        ask(world)

    assert [refusal.code for refusal in refused.value.refusals] == ["not_locked"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"value": Decimal(143)}, "unchanged"),
        ({"value": Decimal("143.5")}, "not_whole"),
        ({"expected_version": 2}, "conflict"),
        ({"state": FigureState.NOT_MEASURABLE}, "numbers_with_state"),
    ],
)
def test_what_cannot_stand_there_is_refused(world: World, content: dict[str, Any], code: str) -> None:
    released(world)

    with pytest.raises(Refused) as refused:
        ask(world, **content)

    assert [refusal.code for refusal in refused.value.refusals] == [code]
    assert not CorrectionRequest.objects.exists()


def test_a_number_may_be_withdrawn_and_the_reason_is_why(world: World) -> None:
    released(world)
    entry = an_entry(world.unemployed, world.soroe, state=FigureState.NOT_REPORTED)
    request = request_correction(entry=entry, reason=WHY, by=world.clerk)

    accept_correction(request=request, by=world.officer)

    assert standing(world) == (None, 2, 2)
    assert the_figure(entry).state == FigureState.NOT_REPORTED


def test_a_wish_says_why(world: World) -> None:
    released(world)
    entry = an_entry(world.unemployed, world.soroe, value=Decimal(139))

    with pytest.raises(Refused) as refused:
        request_correction(entry=entry, reason=" ", by=world.clerk)

    assert [refusal.field for refusal in refused.value.refusals] == ["reason"]


def test_one_correction_of_a_figure_waits_at_a_time(world: World) -> None:
    released(world)
    first = ask(world)

    again = ask(world, by=world.manager)
    with pytest.raises(Refused) as refused:
        ask(world, 140)

    assert again == first
    assert [refusal.code for refusal in refused.value.refusals] == ["asked_already"]
    assert CorrectionRequest.objects.count() == 1


def test_a_file_with_another_wish_for_the_same_figure_is_refused(world: World) -> None:
    released(world)
    ask(world)
    entry = an_entry(world.unemployed, world.soroe, value=Decimal(140))

    same = record(
        an_entry(world.unemployed, world.soroe, value=Decimal(139)), by=world.clerk, correction_reason=WHY
    )
    with pytest.raises(Refused) as refused:
        record(entry, by=world.clerk, correction_reason=WHY)

    assert (same.requested, same.unchanged) == (0, 1)
    assert [refusal.code for refusal in refused.value.refusals] == ["asked_already"]


def test_after_a_refusal_the_same_may_be_asked_again(world: World) -> None:
    released(world)
    decline_correction(request=ask(world), reason="Tallet passer.", by=world.officer)

    again = ask(world)

    assert list(open_requests()) == [again]


def test_the_same_press_asks_once(world: World) -> None:
    released(world)
    withdraw_correction(request=ask(world, key="k"), by=world.clerk)

    with pytest.raises(AlreadyRecorded):
        ask(world, key="k")

    assert not open_requests().exists()


def test_accepted_it_stands_at_once_and_the_history_keeps_the_old_number(world: World) -> None:
    released(world)
    request = ask(world)

    accept_correction(request=request, by=world.officer)

    revision = FigureRevision.objects.get(version=2)
    assert standing(world) == (139, 2, 2)
    assert (revision.origin, revision.is_approved, revision.replaced_value) == (Origin.CORRECTION, True, 143)
    assert (revision.note, revision.change.by) == (WHY, world.officer)
    assert (request.decision.outcome, request.decision.figure_version) == ("accepted", 2)
    assert first_fault(History.now()) is None


def test_declined_the_figure_stands(world: World) -> None:
    released(world)
    request = ask(world)

    decline_correction(request=request, reason="Tallet passer.", by=world.officer)

    assert standing(world) == (143, 1, 1)
    assert (request.decision.outcome, request.decision.reason) == ("declined", "Tallet passer.")
    assert first_fault(History.now()) is None


def test_without_a_reason_nothing_is_declined(world: World) -> None:
    released(world)

    with pytest.raises(ReturnRefused) as refused:
        decline_correction(request=ask(world), reason=" ", by=world.officer)

    assert refused.value.code == "reason_missing"
    assert open_requests().exists()


def test_a_colleague_may_withdraw_it(world: World) -> None:
    released(world)
    request = ask(world)

    withdraw_correction(request=request, by=world.manager)

    assert request.decision.outcome == CorrectionDecision.Outcome.WITHDRAWN
    assert standing(world) == (143, 1, 1)


@pytest.mark.parametrize("person", ["clerk", "outsider", "official"])
def test_only_the_regions_officer_decides(world: World, person: str) -> None:
    released(world)
    request, by = ask(world), getattr(world, person)

    with pytest.raises(PermissionDenied):
        accept_correction(request=request, by=by)
    with pytest.raises(PermissionDenied):
        decline_correction(request=request, reason="Nej", by=by)


@pytest.mark.parametrize("person", ["officer", "outsider", "official"])
def test_only_the_jobcentre_withdraws(world: World, person: str) -> None:
    released(world)

    with pytest.raises(PermissionDenied):
        withdraw_correction(request=ask(world), by=getattr(world, person))


def test_nobody_decides_on_their_own_wish(world: World) -> None:
    released(world)
    Assignment.objects.create(user=world.clerk, role="officer", area=world.region, valid_from=ALWAYS)
    clerk = User.objects.get(pk=world.clerk.pk)
    request = ask(world, by=clerk)

    for decide in (accept_correction, _decline):
        with pytest.raises(ReturnRefused) as refused:
            decide(request=request, by=clerk)
        assert refused.value.code == "own"


def _decline(*, request: CorrectionRequest, by: User, key: str = "") -> None:
    decline_correction(request=request, reason="Tallet passer.", by=by, idempotency_key=key)


def test_what_is_decided_stays_decided(world: World) -> None:
    released(world)
    request = ask(world)
    accept_correction(request=request, by=world.officer)

    for again in (accept_correction, _decline):
        with pytest.raises(ReturnRefused) as refused:
            again(request=request, by=world.officer)
        assert refused.value.code == "decided"
    assert FigureRevision.objects.count() == 2


def test_the_same_press_decides_once(world: World) -> None:
    released(world)
    request = ask(world)
    accept_correction(request=request, by=world.officer, idempotency_key="k")

    with pytest.raises(AlreadyRecorded):
        accept_correction(request=request, by=world.officer, idempotency_key="k")

    assert standing(world) == (139, 2, 2)


def test_a_figure_that_the_source_has_changed_meanwhile_is_not_overwritten(world: World) -> None:
    released(world)
    request = ask(world)
    released(world, 141)

    with pytest.raises(ReturnRefused) as refused:
        accept_correction(request=request, by=world.officer)

    assert refused.value.code == "stale"
    assert standing(world) == (141, 2, 2)


def test_a_source_that_says_the_same_number_in_other_words_is_no_change(world: World) -> None:
    released(world)
    request = ask(world)
    record(an_entry(world.unemployed, world.soroe, value=Decimal(143), source="jobindsats, juni"))

    accept_correction(request=request, by=world.officer)

    assert standing(world) == (139, 3, 3)


def test_in_a_reopened_month_the_jobcentre_puts_it_right_itself(world: World) -> None:
    figure = released(world)
    request = ask(world)
    Figure.objects.filter(pk=figure.pk).update(is_reopened=True)

    with pytest.raises(ReturnRefused) as refused:
        accept_correction(request=request, by=world.officer)

    assert refused.value.code == "reopened"


def test_the_jobcentre_that_serves_today_asks_and_its_region_decides(world: World) -> None:
    released(world)
    moved_to(world, world.aalborg_jobcentre, date(2014, 6, 1))
    karl = officer_of_the_north(world)

    with pytest.raises(PermissionDenied):
        ask(world)
    request = ask(world, by=world.outsider)
    with pytest.raises(PermissionDenied):
        accept_correction(request=request, by=world.officer)
    accept_correction(request=request, by=karl)

    assert standing(world) == (139, 2, 2)


def test_a_move_that_is_planned_changes_nothing_yet(world: World) -> None:
    released(world)
    moved_to(world, world.aalborg_jobcentre, date(2014, 7, 1))
    karl = officer_of_the_north(world)
    request = ask(world)

    with pytest.raises(PermissionDenied):
        accept_correction(request=request, by=karl)
    accept_correction(request=request, by=world.officer)

    assert standing(world) == (139, 2, 2)


@pytest.fixture
def shared(transactional_db: None) -> World:
    """What several threads see, on 10 June 2014."""
    make_sample_installation(TENTH_OF_JUNE.date())
    return make_world()


def refused_with(code: str, act: Callable[[], object]) -> int:
    """409 where somebody else was first, 200 where nobody was."""
    try:
        act()
    except (ReturnRefused, Refused) as refusal:
        codes = [one.code for one in refusal.refusals] if isinstance(refusal, Refused) else [refusal.code]
        assert codes == [code]
        return 409
    return 200


def test_of_two_officers_who_decide_at_once_one_wins(shared: World) -> None:
    world, figure = shared, released(shared)
    colleague = make_user("Else Krogh", "officer", area=world.region)
    for number in range(5):
        request = ask(world, 130 - number)
        accept = partial(accept_correction, request=request, by=world.officer)
        decline = partial(_decline, request=request, by=colleague)

        answers = at_once([partial(refused_with, "decided", act) for act in (accept, decline)])

        assert answers == {200: 1, 409: 1}
        accepted = CorrectionDecision.objects.filter(outcome="accepted").count()
        assert FigureRevision.objects.filter(figure=figure).count() == 1 + accepted
    assert first_fault(History.now()) is None


def test_of_two_who_ask_at_once_one_waits(shared: World) -> None:
    released(shared)
    wishes = [partial(ask, shared, by=shared.clerk), partial(ask, shared, 140, by=shared.manager)]

    answers = at_once([partial(refused_with, "asked_already", wish) for wish in wishes])

    assert answers == {200: 1, 409: 1}
    assert CorrectionRequest.objects.count() == 1


def test_what_waits_is_counted_for_the_region_that_decides(world: World) -> None:
    released(world)
    record(an_entry(world.pensions, world.soroe, value=34), by=world.clerk)
    filed = returns.return_for(world.jobcentre, Month(2014, 4))
    returns.submit(monthly_return=filed, by=world.manager)
    ask(world)

    found = tallies([world.region.pk, world.aalborg_jobcentre.region.pk])

    assert found == {world.region.pk: Waiting(1, TENTH_OF_JUNE, 1)}
    assert number_waiting_for(world.officer) == 2
    assert number_waiting_for(world.official) == 0


def test_what_is_decided_waits_no_longer(world: World) -> None:
    released(world)
    withdraw_correction(request=ask(world), by=world.clerk)

    assert tallies([world.region.pk]) == {}
