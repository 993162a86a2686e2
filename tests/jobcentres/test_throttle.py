from __future__ import annotations

import importlib
from threading import Thread
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from jobcentres import throttle
from jobcentres.models import TryCounter
from tests.cast import Cast
from tests.jobcentres.doors import is_inside, try_to_sign_in
from tests.jobcentres.watch import Watch

pytestmark = pytest.mark.django_db

HERE = "203.0.113.7"


def tries(count: int, account: str = "anna@eksempel.dk", sender: str = HERE) -> list[int]:
    """The seconds to wait that each of so many tries was answered."""
    return [throttle.begin("sign-in", account, sender) for _try in range(count)]


def wrong_tries(client: Client, count: int, email: str = "anna@eksempel.dk", sender: str = HERE) -> list[int]:
    found: list[Any] = [
        try_to_sign_in(client, email, "gal-kode", REMOTE_ADDR=sender) for _try in range(count)
    ]
    return [answer.status_code for answer in found]


@pytest.mark.parametrize(
    ("failed", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900), (10**9, 900)],
)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(failed: int, seconds: int) -> None:
    assert throttle.delay_after(failed) == seconds


def test_the_sixth_try_waits_half_a_minute_then_a_whole_one(watch: Watch) -> None:
    first = tries(6)
    watch.wait(seconds=31)
    second = tries(2)

    assert first == [0, 0, 0, 0, 0, 30]
    assert second[0] == 0
    assert second[1] == 60


def test_who_comes_too_soon_does_not_wait_longer_for_it(watch: Watch) -> None:
    tries(5)
    watch.wait(seconds=20)

    assert tries(3) == [10, 10, 10]


def test_the_right_password_wipes_the_slate_clean(watch: Watch) -> None:
    tries(4)
    throttle.succeeded("sign-in", "Anna@eksempel.dk ", HERE)

    assert tries(5) == [0] * 5


def test_a_stranger_elsewhere_does_not_keep_the_owner_out(watch: Watch) -> None:
    tries(20, sender="198.51.100.1")

    assert tries(1) == [0]


def test_an_ipv6_subscriber_has_one_counter_and_the_neighbour_another(watch: Watch) -> None:
    for number in range(5):
        tries(1, sender=f"2001:db8:1:1::{number}")

    assert tries(1, sender="2001:db8:1:1:ffff::1") == [30]
    assert tries(1, sender="2001:db8:1:2::1") == [0]


def test_one_address_tries_fifty_times_a_minute_at_most(watch: Watch) -> None:
    def fifty_one(minute: str) -> list[int]:
        return [tries(1, f"{minute}{number}@eksempel.dk")[0] for number in range(51)]

    first = fifty_one("a")
    watch.wait(seconds=61)
    second = fifty_one("b")

    assert first == second == [0] * 50 + [60]


def test_a_day_later_everything_is_forgotten(watch: Watch) -> None:
    tries(5)
    watch.wait(minutes=24 * 60 + 1)

    assert tries(5) == [0] * 5


def test_a_counter_tells_neither_who_nor_from_where(watch: Watch) -> None:
    tries(1)

    assert TryCounter.objects.count() == 2
    assert not [row for row in TryCounter.objects.values_list() if "anna" in str(row) or HERE in str(row)]


def test_the_sixth_sign_in_is_answered_with_the_wait(cast: Cast, client: Client, watch: Watch) -> None:
    statuses = wrong_tries(client, 5)

    answer = try_to_sign_in(client, REMOTE_ADDR=HERE)

    assert statuses == [200] * 5
    assert (answer.status_code, answer["Retry-After"]) == (429, "30")
    assert "Vent 30 sekunder" in answer.content.decode()
    assert answer["X-Request-Id"] in answer.content.decode()
    assert not is_inside(client)


def test_after_the_wait_the_right_password_lets_in(cast: Cast, client: Client, watch: Watch) -> None:
    wrong_tries(client, 5)
    watch.wait(seconds=31)

    assert try_to_sign_in(client, REMOTE_ADDR=HERE).status_code == 302


def test_signing_in_wipes_the_slate_clean(cast: Cast, client: Client, watch: Watch) -> None:
    wrong_tries(client, 4)
    try_to_sign_in(client, REMOTE_ADDR=HERE)

    assert wrong_tries(Client(), 5) == [200] * 5


def test_an_unknown_account_waits_like_a_known_one(cast: Cast, client: Client, watch: Watch) -> None:
    known, unknown = wrong_tries(client, 6), wrong_tries(client, 6, "ingen@eksempel.dk")

    assert known == unknown == [200] * 5 + [429]


def test_the_counters_outlast_a_restart(cast: Cast, client: Client, watch: Watch) -> None:
    wrong_tries(client, 5)

    cache.clear()
    importlib.reload(throttle)
    throttle.time = watch  # type: ignore[assignment]

    assert wrong_tries(Client(), 1) == [429]


def test_ordering_links_is_slowed_down_on_its_own(cast: Cast, client: Client, watch: Watch) -> None:
    address, form = reverse("password_reset"), {"email": "ingen@eksempel.dk"}

    statuses = [client.post(address, form, REMOTE_ADDR=HERE).status_code for _try in range(6)]

    assert statuses == [302] * 5 + [429]
    assert wrong_tries(client, 1, "ingen@eksempel.dk") == [200]


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_once_get_no_further_than_many_in_a_row() -> None:
    waits: list[int] = []

    def one() -> None:
        waits.extend(tries(2))
        connection.close()

    threads = [Thread(target=one) for _thread in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(waits) == 12
    assert waits.count(0) == throttle.FREE_TRIES
