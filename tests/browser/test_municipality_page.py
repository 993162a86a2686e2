"""Sorø's page in a real browser: figures that are drawn, and all that they say without them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_entry_page import AXE, RUN_AXE, tab_to
from tests.builders import PASSWORD
from tests.cast import make_cast, make_places
from tests.reporting.municipality_world import make_world

SOROE = "/kommuner/0340/"
TABLES = "details[data-chart-table]"


@pytest.fixture
def world(transactional_db: None) -> None:
    make_world(make_cast(make_places()).places)


def opened(page: Page, person: str = "anna", address: str = SOROE) -> Page:
    page.goto(f"/log-ind/?next={address}")
    page.fill("[name=email]", f"{person}@eksempel.dk")
    page.fill("[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Status på ministermålene 2014")
    page.wait_for_load_state("domcontentloaded")  # the scripts have run
    return page


def test_every_goal_with_figures_or_a_target_is_drawn_and_its_table_folded(world: None, page: Page) -> None:
    opened(page)

    expect(page.locator("[data-drawn] .main-svg").first).to_be_visible()
    expect(page.locator("[data-chart][data-drawn]")).to_have_count(4)
    expect(page.locator(f"{TABLES}[open]")).to_have_count(0)
    expect(page.locator("#goal-2 ~ .goal-body .annotation-text", has_text="34*")).to_be_visible()
    expect(page.locator("#goal-4 ~ .goal-body .annotation-text", has_text="37,0 pct.")).to_be_visible()


def test_a_figure_has_a_label_and_holds_no_keyboard_back(world: None, page: Page) -> None:
    opened(page)
    figure = page.get_by_role("img", name="Førtidspension, Sorø Kommune. Faldet fra 72 til 34 personer")

    expect(figure).to_be_visible()
    tab_to(page, f"section:last-of-type {TABLES} > summary", most=150)
    page.keyboard.press("Enter")

    expect(page.locator(f"{TABLES}[open]")).to_have_count(1)
    assert page.locator("[data-chart] [tabindex], [data-chart] a").count() == 0


def test_the_page_and_its_figures_have_no_barriers(world: None, page: Page) -> None:
    opened(page)
    expect(page.locator("[data-chart][data-drawn]")).to_have_count(4)
    page.evaluate(AXE)

    found = page.evaluate(RUN_AXE)["violations"]

    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []


def test_without_javascript_the_tables_stand_open(
    world: None, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)

    page = opened(context.new_page())

    expect(page.locator(f"{TABLES}[open]")).to_have_count(4)
    expect(page.locator(TABLES).nth(1)).to_contain_text("jun. 2013–maj 2014")
    expect(page.get_by_role("button", name="Udskriv")).to_have_count(0)
    context.close()


def test_basis_and_month_are_chosen_by_keyboard(world: None, page: Page) -> None:
    opened(page)
    table = page.get_by_role("table", name="Status på målene")

    tab_to(page, "a[href='?grundlag=frigivet']")
    page.keyboard.press("Enter")
    expect(table).to_contain_text("maj 2013–apr. 2014")
    tab_to(page, "#chosen-month")
    page.keyboard.press("ArrowDown")
    tab_to(page, ".chooser [type=submit]")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"\?maaned=2014-04&grundlag=frigivet$"))
    expect(page.locator("main")).to_contain_text("Data til og med april 2014")


def test_nothing_sticks_out_on_a_narrow_screen_or_on_paper(world: None, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    opened(page)
    expect(page.locator("[data-chart][data-drawn]")).to_have_count(4)
    narrow = page.evaluate("document.documentElement.scrollWidth")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 760, "height": 1000})

    assert narrow <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 760
    expect(page.locator(".chooser").first).to_be_hidden()
