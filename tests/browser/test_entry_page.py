"""The month's form in a real browser: by keyboard alone, without JavaScript, and what the script adds."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from goals.models import FigureRevision
from tests.builders import PASSWORD, make_figure, make_sample_installation
from tests.cast import make_cast, make_places
from tests.goals.entry_page import APRIL, EDUCATION, PENSIONS, UNEMPLOYED, Office, make_office, the_figure
from tests.screens import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RUN_AXE = "() => axe.run('main', {resultTypes: ['violations']})"


@pytest.fixture
def office(transactional_db: None) -> Office:
    make_sample_installation(date(2014, 6, 3))
    return make_office(make_cast(make_places()))


@pytest.fixture
def anna(office: Office, page: Page) -> Page:
    """Anna's browser with April before her."""
    opened(page, "anna")
    expect(page.locator("[data-plain]")).to_be_hidden()  # the scripts have begun
    return page


def opened(page: Page, person: str, *, with_scripts: bool = True) -> Page:
    page.goto(f"/log-ind/?next={APRIL}")
    page.fill("[name=email]", f"{person}@eksempel.dk")
    page.fill("[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry]")).to_be_visible()
    if with_scripts:
        expect(page.locator("[data-plain]")).to_be_hidden()
    return page


def field(key: str, name: str = "value") -> str:
    return f"[name='{key}-{name}']"


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def saved(page: Page, key: str, text: str = "Gemt kl.") -> None:
    """Waits until the page says at the line that it is saved."""
    expect(page.locator(f"[id='{key}'] .entry-saved")).to_contain_text(text)


def test_a_month_is_entered_with_the_keyboard_alone(anna: Page) -> None:
    tab_to(anna, field(PENSIONS))
    anna.keyboard.type("35")
    tab_to(anna, field(UNEMPLOYED))
    anna.keyboard.type("163")
    tab_to(anna, "summary")
    anna.keyboard.press("Enter")
    tab_to(anna, "textarea")
    anna.keyboard.type("Nyt hold")
    tab_to(anna, "a, .entry-number")

    expect(anna.locator(f"[id='{UNEMPLOYED}'] .entry-more summary")).to_have_text(
        "Bemærkning (1), kilde i ord"
    )
    saved(anna, PENSIONS)
    assert (the_figure(PENSIONS).value, the_figure(UNEMPLOYED).value) == (35, 163)
    assert the_figure(UNEMPLOYED).revisions.get().change.by.name == "Anna Friis"


def test_what_was_typed_before_the_scripts_had_come_is_saved_when_they_come(
    office: Office, page: Page
) -> None:
    held: list[Route] = []
    page.route("**/entry-save.js", lambda route: held.append(route))
    opened(page, "anna", with_scripts=False)

    page.fill(field(PENSIONS), "35")
    page.keyboard.press("Tab")
    for route in held:
        route.continue_()

    saved(page, PENSIONS)
    assert the_figure(PENSIONS).value == 35


def test_the_percentage_stands_there_while_one_types(anna: Page) -> None:
    anna.get_by_text("Åbn felterne").click()
    result = anna.locator("[data-result]")

    anna.fill(field(EDUCATION, "denominator"), "1.201")
    expect(result).to_have_text("= — pct.")
    anna.fill(field(EDUCATION, "numerator"), "114")
    expect(result).to_have_text("= 9,5 pct.")
    anna.fill(field(EDUCATION, "denominator"), "9")
    expect(result).to_have_text("= — pct.")
    anna.fill(field(EDUCATION, "numerator"), "1")
    expect(result).to_have_text("= ingen procent, for få")


def test_leaving_what_is_not_saved_asks_first(anna: Page) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    anna.on("dialog", answer)
    anna.locator(field(PENSIONS)).press_sequentially("1.23")
    anna.get_by_role("link", name="Indberetning").first.click()
    anna.wait_for_url("**/indberetning/")

    assert asked == ["beforeunload"]


def test_leaving_what_is_saved_does_not_ask(anna: Page) -> None:
    asked: list[str] = []
    anna.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    anna.locator(field(PENSIONS)).press_sequentially("35")
    anna.keyboard.press("Enter")
    saved(anna, PENSIONS)
    anna.get_by_role("link", name="Indberetning").first.click()
    anna.wait_for_url("**/indberetning/")

    assert asked == []


def test_a_fault_stands_at_its_field_and_is_announced(anna: Page) -> None:
    anna.locator(field(UNEMPLOYED)).press_sequentially("1.23")
    anna.keyboard.press("Enter")

    told = 'Der står "1.23". Skriv antallet uden punktum, fx 123.'
    expect(anna.locator(f"[id='{UNEMPLOYED}'] .form-error-message")).to_contain_text(told)
    expect(anna.locator("[data-announced]")).to_have_text(f"Langtidsledige, april 2014: {told}")
    expect(anna.locator(f"[id='{UNEMPLOYED}'] .entry-told")).to_have_text("Ikke gemt")
    assert anna.get_attribute(field(UNEMPLOYED), "aria-invalid") == "true"
    assert _violations(anna) == []


def test_two_people_at_once_choose(anna: Page, office: Office) -> None:
    anna.fill(field(UNEMPLOYED), "134")
    make_figure(
        office.cast.places.soroe, office.unemployed, "2014-04", 143, approved=False, by=office.cast.mads
    )
    anna.press(field(UNEMPLOYED), "Enter")
    expect(anna.locator(".entry-conflict")).to_contain_text("Mads Holm skrev 143")
    assert _violations(anna) == []
    anna.get_by_role("button", name="Gem 134").click()
    saved(anna, UNEMPLOYED, "(før 143)")

    assert [int(one.value) for one in the_figure(UNEMPLOYED).revisions.all()] == [143, 134]
    expect(anna.locator(".entry-conflict")).to_have_count(0)


def test_the_page_has_no_faults_of_accessibility(anna: Page) -> None:
    for summary in anna.locator("main summary").all():
        summary.click()

    assert _violations(anna) == []


def test_without_javascript_the_same_form_saves(
    office: Office, browser: Browser, live_server: LiveServer
) -> None:
    context: BrowserContext = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = opened(context.new_page(), "anna", with_scripts=False)

    page.get_by_text("Åbn felterne").click()
    page.fill(field(EDUCATION, "numerator"), "201")
    page.fill(field(EDUCATION, "denominator"), "19")
    page.locator("button.button[name=save]").click()
    page.get_by_role("button", name="Byt om").click()
    page.locator("button.button[name=save]").click()

    expect(page.get_by_role("status").first).to_contain_text("1 tal.")
    assert page.locator("[data-result]").text_content() == "= 9,5 pct."
    assert FigureRevision.objects.count() == 1
    context.close()


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    return [one["id"] for one in page.evaluate(RUN_AXE)["violations"]]
