"""A sheet fetched, filled in, sent back and confirmed in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect

from goals.models import Figure, Origin
from tests.builders import PASSWORD, make_figure, make_sample_installation
from tests.cast import make_cast, make_places
from tests.goals.entry_page import Office, make_office
from tests.goals.workbooks import HEADING, number, workbook
from tests.screens import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
ADDRESS = "/indberetning/esbjerg/2014-04/indsaet/"


@pytest.fixture
def office(transactional_db: None) -> Office:
    make_sample_installation(date(2014, 6, 3))
    return make_office(make_cast(make_places()))


@pytest.fixture
def vibe(office: Office, context: BrowserContext) -> Iterator[Page]:
    """Vibe's browser, in which she may send a file for April 2014."""
    page = context.new_page()
    page.goto(f"/log-ind/?next={ADDRESS}")
    page.fill("[name=email]", "vibe@eksempel.dk")
    page.fill("[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Fil med tallene")).to_be_visible()
    yield page


def sent(page: Page, file: Path) -> None:
    page.get_by_label("Fil med tallene").set_input_files(file)
    page.get_by_role("button", name="Læs filen").click()


def test_the_template_comes_back_filled_in(office: Office, vibe: Page, tmp_path: Path) -> None:
    make_figure(office.cast.places.fanoe, office.unemployed, "2014-03", 7)
    with vibe.expect_download() as download:
        vibe.get_by_role("link", name="Excel (.xlsx)").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    book = load_workbook(path)
    for place, cell in enumerate(book.active["F"][1:], start=10):
        cell.value = place
    book.save(path)

    sent(vibe, path)
    expect(vibe.get_by_role("button", name="Gem 4 tal")).to_be_focused()
    vibe.keyboard.press("Enter")

    expect(vibe.get_by_text("Læst fra filen og gemt")).to_be_visible()
    entered = Figure.objects.filter(month=date(2014, 4, 1), revisions__origin=Origin.FILE)
    assert sorted(entered.values_list("value", flat=True)) == [10, 11, 12, 13]


def test_a_refused_file_says_why_where_it_can_be_sent_again(vibe: Page, tmp_path: Path) -> None:
    path = tmp_path / "tal.xlsx"
    path.write_bytes(workbook(f'{HEADING}<row r="2">{number("B2", 0.125, 1)}</row>', formats=["0 %"]))

    sent(vibe, path)

    alert = vibe.get_by_role("alert")
    expect(alert).to_contain_text("Fanen “Ark1”, celle B2: Cellen er formateret som procent")
    expect(vibe.get_by_label("Fil med tallene")).to_have_attribute("aria-invalid", "true")
    vibe.evaluate(AXE)
    assert vibe.evaluate("() => axe.run('main', {resultTypes: ['violations']})")["violations"] == []
