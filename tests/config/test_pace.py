"""How many requests may come in a minute: of a person, of an address, and who is not counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from config import pace
from tests.builders import make_user
from tests.jobcentres.watch import Watch

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.pages")]


@pytest.fixture(autouse=True)
def watch(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Three requests a minute of a person, six of an address; the minute has just begun."""
    settings.REQUESTS_PER_MINUTE = 3
    stood_in = Watch()
    stood_in.moment -= stood_in.moment % 60
    monkeypatch.setattr(pace, "time", stood_in)
    yield stood_in


def statuses(client: Client, number: int, address: str = "/sender/", **extra: str) -> list[int]:
    return [client.get(address, **extra).status_code for _request in range(number)]


def test_one_request_too_many_waits_for_the_minute_to_end(watch: Watch) -> None:
    client = Client()

    found = statuses(client, 6)
    watch.wait(seconds=20)
    refused = client.get("/sender/")
    watch.wait(seconds=40)

    assert set(found) == {200}
    assert (refused.status_code, refused["Retry-After"]) == (429, "40")
    assert statuses(client, 1) == [200]


def test_a_person_is_counted_alone_whatever_the_address() -> None:
    client = Client()
    client.force_login(make_user("anna"))

    assert statuses(client, 4) == [200, 200, 200, 429]
    assert statuses(client, 1, REMOTE_ADDR="192.0.2.7") == [429]
    client.force_login(make_user("mads"))
    assert statuses(client, 3) == [200, 200, 200]


def test_addresses_are_counted_apart_and_a_subscribers_as_one() -> None:
    client = Client()
    statuses(client, 6, REMOTE_ADDR="2001:db8::1")

    assert statuses(client, 1, REMOTE_ADDR="2001:db8::2") == [429]
    assert statuses(client, 1, REMOTE_ADDR="2001:db8:1::1") == [200]
    assert statuses(client, 1, REMOTE_ADDR="192.0.2.7") == [200]


def test_whether_the_system_is_up_may_always_be_asked() -> None:
    client = Client()
    statuses(client, 7)

    assert statuses(client, 20, "/sundhed/") == [200] * 20


def test_the_page_says_when_one_can_go_on_in_both_languages(watch: Watch) -> None:
    client = Client()
    statuses(client, 6)
    watch.wait(seconds=59)

    danish = client.get("/sender/").content.decode()
    english = client.get("/sender/", headers={"cookie": "language=en"}).content.decode()

    assert "Du kan fortsætte om 1 sekund, kl. " in danish
    assert "You can go on in 1 second, at " in english


def test_what_was_written_is_kept_to_be_sent_once_more() -> None:
    client = Client()
    statuses(client, 6)

    page = client.post(
        "/sender/", {"0340-foertidspension-comment": "Talt to gange", "csrfmiddlewaretoken": "x"}
    )

    assert page.status_code == 429
    assert "Talt to gange" in page.content.decode().partition("Det havde du skrevet")[2]


def test_a_script_is_answered_in_one_word() -> None:
    client = Client()
    statuses(client, 6)

    answer = client.post("/sender/", headers={"accept": "application/json"})

    assert (answer.status_code, answer.json()) == (429, {"outcome": "too_many"})


def test_a_program_is_told_as_the_api_tells() -> None:
    client = Client()
    statuses(client, 6)

    answer = client.get("/api/v1/areas", headers={"accept-language": "en"})

    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
    assert answer.json()["detail"] == "More than 6 calls in a minute. Wait 60 seconds."
    assert answer["Content-Language"] == "en"


def test_counting_asks_the_database_for_nothing(settings: Settings) -> None:
    settings.REQUESTS_PER_MINUTE = 60
    client = Client()
    client.force_login(make_user("anna"))
    with CaptureQueriesContext(connection) as counted:
        client.get("/undeclared/")

    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != "config.pace.pace"]
    other = Client()
    other.cookies = client.cookies
    with CaptureQueriesContext(connection) as uncounted:
        other.get("/undeclared/")

    assert len(counted) == len(uncounted) > 0
