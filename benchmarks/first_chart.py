"""How long until the first figure stands on a page, in a real Chromium that has been there before.

`python -m benchmarks.first_chart build` fills the small data set that the server then serves. The server is
the one for development, so a little slower than in production; timed by the wall's clock.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from tests import chromium
from tests.screens import MANAGE, Server, free_port

PAGES = {"municipality": "/kommuner/0340/", "region": "/regioner/MJ/", "country": "/landet/"}
CHOICE = "?aar=2014&maaned=2014-05"
ROUNDS = 9
WATCH = """
new MutationObserver((_changes, watch) => {
  if (!document.querySelector("[data-chart] .scatterlayer .trace")) return;
  watch.disconnect();
  requestAnimationFrame(() => { window.firstChart = performance.now(); });
}).observe(document, { childList: true, subtree: true });
"""

ASK = """() => new Promise((resolve) => {
  const ask = () => window.firstChart
    ? resolve([performance.getEntriesByType("navigation")[0].responseStart, window.firstChart])
    : setTimeout(ask, 5);
  ask();
})"""


def measure() -> dict[str, dict[str, float]]:
    """Milliseconds from the start of the navigation: the answer's first byte, and the first figure drawn; the
    median of several visits after two that fill the caches."""
    executable = chromium.find()
    with _served() as (address, cookie), sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=executable, args=chromium.ARGUMENTS)
        context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "session", "value": cookie, "url": address}])
        page = context.new_page()
        page.add_init_script(WATCH)
        result = {name: _visits(page, f"{address}{path}{CHOICE}") for name, path in PAGES.items()}
        browser.close()
    return result


def _visits(page: Page, url: str) -> dict[str, float]:
    visits = [_visit(page, f"{url}&n={number}") for number in range(2 + ROUNDS)][2:]
    return {
        "first_byte_ms": round(statistics.median(first for first, _chart in visits), 1),
        "first_chart_ms": round(statistics.median(chart for _first, chart in visits), 1),
    }


def _visit(page: Page, url: str) -> tuple[float, float]:
    """Each under an address of its own, so that the server answers with the page and never with 304."""
    page.goto(url)
    first, chart = page.evaluate(ASK)
    return float(first), float(chart)


@contextmanager
def _served() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/charts.sqlite3", "DEBUG": "1"}
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        subprocess.run([*MANAGE, "migrate", "-v0"], env=environment, check=True)
        build = [sys.executable, "-m", "benchmarks.first_chart", "build"]
        told = subprocess.run(build, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        server = Server(environment, free_port())
        server.start()
        try:
            yield server.address, told.stdout.split()[-1]
        finally:
            server.stop()


def build() -> str:
    """The small data set; returns the session of its official, who has no password to sign in with."""
    from django.test import Client

    from benchmarks import datasets
    from jobcentres.models import User

    datasets.build("small")
    client = Client()
    client.force_login(User.objects.get(email="official@eksempel.dk"))
    return client.cookies["session"].value


if __name__ == "__main__":
    import django

    django.setup()
    print(build() if sys.argv[1:] == ["build"] else json.dumps(measure()))
