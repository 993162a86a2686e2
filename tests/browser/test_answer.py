"""From a page to an answer: one click, the text copied, a file fetched; axe, 320 px, print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_every_page import AXE, RUN_AXE, SCREEN, SERIOUS
from tests.screens import PRINTED_WIDTH, signed_in


@pytest.fixture(scope="module")
def page(browser: Browser, sample: str) -> Iterator[Page]:
    """Mette's, on an answer that she has made about the whole country."""
    made = signed_in(browser, sample, "mette")
    made.context.grant_permissions(["clipboard-read", "clipboard-write"])
    made.set_viewport_size(SCREEN)
    made.goto(f"{sample}/landet/")
    made.locator(".page-tool summary").first.focus()
    made.keyboard.press("Enter")
    made.get_by_role("button", name="Svarpakke til spørgsmål").click()
    made.wait_for_url(f"{sample}/svar/*/")
    yield made
    made.context.close()


def test_one_click_gives_an_answer_that_serves_everybody(page: Page) -> None:
    page.evaluate(AXE)

    found = page.evaluate(RUN_AXE)["violations"]

    assert [one["id"] for one in found if one["impact"] in SERIOUS] == []
    expect(page.get_by_role("heading", level=1)).to_have_text("Svar om ministermålene 2014: Hele landet")


def test_the_text_is_copied_with_its_notes(page: Page) -> None:
    page.get_by_role("button", name="Kopiér svaret med noter").click()

    expect(page.get_by_text("Svaret er kopieret.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "langtidsledige i hele landet" in copied
    assert "\n[1] Definition: " in copied


def test_a_note_is_reached_from_its_number(page: Page) -> None:
    page.get_by_role("link", name="note 3").first.click()

    expect(page.locator("#note-3")).to_be_in_viewport()


def test_a_file_is_fetched(page: Page) -> None:
    with page.expect_download() as fetched:
        page.get_by_role("button", name="PDF", exact=True).click()

    assert fetched.value.suggested_filename.startswith("Maaltal 2014-05 Hele landet svar ")
    assert Path(fetched.value.path()).read_bytes().startswith(b"%PDF-")


def test_it_fits_a_narrow_screen_and_the_paper(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    narrow = page.evaluate("document.documentElement.scrollWidth")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PRINTED_WIDTH, "height": 1000})

    assert narrow <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= PRINTED_WIDTH
    assert not page.get_by_role("button").filter(visible=True).count()
    page.emulate_media(media="screen")
    page.set_viewport_size(SCREEN)


def test_the_menus_close_again(page: Page, sample: str) -> None:
    page.goto(f"{sample}/kommuner/0340/")
    download, share = page.locator(".page-tool").all()
    download.locator("summary").click()
    share.locator("summary").click()

    assert [one.evaluate("one => one.open") for one in (download, share)] == [False, True]
    page.keyboard.press("Escape")
    assert not share.evaluate("one => one.open")
    expect(share.locator("summary")).to_be_focused()
