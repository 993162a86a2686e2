"""Charts drawn for paper: what plotly's dictionaries say, without a browser."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from goals.models import Goal
from reporting import chart_looks as looks
from reporting.charts import Chart, Label, Mark, Point, Row, Tick, Trend, dot_chart, trend_chart
from reporting.matrix import JUDGED
from reporting.papers.drawing import drawn, round_step, sample
from reporting.papers.spreads import BAND_COLORS, TILE_COLORS, map_drawn
from reporting.tile_map import Tile, TileMap
from reporting.wording import StatusWords

SVG = "{http://www.w3.org/2000/svg}"
STYLES = Path(__file__).parents[2] / "static/css/country.css"


def trend(*, values: tuple[float | None, ...] = (12000, None, 11000, 10000), mark: str = "") -> Chart:
    months = [f"2014-{month:02}-01" for month in range(1, len(values) + 1)]
    points = [Point(x, y, "") for x, y in zip(months, values, strict=True)]
    return trend_chart(
        Trend(
            unit="personer",
            axis="date",
            first="2013-12-15",
            last="2014-12-20",
            ticks=[Tick("2014-01-01", "jan. 2014"), Tick("2014-07-01", "jul. 2014")],
            recent=points,
            earlier=[],
            path=[Point("2014-01-01", 12000, ""), Point("2014-12-01", 9000, "")],
            target=Point("2014-12-01", 9000, ""),
            marks=[Mark("2014-02-01", mark)] if mark else [],
            labels=[Label(months[-1], values[-1] or 0, "10.000")],
        )
    )


def shapes(drawing: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(drawing).iter(f"{SVG}{name}"))  # noqa: S314 - our own drawing


def texts(drawing: str) -> list[str]:
    return ["".join(one.itertext()) for one in shapes(drawing, "text")]


def lines_of(drawing: str, color: str) -> list[ElementTree.Element]:
    return [one for one in shapes(drawing, "polyline") if one.get("stroke") == color]


def test_texts_are_danish_and_stand_at_the_axes() -> None:
    found = texts(drawn(trend()))

    assert [text for text in found if text.replace(".", "").isdigit()][:3] == ["0", "5.000", "10.000"]
    assert {"jan. 2014", "jul. 2014", "personer"} <= set(found)


def test_long_numbers_have_their_room_left_of_the_axis() -> None:
    drawing = drawn(trend(values=(1_200_000, 1_300_000)))

    numbers = [one for one in shapes(drawing, "text") if one.text == "1.000.000"]
    assert [float(str(one.get("x"))) > len("1.000.000") * 7 for one in numbers] == [True]


def yearly(*values: float) -> Chart:
    years = [str(2012 + place) for place in range(len(values))]
    points = [Point(year, value, "") for year, value in zip(years, values, strict=True)]
    return trend_chart(
        Trend(
            unit="personer",
            axis="category",
            first="",
            last="",
            ticks=[Tick(year, year) for year in years],
            recent=points,
            earlier=[],
            labels=[Label(years[-1], values[-1], "sidst")],
        )
    )


def test_the_last_year_s_figure_is_written_above_that_year() -> None:
    found = {"".join(one.itertext()): one for one in shapes(drawn(yearly(40, 30, 20)), "text")}

    assert abs(float(found["sidst"].attrib["x"]) - float(found["2014"].attrib["x"])) < 20


def test_an_axis_of_few_persons_counts_whole_ones() -> None:
    found = texts(drawn(yearly(1, 2, 1)))

    assert [text for text in found if re.fullmatch(r"[\d,]+", text) and len(text) < 4] == ["0", "1", "2"]


def test_a_missing_value_breaks_the_line() -> None:
    drawing = drawn(trend(values=(12000, 11500, None, 10500, 10000)))

    [before, after] = lines_of(drawing, looks.OWN.color)
    assert len(str(before.get("points")).split()) == len(str(after.get("points")).split()) == 2


def test_a_lower_value_lies_lower_and_a_later_one_to_the_right() -> None:
    [line] = lines_of(drawn(trend(values=(12000, 10000))), looks.OWN.color)

    [x1, y1], [x2, y2] = (map(float, place.split(",")) for place in str(line.get("points")).split())
    assert x1 < x2
    assert y1 < y2


def test_series_differ_in_dash_and_marker_for_paper_without_colours() -> None:
    drawing = drawn(trend())

    [path] = lines_of(drawing, looks.TARGET.color)
    assert path.get("stroke-dasharray") == "9,9"
    assert all(not line.get("stroke-dasharray") for line in lines_of(drawing, looks.OWN.color))
    diamonds = [one for one in shapes(drawing, "polygon") if one.get("fill") == looks.TARGET.color]
    assert len(diamonds) == 1


@pytest.mark.parametrize("name", ["<b>&lt;", "#set $x$", "a\"b'c", "漢 reform"])
def test_names_are_drawn_as_they_are_written(name: str) -> None:
    assert name in texts(drawn(trend(mark=name)))


def test_signs_that_the_typeface_lacks_do_not_change_that_of_their_text() -> None:
    drawing = drawn(trend(mark="før 漢 efter"))

    [span] = shapes(drawing, "tspan")
    assert (span.text, span.get("font-family")) == ("漢", "DejaVu Sans Mono")


def test_areas_in_a_chart_of_dots_stand_in_their_order() -> None:
    drawing = drawn(
        dot_chart([Row("Sorø", 2.0, "2,0"), Row("Fanø", None, ".."), Row("Hele", 3.0, "3,0", True)], "")
    )

    names = [one for one in shapes(drawing, "text") if one.text in {"Sorø", "Fanø", "Hele"}]
    heights = [float(str(one.get("y"))) for one in names]
    assert [one.text for one in names] == ["Sorø", "Fanø", "Hele"]
    assert heights == sorted(heights)
    assert len(shapes(drawing, "circle")) == 1


def test_a_drawing_is_always_the_same_and_fetches_nothing() -> None:
    drawing = drawn(trend(mark="Reform"))

    assert drawing == drawn(trend(mark="Reform"))
    assert not re.search(r"href|url\(|<style|<script|<image", drawing)


def test_a_key_shows_line_and_marker() -> None:
    drawing = sample(trend()["data"][3])

    assert len(shapes(drawing, "polyline")) == len(shapes(drawing, "circle")) == 1


@pytest.mark.parametrize(("rough", "step"), [(0.13, 0.2), (1, 1), (1.1, 2), (2.4, 5), (6, 10), (2300, 5000)])
def test_the_axis_is_divided_by_round_numbers(rough: float, step: float) -> None:
    assert round_step(rough) == pytest.approx(step)


def test_the_map_has_every_tile_with_its_sign_and_letters_in_its_place() -> None:
    status = StatusWords("■", "bagud", "behind")
    tiles = tuple(
        Tile(label, column, row, "", status, "", False)
        for label, column, row in (("SOR", 1, 0), ("FAN", 0, 2))
    )
    shown = TileMap(Goal(), "", "", (), tiles, (), False)

    drawing = map_drawn(shown)

    assert texts(drawing) == ["■", "SOR", "■", "FAN"]
    [soroe, fanoe] = shapes(drawing, "rect")
    assert float(str(soroe.get("x"))) > float(str(fanoe.get("x")))
    assert float(str(soroe.get("y"))) < float(str(fanoe.get("y")))


def test_tiles_and_thirds_have_the_colours_of_the_page() -> None:
    styles = STYLES.read_text(encoding="utf-8").upper()

    assert set(TILE_COLORS) == {str(status) for status in JUDGED}
    named = {fill for fill, _edge, _ink in TILE_COLORS.values()} | set(BAND_COLORS.values())
    assert [color for color in named if color not in styles and color != looks.INK] == []
