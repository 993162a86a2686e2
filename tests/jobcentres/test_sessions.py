from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.builders import PASSWORD
from tests.cast import Cast
from tests.jobcentres.doors import is_inside, try_to_sign_in
from tests.jobcentres.watch import Watch

NEW_PASSWORD = "ny-sang-om-regn-og-vind"


@pytest.fixture
def client(cast: Cast, watch: Watch) -> Client:
    """A browser in which Anna has just signed in."""
    made = Client()
    try_to_sign_in(made)
    return made


def change_password(client: Client) -> None:
    form = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    assert client.post(reverse("password_change"), form).status_code == 302


def test_an_hour_without_a_sign_of_life_ends_the_session(client: Client, watch: Watch) -> None:
    watch.wait(minutes=61)

    answer = client.get("/landet/?maaned=2014-04")

    assert answer.status_code == 302
    assert answer["Location"] == "/log-ind/?next=/landet/%3Fmaaned%3D2014-04"
    assert "i en time" in client.get(answer["Location"]).content.decode()
    assert not is_inside(client)


def test_the_reason_is_told_once(client: Client, watch: Watch) -> None:
    watch.wait(minutes=61)
    client.get("/")

    pages = [client.get(reverse("login")).content.decode() for _look in range(2)]

    assert ["i en time" in page for page in pages] == [True, False]


def test_a_form_sent_too_late_is_not_carried_out(client: Client, watch: Watch) -> None:
    watch.wait(minutes=61)

    answer = client.post(reverse("password_change"), {"old_password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/log-ind/?next=")


@pytest.mark.parametrize("name", ["password_change", "stay"])
def test_every_sign_of_life_begins_the_hour_again(client: Client, watch: Watch, name: str) -> None:
    for _time in range(3):
        watch.wait(minutes=50)
        client.post(reverse(name))

    assert is_inside(client)


def test_a_sign_of_life_that_is_not_ours_does_not_count(client: Client, watch: Watch) -> None:
    watch.wait(minutes=50)
    client.get("/")
    client.cookies[settings.SEEN_COOKIE_NAME] = f"{int(watch.time())}:forged"
    watch.wait(minutes=11)

    assert not is_inside(client)


def test_the_sign_of_life_of_another_session_does_not_count(cast: Cast, client: Client, watch: Watch) -> None:
    other = Client()
    try_to_sign_in(other, "mads@eksempel.dk")
    watch.wait(minutes=59)
    other.get("/")
    watch.wait(minutes=2)
    client.cookies[settings.SEEN_COOKIE_NAME] = other.cookies[settings.SEEN_COOKIE_NAME].value

    assert not is_inside(client)


def test_reading_a_page_writes_nothing_about_the_session(client: Client, watch: Watch) -> None:
    before = Session.objects.values_list().get()
    watch.wait(minutes=10)

    client.get("/")

    assert Session.objects.values_list().get() == before


def test_a_session_ends_ten_hours_after_it_began_whatever_happens(
    client: Client, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = timezone.now()
    ends = Session.objects.get().expire_date
    watch.wait(minutes=50)
    monkeypatch.setattr("django.utils.timezone.now", lambda: began + timedelta(minutes=50))
    change_password(client)
    inside = is_inside(client)
    monkeypatch.setattr("django.utils.timezone.now", lambda: began + timedelta(hours=10))

    assert abs(ends - began - timedelta(hours=10)) < timedelta(minutes=1)
    assert abs(Session.objects.get().expire_date - ends) < timedelta(seconds=1)
    assert (inside, is_inside(client)) == (True, False)


def test_a_new_password_ends_the_other_sessions_and_renews_this_one(client: Client) -> None:
    other = Client()
    try_to_sign_in(other)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value

    change_password(client)

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert (is_inside(client), is_inside(other)) == (True, False)


def test_who_changes_the_password_late_in_the_day_stays_signed_in(client: Client, watch: Watch) -> None:
    for _time in range(2):
        watch.wait(minutes=50)
        client.get(reverse("password_change"))

    change_password(client)
    watch.wait(minutes=5)

    assert is_inside(client)
