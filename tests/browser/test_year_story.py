"""A year of targets and contracts with its people: each sees whose turn it is, and takes the step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from jobcentres.models import Installation
from tests.browser.test_entry_page import office
from tests.builders import PASSWORD, make_figure
from tests.goals.contract_pages import report
from tests.goals.entry_page import Office

__all__ = ["office"]

TARGET = "/maaltal/2014/0340/foertidspension/"
CONTRACT, STEPS = "/kontrakter/2014/HS/", "/kontrakter/2014/HS/aftale/"
FIRST_QUARTER = f"{CONTRACT}opfoelgning/1/"
RESULT = "/resultat/2014/0340/"

Of = Callable[[str], Page]


@pytest.fixture
def of(browser: Browser, live_server: LiveServer, office: Office) -> Iterator[Of]:
    """The page of a person who has signed in."""
    opened: dict[str, BrowserContext] = {}

    def page_of(person: str) -> Page:
        if person not in opened:
            opened[person] = browser.new_context(base_url=live_server.url, locale="da-DK")
            page = opened[person].new_page()
            page.goto("/log-ind/")
            page.fill("[name=email]", f"{person}@eksempel.dk")
            page.fill("[type=password]", PASSWORD)
            page.keyboard.press("Enter")
            expect(page.locator("h1")).to_contain_text("Status på ministermålene")
        return opened[person].pages[0]

    yield page_of
    for context in opened.values():
        context.close()


def test_a_year_from_the_first_draft_to_the_yearly_result(office: Office, of: Of) -> None:
    report(office)
    _the_target_is_drafted_heard_and_adopted(of)
    _the_contract_is_negotiated_and_signed(of)
    _the_first_quarter_is_followed_up(of)
    _the_contract_is_amended(of)
    _december_comes(office)
    _the_year_is_closed(of)
    _the_result_is_frozen_and_adopted(of)


def _the_target_is_drafted_heard_and_adopted(of: Of) -> None:
    _start_says(of("mads"), "4 mangler et udkast")
    draft = {"baseline_month": "december 2012", "baseline_value": "86", "text": "Teamet virker"}
    _take(of("mads"), TARGET, "draft", value="40", **draft)
    _take(of("mads"), TARGET, "send")

    for person in ("lis", "bo"):
        _start_says(of(person), "1 afventer jeres høringssvar")
    _take(of("lis"), TARGET, "answer_lbr", text="LBR støtter målet")
    _take(of("bo"), TARGET, "answer_region", text="Regionen anbefaler at gå længere")
    _start_says(of("mads"), "1 kan vedtages")
    _take(of("mads"), TARGET, "adopt", met_on="28-05-2014", agenda_item="7", **draft)
    expect(of("ole").goto(TARGET) and of("ole").locator("main")).to_contain_text("Vedtaget og låst")


def _the_contract_is_negotiated_and_signed(of: Of) -> None:
    four = {
        "uddannelsesgrad": "25",
        "foertidspension": "1150",
        "langtidsledige": "4400",
        "samarbejdsgrad": "35",
    }
    _take(of("bo"), STEPS, "edit", **{f"{code}-value": value for code, value in four.items()})
    _take(of("bo"), STEPS, "negotiate")

    _start_says(of("rikke"), "RBR's godkendelse mangler")
    _take(of("rikke"), STEPS, "approve", on="8-2-2014", agenda_item="3")
    _start_says(of("mette"), "Underskriften mangler")
    _take(of("mette"), STEPS, "sign", on="3-3-2014")
    expect(of("ole").goto(CONTRACT) and of("ole").locator("main")).to_contain_text("højst 1.150")


def _the_first_quarter_is_followed_up(of: Of) -> None:
    _take(of("bo"), FIRST_QUARTER, "freeze", known_on="1-6-2014", at="8.00")
    _take(of("bo"), FIRST_QUARTER, "assess", **{"assessment-3": "Faldet er for lille", "proposal": "Drøftes"})
    _take(of("rikke"), FIRST_QUARTER, "decide", text="Tiltrådt.", on="2-6-2014", agenda_item="3")
    page = of("ole")
    page.goto(FIRST_QUARTER)
    expect(page.locator("main")).to_contain_text("Beslutning i RBR, møde 2. juni 2014")


def _the_contract_is_amended(of: Of) -> None:
    _take(of("mette"), STEPS, "amend", on="2-6-2014", text="Strammet", **{"foertidspension-value": "1100"})
    page = of("ole")
    page.goto(CONTRACT)
    expect(page.locator("main")).to_contain_text("højst 1.100")
    expect(page.locator("main")).to_contain_text("højst 1.150")


def _december_comes(office: Office) -> None:
    Installation.objects.update(sample_today=date(2015, 4, 20))
    make_figure(office.cast.places.soroe, office.pensions, "2014-12", 37)


def _the_year_is_closed(of: Of) -> None:
    page = of("mette")
    page.goto("/maalaar/2014/")
    page.get_by_role("link", name="Afslut året").click()
    page.locator("main [type=submit]").click()
    expect(page.locator("main")).to_contain_text("Afsluttet")


def _the_result_is_frozen_and_adopted(of: Of) -> None:
    _take(of("mads"), RESULT, "freeze")
    _take(of("lis"), RESULT, "answer_lbr", text="LBR glæder sig")
    _take(of("mads"), RESULT, "adopt", on="20-4-2015")
    page = of("ole")
    page.goto(RESULT)
    expect(page.locator("main")).to_contain_text("mål nået")


def _start_says(page: Page, text: str) -> None:
    page.goto("/")
    expect(page.locator("main")).to_contain_text(text)


def _take(page: Page, address: str, step: str, **written: str) -> None:
    """Fill in the step's form and send it, as it is offered on the page."""
    page.goto(address)
    form = _form(page, step)
    for name, text in written.items():
        form.locator(f"[name='{name}']").fill(text)
    form.locator("[type=submit]").click()
    expect(page.locator(".alert-success")).to_be_visible()


def _form(page: Page, step: str) -> Locator:
    form = page.locator("form", has=page.locator(f"[name=action][value='{step}']"))
    folded = page.locator("details:not([open])", has=form).locator("summary")
    if folded.count():
        folded.first.click()
    return form
