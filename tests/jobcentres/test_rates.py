"""How many calls somebody may make in a minute."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection

from jobcentres import rates
from jobcentres.models import TryCounter
from jobcentres.rates import CALLS_PER_MINUTE, count_call
from tests.jobcentres.watch import Watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    stood_in = Watch()
    monkeypatch.setattr(rates, "time", stood_in)
    return stood_in


def calls(number: int, caller: str = "token 1") -> list[int]:
    return [count_call(caller) for _call in range(number)]


def test_one_call_too_many_waits_for_the_minute_to_end(watch: Watch) -> None:
    first = calls(CALLS_PER_MINUTE)
    watch.wait(seconds=20)
    refused = calls(2)
    watch.wait(seconds=40)

    assert set(first) == {0}
    assert refused == [40, 40]
    assert calls(1) == [0]


def test_callers_are_counted_apart(watch: Watch) -> None:
    calls(CALLS_PER_MINUTE + 1)

    assert calls(1, "token 2") == [0]
    assert calls(1, "person 1") == [0]


def test_a_counter_tells_nobody_who_called(watch: Watch) -> None:
    calls(1, "person 17")

    assert "person" not in TryCounter.objects.get().key
    assert len(TryCounter.objects.get().key) == 64


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_no_more_than_many_in_a_row(watch: Watch) -> None:
    calls(1)
    answers: list[int] = []

    def call_often() -> None:
        try:
            answers.extend(calls(40))
        finally:
            connection.close()

    threads = [Thread(target=call_often) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert CALLS_PER_MINUTE - 20 < sum(answer == 0 for answer in answers) < CALLS_PER_MINUTE
