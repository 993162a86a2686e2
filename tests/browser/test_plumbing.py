from __future__ import annotations

from playwright.sync_api import Page


def test_the_health_page_answers_in_the_browser(page: Page) -> None:
    page.goto("/sundhed/")

    assert page.inner_text("body") == "ok"


def test_what_the_policy_forbids_is_noticed(page: Page, faults: list[str]) -> None:
    page.goto("/sundhed/")

    page.evaluate("fetch('http://127.0.0.1:9/elsewhere').catch(() => null)")

    assert any("Security Policy" in fault for fault in faults), faults
    faults.clear()
