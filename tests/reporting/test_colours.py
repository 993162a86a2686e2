"""Series and status signs can be told apart by every eye and on grey paper."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings

from reporting import chart_looks as looks
from reporting.chart_looks import Look
from tests.reporting.colours import VISIONS, Lab, contrast, distance, in_grey, seen

SERIES = {"own": looks.OWN, "region": looks.REGION, "country": looks.COUNTRY, "target": looks.TARGET}
PAIRS = list(combinations(SERIES, 2))
STATUS = ("good", "near", "behind", "waiting")
ROW = "#f5f5f5"
"""The darkest ground that a status stands on: every second row, and heads of tables."""
LEAST = 20


@pytest.fixture(scope="module")
def css() -> dict[str, str]:
    """The colours of the style sheet by name."""
    text = (Path(settings.BASE_DIR) / "static/css/base.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", text))


def told_apart_without_colour(one: Look, other: Look) -> bool:
    """By dash, or by what the markers look like."""
    return one.dash != other.dash or (bool(one.size), one.symbol) != (bool(other.size), other.symbol)


@pytest.mark.parametrize("look", [*SERIES.values(), looks.EARLIER, looks.OUTLOOK])
def test_every_line_stands_out_from_the_paper(look: Look) -> None:
    assert contrast(look.color, looks.PAPER) >= 3


def test_lines_stand_out_from_an_outlooks_band() -> None:
    assert all(contrast(look.color, looks.BAND) >= 3 for look in (looks.OWN, looks.TARGET))


@pytest.mark.parametrize("text", [looks.INK, looks.QUIET])
def test_every_text_of_a_chart_can_be_read(text: str) -> None:
    assert contrast(text, looks.PAPER) >= 4.5
    assert contrast(text, looks.BAND) >= 4.5


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_series_differ_for_every_eye(one: str, other: str, vision: str) -> None:
    first, second = (seen(SERIES[name].color, vision) for name in (one, other))

    assert distance(first, second) >= LEAST


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_series_differ_on_grey_paper(one: str, other: str) -> None:
    first, second = SERIES[one], SERIES[other]

    apart = abs(in_grey(first.color) - in_grey(second.color))

    assert apart >= LEAST or told_apart_without_colour(first, second)


def test_the_pairs_that_need_dash_or_marker_on_grey_paper_are_known() -> None:
    close = {
        pair for pair in PAIRS if abs(in_grey(SERIES[pair[0]].color) - in_grey(SERIES[pair[1]].color)) < LEAST
    }

    assert close == {("own", "region"), ("own", "country"), ("region", "country")}


def test_the_own_series_before_the_months_that_count_is_the_same_hue_and_half_as_wide() -> None:
    assert looks.EARLIER.width <= looks.OWN.width / 2
    assert looks.EARLIER.dash == looks.OWN.dash != looks.OUTLOOK.dash


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("one", "other"), list(combinations(STATUS, 2)))
def test_two_signs_of_status_differ_for_every_eye(
    one: str, other: str, vision: str, css: dict[str, str]
) -> None:
    first, second = (seen(css[f"status-{name}"], vision) for name in (one, other))

    assert distance(first, second) >= LEAST


@pytest.mark.parametrize("name", STATUS)
def test_a_status_can_be_read_on_every_ground(name: str, css: dict[str, str]) -> None:
    assert contrast(css[f"status-{name}"], looks.PAPER) >= 4.5
    assert contrast(css[f"status-{name}"], ROW) >= 4.5


def test_the_style_sheet_has_the_colours_of_the_charts(css: dict[str, str]) -> None:
    drawn = {name: look.color.lower() for name, look in SERIES.items()}
    drawn |= {"earlier": looks.EARLIER.color.lower(), "band": looks.BAND.lower()}

    assert {name: css[f"series-{name}"] for name in drawn} == drawn
    assert css["series-region-fill"] == looks.REGION.fill.lower()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Lab(50, 2.6772, -79.7751), Lab(50, 0, -82.7485), 2.0425),
        (Lab(50, 2.5, 0), Lab(73, 25, -18), 27.1492),
        (Lab(60.2574, -34.0099, 36.2677), Lab(60.4626, -34.1751, 39.4387), 1.2644),
        (Lab(2.0776, 0.0795, -1.1350), Lab(0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_distance_is_that_of_its_published_examples(one: Lab, other: Lab, expected: float) -> None:
    assert distance(one, other) == pytest.approx(expected, abs=0.0001)
