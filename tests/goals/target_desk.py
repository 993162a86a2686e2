"""The dialogue's pages in tests: Sorø's target for disability pensions, and who sends what to it."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from tests.cast import ClientOf
from tests.goals.entry_page import Office, Page, opened

OVERVIEW, TARGET = "/maaltal/2014/0340/", "/maaltal/2014/0340/foertidspension/"
DRAFT = {
    "value": "40",
    "baseline_month": "december 2012",
    "baseline_value": "86",
    "text": "Rehabiliteringsteamet virker.",
}
ADOPTION = {**DRAFT, "met_on": "28-05-2014", "agenda_item": "punkt 7", "link": "https://soroe.dk/referat"}


def seen_on(client: Client, address: str = TARGET) -> str:
    """What the forms of the page remember; empty where there is none."""
    found = re.search(r'name="seen" value="([^"]*)"', client.get(address).content.decode())
    return found[1] if found else ""


def take(client: Client, action: str, address: str = TARGET, **written: Any) -> Page:
    """Send a step as the page's form does; follows to the page that comes then."""
    content = {"action": action, "seen": seen_on(client, address), "key": "a key"} | written
    return Page(client, address, client.post(address, content, follow=True))


def in_hearing(office: Office, client_of: ClientOf) -> None:
    mads = client_of(office.cast.mads)
    take(mads, "draft", **DRAFT)
    take(mads, "send")


def read(client: Client, address: str = TARGET) -> str:
    return opened(client, address).text
