"""What is kept in the process holds until something is recorded; a transaction keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from jobcentres.changes import recording
from jobcentres.remembered import Remembered, chain_end

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept() -> Remembered[str, int]:
    return Remembered(2)


@pytest.fixture
def numbers() -> Iterator[int]:
    return iter(range(10))


def record() -> None:
    with recording(by=None, kind="users") as change:
        change.include("test", {"value": 1})


def test_a_value_is_read_once_until_something_is_recorded(
    kept: Remembered[str, int], numbers: Iterator[int]
) -> None:
    record()

    before = [kept.of("a", lambda: next(numbers)) for _time in range(3)]
    record()
    after = [kept.of("a", lambda: next(numbers)) for _time in range(3)]

    assert (before, after) == ([0, 0, 0], [1, 1, 1])


def test_nothing_is_kept_before_anything_was_recorded(
    kept: Remembered[str, int], numbers: Iterator[int]
) -> None:
    assert [kept.of("a", lambda: next(numbers)) for _time in range(2)] == [0, 1]


def test_nothing_is_kept_from_a_transaction_nor_found_in_one(
    kept: Remembered[str, int], numbers: Iterator[int]
) -> None:
    record()
    kept.of("a", lambda: next(numbers))

    with transaction.atomic():
        inside = [kept.of("a", lambda: next(numbers)) for _time in range(2)]

    assert (inside, kept.of("a", lambda: next(numbers))) == ([1, 2], 0)


def test_what_was_read_before_a_change_is_not_kept_for_after_it(kept: Remembered[str, int]) -> None:
    record()
    end = chain_end()
    record()

    kept.keep("a", 1, end)

    assert kept.get("a", chain_end()) is None


def test_the_newest_values_stay(kept: Remembered[str, int]) -> None:
    record()
    end = chain_end()

    for number, name in enumerate(["a", "b", "a", "c"]):
        kept.keep(name, number, end)

    assert dict(kept.items(end)) == {"a": 2, "c": 3}
