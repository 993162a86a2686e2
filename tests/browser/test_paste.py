"""Real key presses: a block on the clipboard, the grid, its preview, one undo; and tables copied out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from goals.models import Figure, FigureRevision, FigureState
from jobcentres.models import Change
from tests.builders import PASSWORD, make_figure, make_sample_installation
from tests.cast import make_cast, make_places
from tests.goals.entry_page import Office, make_office, the_figure
from tests.screens import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RUN_AXE = "() => axe.run('main', {resultTypes: ['violations']})"
APRIL = "/indberetning/esbjerg/2014-04/"
PENSIONS, UNEMPLOYED = "0561-foertidspension", "0561-langtidsledige"
MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


@pytest.fixture
def office(transactional_db: None) -> Office:
    make_sample_installation(date(2015, 6, 3))
    return make_office(make_cast(make_places()))


@pytest.fixture
def vibe(office: Office, context: BrowserContext) -> Iterator[Page]:
    """Vibe's browser, which lets the page use the clipboard, with April 2014 before her."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"/log-ind/?next={APRIL}")
    page.fill("[name=email]", "vibe@eksempel.dk")
    page.fill("[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry]")).to_be_visible()
    yield page


class Hands:
    """Clicks and key presses, counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def click(self, selector: str) -> None:
        self.actions += 1
        self.page.click(selector)

    def confirm(self) -> None:
        """Enter on the button that saves, which has the focus once the page stands there."""
        expect(self.page.locator("[name=gem]")).to_be_focused()
        self.press("Enter")

    def press(self, keys: str) -> None:
        self.actions += 1
        self.page.keyboard.press(keys)


def copied(page: Page, text: str) -> None:
    """Somebody has copied this in a spreadsheet."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)


def clipboard(page: Page) -> list[list[str]]:
    text: str = page.evaluate("() => navigator.clipboard.readText()")
    return [line.split("\t") for line in text.replace("\r\n", "\n").split("\n")]


def paste_block(page: Page, text: str, key: str = UNEMPLOYED) -> Hands:
    copied(page, text)
    hands = Hands(page)
    hands.click(f"[name='{key}-value']")
    hands.press("Control+v")
    page.wait_for_url("**/indsaet/")
    return hands


def test_a_block_is_pasted_looked_through_and_saved(vibe: Page) -> None:
    hands = paste_block(vibe, "\tFørtidspension\tLangtidsledige\nEsbjerg\t120\t400\nFanø Kommune\t2\t5\n")
    expect(vibe.locator("#paste-summary")).to_have_text("4 tal bliver gemt: 4 nye.")
    hands.confirm()

    expect(vibe.get_by_role("status").first).to_contain_text("4 tal.")
    expect(vibe.locator(f"[name='{UNEMPLOYED}-value']")).to_have_value("400")
    assert the_figure("0563-langtidsledige").value == 5
    assert hands.actions == 3


def test_a_single_number_is_pasted_as_ever(vibe: Page) -> None:
    copied(vibe, "143\n")

    vibe.click(f"[name='{UNEMPLOYED}-value']")
    vibe.keyboard.press("Control+v")

    expect(vibe.locator(f"[name='{UNEMPLOYED}-value']")).to_have_value("143")
    assert vibe.url.endswith(APRIL)


def test_twelve_months_of_all_inputs_take_six_actions_at_most(vibe: Page) -> None:
    fields = ["Unge på ydelse", "Begyndt på uddannelse", "Førtidspension", "Langtidsledige", "Samarbejdsgrad"]
    head = ["", "Esbjerg", *[""] * 4, "Fanø", *[""] * 4]
    rows = [head, ["Måned", *fields, *fields]]
    for number, month in enumerate(MONTHS):
        share = "37,5" if month == "dec" else "-"  # counted for the whole year
        numbers = [str(30 + number), str(400 + number), share]
        rows.append([f"{month}-14", "201", "19", *numbers, "21", "9", *numbers])

    hands = paste_block(vibe, "\n".join("\t".join(row) for row in rows))
    hands.confirm()

    expect(vibe.get_by_role("status").first).to_contain_text("74 tal.")
    assert hands.actions <= 6
    assert (Figure.objects.count(), Change.objects.latest("number").figure_revisions.count()) == (74, 74)


def test_one_button_undoes_the_whole_paste(office: Office, vibe: Page) -> None:
    places = office.cast.places
    make_figure(places.esbjerg, office.unemployed, "2014-04", 410, approved=False, by=office.cast.vibe)
    paste_block(vibe, "\tLangtidsledige\nEsbjerg\t400\nFanø\t5").confirm()

    vibe.get_by_role("button", name="Fortryd").click()

    expect(vibe.get_by_role("status").first).to_contain_text("Fortrudt.")
    assert the_figure(UNEMPLOYED).value == 410
    assert the_figure("0563-langtidsledige").state == FigureState.NOT_REPORTED


def test_wrong_numbers_and_names_are_told_and_corrected_in_the_text(vibe: Page) -> None:
    paste_block(vibe, "\tLangtidsledige\nEsbjerg\tca. 400\nFannø\t5")

    expect(vibe.locator(".error-summary")).to_contain_text("Intet er gemt: 2 steder skal rettes")
    expect(vibe.get_by_role("button", name="Gem")).to_have_count(0)
    assert _violations(vibe) == []
    vibe.fill("#id_tekst", "\tLangtidsledige\nEsbjerg\t400\nFanø\t5")
    vibe.get_by_role("button", name="Vis gamle og nye tal").click()
    vibe.get_by_role("button", name="Gem 2 tal").click()

    expect(vibe.get_by_role("status").first).to_contain_text("2 tal.")


