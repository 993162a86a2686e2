"""Extracts as cubes: what a program that knows JSON-stat 2 reads from them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils.translation import override

from goals.months import Month
from goals.numbers import json_number
from jobcentres.access import MINISTRY, OUTSIDER, Reader
from reporting.exports.columns import COLUMNS
from reporting.exports.extract import Extract, Extracted
from reporting.exports.figures import FIGURE_COLUMNS
from reporting.exports.json_stat import json_stat, json_stat_parts
from reporting.summaries import Choice
from tests.cast import Cast
from tests.reporting.json_stat_reader import read_dataset
from tests.reporting.known_world import june, make_history
from tests.reporting.overview_world import World


@pytest.fixture
def world(cast: Cast) -> World:
    return make_history(cast)


def extracted(shape: str = "oversigt", reader: Reader = MINISTRY, **wanted: Any) -> Extracted:
    choice = Choice.of(2014, as_of=Month(2014, 4), known_on=june(7))
    return Extract(choice, shape=shape, **wanted).read(reader)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("reader", [MINISTRY, OUTSIDER])
def test_the_summary_as_a_cube_says_what_its_rows_say(reader: Reader) -> None:
    found = extracted(reader=reader)

    cells = read_dataset(json_stat(found))

    for row in found.summaries():
        place = (row.area.code, row.goal.indicator.code)
        for name in ("latest", "previous", "target", "gap_pct", "expected"):
            value = None if name in row.hidden else COLUMNS[name].value(row)
            shown = json_number(value) if hasattr(value, "quantize") else value
            assert cells[*place, name] == (shown, ".." if name in row.hidden else None)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("reader", [MINISTRY, OUTSIDER])
def test_all_figures_as_a_cube_say_what_their_rows_say(reader: Reader) -> None:
    found = extracted("tal", reader)

    cells = read_dataset(json_stat(found))

    rows = list(found.figures())
    for row in rows:
        value = None if "value" in row.hidden else FIGURE_COLUMNS["value"].value(row)
        shown = None if value is None else json_number(value)
        place = (row.area.code, row.goal.indicator.code, str(row.month), "value")
        assert cells[place] == (shown, ".." if "value" in row.hidden else None)
    assert sum(
        value is not None for (*_place, name), (value, _state) in cells.items() if name == "value"
    ) == (sum(row.value is not None for row in rows))


@pytest.mark.usefixtures("world")
def test_a_small_number_is_hidden_from_readers_outside() -> None:
    place = ("9001", "foertidspension", "latest")

    assert read_dataset(json_stat(extracted()))[place] == (4, None)
    assert read_dataset(json_stat(extracted(reader=OUTSIDER)))[place] == (None, "..")


@pytest.mark.usefixtures("world")
def test_texts_stand_beside_the_cube_in_its_order() -> None:
    dataset = json_stat(extracted(level="municipality"))

    areas = dataset["dimension"]["area"]["category"]["index"]
    indicators = dataset["dimension"]["indicator"]["category"]["index"]
    texts = dataset["extension"]["texts"]
    soroe = areas.index("0340") * len(indicators) + indicators.index("foertidspension")
    assert (texts["latest_month"][soroe], texts["status"][soroe]) == ("2014-04", "on_track")
    assert {len(column) for column in texts.values()} == {len(areas) * len(indicators)}


@pytest.mark.usefixtures("world")
def test_the_cube_is_danish_for_everybody_and_says_what_was_known() -> None:
    with override("en"):
        dataset = json_stat(extracted())

    assert dataset["dimension"]["column"]["category"]["label"]["latest"] == "Seneste tal"
    assert dataset["dimension"]["area"]["category"]["label"]["9001"] == "Ærø"
    assert dataset["updated"] == dataset["extension"]["known_on"] == "2014-06-07T09:00:00+02:00"


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("shape", ["oversigt", "tal"])
def test_the_file_is_the_dataset(shape: str) -> None:
    content = b"".join(json_stat_parts(extracted(shape)))

    assert json.loads(content) == json_stat(extracted(shape))
    assert "Ærø".encode() in content


@pytest.mark.usefixtures("world")
def test_an_extract_without_areas_is_an_empty_cube() -> None:
    assert read_dataset(json_stat(extracted(level="region", areas=frozenset({"0340"})))) == {}


@pytest.mark.usefixtures("world")
def test_a_shape_that_is_no_cube_is_refused() -> None:
    with pytest.raises(ValueError, match="matrix"):
        json_stat(extracted("matrix"))
