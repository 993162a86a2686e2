"""How far a result is from another verdict, by hand-computed examples."""

from __future__ import annotations

import pytest

from goals.progress import (
    Status,
    is_worse_than_baseline,
    more_needed,
    progress_with,
    worse_until_other_status,
)
from tests.goals.progress_builders import (
    EDUCATION,
    UNEMPLOYED,
    Written,
    line,
    month,
    point,
    progress,
    promise,
)


@pytest.mark.parametrize(
    ("parts", "target", "more"),
    [
        ("19/201", "34.0", 4),  # 34,0 × 4/12 per cent of 201 is 22,8: 23
        ("23/201", "34.0", 0),
        ("22/201", "34.0", 1),
        ("0/200", "30.0", 20),  # exactly 20, none to spare
        ("0/5", "30.0", None),  # too few for a percentage: no path
        ("9.5", "34.0", None),  # the percentage alone
    ],
)
def test_how_many_more_would_have_reached_the_path(parts: str, target: str, more: int | None) -> None:
    result = progress(line(EDUCATION, {"2014-04": parts}), promise(target), "2014-04")

    assert more_needed(result) == more


@pytest.mark.parametrize(
    ("value", "status", "more"),
    [
        (6, Status.ON_TRACK, 2),  # benchmark 7: with 7 still on track, with 8 slightly behind
        (7, Status.ON_TRACK, 1),
        (8, Status.NEAR, 1),  # the margin is 1
        (9, Status.BEHIND, None),
    ],
)
def test_how_many_persons_more_would_have_changed_the_status(
    value: int, status: Status, more: int | None
) -> None:
    result = progress(line(UNEMPLOYED, {"2014-04": value}), promise(5, "2013-12", 8), "2014-04")

    assert (result.status, worse_until_other_status(result)) == (status, more)


@pytest.mark.parametrize("value", range(1, 12))
def test_so_many_persons_more_change_the_status_and_one_fewer_does_not(value: int) -> None:
    target = promise(5, "2013-12", 8)
    result = progress(line(UNEMPLOYED, {"2014-04": value}), target, "2014-04")
    more = worse_until_other_status(result)

    if more is not None:
        statuses = [
            progress(line(UNEMPLOYED, {"2014-04": value + n}), target, "2014-04").status
            for n in range(more + 1)
        ]
        assert set(statuses[:-1]) == {result.status}
        assert statuses[-1] != result.status


@pytest.mark.parametrize(
    ("value", "target", "baseline", "is_worse"),
    [(171, 136, 160, True), (160, 136, 160, False), (140, 136, 160, False), (171, 165, 160, False)],
)
def test_a_value_worse_than_the_baseline_has_gone_the_wrong_way(
    value: int, target: int, baseline: int, is_worse: bool
) -> None:
    result = progress(line(UNEMPLOYED, {"2014-04": value}), promise(target, "2013-12", baseline), "2014-04")

    assert is_worse_than_baseline(result) is is_worse


def test_what_was_shown_before_comes_from_the_number_before() -> None:
    figures: dict[str, Written] = {"2013-04": 171, "2014-04": 150}
    now = line(UNEMPLOYED, figures)
    target = promise(124, "2013-12", 160)
    now.at(month("2014-04"))

    before = progress_with(now, target, 2014, month("2014-04"), month("2014-04"), point(143))

    assert (before.status, before.latest, before.change) == (Status.ON_TRACK, 143, -28)
    assert progress(now, target, "2014-04").status is Status.NEAR
