"""Every page of the sample, for the persons who see it differently: axe, keyboard, 320 px, print."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import settled, watch
from tests.screens import EVERYBODY, NOBODY, OWN, PRINTED_WIDTH, ROOT, signed_in
from tests.test_access import PERSONS, TABLE

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
VIEWERS = {
    "start": ["anna", "mads", "lis", "bo", "rikke", "mette", "sys"],
    "kommune": ["anna", "ole", "mette"],
    "region": ["bo", "rikke"],
    "landet": ["mette", "ole"],
    "landet-maal": ["rikke", "ole"],
    "kontrakter": ["anna", "mette"],
    "kontrakt": ["anna", "mette"],
    "udtraek": ["mette", "anna"],
    "maaltal": ["mads", "ole"],
    "maaltal-region": ["bo"],
    "dialog": ["mads", "mette"],
    "mails": ["anna", "bo", "lis"],
    "moeder": ["lis", "mette"],
    "moede": ["lis", "ole"],
    "moede-skaerm": ["lis"],
}
VIEWS = [
    *(("nobody", path) for path in NOBODY.values()),
    *((person, path) for name, path in EVERYBODY.items() for person in VIEWERS.get(name, ["anna"])),
    *((person, path) for person, own in OWN.items() for path in own.values()),
]
VIEWS.sort(key=lambda view: view[0])  # a person's views after each other: one browser for them all
SCREEN: ViewportSize = {"width": 1280, "height": 720}
NOT_A_PAGE = {"health", "password_choose", "line_save", "entry_template", "calendar_file"}
NOT_A_PAGE |= {"api", "api_root", "dcat"}
NOT_A_PAGE |= {"answer"}  # looked at in test_answer.py: the sample has none
NOT_A_PAGE |= {"saved_extract", "saved_extract_edit"}  # looked at in test_extracts.py: the sample has none
SERIOUS = {"serious", "critical"}
RUN_AXE = "() => axe.run({resultTypes: ['violations']})"
COUNT_STOPS = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]'
  )].filter(one => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden'
    && one.checkVisibility({checkVisibilityCSS: true})).length"""
RECORD_STOPS = """() => {
    window.stops = [];
    document.addEventListener('focusin', ({target}) => {
      if (target.dataset.reached) return;
      target.dataset.reached = 'yes';
      const style = getComputedStyle(target);
      const isMarked = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
      window.stops.push({isMarked, text: target.outerHTML.slice(0, 120)});
    });
  }"""


class Readers:
    """The browser of one person at a time, and what its pages did wrong since that was last asked."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.person = ""
        self.page: Page | None = None
        self.faults: list[str] = []

    def page_of(self, person: str) -> Page:
        if self.page is None or person != self.person:
            self.close()
            self.person, self.page = person, signed_in(self.browser, self.address, person)
            watch(self.page.context, urlsplit(self.address).netloc, self.faults)
        return self.page

    def close(self) -> None:
        if self.page:
            self.page.context.close()
            self.page = None


@pytest.fixture(scope="module")
def readers(browser: Browser, sample: str) -> Iterator[Readers]:
    made = Readers(browser, sample)
    yield made
    made.close()


@pytest.fixture(scope="module")
def page(request: pytest.FixtureRequest, readers: Readers) -> Iterator[Page]:
    """The page of a view, opened once for all that is looked at there, in the browser its person has open."""
    person, path = request.param
    page = readers.page_of(person)
    page.emulate_media(media="screen")
    page.set_viewport_size(SCREEN)
    page.goto(readers.address + path)
    settled(page)
    yield page
    told = "\n".join(readers.faults)
    readers.faults.clear()
    assert not told, f"{person} {path}: {told}"


every_view = pytest.mark.parametrize("page", VIEWS, indirect=True, ids=lambda view: " ".join(view))


@every_view
def test_every_page_serves_everybody(page: Page) -> None:
    page.evaluate(AXE)

    found = page.evaluate(RUN_AXE)["violations"]

    assert [_told(one) for one in found if one["impact"] in SERIOUS] == []
    assert page.locator("h1").count() == 1
    assert page.get_attribute("html", "lang") == "da"
    assert page.title().endswith("Måltal")


@every_view
def test_every_page_can_be_walked_through_by_keyboard(page: Page) -> None:
    expected = page.evaluate(COUNT_STOPS)

    page.evaluate(RECORD_STOPS)
    for _press in range(expected):
        page.keyboard.press("Tab")
    stops = page.evaluate("window.stops")

    assert [stop["text"] for stop in stops if not stop["isMarked"]] == []
    assert len(stops) == expected - _radios_passed_over(page)


@every_view
def test_every_page_fits_a_narrow_screen_and_the_paper(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.reload()
    settled(page)
    narrow = page.evaluate("document.documentElement.scrollWidth")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PRINTED_WIDTH, "height": 1000})

    assert narrow <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= PRINTED_WIDTH
    assert page.locator("h1").is_visible()
    assert not page.locator("nav").filter(visible=True).count()


def test_no_page_is_left_out() -> None:
    answering = {row.name for row in TABLE if any(row.expected(person) == 200 for person in PERSONS)}

    looked_at = {
        resolve(urlsplit(path).path).url_name
        for _person, path in VIEWS
        if not path.startswith("/findes-ikke")
    }

    assert answering - looked_at == NOT_A_PAGE


def _told(violation: dict[str, object]) -> str:
    nodes: list[dict[str, str]] = violation["nodes"]  # type: ignore[assignment]
    return f"{violation['id']}: {violation['help']} at {nodes[0]['html'][:200]}"


def _radios_passed_over(page: Page) -> int:
    """Of a group of radio buttons the Tab key stops at one."""
    count: int = page.evaluate(
        """() => { const radios = [...document.querySelectorAll('input[type=radio]')]
           .filter(one => one.checkVisibility({checkVisibilityCSS: true}));
           return radios.length - new Set(radios.map(one => one.name)).size; }"""
    )
    return count
