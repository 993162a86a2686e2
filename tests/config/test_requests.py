from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.cast import Cast, ClientOf

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.pages")]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def test_a_page_that_declares_nothing_is_closed(client: Client, settings: Settings) -> None:
    settings.LOGIN_URL = "/log-ind/"

    answer = client.get("/undeclared/")

    assert (answer.status_code, answer["Location"]) == (302, "/log-ind/?next=/undeclared/")


def test_every_answer_keeps_to_itself(client: Client) -> None:
    answer = client.get("/sender/")

    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_content_security_policy_allows_this_site_only(client: Client) -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in client.get("/sender/")["Content-Security-Policy"].split(";")
    )

    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "font-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
        "frame-ancestors": "'none'",
    }


def test_every_request_has_a_reference_of_its_own(client: Client) -> None:
    first, second = (client.get("/sender/")["X-Request-Id"] for _ in range(2))

    assert re.fullmatch("[2-9B-Z]{8}", first)
    assert first != second


@pytest.mark.parametrize(
    ("address", "status"),
    [("/nowhere/", 404), ("/denied/", 403), ("/suspicious/", 400), ("/broken/", 500), ("/slow/", 503)],
)
def test_an_error_page_names_the_reference_and_no_detail(client: Client, address: str, status: int) -> None:
    answer = client.get(address)

    assert answer.status_code == status
    assert answer["X-Request-Id"] in answer.content.decode()
    assert "hemmelig" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_a_form_without_its_token_is_refused_on_a_page_of_our_own() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sender/")

    assert answer.status_code == 403
    assert answer["X-Request-Id"] in answer.content.decode()


def test_a_database_that_does_not_answer_invites_to_try_again(client: Client) -> None:
    assert client.get("/slow/")["Retry-After"] == "5"


@pytest.mark.urls("config.urls")
@pytest.mark.parametrize("path", ["/findes-ikke/", "/kommuner/9999/"])
def test_a_wrong_address_has_our_own_page_on_a_development_machine_too(
    cast: Cast, client_of: ClientOf, settings: Settings, path: str
) -> None:
    settings.DEBUG = True

    answer = client_of(cast.anna).get(path)

    assert answer.status_code == 404
    assert "Siden findes ikke" in answer.content.decode()


@pytest.mark.parametrize(
    ("cookie", "wished", "language"),
    [("", "en-GB,en;q=0.9", "da"), ("en", "da", "en"), ("da", "en", "da"), ("xx", "en", "da")],
)
def test_pages_are_danish_unless_somebody_switched(
    client: Client, cookie: str, wished: str, language: str
) -> None:
    client.cookies["language"] = cookie

    answer = client.get("/sender/", headers={"Accept-Language": wished})

    assert answer.content.decode().split()[1] == language
    assert answer["Content-Language"] == language


@pytest.mark.parametrize(
    ("trusted", "passed_on", "sender"),
    [
        ([], "203.0.113.9", "127.0.0.1"),
        (["127.0.0.1"], "203.0.113.9", "203.0.113.9"),
        (["127.0.0.1"], "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (["127.0.0.1", "10.0.0.2"], "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (["127.0.0.1"], "<script>", "127.0.0.1"),
        (["127.0.0.1"], "", "127.0.0.1"),
    ],
)
def test_only_a_proxy_of_ours_may_say_who_the_sender_is(
    settings: Settings, trusted: list[str], passed_on: str, sender: str
) -> None:
    settings.TRUSTED_PROXIES = trusted

    answer = Client().get("/sender/", headers={"X-Forwarded-For": passed_on})

    assert answer.content.decode().split()[0] == sender


def test_postgresql_ends_what_takes_too_long() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL's own limits")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
            " current_setting('idle_in_transaction_session_timeout')"
        )
        limits = cursor.fetchone()

    assert limits == ("10s", "3s", "30s")


def test_sqlite_writes_ahead_and_through_to_the_disk() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own settings")

    with connection.cursor() as cursor:
        read = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    assert read == ["wal", 2, 1]
