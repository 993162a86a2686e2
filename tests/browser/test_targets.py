"""The dialogue's page in a browser: what a percentage comes to while it is typed, and sorting by links."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

DIALOGUE, REGION = "/maaltal/2014/0340/samarbejdsgrad/", "/maaltal/2014/HS/"
Browser = Callable[[str], BrowserContext]


def test_a_percentage_shows_the_target_that_it_comes_to(sample_browser: Browser) -> None:
    page = sample_browser("mads").new_page()
    page.goto(DIALOGUE)
    page.get_by_text("Skriv et nyt udkast").click()
    form = page.locator("#step-draft")
    shown = form.locator("[data-computed]")
    expect(shown).to_be_hidden()

    form.locator("[name=percent]").fill("+10,0")

    expect(shown).to_have_text("= mindst 40,7 pct.")
    form.locator("[name=percent]").fill("ti")
    expect(shown).to_be_hidden()


def test_the_regions_table_is_sorted_by_keyboard(sample_browser: Browser) -> None:
    page = sample_browser("bo").new_page()
    page.goto(REGION)
    page.get_by_role("link", name="For sent").focus()

    page.keyboard.press("Enter")
    page.wait_for_url("**/?sorter=-forsinket")

    assert page.locator("th[aria-sort]").inner_text().startswith("For sent")
    assert page.locator(".region-targets tbody th").first.inner_text() in {"Dragør", "Sorø"}
