"""Two parties take a step with a contract in the same moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from goals import contracts
from goals.contracts import State, Wording
from goals.models import Contract, ContractStep, TargetVersion
from goals.refusals import StepRefused
from goals.verification import History, first_fault
from jobcentres import clock
from tests.cast import make_cast, make_places
from tests.goals.contract_pages import MET, SIGNED, approved, four_targets, negotiated
from tests.goals.entry_page import THIRD_OF_JUNE, Office, make_office
from tests.goals.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TAKEN, REFUSED = 1, 0


@pytest.fixture
def office(transactional_db: None) -> Iterator[Office]:
    with clock.standing_at(THIRD_OF_JUNE):
        yield make_office(make_cast(make_places()))


def mark(contract: Contract) -> str:
    read = contracts.read_agreements(contract.goal_year, [contract.region])
    return read[contract.region_id].mark


def trying(step: Callable[[], object]) -> Callable[[], int]:
    def run() -> int:
        with clock.standing_at(THIRD_OF_JUNE):
            try:
                step()
            except StepRefused:
                return REFUSED
        return TAKEN

    return run


def test_what_is_approved_is_what_was_seen(office: Office) -> None:
    contract = negotiated(office)
    seen, cast = mark(contract), office.cast
    other = Wording(four_targets(office, 1300))

    answers = at_once(
        [
            trying(lambda: contracts.approve(contract, MET, by=cast.rikke, seen=seen)),
            trying(lambda: contracts.write_draft(contract, other, by=cast.mette, seen=seen)),
        ]
    )

    assert answers == Counter({TAKEN: 1, REFUSED: 1})
    is_changed = TargetVersion.objects.filter(value=1300).exists()
    assert (contracts.current_state(contract) == State.APPROVED) is not is_changed
    assert first_fault(History.now()) is None


def test_a_contract_is_signed_once(office: Office) -> None:
    contract = approved(office)
    seen = mark(contract)

    step = trying(lambda: contracts.sign(contract, SIGNED, by=office.cast.mette, seen=seen))

    assert at_once([step] * 4) == Counter({TAKEN: 1, REFUSED: 3})
    assert ContractStep.objects.filter(kind="signed").count() == 1
    assert TargetVersion.objects.filter(kind="contract").count() == 4
    assert first_fault(History.now()) is None
