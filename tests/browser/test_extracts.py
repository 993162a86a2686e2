"""The page of extracts in a browser: chosen, kept, fetched and fetched again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_every_page import AXE, RUN_AXE, SERIOUS


@pytest.fixture
def page(sample_browser: Callable[[str], BrowserContext]) -> Page:
    """Of an official of the sample."""
    page = sample_browser("mette").new_page()
    page.goto("/udtraek/")
    return page


def choose_the_matrix(page: Page) -> None:
    page.get_by_label("Kommuner × mål").check()
    page.get_by_label("Niveau").select_option("kommuner-HS")
    page.get_by_role("button", name="Vis forhåndsvisning").click()


def keep_as(page: Page, name: str) -> None:
    page.get_by_label("Gem dette valg under et navn").fill(name)
    page.get_by_role("button", name="Gem valget").click()


def assert_everybody_can_use(page: Page) -> None:
    page.evaluate(AXE)
    found = page.evaluate(RUN_AXE)["violations"]
    assert [one["id"] for one in found if one["impact"] in SERIOUS] == []
    for width in (320, 768):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_preview_follows_the_choice_and_the_address_keeps_it(page: Page) -> None:
    choose_the_matrix(page)

    expect(page.locator("#preview").get_by_text("46 rækker", exact=True)).to_be_visible()
    expect(page.get_by_label("Niveau")).to_have_value("kommuner-HS")
    page.reload()
    expect(page.get_by_label("Kommuner × mål")).to_be_checked()


def test_a_kept_choice_is_found_and_can_be_used_by_everybody(page: Page) -> None:
    choose_the_matrix(page)
    expect(page.locator("#preview")).to_contain_text("46 rækker")
    keep_as(page, "Hovedstaden til mødet")

    expect(page).to_have_url(re.compile("/udtraek/gemt/hovedstaden-til-moedet-"))
    assert_everybody_can_use(page)
    page.get_by_role("link", name="Omdøb eller slet").first.click()
    delete = page.get_by_role("button", name="Slet det gemte udtræk")
    expect(delete).to_be_visible()
    assert_everybody_can_use(page)
    delete.click()
    expect(page.locator("main")).to_contain_text("er slettet")


def test_single_areas_are_ticked_by_keyboard(page: Page) -> None:
    page.get_by_text("Vælg enkelte").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Vis forhåndsvisning").press("Enter")

    expect(page.get_by_text("1 område valgt: Hele landet")).to_be_visible()
    expect(page.locator("#preview").get_by_text("4 rækker", exact=True)).to_be_visible()
    assert_everybody_can_use(page)


def test_a_file_is_fetched_and_fetched_again_with_the_same_checksum(page: Page) -> None:
    with page.expect_download() as first:
        page.get_by_role("button", name="Hent fil").click()
    first.value.path()  # the checksum is known when the file has come
    page.reload()
    with page.expect_download() as second:
        page.get_by_role("button", name="Hent igen").first.click()

    contents = [one.value.path().read_bytes() for one in (first, second)]
    assert contents[0] == contents[1]
    assert first.value.suggested_filename == second.value.suggested_filename
    shown = page.locator(".checksum").first.inner_text().replace("\n", "")
    assert shown == hashlib.sha256(contents[0]).hexdigest()
