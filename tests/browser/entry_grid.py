"""A month's sheet in a browser, for the tests of its keys and of its saving by itself."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.builders import PASSWORD
from tests.goals.entry_page import APRIL


def opened(page: Page, person: str, address: str = APRIL) -> Page:
    page.goto(f"/log-ind/?next={address}")
    page.fill("[name=email]", f"{person}@eksempel.dk")
    page.fill("[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry]")).to_be_visible()
    expect(page.locator("[data-plain]")).to_be_hidden()  # the scripts have begun
    return page


def field(page: Page, key: str, name: str = "value") -> Locator:
    return page.locator(f"[name='{key}-{name}']")


def line(page: Page, key: str) -> Locator:
    return page.locator(f"[data-line='{key}']")


def expect_saved(page: Page, key: str, text: str = "Gemt kl.") -> None:
    """Waits until the page says at the line that it is saved."""
    expect(line(page, key).locator(".entry-saved")).to_contain_text(text)


class Keys:
    """A keyboard that counts what is pressed beyond the digits."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def type(self, digits: str) -> None:
        assert digits.isdigit()
        self.page.keyboard.type(digits)

    def tab_to(self, selector: str, most: int = 40) -> None:
        for _press in range(most):
            self.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached by keyboard")
