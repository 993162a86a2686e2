"""`/rapporter/` with the sample: a process of its own makes the reports, the page tells how far it is."""

from __future__ import annotations

from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.screens import signed_in

MUNICIPALITIES = 11  # of Nordjylland
ENOUGH = 120_000  # milliseconds, on a busy machine


@pytest.fixture
def karl(browser: Browser, sample: str) -> Page:
    page = signed_in(browser, sample, "karl")
    page.goto(f"{sample}/rapporter/")
    return page


def test_the_page_follows_the_making_and_hands_out_the_file(karl: Page) -> None:
    karl.get_by_role("button", name="Lav rapporterne").click()
    says = karl.locator(".bundle-says")

    expect(says).to_have_text(f"✓ Alle {MUNICIPALITIES + 1} rapporter er færdige.", timeout=ENOUGH)
    expect(karl.get_by_role("status")).to_have_text("Rapporterne er færdige.")
    with karl.expect_download() as download:
        karl.get_by_role("button", name="Hent filen").click()

    assert len(ZipFile(download.value.path()).namelist()) == MUNICIPALITIES + 2
    karl.context.close()
