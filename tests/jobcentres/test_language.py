from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from jobcentres.models import User
from tests.cast import Cast, ClientOf


def switch(client: Client, language: str, then: str = "/was") -> Any:
    return client.post(reverse("language"), {"language": language, "next": then})


def heading(client: Client) -> str:
    page = client.get(reverse("accessibility")).content.decode()
    return page.split("<h1>")[1].split("</h1>")[0]


def test_a_visitor_switches_the_language_of_this_browser(db: None, client: Client) -> None:
    before = heading(client)

    answer = switch(client, "en")

    assert (answer.status_code, answer["Location"]) == (302, "/was")
    assert (before, heading(client), heading(Client())) == (
        "Tilgængelighedserklæring",
        "Accessibility statement",
        "Tilgængelighedserklæring",
    )
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME]["httponly"]


def test_a_persons_choice_holds_in_every_browser(cast: Cast, client_of: ClientOf) -> None:
    switch(client_of(cast.anna), "en")

    other = client_of(cast.anna)
    assert User.objects.get(pk=cast.anna.pk).language == "en"
    assert heading(other) == "Accessibility statement"
    assert heading(client_of(cast.mads)) == "Tilgængelighedserklæring"


@pytest.mark.parametrize("language", ["", "de", "en-GB", "../en"])
def test_a_language_that_is_not_offered_changes_nothing(
    cast: Cast, client_of: ClientOf, language: str
) -> None:
    client = client_of(cast.anna)

    answer = switch(client, language)

    assert answer.status_code == 302
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies
    assert User.objects.get(pk=cast.anna.pk).language == "da"


@pytest.mark.parametrize("then", ["https://example.dk/", "//example.dk", "", "javascript:alert(1)"])
def test_switching_leads_to_a_page_of_this_site_only(db: None, client: Client, then: str) -> None:
    assert switch(client, "en", then)["Location"] == "/"