def test_swapped_columns_are_swapped_with_one_button(vibe: Page) -> None:
    paste_block(vibe, "\tUnge på ydelse\tBegyndt på uddannelse\nEsbjerg\t19\t201\nFanø\t2\t12")
    vibe.get_by_role("button", name="Byt om på de to kolonner").click()
    vibe.get_by_role("button", name="Gem 2 tal").click()

    expect(vibe.get_by_role("status").first).to_contain_text("2 tal.")
    assert the_figure("0561-uddannelsesgrad").numerator == 19


def test_the_dialect_is_asked_for(vibe: Page) -> None:
    paste_block(vibe, "\tUddannelsesgrad\nEsbjerg\t9.500\nFanø\t12.125")
    assert _violations(vibe) == []
    vibe.get_by_label("med punktum foran decimalerne").check()
    vibe.get_by_role("button", name="Vis tallene igen").click()
    vibe.get_by_role("button", name="Gem 2 tal").click()

    expect(vibe.get_by_role("status").first).to_contain_text("2 tal.")
    assert str(the_figure("0561-uddannelsesgrad").value.normalize()) == "9.5"


def test_the_preview_has_no_faults_of_accessibility_and_fits_a_phone(vibe: Page) -> None:
    vibe.set_viewport_size({"width": 320, "height": 800})
    paste_block(vibe, "\tLangtidsledige\tFørtidspension\nEsbjerg\t400\t120\nHele landet\t1\t2")

    assert _violations(vibe) == []
    assert vibe.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_javascript_a_block_is_pasted_on_its_own_page(
    office: Office, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/log-ind/?next={APRIL}indsaet/")
    page.fill("[name=email]", "vibe@eksempel.dk")
    page.fill("[type=password]", PASSWORD)
    page.keyboard.press("Enter")

    page.fill("#id_tekst", "\tLangtidsledige\nEsbjerg\t400")
    page.get_by_role("button", name="Vis gamle og nye tal").click()
    page.get_by_role("button", name="Gem 1 tal").click()
    page.get_by_role("button", name="Fortryd").click()

    expect(page.get_by_role("status").first).to_contain_text("Fortrudt.")
    assert FigureRevision.objects.count() == 2
    context.close()


def test_a_dashboard_table_arrives_as_clean_cells(office: Office, vibe: Page) -> None:
    esbjerg = office.cast.places.esbjerg
    make_figure(esbjerg, office.unemployed, "2013-04", 1410)
    make_figure(esbjerg, office.unemployed, "2014-04", 1234)
    make_figure(esbjerg, office.education, "2014-04", parts=(19, 201))
    vibe.goto("/kommuner/0561/?aar=2014&maaned=2014-04")

    vibe.evaluate("() => getSelection().selectAllChildren(document.querySelector('.status-table'))")
    vibe.keyboard.press("Control+c")

    head, *rows = clipboard(vibe)
    by_name = {row[0]: row for row in rows}
    assert head[0] == "Ministermål"
    assert by_name["3 Langtidsledige"][1:4] == ["1234", "1410", "-176"]
    assert by_name["1 Uddannelsesgrad"][1] == "9,5"
    assert {len(row) for row in rows} == {len(head)}


def test_some_selected_cells_keep_their_columns(office: Office, vibe: Page) -> None:
    esbjerg = office.cast.places.esbjerg
    make_figure(esbjerg, office.unemployed, "2014-04", 1234)
    make_figure(esbjerg, office.education, "2014-04", parts=(19, 201))
    vibe.goto("/kommuner/0561/?aar=2014&maaned=2014-04")

    vibe.evaluate("""() => {
        const rows = document.querySelector('.status-table').tBodies[0].rows;
        getSelection().setBaseAndExtent(rows[0].cells[1], 0, rows[2].cells[1], 1);
    }""")
    vibe.keyboard.press("Control+c")

    cells = clipboard(vibe)
    assert (cells[0][1], cells[2][:2]) == ("9,5", ["3 Langtidsledige", "1234"])


def test_the_numbers_of_the_grid_are_copied_and_pasted_back(office: Office, vibe: Page) -> None:
    places = office.cast.places
    make_figure(places.esbjerg, office.unemployed, "2014-04", 1410, approved=False, by=office.cast.vibe)
    make_figure(places.fanoe, office.unemployed, "2014-04", 5, approved=False, by=office.cast.vibe)
    vibe.reload()

    vibe.evaluate("() => getSelection().selectAllChildren(document.querySelector('[data-entry]'))")
    vibe.keyboard.press("Control+c")

    cells = clipboard(vibe)
    assert ["Esbjerg Kommune", "Langtidsledige", "1410"] in cells
    paste_block(vibe, "\n".join("\t".join(line) for line in cells))
    expect(vibe.locator("#paste-summary")).to_contain_text("Der er intet at gemme")


def test_the_numbers_of_a_year_are_copied_and_pasted_back(office: Office, vibe: Page) -> None:
    esbjerg = office.cast.places.esbjerg
    make_figure(esbjerg, office.unemployed, "2014-04", 1410, approved=False, by=office.cast.vibe)
    make_figure(esbjerg, office.education, "2014-04", parts=(19, 201))
    vibe.goto("/indberetning/esbjerg/2014/")

    vibe.evaluate("() => getSelection().selectAllChildren(document.querySelector('.year-table'))")
    vibe.keyboard.press("Control+c")

    head, *rows = clipboard(vibe)
    april = next(row for row in rows if row[0] == "April")
    numbers = dict(zip(head, april, strict=True))
    assert numbers["Langtidsledige"] == "1410"
    assert (numbers["Unge på ydelse"], numbers["Begyndt på uddannelse"]) == ("201", "19")


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    return [one["id"] for one in page.evaluate(RUN_AXE)["violations"]]
