"""An access key in a browser: shown once, where the reader is, and copied."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.browser.test_every_page import AXE, RUN_AXE, SERIOUS


def test_a_new_key_has_the_focus_and_is_copied(sample_browser: Callable[[str], BrowserContext]) -> None:
    context = sample_browser("mette")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/adgangsnoegler/")
    page.get_by_label("Hvad nøglen skal bruges til").fill("Power Query")
    page.get_by_role("button", name="Lav nøglen").press("Enter")

    expect(page.get_by_role("group", name='Nøglen "Power Query" er lavet')).to_be_focused()
    page.evaluate(AXE)
    found = page.evaluate(RUN_AXE)["violations"]
    assert [one["id"] for one in found if one["impact"] in SERIOUS] == []
    page.get_by_role("button", name="Kopiér nøglen").press("Enter")
    expect(page.get_by_text("Nøglen er kopieret.")).to_be_visible()
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == page.get_by_label("Nøglen", exact=True).inner_text()
    )
