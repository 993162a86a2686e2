"""The matrix in a real browser: sorted in place by click and by keyboard, without a script by the server."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_entry_page import tab_to
from tests.browser.test_municipality_page import opened
from tests.cast import make_cast, make_places
from tests.reporting.overview_world import REGION, make_world

NAMES = ".matrix tbody th"


@pytest.fixture
def world(transactional_db: None) -> None:
    make_world(make_cast(make_places()))


def test_a_click_sorts_in_place_and_a_second_turns_it_round(world: None, page: Page) -> None:
    opened(page, "mette", REGION)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))

    page.locator("[data-word='1-tal']").click()
    expect(page.locator(NAMES)).to_have_text(["Lejre", "Sorø", "Aarre", "Ærø"])
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    page.locator("[data-word='1-tal']").click()

    expect(page.locator(NAMES)).to_have_text(["Ærø", "Aarre", "Sorø", "Lejre"])
    expect(page.locator("#municipalities-order")).to_have_text(
        "Sorteret efter tallet for 1 Førtidspension, laveste først."
    )
    assert page.url.endswith("?sorter=1-tal")
    assert [path for path in asked if not path.startswith("/static/")] == []


def test_the_keyboard_sorts_and_the_address_gives_the_same_order(world: None, page: Page) -> None:
    opened(page, "mette", REGION)

    tab_to(page, "[data-word=navn]")
    page.keyboard.press("Enter")
    expect(page.locator(NAMES)).to_have_text(["Lejre", "Sorø", "Ærø", "Aarre"])
    expect(page.locator("[data-word=navn]")).to_be_focused()
    page.keyboard.press("Enter")
    page.reload()

    expect(page.locator(NAMES)).to_have_text(["Aarre", "Ærø", "Sorø", "Lejre"])


def test_without_javascript_the_server_sorts(world: None, browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = opened(context.new_page(), "mette", REGION)

    page.get_by_role("link", name="Kommune", exact=True).click()

    expect(page.locator(NAMES)).to_have_text(["Lejre", "Sorø", "Ærø", "Aarre"])
    context.close()


def test_without_javascript_the_form_chooses_and_the_address_can_be_sent(
    world: None, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = opened(context.new_page(), "mette", f"{REGION}?maaned=2014-04")

    page.get_by_label("Status", exact=True).select_option("paa-sporet")
    page.get_by_label("Sortér").select_option("navn")
    page.locator(".matrix-form").get_by_role("button", name="Vis").click()
    expect(page.locator(NAMES)).to_have_text(["Sorø", "Ærø"])
    expect(page.get_by_text("2 af 4 kommuner vises · Status: ● på sporet")).to_be_visible()
    assert "maaned=2014-04" in page.url and page.url.endswith("#municipalities-heading")

    page.goto(page.url)
    expect(page.locator(NAMES)).to_have_text(["Sorø", "Ærø"])
    page.get_by_role("link", name="Vis alle 4 kommuner").click()
    expect(page.locator(NAMES)).to_have_text(["Lejre", "Sorø", "Ærø", "Aarre"])
    context.close()


def test_the_keyboard_chooses_and_a_sorted_table_stays_so(world: None, page: Page) -> None:
    opened(page, "mette", REGION)
    tab_to(page, "[data-word=navn]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    tab_to(page, "#matrix-stoerrelse")
    page.keyboard.type("lille")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(NAMES)).to_have_text(["Aarre", "Ærø"])
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    expect(page.locator("#matrix-sorter")).to_have_value("-navn")


def test_in_print_the_choice_is_told_and_the_form_is_gone(world: None, page: Page) -> None:
    opened(page, "mette", f"{REGION}?status=bagud")
    page.emulate_media(media="print")

    expect(page.locator(".matrix-form")).to_be_hidden()
    expect(page.get_by_text("1 af 4 kommuner vises · Status: ■ bagud")).to_be_visible()
    expect(page.get_by_role("link", name="Vis alle 4 kommuner")).to_be_hidden()
