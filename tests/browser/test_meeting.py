"""A secretary's meeting in a browser: the paper made, shown by keyboard alone, decided on and printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import settled
from tests.browser.printed import pages_of

HELD = "/moede/0340/2014-05-20/"
DECISION = "Drøftes igen i august."
IS_FOCUSED = "one => one === document.activeElement"
TOP = "one => Math.round(one.getBoundingClientRect().top)"


@pytest.fixture
def page(sample_browser: Callable[[str], BrowserContext]) -> Page:
    return sample_browser("lis").new_page()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it is reached."""
    expect(wanted).to_be_visible()
    for _press in range(250):
        page.keyboard.press("Tab")
        if wanted.evaluate(IS_FOCUSED):
            return
    raise AssertionError("the Tab key does not lead there")


def printed(page: Page) -> list[str]:
    return pages_of(page.pdf(prefer_css_page_size=True))


def test_a_secretary_makes_a_meeting_shows_it_decides_and_prints_the_minutes(page: Page) -> None:
    page.goto("/kommuner/0340/")
    tab_to(page, page.get_by_role("link", name="Lav mødesag til LBR"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Mødets dato"))
    page.keyboard.type("10-06-2014")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("LBR Sorø, møde 10. juni 2014")

    tab_to(page, page.get_by_role("link", name="Vis på skærm"))
    page.keyboard.press("Enter")
    expect(page.locator("#dagsorden")).to_be_in_viewport()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    second = page.locator(".slide").nth(2)
    expect(second.locator("h2")).to_be_in_viewport()
    number = (second.get_attribute("id") or "").removeprefix("maal-")

    tab_to(page, second.get_by_role("link", name="Skriv en note eller beslutning"))
    page.keyboard.press("Enter")
    said = page.locator(f"#noter-{number}")
    tab_to(page, said.locator("summary"))
    page.keyboard.press("Enter")
    tab_to(page, said.get_by_label("Tekst"))
    page.keyboard.type(DECISION)
    tab_to(page, said.get_by_role("button", name="Gem"))
    page.keyboard.press("Enter")
    expect(said.locator(".meeting-decision")).to_contain_text(DECISION)
    expect(said.locator(".meeting-decision")).to_contain_text("Lis Damgaard (LBR), 10. jun. 2014")

    page.get_by_role("link", name="Referat", exact=True).click()
    expect(page.locator("h1")).to_have_text("Referat: LBR Sorø, møde 10. juni 2014")
    assert DECISION in " ".join(printed(page))


def test_the_arrow_keys_lead_from_goal_to_goal_and_stop_at_the_ends(page: Page) -> None:
    page.goto(f"{HELD}skaerm/")
    settled(page)
    slides = [slide.get_attribute("id") for slide in page.locator(".slide").all()]

    seen = ["dagsorden"]
    for _press in range(len(slides)):
        page.keyboard.press("ArrowRight")
        seen.append(page.evaluate("location.hash.slice(1)"))
    page.keyboard.press("ArrowLeft")

    assert seen == [*slides, slides[-1]]
    assert page.evaluate("location.hash.slice(1)") == slides[-2]
    assert page.evaluate("document.activeElement.id") == slides[-2]
    assert abs(page.locator(f"#{slides[-2]}").evaluate(TOP)) <= 1


def test_without_scripts_the_same_steps_are_links(
    sample_browser: Callable[[str], BrowserContext], sample: str
) -> None:
    cookies = sample_browser("lis").storage_state()
    browser = sample_browser("lis").browser
    assert browser
    page = browser.new_context(base_url=sample, java_script_enabled=False, storage_state=cookies).new_page()
    page.goto(f"{HELD}skaerm/")

    page.get_by_role("link", name="Første mål").click()
    first = page.url.partition("#")[2]
    page.locator(f"#{first}").get_by_role("link", name="Næste mål").click()

    second = page.url.partition("#")[2]
    assert first != second
    assert page.locator(f"#{second} h2").bounding_box()
    page.context.close()


def test_a_goal_fills_the_screen_and_grows_with_it(page: Page) -> None:
    sizes = []
    for width, height in ((1280, 720), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto("about:blank")
        page.goto(f"{HELD}skaerm/")
        settled(page)
        slide = page.locator(".slide").nth(1)
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(re.compile("#maal-"))
        box = slide.bounding_box()
        assert box
        assert box["height"] >= height
        for part in (slide.locator("h2"), slide.locator(".slide-status"), slide.locator(".chart")):
            expect(part).to_be_in_viewport(ratio=1)
        sizes.append(
            slide.locator(".conclusion").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        )

    assert [smaller < larger for smaller, larger in pairwise([20, *sizes])] == [True, True]


def test_on_paper_each_goal_begins_a_page_and_every_page_is_numbered(page: Page) -> None:
    page.goto(HELD)
    settled(page)

    pages = printed(page)

    headings = page.locator(".meeting-goal h2").all_inner_texts()
    assert len(headings) >= 4
    assert [f"side {number} af {len(pages)}" in text for number, text in enumerate(pages, 1)] == [True] * len(
        pages
    )
    begun = [next(place for place, text in enumerate(pages) if heading in text) for heading in headings]
    assert begun == sorted(set(begun))
    for place in begun:
        assert (
            "LBR Sorø, møde 20. maj 2014 · Sorø Kommune · Tallene, som de så ud 13. maj 2014 kl. 9.12"
            in pages[place]
        )
        assert "Kilde:" in " ".join(pages[place:])


def test_what_is_clicked_is_not_on_paper(page: Page) -> None:
    page.goto(HELD)
    settled(page)

    text = " ".join(printed(page))

    for words in ("Vis på skærm", "Skriv en note", "Næste mål", "Hent SVG", "Tallene bag figuren"):
        assert words not in text


def test_the_printed_file_is_named_for_agenda_systems(page: Page) -> None:
    page.goto(HELD)
    title = page.title()

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    printed_as = page.title()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")

    assert printed_as == "2014-04 Ministermål Sorø - bilag"
    assert page.title() == title
