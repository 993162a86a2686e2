"""No chart without its sentence and its table, wherever a template places one."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings

from tests.cast import Cast, ClientOf
from tests.reporting.municipality_world import make_world

TEMPLATES = Path(settings.BASE_DIR) / "templates"
FIGURE = "reporting/_goal_figure.html"
CHART = re.compile(r'<div class="chart" data-chart="([^"]+)" role="img" aria-label="([^"]+)">')
SECTION = re.compile(r"<section\b.*?</section>", re.DOTALL)
SENTENCE = re.compile(r'<p class="conclusion">([^<]+)</p>')
TABLE = re.compile(r"<details[^>]* data-chart-table open>.*?<tbody>\s*<tr>", re.DOTALL)


def sources() -> dict[str, str]:
    return {
        str(file.relative_to(TEMPLATES)): file.read_text(encoding="utf-8")
        for file in TEMPLATES.rglob("*.html")
    }


def test_one_template_draws_all_charts_with_a_label_and_the_table_below() -> None:
    drawing = {name: text for name, text in sources().items() if "data-chart=" in text}

    assert list(drawing) == [FIGURE]
    assert CHART.search(drawing[FIGURE].replace("{{ ", "").replace(" }}", ""))
    assert "data-chart-table" in drawing[FIGURE] and "_chart_menu.html" in drawing[FIGURE]


def test_every_template_that_places_a_chart_has_its_sentence_before() -> None:
    placing = {name: text for name, text in sources().items() if f'include "{FIGURE}"' in text}

    assert len(placing) >= 2
    for name, text in placing.items():
        assert "conclusion" in text[: text.index(FIGURE)], name


@pytest.mark.parametrize("address", ["/kommuner/0340/", "/jobcentre/soroe/", "/regioner/HS/", "/landet/"])
def test_every_chart_of_a_page_has_its_sentence_and_its_table(
    address: str, cast: Cast, client_of: ClientOf
) -> None:
    make_world(cast.places)
    page = client_of(cast.mette).get(address).content.decode()

    sections = [section for section in SECTION.findall(page) if "data-chart=" in section]

    assert len(sections) == page.count("data-chart=") >= 1
    for section in sections:
        [(_chart, label)] = CHART.findall(section)
        [sentence] = SENTENCE.findall(section)
        told = unescape(sentence).replace("\N{NO-BREAK SPACE}", " ")
        assert told.endswith(".") and unescape(label).endswith(told)
        assert TABLE.search(section)
