"""From the country down to where one figure comes from and up again, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_entry_page import AXE, RUN_AXE, tab_to
from tests.browser.test_municipality_page import opened
from tests.cast import make_cast, make_places
from tests.reporting.overview_world import make_world

BACK = ".breadcrumbs a[href^='{}']"
FIGURE = "/tal/foertidspension/0340/2014-04/?aar=2014&maaned=2014-04&grundlag=frigivet"


@pytest.fixture
def world(transactional_db: None) -> None:
    make_world(make_cast(make_places()))


def follow(page: Page, selector: str, heading: str) -> None:
    """By Tab and Enter."""
    tab_to(page, selector, most=150)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(heading)


def test_down_to_the_figure_and_back_the_month_is_kept(world: None, page: Page) -> None:
    opened(page, "mette", "/landet/?maaned=2014-04")

    follow(page, "main a[href='/regioner/HS/?maaned=2014-04']", "Hovedstaden & Sjælland")
    follow(page, "main a[href='/kommuner/0340/?maaned=2014-04']", "Sorø Kommune")
    follow(page, f".status-table a[href='{FIGURE}']", "Hvor kommer tallet fra?")
    expect(page.locator(".origin-value")).to_have_text("34 personer")
    follow(page, BACK.format("/kommuner/0340/"), "Sorø Kommune")
    follow(page, BACK.format("/regioner/HS/"), "Hovedstaden & Sjælland")
    follow(page, BACK.format("/landet/"), "Hele landet")

    assert "maaned=2014-04" in page.url
    expect(page.locator("main")).to_contain_text("Data til og med april 2014")


def test_from_the_countrys_total_to_a_municipality_and_back(world: None, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    opened(page, "mette", "/landet/")
    page.goto("/tal/foertidspension/DK/2014-04/?aar=2014")

    follow(page, "main a[href^='/tal/foertidspension/HS/']", "Hvor kommer tallet fra?")
    expect(page.locator(".page-facts")).to_contain_text("Hovedstaden & Sjælland")
    follow(page, "main a[href^='/tal/foertidspension/0340/']", "Hvor kommer tallet fra?")

    expect(page.locator(".origin-value")).to_have_text("34 personer")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_link_is_copied_and_holds_the_figure_to_its_moment(world: None, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, "mette", "/landet/")
    page.goto(FIGURE)

    tab_to(page, "[data-copy-link]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Linket er kopieret.")

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{page.url}&kendt=")
    page.goto(copied)
    expect(page.locator(".known-on")).to_contain_text("Som tallene så ud 12. juni 2014")
    expect(page.locator("#address-then")).to_have_text(copied)


def test_a_figure_of_every_kind_has_no_barriers(
    sample_browser: Callable[[str], BrowserContext],
) -> None:
    page = sample_browser("anna").new_page()
    for address in (
        "/tal/foertidspension/0340/2014-05/?aar=2014",
        "/tal/uddannelsesgrad/HS/2013-12/?aar=2013",
        "/tal/langtidsledige/0340/2014-05/?aar=2014",
        "/tal/foertidspension/0340/2014-04/?aar=2014&gruppe=klynge",
    ):
        page.goto(address)
        page.evaluate(AXE)

        found = page.evaluate(RUN_AXE)["violations"]

        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == [], address
