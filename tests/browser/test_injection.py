"""What people wrote stays text in a real browser, too, after the scripts have drawn what they draw."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from tests.browser.conftest import settled, watch
from tests.injection.live_pages import faults_of_html
from tests.injection.world import complete, put, sample_database
from tests.screens import Server, free_port, signed_in

PAYLOAD = (
    """"'><img src=x onerror=¤()><a href='https://ondt.example/¤'>x</a></script><b>¤</b>{{ "¤"|upper }}"""
)
PAGES = (
    "/kommuner/0340/",
    "/regioner/HS/",
    "/landet/",
    "/landet/2/",
    "/sammenlign/?med=landet",
    "/moede/0340/2014-05-20/skaerm/",
    "/udtraek/",
    "/api/",
    "/gennemgang/",
)


@pytest.fixture(scope="module")
def server(django_db_blocker: DjangoDbBlocker) -> Iterator[Server]:
    with django_db_blocker.unblock(), sample_database() as file:
        complete()
        put(PAYLOAD)
        made = Server(os.environ | {"DATABASE_URL": f"sqlite:///{file}", "DEBUG": "1"}, free_port())
        made.start()
        try:
            yield made
        finally:
            made.stop()


def test_nothing_that_people_wrote_is_live_in_a_browser(browser: Browser, server: Server) -> None:
    page: Page = signed_in(browser, server.address, "mette")
    faults: list[str] = []
    watch(page.context, urlsplit(server.address).netloc, faults)
    page.on("dialog", lambda dialog: faults.append(f"dialog {dialog.message}"))

    for path in PAGES:
        page.goto(server.address + path)
        settled(page)
        faults += [f"{path}: {fault}" for fault in faults_of_html(page.content().encode())]
    page.context.close()

    assert faults == []
