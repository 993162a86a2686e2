"""The month's sheet by keyboard: how it is walked through, restored and undone."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from goals.models import Figure, FigureState, MonthlyReturn, ReturnLine
from tests.browser.entry_grid import Keys, expect_saved, field, line, opened
from tests.builders import make_figure, make_sample_installation
from tests.cast import make_cast, make_places
from tests.goals.entry_page import (
    EDUCATION,
    ESBJERG,
    PENSIONS,
    UNEMPLOYED,
    Office,
    make_office,
    the_figure,
)

MOST_KEYS = 120


@pytest.fixture
def office(transactional_db: None) -> Office:
    make_sample_installation(date(2014, 6, 3))
    return make_office(make_cast(make_places()))


@pytest.fixture
def anna(office: Office, page: Page) -> Page:
    return opened(page, "anna")


def focused(page: Page) -> str:
    name: str = page.evaluate("() => document.activeElement.name ?? ''")
    return name


def test_a_month_of_two_municipalities_takes_few_keys(office: Office, page: Page) -> None:
    keys = Keys(opened(page, "vibe", ESBJERG))

    keys.tab_to("[data-due] a")
    keys.press("Enter")
    for place in ("0561", "0563"):
        keys.type("126")
        keys.press("Enter")
        keys.type("510")
        keys.tab_to(f"[data-line='{place}-uddannelsesgrad'] summary")
        keys.press("Enter")
        keys.type("1201")
        keys.press("Enter")
        keys.type("114")
        keys.press("Enter", "Enter")

    for place in ("0561", "0563"):
        expect_saved(page, f"{place}-uddannelsesgrad")
    assert Figure.objects.count() == 6
    assert the_figure("0563-uddannelsesgrad").numerator == 114
    assert keys.count <= MOST_KEYS


def test_enter_and_arrows_move_through_the_numbers(anna: Page) -> None:
    field(anna, PENSIONS).focus()
    walked = []

    for key in ("Enter", "ArrowUp", "ArrowDown", "Shift+Enter", "Shift+Enter", "ArrowRight", "ArrowLeft"):
        anna.keyboard.press(key)
        walked.append(focused(anna))

    numbers = [f"{UNEMPLOYED}-value", f"{PENSIONS}-value"] * 2
    assert walked == [*numbers, f"{PENSIONS}-value", f"{PENSIONS}-source_kind", f"{PENSIONS}-value"]


def test_arrows_stay_within_a_text_until_its_end(anna: Page) -> None:
    field(anna, PENSIONS).fill("35")
    field(anna, PENSIONS).focus()
    anna.keyboard.press("Home")
    walked = []

    for _press in range(3):
        anna.keyboard.press("ArrowRight")
        walked.append(focused(anna))

    assert walked == [f"{PENSIONS}-value", f"{PENSIONS}-value", f"{PENSIONS}-source_kind"]


def test_the_keypads_decimal_key_types_a_comma(anna: Page) -> None:
    anna.get_by_text("Åbn felterne").click()
    field(anna, EDUCATION).fill("9")
    field(anna, EDUCATION).press("End")

    anna.keyboard.press("NumpadDecimal")
    anna.keyboard.type("5")

    assert field(anna, EDUCATION).input_value() == "9,5"


def test_a_pair_of_numbers_waits_for_its_second(anna: Page) -> None:
    sent: list[str] = []
    anna.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    anna.get_by_text("Åbn felterne").click()

    field(anna, EDUCATION, "denominator").fill("201")
    anna.keyboard.press("Enter")
    between = list(sent)
    anna.keyboard.type("19")
    anna.keyboard.press("Enter")
    expect_saved(anna, EDUCATION)

    assert between == []
    assert the_figure(EDUCATION).numerator == 19


def test_escape_brings_back_what_is_saved(anna: Page) -> None:
    field(anna, PENSIONS).fill("35")
    anna.keyboard.press("Enter")
    expect_saved(anna, PENSIONS)

    field(anna, PENSIONS).fill("99")
    field(anna, PENSIONS).press("Escape")
    anna.keyboard.press("Enter")

    assert field(anna, PENSIONS).input_value() == "35"
    assert the_figure(PENSIONS).version == 1


def test_undo_takes_back_the_last_saved_cell_and_then_the_one_before(anna: Page) -> None:
    field(anna, PENSIONS).fill("35")
    anna.keyboard.press("Enter")
    expect_saved(anna, PENSIONS)
    field(anna, PENSIONS).fill("36")
    anna.keyboard.press("Enter")
    expect_saved(anna, PENSIONS, "(før 35)")

    anna.keyboard.press("Control+z")
    expect_saved(anna, PENSIONS, "(før 36)")
    anna.keyboard.press("Control+z")
    expect_saved(anna, PENSIONS, "Trukket tilbage")

    said = the_figure(PENSIONS).revisions.values_list("state", "value", "note")
    assert [(state, value) for state, value, _note in said][2:] == [("reported", 35), ("not_reported", None)]
    assert said[3][2] == "Fortrudt"
    assert field(anna, PENSIONS).input_value() == ""


@pytest.mark.parametrize(("letter", "state"), [("k", "not_measurable"), ("s", "suppressed")])
def test_a_letter_says_why_there_is_no_number(anna: Page, letter: str, state: FigureState) -> None:
    field(anna, PENSIONS).focus()

    anna.keyboard.press(letter)
    anna.keyboard.press("Enter")
    expect_saved(anna, PENSIONS)

    assert the_figure(PENSIONS).state == state
    assert field(anna, PENSIONS, "state").input_value() == state


def test_a_letter_says_that_the_source_has_nothing_yet_and_a_number_takes_its_place(anna: Page) -> None:
    field(anna, UNEMPLOYED).focus()
    anna.keyboard.press("i")
    anna.keyboard.press("Enter")
    expect(line(anna, UNEMPLOYED).locator(".entry-state")).to_contain_text("ikke offentliggjort endnu")
    assert ReturnLine.objects.get().state == "not_published"

    field(anna, UNEMPLOYED).fill("143")
    anna.keyboard.press("Enter")
    expect_saved(anna, UNEMPLOYED)

    assert the_figure(UNEMPLOYED).value == 143


def test_a_number_is_withdrawn_by_key_with_a_reason(anna: Page) -> None:
    field(anna, PENSIONS).fill("4")
    anna.keyboard.press("Enter")
    expect_saved(anna, PENSIONS)

    field(anna, PENSIONS).focus()
    anna.keyboard.press("Control+a")
    anna.keyboard.press("t")
    anna.keyboard.type("Forkert måned")
    anna.keyboard.press("Enter")
    expect_saved(anna, PENSIONS, "Trukket tilbage")

    assert the_figure(PENSIONS).revisions.get(version=2).note == "Forkert måned"


def test_an_emptied_number_asks_for_the_reason_in_the_line(anna: Page) -> None:
    field(anna, PENSIONS).fill("4")
    anna.keyboard.press("Enter")
    expect_saved(anna, PENSIONS)

    field(anna, PENSIONS).fill("")
    anna.keyboard.press("Enter")
    expect(line(anna, PENSIONS)).to_contain_text("Skriv, hvorfor tallet trækkes tilbage.")
    expect(field(anna, PENSIONS, "note")).to_be_visible()
    assert focused(anna) == f"{UNEMPLOYED}-value"
    field(anna, PENSIONS, "note").fill("Forkert måned")
    anna.keyboard.press("Enter")
    expect_saved(anna, PENSIONS, "Trukket tilbage")


def test_swapped_parts_are_put_right_by_one_press(anna: Page) -> None:
    anna.get_by_text("Åbn felterne").click()
    field(anna, EDUCATION, "denominator").fill("19")
    field(anna, EDUCATION, "numerator").fill("201")
    anna.keyboard.press("Enter")

    anna.get_by_role("button", name="Byt om").click()
    expect_saved(anna, EDUCATION)

    assert field(anna, EDUCATION, "denominator").input_value() == "201"
    assert the_figure(EDUCATION).numerator == 19


def test_an_unusual_number_is_saved_asked_about_and_explained(office: Office, anna: Page) -> None:
    for month in range(1, 13):
        make_figure(office.cast.places.soroe, office.pensions, f"2013-{month:02}", 40)
    make_figure(office.cast.places.soroe, office.pensions, "2014-03", 36)
    anna.reload()

    field(anna, PENSIONS).fill("4")
    anna.keyboard.press("Enter")
    expect(line(anna, PENSIONS).locator(".entry-ask")).to_contain_text("4 ligner tallet for april alene.")
    field(anna, PENSIONS, "explanation").fill("Ny praksis i april")
    anna.keyboard.press("Enter")
    expect(line(anna, PENSIONS).locator(".entry-ask")).to_have_count(0)

    assert the_figure(PENSIONS).value == 4
    assert MonthlyReturn.objects.get().events.get(kind="explanation").new == "Ny praksis i april"


def test_what_is_due_follows_what_is_saved(anna: Page) -> None:
    field(anna, PENSIONS).fill("35")
    anna.keyboard.press("Enter")

    expect(anna.locator("[data-due] p")).to_contain_text("1 tal skal indberettes nu")
    expect(anna.locator("[data-all-saved]")).to_contain_text("Alt er gemt kl.")


def test_the_remark_saves_itself(anna: Page) -> None:
    anna.locator("[name=remark]").fill("Ferie i april")
    anna.locator("[name=remark]").press("Tab")

    expect(anna.locator("[data-line=''] [data-told]")).to_contain_text("Gemt kl.")
    assert MonthlyReturn.objects.get().remark == "Ferie i april"


def test_a_phone_shows_the_sheet_without_scrolling_sideways(anna: Page) -> None:
    anna.set_viewport_size({"width": 320, "height": 800})
    for summary in anna.locator("main summary").all():
        summary.click()

    assert anna.evaluate("() => document.documentElement.scrollWidth") <= 320
