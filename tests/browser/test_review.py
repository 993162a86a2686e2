"""The review in a real browser: by keyboard, without JavaScript; what the manager sees before submitting."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from goals.models import SubmittedLine
from tests.browser.test_entry_page import field, office, opened, saved, tab_to
from tests.builders import PASSWORD
from tests.goals.entry_page import PENSIONS, UNEMPLOYED, Office, the_figure
from tests.goals.test_review_page import SOROE, submit

__all__ = ["office"]


def sign_in(page: Page, address: str = "") -> None:
    page.goto(f"{address}/log-ind/?next={SOROE}")
    page.fill("[name=email]", "bo@eksempel.dk")
    page.fill("[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".review-form")).to_be_visible()
    page.wait_for_load_state("domcontentloaded")


def test_a_figure_is_sent_back_and_another_released_with_the_keyboard_alone(
    office: Office, page: Page
) -> None:
    submit(office, unemployed=143, pensions=31)
    sign_in(page)

    tab_to(page, f"[name='{UNEMPLOYED}-reason']")
    page.keyboard.type("Er tallet for hele måneden?")
    tab_to(page, "[name=send_back]")
    page.keyboard.press("Enter")
    expect(page.locator(".alert-success")).to_contain_text("1 tal er sendt tilbage")
    tab_to(page, f"[name=release][value='{PENSIONS}']")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Gennemgang")
    assert the_figure(PENSIONS).is_locked
    assert SubmittedLine.objects.get(figure=the_figure(UNEMPLOYED)).outcome == "sent_back"


def test_a_return_is_looked_through_without_javascript(
    office: Office, browser: Browser, live_server: LiveServer
) -> None:
    submit(office, unemployed=143, pensions=31)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url)

    page.click("[name=release_untroubled]")

    expect(page.locator(".alert-success")).to_contain_text("2 tal er frigivet")
    assert the_figure(UNEMPLOYED).is_locked
    context.close()


def test_what_is_missing_before_submitting_follows_every_save(office: Office, page: Page) -> None:
    opened(page, "mads")
    missing = page.locator(f"[data-of='{PENSIONS}'][data-kind=missing]")
    expect(missing).to_be_visible()

    page.fill(field(PENSIONS), "35")
    page.keyboard.press("Tab")
    saved(page, PENSIONS)

    expect(missing).to_be_hidden()
