"""What is late in a region's dialogues, and what percentages come to together; pure rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goals.dialogue import State
from goals.dialogue.together import Deadlines, Lateness, Weighted, weighted

DEADLINES = Deadlines(hearing=date(2013, 9, 13), adoption=date(2013, 12, 31))
BEFORE, BETWEEN, AFTER = date(2013, 9, 13), date(2013, 12, 31), date(2014, 1, 1)
IN_TIME = None


@pytest.mark.parametrize(
    ("state", "before", "between", "after"),
    [
        (State.NONE, IN_TIME, Lateness.HEARING, Lateness.ADOPTION),
        (State.DRAFT, IN_TIME, Lateness.HEARING, Lateness.ADOPTION),
        (State.HEARING, IN_TIME, Lateness.HEARING, Lateness.ADOPTION),
        (State.ANSWERED, IN_TIME, IN_TIME, Lateness.ADOPTION),
    ],
)
def test_what_is_late_on_which_day(
    state: State, before: Lateness | None, between: Lateness | None, after: Lateness | None
) -> None:
    days = (BEFORE, BETWEEN, AFTER)
    assert [DEADLINES.late(state, day, binds=False) for day in days] == [before, between, after]
    assert Deadlines().late(state, AFTER, binds=False) is None


@pytest.mark.parametrize("state", State)
def test_nothing_is_late_while_a_target_binds(state: State) -> None:
    assert DEADLINES.late(state, AFTER, binds=True) is None


def test_percentages_are_weighed_by_their_denominators() -> None:
    """(20 · 100 + 30 · 300) / 400 = 27.5"""
    targets = [(Decimal(20), Decimal(100)), (Decimal(30), Decimal(300))]

    assert weighted(targets) == Weighted(2, 2, Decimal("27.5"))


def test_who_lacks_a_target_or_a_denominator_is_left_out_and_counted() -> None:
    targets = [(Decimal(20), Decimal(100)), (None, Decimal(300)), (Decimal(30), None)]

    assert weighted(targets) == Weighted(1, 3, Decimal(20))
    assert weighted([(None, Decimal(1)), (Decimal(1), Decimal(0))]) is None
