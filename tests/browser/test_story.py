"""A number's way with four people: entered, submitted, sent back, put right, released, corrected.

At each step everybody's start page says what is theirs to do, and a reader elsewhere sees what is released.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_main_job import long_term_unemployed
from tests.screens import served, signed_in

MAY = "/indberetning/soroe/2014-05/"
LINE = f"{MAY}0340/langtidsledige/"
REVIEW = "/gennemgang/soroe/2014-05/"
FIELD = "[name='0340-langtidsledige-value']"
REASON = "Er tallet for hele maj?"
RELEASED_BEFORE = "148"


class Person:
    """A browser in which somebody has signed in."""

    def __init__(self, browser: Browser, address: str, name: str) -> None:
        self.address = address
        self.page: Page = signed_in(browser, address, name)

    def opens(self, path: str) -> Page:
        self.page.goto(f"{self.address}{path}")
        return self.page

    def presses(self, button: str) -> None:
        self.page.locator(f"button[name={button}]").click()

    def start_says(self, *texts: str) -> None:
        main = self.opens("/").locator("main")
        for text in texts:
            expect(main).to_contain_text(text)

    def sees_on_the_dashboard(self, number: str) -> None:
        self.opens("/")
        assert long_term_unemployed(self.page) == number


@pytest.fixture
def people(browser: Browser) -> Iterator[list[Person]]:
    with served() as address:
        found = [Person(browser, address, name) for name in ("anna", "mads", "bo", "ole")]
        yield found
        for person in found:
            person.page.context.close()


def test_a_number_from_its_entry_to_its_correction(people: list[Person]) -> None:
    anna, mads, bo, ole = people
    _enter(anna, "236")
    anna.sees_on_the_dashboard("236*")
    ole.sees_on_the_dashboard(RELEASED_BEFORE)
    mads.start_says("1 er sendt tilbage", "1 tal er gemt og mangler kun, at du godkender og indsender")

    _submit(mads)
    bo.start_says("5 indberetninger venter på gennemgang")
    _send_back(bo)
    anna.start_says("2 er sendt tilbage")
    bo.start_says("4 indberetninger venter på gennemgang")

    expect(anna.opens(MAY).locator("main")).to_contain_text(f"“{REASON}”")
    _enter(anna, "136")
    _submit(mads)
    mads.start_says("1 er sendt tilbage")
    anna.sees_on_the_dashboard("136*")
    _release(bo)
    for person in people:
        person.sees_on_the_dashboard("136")

    _ask_for_correction(mads, "131")
    bo.start_says("rettelse")
    ole.sees_on_the_dashboard("136")
    _accept(bo)
    for person in people:
        person.sees_on_the_dashboard("131")
    for person in (anna, mads):
        person.start_says("Rettelsen af Langtidsledige, maj 2014, er godkendt")
    expect(ole.opens("/kommuner/0340/").locator("main")).to_contain_text("var 136")


def _enter(anna: Person, number: str) -> None:
    line = _line(anna)
    if not anna.page.locator(FIELD).is_visible():
        line.get_by_text("Åbn felterne").click()
    anna.page.locator(FIELD).fill("")
    anna.page.locator(FIELD).press_sequentially(number)
    anna.page.keyboard.press("Tab")
    expect(line.locator(".entry-saved")).to_contain_text("Gemt kl.")


def _line(anna: Person) -> Locator:
    page = anna.opens(MAY)
    return page.locator(".entry-line", has=page.locator(FIELD))


def _submit(mads: Person) -> None:
    mads.opens(MAY)
    mads.presses("submit")
    expect(mads.page.locator(".alert-success")).to_contain_text("Indsendt")


def _send_back(bo: Person) -> None:
    bo.opens(REVIEW).locator("[name='0340-langtidsledige-reason']").fill(REASON)
    bo.presses("send_back")
    expect(bo.page.locator(".alert-success")).to_contain_text("1 tal er sendt tilbage")


def _release(bo: Person) -> None:
    bo.opens(REVIEW).locator("[name=release][value='0340-langtidsledige']").click()
    expect(bo.page.locator(".alert-success")).to_contain_text("1 tal er frigivet")


def _ask_for_correction(mads: Person, number: str) -> None:
    page = mads.opens(LINE)
    page.get_by_text("Bed om rettelse", exact=True).click()
    page.locator("[name=correction-value]").fill(number)
    page.locator("[name=correction-reason]").fill("Fem personer var talt to gange")
    page.locator("[name=ask]").click()
    expect(page.locator("main")).to_contain_text(f"En rettelse fra 136 til {number}")


def _accept(bo: Person) -> None:
    asked = bo.opens("/gennemgang/").locator(".correction", has_text="Langtidsledige, maj 2014")
    asked.locator("[name=accept]").click()
    expect(bo.page.locator(".alert-success")).to_be_visible()
