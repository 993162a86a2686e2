"""The pages of results on a tablet, a laptop and on paper: nothing is cut off, no number loses its unit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import settled
from tests.browser.printed import pages_of

PAPER = 688
"""A4 less its margins, in pixels."""

CUT_OFF = """() => [...document.querySelectorAll(".goal-blocks")].map((one) => one.parentElement)
  .filter((frame) => frame.scrollWidth > frame.clientWidth).length"""

PARTED = r"""() => {
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest(".sr-only, .tiles, script")) continue;
    for (const one of text.data.matchAll(/[0-9,]+\*?\s(pct\.|procentpoint)|(højst|mindst)\s[0-9,.]+/g)) {
      const range = document.createRange();
      range.setStart(text, one.index);
      range.setEnd(text, one.index + one[0].length);
      const tops = [...range.getClientRects()].filter((box) => box.width).map((box) => Math.round(box.top));
      if (new Set(tops).size > 1) found.push(one[0]);
    }
  }
  return found;
}"""


def opened(sample_browser: Callable[[str], BrowserContext], person: str, address: str) -> Page:
    page = sample_browser(person).new_page()
    page.goto(address)
    return page


def narrow(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.reload()
    settled(page)


@pytest.mark.parametrize("width", [1024, 768, 600, 320])
@pytest.mark.parametrize(
    ("person", "address"),
    [("vibe", "/"), ("bo", "/"), ("lis", "/kommuner/0340/"), ("mette", "/regioner/MJ/")],
)
def test_a_status_table_is_whole_and_its_numbers_keep_their_units(
    sample_browser: Callable[[str], BrowserContext], person: str, address: str, width: int
) -> None:
    page = opened(sample_browser, person, address)

    narrow(page, width)

    assert page.evaluate(CUT_OFF) == 0
    assert page.evaluate(PARTED) == []


@pytest.mark.parametrize(
    ("person", "address"),
    [("lis", "/kommuner/0340/"), ("vibe", "/jobcentre/esbjerg/"), ("bo", "/regioner/HS/")],
)
def test_on_paper_every_page_has_its_number_and_no_table_is_wider_than_the_sheet(
    sample_browser: Callable[[str], BrowserContext], person: str, address: str
) -> None:
    page = opened(sample_browser, person, address)
    settled(page)

    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    widest = page.evaluate("document.documentElement.scrollWidth")
    sheets = pages_of(page.pdf(prefer_css_page_size=True))

    assert widest <= PAPER
    for number, sheet in enumerate(sheets, 1):
        assert f"side {number} af {len(sheets)}" in sheet


def test_the_last_sheet_holds_more_than_its_foot(sample_browser: Callable[[str], BrowserContext]) -> None:
    page = opened(sample_browser, "mette", "/regioner/MJ/")
    settled(page)

    last = pages_of(page.pdf(prefer_css_page_size=True))[-1]

    assert "Ministermål 4" in last
    assert "udskrevet 10. juni 2014" in last


AXES = """() => [...document.querySelectorAll(".dots")].map((dots) => new Set(
  [...dots.querySelectorAll(".dot-plot")].map((plot) => {
    const box = plot.getBoundingClientRect();
    return `${box.left.toFixed(1)} ${box.width.toFixed(1)}`;
  })).size)"""


@pytest.mark.parametrize("width", [1280, 320])
def test_dots_stand_on_one_axis_however_long_their_values_are(
    sample_browser: Callable[[str], BrowserContext], width: int
) -> None:
    page = opened(sample_browser, "mette", "/landet/4/")

    narrow(page, width)

    assert page.evaluate(AXES) == [1, 1]
