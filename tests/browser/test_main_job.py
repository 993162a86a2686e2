"""The main job, from sign-in to the ministry's file: a month goes in, and is seen by those who may see it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.screens import served, signed_in

MAY = "/indberetning/soroe/2014-05/"
SOROE = "/kommuner/0340/"
FIELD = "[name='0340-langtidsledige-value']"
ENTERED = "136"  # stands nowhere else on the page
BEFORE, BEFORE_APPROVED = "143", "148"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server with the sample, in which nobody else changes anything."""
    with served() as address:
        yield address


def test_a_month_goes_in_and_the_ministrys_file_comes_out(browser: Browser, address: str) -> None:
    with _page_of("ole", browser, address) as page:
        assert long_term_unemployed(page) == BEFORE_APPROVED
    with _page_of("anna", browser, address) as page:
        assert long_term_unemployed(page) == f"{BEFORE}*"
        _enter_the_long_term_unemployed_of_may(page)
        assert long_term_unemployed(page) == f"{ENTERED}*"
        expect(page.get_by_text("* foreløbigt tal: ikke frigivet endnu.")).to_be_visible()

    with _page_of("ole", browser, address) as page:
        answer = page.goto(_origin(page) + MAY)
        assert answer is not None
        assert answer.status == 404
        assert long_term_unemployed(page) == BEFORE_APPROVED
        assert ENTERED not in page.content()

    with _page_of("mette", browser, address) as page:
        assert _exported(page, "forelobig") == ("2014-05", ENTERED, "true")
        assert _exported(page, "frigivet") == ("2014-03", BEFORE_APPROVED, "false")


@contextmanager
def _page_of(person: str, browser: Browser, address: str) -> Iterator[Page]:
    """Signs in at the form, as the person does."""
    page = signed_in(browser, address, person)
    page.goto(f"{address}/")
    yield page
    page.context.close()


def _enter_the_long_term_unemployed_of_may(page: Page) -> None:
    page.get_by_role("link", name="Indberetning", exact=True).click()
    page.get_by_role("link", name="Maj", exact=True).click()
    expect(page).to_have_url(f"{_origin(page)}{MAY}")
    expect(page.locator("[data-plain]")).to_be_hidden()  # the scripts have begun
    page.locator(".entry-line", has=page.locator(FIELD)).get_by_text("Åbn felterne").click()
    page.locator(FIELD).press_sequentially(ENTERED)
    page.keyboard.press("Tab")
    saved = page.locator(".entry-line", has=page.locator(FIELD)).locator(".entry-saved")
    expect(saved).to_contain_text("Gemt kl.")


def long_term_unemployed(page: Page) -> str:
    """The newest figure of goal 3 in the status table of Sorø's page."""
    page.goto(_origin(page) + SOROE)
    row = page.locator(".status-table tbody tr", has_text="Langtidsledige")
    return row.locator("td").first.inner_text().split()[0]


def _exported(page: Page, basis: str) -> tuple[str, str, str]:
    """Sorø's row of goal 3 in the file that the page of exports gives: month, figure, whether preliminary."""
    page.goto(f"{_origin(page)}/udtraek/")
    page.get_by_label("Grundlag").select_option(basis)
    page.get_by_label("CSV til programmer").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Hent fil").click()
    content = download.value.path().read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(content))
    row = next(row for row in rows if (row["area"], row["indicator"]) == ("0340", "langtidsledige"))
    return row["latest_month"], row["latest"], row["preliminary"]


def _origin(page: Page) -> str:
    return "/".join(page.url.split("/")[:3])
