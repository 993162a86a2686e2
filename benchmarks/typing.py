"""How long a clerk is at it, in a real Chromium: the first key, a month by keys, a year by pasting.

The month and the year are those of a jobcentre with two municipalities; a key takes 120 ms. `python -m
benchmarks.typing build` fills the database that the server then serves.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import chromium
from tests.screens import MANAGE, Server, free_port

PER_KEY_MS = 120
MONTH = "/indberetning/esbjerg/2014-04/"
FIRST = "[name='0561-uddannelsesgrad-denominator']"
PLACES = ("0561", "0563")
ROUNDS = 5


def measure() -> dict[str, float]:
    """Seconds: the median of several rounds for the first key, one round for what is saved."""
    executable = chromium.find()
    with _served() as address, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=executable, args=chromium.ARGUMENTS)
        with _page(browser, address) as page:
            firsts = sorted(_first_key(page, address) for _round in range(ROUNDS))
            result = {
                "first_key_s": round(firsts[ROUNDS // 2], 2),
                "month_s": round(_month(page, address), 1),
                "year_by_paste_s": round(_year(page, address), 1),
            }
        browser.close()
    return result


@contextmanager
def _served() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/typing.sqlite3", "DEBUG": "1"}
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        for command in ([*MANAGE, "migrate", "-v0"], [sys.executable, "-m", "benchmarks.typing", "build"]):
            subprocess.run(command, env=environment, check=True)
        server = Server(environment, free_port())
        server.start()
        try:
            yield server.address
        finally:
            server.stop()


@contextmanager
def _page(browser: Browser, address: str) -> Iterator[Page]:
    from tests.builders import PASSWORD

    context = browser.new_context(locale="da-DK", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/log-ind/")
    page.fill("[name=email]", "vibe@eksempel.dk")
    page.fill("[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    yield page
    context.close()


def _first_key(page: Page, address: str) -> float:
    """From the click on a month to the digit that stands in its first field."""
    page.goto(f"{address}/indberetning/?aar=2014")
    began = time.perf_counter()
    page.get_by_role("link", name="April", exact=True).click(no_wait_after=True)
    page.locator(FIRST).press("1")
    expect(page.locator(FIRST)).to_have_value("1")
    seconds = time.perf_counter() - began
    page.keyboard.press("Escape")
    return seconds


def _month(page: Page, address: str) -> float:
    """All six numbers of both municipalities, until the last one is saved."""
    page.goto(f"{address}{MONTH}")
    began = time.perf_counter()
    page.locator(FIRST).focus()
    for _place in PLACES:
        for number in ("1201", "114", "", "126", "510"):
            _type(page, number, "Enter")
    last = page.locator(f"[data-line='{PLACES[-1]}-langtidsledige'] .entry-saved")
    expect(last).to_contain_text("Gemt kl.", timeout=15_000)
    return time.perf_counter() - began


def _type(page: Page, *keys: str) -> None:
    for key in keys:
        if key.isdigit():
            page.keyboard.type(key, delay=PER_KEY_MS)
        elif key:
            page.keyboard.press(key, delay=PER_KEY_MS)


def _year(page: Page, address: str) -> float:
    """Twelve months of all inputs: click into a field, Ctrl+V, look through, confirm."""
    page.goto(f"{address}/indberetning/esbjerg/2014/")
    page.evaluate("text => navigator.clipboard.writeText(text)", _block())
    began = time.perf_counter()
    page.locator(".entry-number").first.click(delay=PER_KEY_MS)
    page.keyboard.press("Control+v", delay=PER_KEY_MS)
    page.wait_for_url("**/indsaet/")
    page.get_by_role("button", name="Gem").first.click(delay=PER_KEY_MS)
    expect(page.get_by_role("status").first).to_contain_text("74 tal.", timeout=15_000)
    return time.perf_counter() - began


def _block() -> str:
    """As somebody keeps it in a spreadsheet: two municipalities beside each other."""
    fields = ["Unge på ydelse", "Begyndt på uddannelse", "Førtidspension", "Langtidsledige", "Samarbejdsgrad"]
    rows = [["", "Esbjerg", *[""] * 4, "Fanø", *[""] * 4], ["Måned", *fields, *fields]]
    for month in range(1, 13):
        numbers = [str(30 + month), str(400 + month), "37,5" if month == 12 else ""]
        rows.append([f"2014-{month:02}", "201", "19", *numbers, "21", "9", *numbers])
    return "\n".join("\t".join(row) for row in rows)


def build() -> None:
    """The cast at its places, and all months of 2014 due; no figures yet."""
    from tests.builders import make_sample_installation
    from tests.cast import make_cast, make_places
    from tests.goals.entry_page import make_office

    make_sample_installation(date(2015, 6, 3))
    make_office(make_cast(make_places()))


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1:] == ["build"]:
        build()
    else:
        print(json.dumps(measure()))
