"""What a page with charts makes a browser load, compressed as the product sends it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Response, expect
from whitenoise.compress import Compressor

from tests.browser.test_municipality_page import opened
from tests.cast import make_cast, make_places
from tests.reporting.municipality_world import make_world

MOST = 600_000
FONTS = {"IBMPlexSans-Regular.woff2", "IBMPlexSans-SemiBold.woff2"}  # not also the larger files of dkfds


@pytest.fixture
def world(transactional_db: None) -> None:
    make_world(make_cast(make_places()).places)


def static_path(address: str) -> str:
    return unquote(urlsplit(address).path).removeprefix("/static/")


@cache
def weight(path: str) -> int:
    """Of a static file as `collectstatic` leaves it: compressed, unless it is so by itself."""
    found = finders.find(path)
    assert isinstance(found, str), path
    content, compressor = Path(found).read_bytes(), Compressor(quiet=True)
    if not compressor.should_compress(path):
        return len(content)
    small = (
        compressor.compress_brotli(content) if compressor.use_brotli else compressor.compress_gzip(content)
    )
    return min(len(small), len(content))


@pytest.mark.parametrize("address", ["/kommuner/0340/", "/regioner/HS/", "/landet/"])
def test_a_page_with_charts_is_light(world: None, page: Page, address: str) -> None:
    opened(page)
    loaded: list[Response] = []
    page.on("response", lambda response: loaded.append(response))

    page.goto(address)
    expect(page.locator("[data-chart][data-drawn]").first).to_be_visible()
    page.wait_for_load_state("networkidle")

    files = {one.url for one in loaded if "/static/" in one.url}
    weights = {url.rsplit("/", 1)[-1]: weight(static_path(url)) for url in files}
    [itself] = [one for one in loaded if one.url.endswith(address)]
    assert {name for name in weights if ".woff" in name} == FONTS
    weights["the page"] = itself.request.sizes()["responseBodySize"]
    assert sum(weights.values()) <= MOST, sorted(weights.items(), key=lambda item: -item[1])
