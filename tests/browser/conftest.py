"""A real Chromium against a live server.

A page that asks another host, breaks the Content-Security-Policy or has a script fail, fails its test.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    StorageState,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from tests import chromium
from tests.screens import served, signed_in

LOCAL_SCHEMES = {"data", "blob", "about"}
NOT_DRAWN = "[data-chart]:not([hidden]):not(:has(.main-svg[viewBox]))"

expect.set_options(timeout=30_000)  # a busy machine is no fault


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium.find()
    if executable is None:
        pytest.skip("no Chromium on this machine")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # Playwright's loop runs in this thread; the tests are synchronous
    )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=chromium.ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def faults() -> list[str]:
    """What the pages of this test did wrong; a test that provokes a fault clears the list."""
    return []


@pytest.fixture
def context(browser: Browser, live_server: LiveServer, faults: list[str]) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=live_server.url, locale="en-US", timezone_id="Europe/Copenhagen")
    made.set_default_timeout(30_000)
    watch(made, urlsplit(live_server.url).netloc, faults)
    yield made
    made.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session")
def sample() -> Iterator[str]:
    """The address of a server with the sample."""
    with served() as address:
        yield address


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """The cookies of those who have signed in, by person."""
    return {}


@pytest.fixture
def sample_browser(
    browser: Browser, sample: str, sessions: dict[str, StorageState], faults: list[str]
) -> Iterator[Callable[[str], BrowserContext]]:
    """A browser of a person of the sample, signed in."""
    opened: list[BrowserContext] = []

    def of(person: str) -> BrowserContext:
        if person not in sessions:
            first = signed_in(browser, sample, person)
            sessions[person] = first.context.storage_state()
            first.context.close()
        context = browser.new_context(base_url=sample, locale="da-DK", storage_state=sessions[person])
        watch(context, urlsplit(sample).netloc, faults)
        opened.append(context)
        return context

    yield of
    for context in opened:
        context.close()
    assert not faults, "\n".join(faults)


def settled(page: Page) -> None:
    """Waits for what the loading of a page does not wait for: the letters, and each figure drawn."""
    page.evaluate("document.fonts.ready")
    expect(page.locator(NOT_DRAWN)).to_have_count(0)


def watch(context: BrowserContext, host: str, faults: list[str]) -> None:
    def request_sent(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in LOCAL_SCHEMES and parts.netloc != host:
            faults.append(f"request to another host: {request.url}")

    def written(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            faults.append(f"CSP: {message.text}")

    context.on("request", request_sent)
    context.on("console", written)
    context.on("weberror", lambda fault: faults.append(f"script: {fault.error}"))
