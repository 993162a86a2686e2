"""No chart without its sentence and its table, on any page of the sample."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.screens import pages_of

TOLD = """() => [...document.querySelectorAll("[data-chart]")].map((place) => {
  const around = place.closest("section, [data-figure]");
  const table = around?.querySelector("table");
  return {
    chart: place.dataset.chart,
    drawn: place.querySelector(".main-svg") !== null,
    label: place.getAttribute("aria-label") ?? "",
    role: place.getAttribute("role"),
    sentence: around?.querySelector(".conclusion")?.textContent.trim() ?? "",
    rows: table ? table.querySelectorAll("tbody tr").length : 0,
  };
})"""
PEOPLE = ["anna", "ole", "rikke", "mette"]


@pytest.mark.parametrize("person", PEOPLE)
def test_every_chart_has_its_sentence_and_its_table(
    person: str, sample: str, sample_browser: Callable[[str], BrowserContext]
) -> None:
    page = sample_browser(person).new_page()
    found = {}

    for name, path in pages_of(person).items():
        page.goto(sample + path, wait_until="networkidle")
        found |= {(name, chart["chart"]): chart for chart in page.evaluate(TOLD)}

    assert {name for name, _chart in found} >= {"kommune", "region", "landet"}
    for chart in found.values():
        assert chart["drawn"] and chart["role"] == "img" and chart["rows"], chart
        assert chart["sentence"].endswith((".", "?")) and chart["sentence"][:-1] in chart["label"], chart
