"""The targets of a group's members, added up beside the group's own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from goals.progress import Promise, sum_of_targets
from tests.goals.progress_builders import EDUCATION, PENSION, UNEMPLOYED


def promise(value: int) -> Promise:
    return Promise(Decimal(value))


@pytest.mark.parametrize(
    ("members", "short_by"),
    [([2000, 2475], 75), ([2000, 2400], 0), ([2000, 2302], -98)],
)
def test_together_too_many_are_a_shortfall_where_down_is_good(members: list[int], short_by: int) -> None:
    found = sum_of_targets(UNEMPLOYED, promise(4400), [promise(value) for value in members])

    assert found is not None
    assert (found.count, found.expected, found.total) == (2, 2, sum(members))
    assert found.short_by == short_by


def test_together_too_few_are_a_shortfall_where_up_is_good() -> None:
    rising = replace(UNEMPLOYED, direction="up")

    found = sum_of_targets(rising, promise(100), [promise(40), promise(50)])

    assert found is not None
    assert found.short_by == 10


def test_there_is_no_difference_until_every_member_has_a_target() -> None:
    found = sum_of_targets(PENSION, promise(1150), [promise(1121), None])

    assert found is not None
    assert (found.count, found.expected, found.total, found.short_by) == (1, 2, 1121, None)


def test_a_group_without_members_does_not_reach_its_target() -> None:
    found = sum_of_targets(PENSION, promise(1150), [])

    assert found is not None
    assert found.short_by is None


def test_without_an_own_target_there_is_nothing_to_compare() -> None:
    assert sum_of_targets(PENSION, None, [promise(5)]) is None


def test_percentages_are_never_added_up() -> None:
    assert sum_of_targets(EDUCATION, promise(25), [promise(20), promise(30)]) is None
    assert sum_of_targets(replace(PENSION, is_summable=False), promise(25), [promise(20)]) is None
