from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from config.logs import JsonLine
from tests.builders import PASSWORD, make_user
from tests.cast import Cast, ClientOf
from tests.jobcentres.doors import is_inside, shown, try_to_sign_in

WRONG = "en-helt-anden-sang"
REFUSED = {
    "unknown": ("ingen@eksempel.dk", PASSWORD),
    "wrong password": ("anna@eksempel.dk", WRONG),
    "deactivated": ("finn@eksempel.dk", PASSWORD),
    "without a password": ("ny@eksempel.dk", PASSWORD),
}


def make_a_person_without_a_password() -> None:
    person = make_user("Ny Person")
    person.set_unusable_password()
    person.save()


def test_the_right_password_opens_the_start_page(cast: Cast, client: Client) -> None:
    answer = try_to_sign_in(client)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_inside(client)


@pytest.mark.parametrize("email", ["ANNA@Eksempel.DK", "  anna@eksempel.dk "])
def test_the_address_may_be_written_in_any_case(cast: Cast, client: Client, email: str) -> None:
    assert try_to_sign_in(client, email).status_code == 302


@pytest.mark.parametrize("password", [PASSWORD.upper(), f" {PASSWORD}", PASSWORD[:-1]])
def test_the_password_is_taken_to_the_letter(cast: Cast, client: Client, password: str) -> None:
    try_to_sign_in(client, password=password)

    assert not is_inside(client)


def test_every_refusal_says_the_same(cast: Cast) -> None:
    make_a_person_without_a_password()

    answers = {why: try_to_sign_in(Client(), email, password) for why, (email, password) in REFUSED.items()}

    pages = {why: shown(answer).replace(REFUSED[why][0], "") for why, answer in answers.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert len(set(pages.values())) == 1
    assert "passer ikke sammen" in pages["unknown"]


def test_every_refusal_takes_one_hashing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    make_a_person_without_a_password()
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def noted(hasher: MD5PasswordHasher, password: str, *rest: Any) -> str:
        hashed.append(password)
        return encode(hasher, password, *rest)

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)
    counts = {}
    for why, (email, password) in REFUSED.items():
        try_to_sign_in(Client(), email, password)
        counts[why] = len(hashed)

    assert counts == {why: number for number, why in enumerate(REFUSED, start=1)}


def test_a_wrong_password_is_not_shown_again_but_the_address_is(cast: Cast, client: Client) -> None:
    page = shown(try_to_sign_in(client, password=WRONG))

    assert WRONG not in page
    assert "anna@eksempel.dk" in page


def test_neither_address_nor_password_stands_in_the_log(
    cast: Cast, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.setFormatter(JsonLine())

    for email, password in [*REFUSED.values(), ("anna@eksempel.dk", PASSWORD)]:
        try_to_sign_in(client, email, password)

    told = [json.loads(line)["message"] for line in caplog.text.splitlines()]
    assert {"Sign-in refused", "Signed in"} <= set(told)
    assert not [word for word in ("eksempel", PASSWORD, WRONG) if word in caplog.text]


@pytest.mark.parametrize(
    ("then", "lands_on"),
    [
        ("/landet/", "/landet/"),
        ("/kommuner/0340/%3Fmaaned%3D2014-04", "/kommuner/0340/?maaned=2014-04"),
        ("http://testserver/landet/", "http://testserver/landet/"),
        ("https://example.dk/", "/"),
        ("//example.dk/", "/"),
        ("/\\example.dk", "/"),
        ("\\\\example.dk", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///example.dk", "/"),
        ("http://testserver@example.dk/", "/"),
    ],
)
def test_signing_in_leads_to_a_page_of_this_site_only(
    cast: Cast, client: Client, then: str, lands_on: str
) -> None:
    answer = try_to_sign_in(client, then=then)
    again = client.get(reverse("login") + f"?next={then}")

    assert (answer["Location"], again["Location"]) == (lands_on, lands_on)


def test_signing_in_gives_the_session_a_new_id(cast: Cast, client: Client) -> None:
    client.session.save()  # as one that somebody else knows
    planted = client.session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted

    try_to_sign_in(client)

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_signing_out_takes_a_post_and_kills_the_session(cast: Cast, client: Client) -> None:
    try_to_sign_in(client)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value

    by_link = client.get(reverse("logout"))
    was_inside = is_inside(client)
    by_form = client.post(reverse("logout"))
    client.cookies[settings.SESSION_COOKIE_NAME] = kept

    assert (by_link.status_code, was_inside) == (405, True)
    assert (by_form.status_code, by_form["Location"]) == (302, reverse("login"))
    assert not is_inside(client)


@pytest.mark.parametrize("name", ["login", "logout", "language", "password_reset", "stay"])
def test_no_form_is_taken_from_another_site(cast: Cast, name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.anna)

    assert client.post(reverse(name), {"language": "en"}).status_code == 403


def test_who_is_deactivated_is_out_at_the_next_request(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.anna)
    was_inside = is_inside(client)

    client_of(cast.sys).post(reverse("user_deactivate", args=[cast.anna.pk]))

    assert was_inside
    assert not is_inside(client)
    assert try_to_sign_in(client).status_code == 200


def test_who_has_lost_a_role_has_lost_its_pages_at_the_next_request(cast: Cast, client_of: ClientOf) -> None:
    client, address = client_of(cast.anna), reverse("month_entry", args=["soroe", "2014-04"])
    assignment = cast.anna.assignments.get()
    before = client.get(reverse("desk")).status_code, client.get(reverse("users")).status_code

    assignment.role = "administrator"
    assignment.jobcentre, assignment.area = None, cast.places.soroe
    assignment.save()

    assert before == (200, 404)
    assert (client.get(address).status_code, client.get(reverse("users")).status_code) == (404, 200)


def test_an_installation_without_users_says_how_to_make_the_first(db: None, client: Client) -> None:
    page = client.get(reverse("login")).content.decode()

    assert "create_administrator" in page


def test_an_installation_with_users_does_not_tell_how_it_was_set_up(cast: Cast, client: Client) -> None:
    assert "create_administrator" not in client.get(reverse("login")).content.decode()
