"""Figures in a real browser: nothing jumps, names keep apart, and what can be taken from a figure."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_entry_page import tab_to
from tests.browser.test_municipality_page import SOROE, opened
from tests.cast import make_cast, make_places
from tests.reporting.municipality_world import make_world

MOST_SHIFT = 0.05
SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 500);
})"""
BOXES = """() => [...document.querySelectorAll("[data-chart]")].map((place) =>
  [...place.querySelectorAll(".annotation-text-g")].map((text) => {
    const box = text.getBoundingClientRect();
    return [text.textContent, box.left, box.top, box.right, box.bottom];
  }))"""
OVER = """() => [...document.querySelectorAll("[data-chart]")].flatMap((place) => {
  const frame = place.getBoundingClientRect();
  return [...place.querySelectorAll(".annotation-text-g")]
    .filter((text) => text.getBoundingClientRect().right > frame.right + 1 ||
                      text.getBoundingClientRect().left < frame.left - 1)
    .map((text) => text.textContent);
})"""

Box = tuple[str, float, float, float, float]


@pytest.fixture
def world(transactional_db: None) -> None:
    make_world(make_cast(make_places()).places)


def drawn(page: Page) -> None:
    expect(page.locator("[data-chart][data-drawn] .main-svg").first).to_be_visible()
    page.evaluate("document.fonts.ready")


def overlapping(boxes: list[Box]) -> list[tuple[str, str]]:
    return [
        (one[0], other[0])
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("address", [SOROE, "/regioner/HS/"])
def test_nothing_jumps_while_a_page_is_shown(world: None, page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    opened(page)
    page.goto(address)

    drawn(page)

    assert page.evaluate(SHIFT) < MOST_SHIFT


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("month", ["2014-05", "2013-12", "2014-02"])
def test_names_and_values_keep_apart(world: None, page: Page, month: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    opened(page)
    page.goto(f"{SOROE}?aar={month[:4]}&maaned={month}")

    drawn(page)

    assert [pair for boxes in page.evaluate(BOXES) for pair in overlapping(boxes)] == []
    assert page.evaluate(OVER) == []


def test_a_figure_is_taken_as_a_drawing(world: None, page: Page, tmp_path: Path) -> None:
    menu = opened(page).get_by_role("group", name="Figuren: Førtidspension, Sorø Kommune")

    with page.expect_download() as taken:
        menu.get_by_role("button", name="Hent SVG").press("Enter")

    assert taken.value.suggested_filename == "Førtidspension, Sorø Kommune.svg"
    taken.value.save_as(tmp_path / "figure.svg")
    svg = (tmp_path / "figure.svg").read_text(encoding="utf-8")
    assert "Faldet fra 72 til 34 personer på et år, 18 under pejlemærket for maj." in svg
    assert "måltal dec. 2014: højst 38" in svg


def test_a_figure_is_taken_as_a_picture_for_a_slide(world: None, page: Page, tmp_path: Path) -> None:
    menu = opened(page).get_by_role("group", name="Figuren: Førtidspension, Sorø Kommune")

    with page.expect_download() as taken:
        menu.get_by_role("button", name="Hent PNG").press("Enter")

    taken.value.save_as(tmp_path / "figure.png")
    content = (tmp_path / "figure.png").read_bytes()
    assert struct.unpack(">4x4s2I", content[8:24]) == (b"IHDR", 1920, 1080)


def test_a_figures_numbers_are_copied_for_a_spreadsheet(world: None, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    menu = opened(page).get_by_role("group", name="Figuren: Førtidspension, Sorø Kommune")

    menu.get_by_role("button", name="Kopiér tal").press("Enter")

    expect(menu.get_by_role("status")).to_have_text("Tallene er kopieret.")
    lines = page.evaluate("navigator.clipboard.readText()").split("\r\n")
    assert lines[:3] == [
        "Periode\tTal\tPejlemærke",
        "jun. 2013–maj 2014\t34\t52",
        "maj 2013–apr. 2014\t35\t54",
    ]


def test_the_menu_is_reached_by_keyboard(world: None, page: Page) -> None:
    opened(page)

    tab_to(page, "#goal-2 ~ .goal-body [data-take=svg]", most=100)
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.dataset.take") == "png"


def test_without_javascript_there_is_no_menu_and_no_empty_room(
    world: None, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)

    page = opened(context.new_page())

    expect(page.get_by_role("button", name="Hent SVG")).to_have_count(0)
    expect(page.locator("[data-chart]").first).to_be_hidden()
    expect(page.locator("details[data-chart-table] table").first).to_be_visible()
    context.close()


def test_without_plotly_the_tables_stay_open(world: None, page: Page, faults: list[str]) -> None:
    page.route("**/plotly-*.min.js", lambda route: route.abort())
    opened(page)

    expect(page.locator("details[data-chart-table][open]")).to_have_count(4)
    expect(page.locator("[data-chart]").first).to_be_hidden()
    expect(page.get_by_role("button", name="Hent SVG")).to_have_count(0)
