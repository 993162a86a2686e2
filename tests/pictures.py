"""The pictures of the documents: of the README and of the user guide, taken while doing what they show."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Locator, Page, expect

from tests.screens import ROOT, signed_in

WIDTH, MARGIN = 1200, 16
README = ROOT / "docs"
GUIDE = ROOT / "docs" / "vejledning"
MAY = "/indberetning/soroe/2014-05/"
PENSIONS, UNEMPLOYED = "0340-foertidspension", "0340-langtidsledige"
REASON = "To virksomheder lukkede i maj 2013."
QUESTION = "Hvor mange er i praktik nu?"
ANSWER = "21 af de 163."
BLOCK = """\tUnge på ydelse\tBegyndt på uddannelse\tFørtidspension\tLangtidsledige
Esbjerg\t1.204\t131\t132\t505
Fanø\t24\t3\t0\t6"""
PATIENCE = 30_000


def take_for_readme(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "anna", "/kommuner/0340/")
    page.set_viewport_size({"width": WIDTH, "height": 1062})
    page.screenshot(path=README / "kommuneside.png")
    page.context.close()


def take_for_guide(browser: Browser, address: str) -> None:
    """One after the other on the same data; those that change nothing come first."""
    GUIDE.mkdir(exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    for take in PICTURES.values():
        take(browser, address)


def _desk(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "anna", "/indberetning/")
    _cut(page, "indberetning", page.locator("h1"), page.locator(".desk-month").nth(7))


def _year(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "anna", "/indberetning/soroe/2014/")
    _cut(page, "aaret", page.locator("h1"), page.locator(".year-table"))


def _paste(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "vibe", "/indberetning/esbjerg/2014-04/indsaet/")
    page.fill("[name=tekst]", BLOCK)
    page.click(".paste-text button")
    expect(page.locator("#paste-summary")).to_be_visible()
    _cut(page, "indsaet", page.locator("h1"), page.locator(".paste-folded").last)


def _month(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "anna", MAY)
    _type(page, UNEMPLOYED, "163")
    question = _line(page, UNEMPLOYED).locator(".entry-ask")
    expect(question).to_be_visible()
    _cut(page, "maaneden", page.locator(".entry-block h2"), _line(page, UNEMPLOYED))
    question.locator("[type=text]").fill(REASON)
    question.locator("[type=text]").press("Tab")
    expect(question).to_be_hidden()


def _talk(browser: Browser, address: str) -> None:
    for person, text in (("bo", QUESTION), ("anna", ANSWER)):
        page = _opened(browser, address, person, f"{MAY}0340/langtidsledige/")
        page.get_by_label("Skriv en besked").fill(text)
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.locator(".line-talk")).to_contain_text(text)
    _cut(page, "tallet", page.locator(".line-columns"), page.locator("form").last)


def _two_at_once(browser: Browser, address: str) -> None:
    anna = _opened(browser, address, "anna", MAY)
    mads = _opened(browser, address, "mads", MAY)
    _type(mads, PENSIONS, "33")
    expect(_line(mads, PENSIONS).locator(".entry-saved")).to_contain_text("(før 34)")
    _type(anna, PENSIONS, "35")
    expect(anna.locator(".entry-conflict")).to_be_visible()
    _cut(anna, "to-samtidig", anna.locator(".entry-block h2"), _line(anna, PENSIONS))


def _without_connection(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "anna", MAY)
    page.context.set_offline(True)
    _type(page, PENSIONS, "35")
    told = page.locator("[data-trouble]")
    expect(told).to_be_visible()
    _bring_together(page, _line(page, PENSIONS), told)
    _cut(page, "uden-forbindelse", page.locator(".entry-block h2"), told, below=0)


PICTURES: dict[str, Callable[[Browser, str], None]] = {
    "indberetning": _desk,
    "aaret": _year,
    "indsaet": _paste,
    "maaneden": _month,
    "tallet": _talk,
    "to-samtidig": _two_at_once,
    "uden-forbindelse": _without_connection,
}
"""By the names of their files; each changes only what is not seen in those after it."""


def _opened(browser: Browser, address: str, person: str, path: str) -> Page:
    page = signed_in(browser, address, person)
    page.set_viewport_size({"width": WIDTH, "height": 800})
    page.goto(address + path, wait_until="networkidle")
    return page


def _line(page: Page, key: str) -> Locator:
    return page.locator(f"[data-line='{key}']")


def _type(page: Page, key: str, number: str) -> None:
    """The number typed in its field, which is then left."""
    field = page.locator(f"[name='{key}-value']")
    closed = _line(page, key).locator(".entry-closed:not([open]) > summary")
    if closed.count():
        closed.click()
    field.fill(number)
    field.press("Tab")


def _cut(page: Page, name: str, first: Locator, last: Locator, *, below: int = MARGIN) -> None:
    """The page from the top of `first` to the bottom of `last`."""
    page.mouse.move(0, 0)
    top, bottom = first.bounding_box(), last.bounding_box()
    assert top and bottom
    scrolled = page.evaluate("() => scrollY")
    start = top["y"] + scrolled - MARGIN
    height = bottom["y"] + bottom["height"] + scrolled + below - start
    clip = {"x": 0, "y": start, "width": WIDTH, "height": height}
    page.screenshot(path=GUIDE / f"{name}.png", full_page=True, clip=clip)


def _bring_together(page: Page, above: Locator, below: Locator) -> None:
    """A window just so high that what sticks to its bottom stands under `above`."""
    page.evaluate("() => scrollTo(0, 0)")
    upper, lower = above.bounding_box(), below.bounding_box()
    assert upper and lower
    height = upper["y"] + upper["height"] + MARGIN + lower["height"] + MARGIN
    page.set_viewport_size({"width": WIDTH, "height": int(height)})
