"""The months of a year in a browser: they behave as a month's sheet does, in two directions."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from goals.models import Figure, ReturnLine
from goals.months import Month
from tests.browser.entry_grid import opened
from tests.builders import make_figure, make_sample_installation
from tests.cast import make_cast, make_places
from tests.goals.entry_page import Office, make_office, the_figure

YEAR = "/indberetning/soroe/2014/"
UNEMPLOYED = "0340-langtidsledige"


@pytest.fixture
def office(transactional_db: None) -> Office:
    make_sample_installation(date(2014, 6, 3))
    return make_office(make_cast(make_places()))


@pytest.fixture
def anna(office: Office, page: Page) -> Page:
    return opened(page, "anna", YEAR)


def field(page: Page, month: str, key: str = UNEMPLOYED, name: str = "value") -> Locator:
    return page.locator(f"[name='{month}_{key}-{name}']")


def cell(page: Page, month: str, key: str = UNEMPLOYED) -> Locator:
    return page.locator(f"[data-line='{month}_{key}']")


def test_a_column_is_typed_downwards_and_saves_itself(anna: Page) -> None:
    field(anna, "2014-01").focus()
    for number in ("155", "152", "148"):
        anna.keyboard.type(number)
        anna.keyboard.press("Enter")

    expect(cell(anna, "2014-03")).to_contain_text("gemt, ikke indsendt endnu")
    assert [the_figure(UNEMPLOYED, f"2014-0{month}").value for month in (1, 2, 3)] == [155, 152, 148]
    expect(field(anna, "2014-04")).to_be_focused()


def test_arrows_go_across_and_down(anna: Page) -> None:
    field(anna, "2014-02", "0340-foertidspension").focus()

    anna.keyboard.press("ArrowRight")
    expect(field(anna, "2014-02")).to_be_focused()
    anna.keyboard.press("ArrowDown")
    expect(field(anna, "2014-03")).to_be_focused()
    anna.keyboard.press("ArrowLeft")
    expect(field(anna, "2014-03", "0340-foertidspension")).to_be_focused()


def test_a_released_month_is_passed_over(office: Office, page: Page) -> None:
    make_figure(office.cast.places.soroe, office.unemployed, "2014-02", 152)
    anna = opened(page, "anna", YEAR)

    field(anna, "2014-01").focus()
    anna.keyboard.press("Enter")

    expect(field(anna, "2014-03")).to_be_focused()
    expect(cell(anna, "2014-02")).to_contain_text("152")


def test_a_letter_says_why_there_is_no_number(anna: Page) -> None:
    field(anna, "2014-04").focus()
    anna.keyboard.press("i")
    anna.keyboard.press("Enter")

    expect(cell(anna, "2014-04")).to_contain_text("ikke offentliggjort endnu")
    line = ReturnLine.objects.select_related("monthly_return").get()
    assert (line.state, line.monthly_return.month) == ("not_published", Month(2014, 4))


def test_a_wrong_number_stays_in_its_cell_with_the_reason(anna: Page) -> None:
    field(anna, "2014-04").focus()
    anna.keyboard.type("1.23")
    anna.keyboard.press("Enter")

    expect(cell(anna, "2014-04")).to_contain_text('Der står "1.23"')
    expect(field(anna, "2014-04")).to_have_value("1.23")
    assert not Figure.objects.exists()


def test_undo_takes_back_the_last_cell(anna: Page) -> None:
    for month, number in (("2014-03", "148"), ("2014-04", "143"), ("2014-04", "163")):
        field(anna, month).fill(number)
        with anna.expect_response("**/gem/"):
            anna.keyboard.press("Enter")
    field(anna, "2014-03").focus()

    with anna.expect_response("**/gem/"):
        anna.keyboard.press("Control+z")

    expect(field(anna, "2014-04")).to_have_value("143")
    assert the_figure(UNEMPLOYED, "2014-04").value == 143
    assert the_figure(UNEMPLOYED, "2014-03").value == 148


def test_unsaved_months_outlive_a_reload(anna: Page) -> None:
    anna.route("**/gem/", lambda route: route.abort())
    field(anna, "2014-03").fill("148")
    field(anna, "2014-04").fill("143")
    anna.keyboard.press("Tab")
    expect(anna.locator("[data-trouble]")).to_contain_text("2 tal er ikke gemt endnu.")
    anna.unroute("**/gem/")
    anna.on("dialog", lambda dialog: dialog.accept())

    anna.reload()

    expect(cell(anna, "2014-04")).to_contain_text("gemt, ikke indsendt endnu")
    expect(field(anna, "2014-03")).to_have_value("148")
    assert the_figure(UNEMPLOYED, "2014-04").value == 143
