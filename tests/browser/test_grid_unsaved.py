"""Nothing typed is lost: slow answers, a broken connection, a reload, a session that ends, two at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from goals.models import FigureRevision
from jobcentres.models import Change
from tests.browser.entry_grid import expect_saved, field, line, opened
from tests.builders import make_sample_installation
from tests.cast import make_cast, make_places
from tests.goals.entry_page import APRIL, EDUCATION, PENSIONS, UNEMPLOYED, Office, make_office, the_figure
from tests.screens import Server, serving, signed_in

SAVE = "**/gem/"
KEPT = "() => Object.keys(localStorage).filter(key => key.startsWith('maaltal:'))"


@pytest.fixture
def office(transactional_db: None) -> Office:
    make_sample_installation(date(2014, 6, 3))
    return make_office(make_cast(make_places()))


@pytest.fixture
def anna(office: Office, page: Page) -> Page:
    page.on("dialog", lambda dialog: dialog.accept())
    return opened(page, "anna")


def enter(page: Page, key: str, text: str) -> None:
    field(page, key).fill(text)
    field(page, key).press("Enter")


def let_go(page: Page, held: list[Route]) -> None:
    """Sends on the save that is held back, as soon as it has come."""
    for _wait in range(300):
        if held:
            break
        page.wait_for_timeout(50)
    held.pop(0).continue_()


def expect_unsaved(page: Page, key: str) -> None:
    expect(line(page, key).locator("[data-told]")).to_have_text("Ikke gemt")


def test_an_answer_takes_nothing_that_was_typed_meanwhile(anna: Page) -> None:
    held: list[Route] = []
    anna.route(SAVE, lambda route: held.append(route))
    enter(anna, UNEMPLOYED, "14")
    expect(line(anna, UNEMPLOYED).locator("[data-told]")).to_have_text("Gemmer …")
    field(anna, UNEMPLOYED).focus()
    field(anna, UNEMPLOYED).press("End")
    anna.keyboard.type("3")

    let_go(anna, held)
    expect(line(anna, UNEMPLOYED).locator("[name='0340-langtidsledige-version']")).to_have_value("1")
    anna.keyboard.type("9")
    anna.keyboard.press("Backspace")
    anna.keyboard.press("Enter")
    let_go(anna, held)
    expect_saved(anna, UNEMPLOYED, "(før 14)")

    assert the_figure(UNEMPLOYED).value == 143


def test_fields_that_were_opened_keep_what_is_typed_while_they_are_saved(anna: Page) -> None:
    held: list[Route] = []
    anna.route(SAVE, lambda route: held.append(route))
    anna.get_by_text("Åbn felterne").click()
    field(anna, EDUCATION, "denominator").fill("1201")
    field(anna, EDUCATION, "numerator").fill("114")
    field(anna, EDUCATION, "denominator").fill("1210")
    field(anna, EDUCATION, "numerator").fill("115")

    let_go(anna, held)
    expect(field(anna, EDUCATION, "version")).to_have_value("1")

    expect(field(anna, EDUCATION, "denominator")).to_have_value("1210")
    expect(field(anna, EDUCATION, "numerator")).to_have_value("115")
    expect(field(anna, EDUCATION, "numerator")).to_be_focused()


def test_undo_waits_for_the_save_that_is_on_its_way(anna: Page) -> None:
    enter(anna, PENSIONS, "35")
    expect_saved(anna, PENSIONS)
    held: list[Route] = []
    anna.route(SAVE, lambda route: held.append(route), times=1)
    enter(anna, PENSIONS, "36")
    anna.keyboard.press("Control+z")

    anna.wait_for_timeout(200)
    let_go(anna, held)
    expect_saved(anna, PENSIONS, "(før 36)")

    assert [int(one.value) for one in the_figure(PENSIONS).revisions.all()] == [35, 36, 35]


def test_a_broken_connection_is_told_and_mended(anna: Page) -> None:
    anna.route(SAVE, lambda route: route.abort())
    enter(anna, PENSIONS, "35")
    expect_unsaved(anna, PENSIONS)
    enter(anna, UNEMPLOYED, "143")
    expect(anna.locator("[data-trouble]")).to_contain_text("2 tal er ikke gemt endnu.")
    expect(anna.locator("[data-trouble]")).to_contain_text("Der er ingen forbindelse til serveren siden kl.")

    anna.unroute(SAVE)
    expect_saved(anna, PENSIONS)
    expect_saved(anna, UNEMPLOYED)

    expect(anna.locator("[data-trouble]")).to_be_hidden()
    assert anna.evaluate(KEPT) == []


def test_an_answer_that_was_lost_on_its_way_makes_one_change(anna: Page) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    anna.route(SAVE, lose, times=1)
    enter(anna, PENSIONS, "35")
    expect_saved(anna, PENSIONS)

    assert Change.objects.count() == FigureRevision.objects.count() == 1


def test_a_fault_of_the_server_is_no_loss(anna: Page) -> None:
    anna.route(SAVE, lambda route: route.fulfill(status=503, body="x"), times=1)
    enter(anna, PENSIONS, "35")
    expect_unsaved(anna, PENSIONS)

    expect_saved(anna, PENSIONS)

    assert the_figure(PENSIONS).value == 35


def test_a_limit_reached_is_no_lost_connection(anna: Page) -> None:
    anna.route(SAVE, lambda route: route.fulfill(status=429, json={"outcome": "too_many"}))
    enter(anna, PENSIONS, "35")
    expect(anna.locator("[data-trouble]")).to_contain_text("mere, end serveren tager imod fra én person")

    anna.unroute(SAVE)
    expect_saved(anna, PENSIONS)

    expect(anna.locator("[data-trouble]")).to_be_hidden()
    assert the_figure(PENSIONS).value == 35


def test_unsaved_cells_outlive_a_reload_and_are_sent_by_themselves(anna: Page) -> None:
    anna.route(SAVE, lambda route: route.abort())
    enter(anna, PENSIONS, "35")
    enter(anna, UNEMPLOYED, "143")
    expect_unsaved(anna, UNEMPLOYED)
    anna.unroute(SAVE)

    anna.reload()
    expect_saved(anna, PENSIONS)
    expect_saved(anna, UNEMPLOYED)

    assert (the_figure(PENSIONS).value, the_figure(UNEMPLOYED).value) == (35, 143)


def test_what_was_being_typed_waits_in_its_field_after_a_reload(anna: Page) -> None:
    field(anna, PENSIONS).fill("3")

    anna.reload()
    expect(field(anna, PENSIONS)).to_have_value("3")
    expect(field(anna, PENSIONS)).to_be_focused()
    assert not Change.objects.exists()
    anna.keyboard.press("End")
    anna.keyboard.type("5")
    anna.keyboard.press("Enter")
    expect_saved(anna, PENSIONS)

    assert the_figure(PENSIONS).value == 35


def test_logging_out_clears_what_was_kept(anna: Page) -> None:
    field(anna, PENSIONS).fill("35")
    assert anna.evaluate(KEPT) != []

    anna.get_by_role("button", name="Log ud").first.click()
    anna.wait_for_url("**/log-ind/**")

    assert anna.evaluate(KEPT) == []


def test_what_one_person_typed_is_never_sent_for_another(office: Office, anna: Page) -> None:
    anna.route(SAVE, lambda route: route.abort())
    enter(anna, PENSIONS, "35")
    expect_unsaved(anna, PENSIONS)
    anna.unroute(SAVE)
    other = anna.context.new_page()
    anna.context.clear_cookies()

    opened(other, "mads")
    assert other.input_value(f"[name='{PENSIONS}-value']") == ""
    expect(anna.locator("[data-trouble]")).to_contain_text(
        "Der er logget ind som en anden nu", timeout=30_000
    )

    assert field(anna, PENSIONS).input_value() == "35"
    assert not Change.objects.exists()


def test_a_session_that_ended_loses_nothing(anna: Page) -> None:
    cookies = anna.context.cookies()
    anna.context.clear_cookies()
    enter(anna, PENSIONS, "35")
    expect(anna.locator("[data-trouble]")).to_contain_text("Du er ikke længere logget ind.")
    expect(anna.get_by_role("link", name="Log ind")).to_have_attribute(
        "href", f"/log-ind/?next={APRIL.replace('/', '%2F')}"
    )

    anna.context.add_cookies(cookies)
    anna.get_by_role("button", name="Gem igen").click()
    expect_saved(anna, PENSIONS)

    assert the_figure(PENSIONS).value == 35


def test_who_signs_in_again_elsewhere_can_go_on(anna: Page) -> None:
    anna.context.clear_cookies()
    enter(anna, PENSIONS, "35")
    expect(anna.locator("[data-trouble]")).to_contain_text("Du er ikke længere logget ind.")

    opened(anna.context.new_page(), "anna", "/indberetning/soroe/2014-03/")
    anna.get_by_role("button", name="Gem igen").click()
    expect_saved(anna, PENSIONS)


def test_two_browsers_at_once_choose_in_the_cell(
    anna: Page, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, locale="da-DK")
    mads = opened(context.new_page(), "mads")
    enter(mads, UNEMPLOYED, "143")
    expect_saved(mads, UNEMPLOYED)

    enter(anna, UNEMPLOYED, "134")
    conflict = line(anna, UNEMPLOYED).locator(".entry-conflict")
    expect(conflict).to_contain_text("Mads Holm skrev 143")
    assert field(anna, UNEMPLOYED).input_value() == "134"
    conflict.get_by_role("button", name="Behold 143").click()
    expect(conflict).to_have_count(0)

    assert field(anna, UNEMPLOYED).input_value() == "143"
    assert the_figure(UNEMPLOYED).version == 1
    context.close()


def test_a_manager_submits_only_when_all_is_saved(office: Office, page: Page) -> None:
    mads = opened(page, "mads")
    field(mads, PENSIONS).fill("1.23")
    mads.get_by_role("button", name="Godkend og indsend").click()
    expect(line(mads, PENSIONS)).to_contain_text("Skriv antallet uden punktum")
    expect(field(mads, PENSIONS)).to_be_focused()

    field(mads, PENSIONS).fill("35")
    mads.get_by_role("button", name="Godkend og indsend").click()
    expect(mads.get_by_role("status").first).to_contain_text("Indsendt kl.")

    assert the_figure(PENSIONS).value == 35


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as started:
        yield started


def test_a_server_that_stops_in_the_middle_loses_nothing(browser: Browser, server: Server) -> None:
    page = signed_in(browser, server.address, "vibe")
    page.goto(f"{server.address}/indberetning/esbjerg/2014-05/")
    for summary in page.locator(".entry-closed > summary").all():
        summary.click()
    first, second = "0561-langtidsledige", "0563-langtidsledige"
    enter(page, first, "500")
    expect_saved(page, first)

    server.stop()
    enter(page, first, "505")
    enter(page, second, "5")
    expect(page.locator("[data-trouble]")).to_contain_text("2 tal er ikke gemt endnu.")
    server.start()
    expect_saved(page, first, "(før 500)")
    expect_saved(page, second)

    page.reload()
    assert (field(page, first).input_value(), field(page, second).input_value()) == ("505", "5")
    page.context.close()
