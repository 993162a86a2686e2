"""The map of Denmark in a real browser: called by name and figure, gone round by arrow keys, told without a
script; and the pages of a goal for those who do not see them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_entry_page import tab_to

MAP = "/landet/?maaned=2014-05&kort=2"
GOAL = "/landet/2/?maaned=2014-05"
CHOSEN = "document.activeElement.querySelector('.tile-told')?.textContent"


@pytest.fixture
def anna(sample_browser: Callable[[str], BrowserContext]) -> Page:
    return sample_browser("anna").new_page()


def told(page: Page) -> str:
    text: str = page.evaluate(CHOSEN)
    return text


def test_every_municipality_is_a_link_with_name_figure_and_verdict(anna: Page) -> None:
    anna.goto(MAP)
    denmark = anna.get_by_role("list", name="Danmarkskort: Førtidspension")

    expect(denmark.get_by_role("link")).to_have_count(98)
    expect(
        denmark.get_by_role("link", name=re.compile(r"^Sorø: \d+ personer.*, (på sporet|lidt bagud|bagud)$"))
    ).to_have_count(1)
    expect(denmark.get_by_role("link", name="Ærø: vises ikke af diskretionshensyn")).to_have_count(1)


def test_a_tile_shows_the_verdict_of_the_table(anna: Page) -> None:
    anna.goto(MAP)
    signs = anna.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.tile')].map((one) => [
          one.querySelector('.tile-told').textContent.split(':')[0],
          one.querySelector('.tile-sign').textContent]))"""
    )
    in_table = anna.evaluate(
        """() => Object.fromEntries([...[...document.querySelectorAll('.matrix')].at(-1)
          .querySelectorAll('tbody tr')].map((row) => [row.querySelector('th').textContent.trim(),
          row.querySelectorAll('td.goal')[1].querySelector('.status-sign').textContent]))"""
    )

    assert len(signs) == 98
    assert signs == in_table


def test_the_map_is_one_stop_and_the_arrow_keys_go_round(anna: Page) -> None:
    anna.goto(MAP)
    tab_to(anna, ".tile a", most=120)

    assert told(anna).startswith("Sorø: ")  # the reader's own
    anna.keyboard.press("ArrowRight")
    assert told(anna).startswith("Ringsted: ")
    anna.keyboard.press("ArrowDown")
    assert told(anna).startswith("Køge: ")
    expect(anna.locator(".tile a:focus .tile-told")).to_be_visible()
    anna.keyboard.press("Tab")
    assert anna.locator(".tile a:focus").count() == 0


def test_enter_on_a_tile_leads_to_the_municipality_with_the_same_month(anna: Page) -> None:
    anna.goto(MAP)
    anna.locator(".tile a").first.focus()
    anna.keyboard.press("Home")
    anna.keyboard.press("Enter")

    anna.wait_for_url("**/kommuner/0860/?maaned=2014-05")


def test_without_a_script_pointing_tells_and_a_link_passes_over_the_map(
    browser: Browser, sample: str, anna: Page
) -> None:
    state = anna.context.storage_state()
    context = browser.new_context(base_url=sample, java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(MAP)

    page.get_by_role("link", name=re.compile("^Bornholm: ")).hover()
    shown = page.locator(".tile a:hover .tile-told").bounding_box()
    page.get_by_role("link", name="Spring over kortet").click()
    page.keyboard.press("Tab")

    assert shown and shown["width"] > 100
    expect(page.get_by_role("link", name="Det samme som tabel")).to_be_focused()
    context.close()


def test_the_goal_s_page_is_read_in_order_without_seeing_it(anna: Page) -> None:
    anna.goto(GOAL)
    levels = anna.get_by_role("region", name="Niveau i personer").get_by_role("listitem")
    changes = anna.get_by_role("region", name="Udvikling på 12 måneder i procent").get_by_role("listitem")

    expect(levels.first).to_have_text(re.compile(r"København\s*\d+"))
    expect(changes.first).to_have_text(re.compile(r"1\s*\w+.*−\d+,\d pct\."))
    expect(
        anna.get_by_role("img", name=re.compile("^Fordelingen af udviklingen i procent. Halvdelen"))
    ).to_be_visible()


def test_the_table_behind_the_figures_opens_by_keyboard(anna: Page) -> None:
    anna.goto(GOAL)
    tab_to(anna, "[data-figure] > details > summary", most=60)
    anna.keyboard.press("Enter")

    table = anna.locator("[data-figure] > details table")
    expect(table.get_by_role("rowheader").get_by_role("link")).to_have_count(98)
    expect(table.get_by_role("row", name=re.compile("^Sorø "))).to_be_visible()


def test_the_numbers_behind_the_figures_are_copied_for_a_spreadsheet(anna: Page) -> None:
    anna.context.grant_permissions(["clipboard-read", "clipboard-write"])
    anna.goto(GOAL)

    anna.get_by_role("button", name="Kopiér tal").press("Enter")

    expect(anna.get_by_text("Tallene er kopieret.")).to_be_visible()
    lines = anna.evaluate("navigator.clipboard.readText()").split("\r\n")
    assert len(lines) == 99
    assert [line.split("\t")[0] for line in lines[:2]] == ["Kommune", "Albertslund"]


def test_the_narrow_map_fits_and_paper_has_every_name(anna: Page) -> None:
    anna.set_viewport_size({"width": 320, "height": 640})
    anna.goto(MAP)
    boxes = [tile.bounding_box() for tile in anna.locator(".tile").all()]
    anna.emulate_media(media="print")
    anna.set_viewport_size({"width": 760, "height": 1000})

    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 320 for box in boxes)
    expect(anna.locator(".tile-label").filter(visible=True)).to_have_count(98)
    assert (
        anna.locator(".tile-behind a").first.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    )
