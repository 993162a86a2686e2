"""Charts as plotly JSON: what is drawn where, and that plotly takes every one of them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from plotly.graph_objects import Figure

from reporting.chart_looks import BAND, Chart, literal
from reporting.charts import KINDS, Band, Label, Mark, Point, Row, Tick, Trend, dot_chart, trend_chart

MAY = Point("2014-05-01", 34.0, "maj 2014: 34*", True)
TREND = Trend(
    unit="personer",
    axis="date",
    first="2012-12-15",
    last="2014-12-20",
    ticks=[Tick("2013-01-01", "jan. 2013"), Tick("2014-01-01", "jan. 2014")],
    earlier=[Point("2013-01-01", 84.0, "jan. 2013: 84")],
    recent=[Point("2013-05-01", 72.0, "maj 2013: 72"), MAY],
)


def trend(**fields: object) -> Trend:
    return replace(TREND, **fields)


def parts_of(drawn: Trend) -> dict[str, Chart]:
    return dict(zip(KINDS, trend_chart(drawn)["data"], strict=True))


def test_a_trend_draws_last_year_light_this_year_thick_and_marks_the_preliminary() -> None:
    parts = parts_of(trend())

    assert (parts["earlier"]["x"], parts["recent"]["y"]) == (["2013-01-01"], [72.0, 34.0])
    assert parts["earlier"]["line"]["width"] < parts["recent"]["line"]["width"]
    preliminary = parts["preliminary"]
    assert (preliminary["x"], preliminary["text"]) == (["2014-05-01"], ["maj 2014: 34*"])
    assert all(parts[kind]["x"] == [] for kind in ("replaced", "path", "target", "band", "outlook"))


def test_a_number_that_was_changed_after_its_release_is_framed() -> None:
    changed = Point("2014-04-01", 35.0, "april 2014: 35, rettet 12. maj, var 38", is_replaced=True)

    replaced = parts_of(trend(recent=[changed, MAY]))["replaced"]

    assert (replaced["x"], replaced["y"], replaced["text"]) == ([changed.x], [35.0], [changed.text])
    assert replaced["marker"]["symbol"] == "square-open"


def test_the_path_is_dashed_and_the_target_marked() -> None:
    parts = parts_of(
        trend(
            path=[Point("2012-12-01", 86.0, ""), Point("2014-12-01", 38.0, "")],
            target=Point("2014-12-01", 38.0, ""),
        )
    )

    assert (parts["path"]["line"]["dash"], parts["path"]["y"]) == ("dash", [86.0, 38.0])
    assert (parts["target"]["marker"]["symbol"], parts["target"]["y"]) == ("diamond", [38.0])


def test_an_outlook_is_a_light_band_below_all_else() -> None:
    end = Point("2014-12-01", 27.0, "fremskrivning")

    parts = parts_of(trend(band=Band(MAY, end, 2.0, 53.0)))

    assert (parts["band"]["x"], parts["band"]["y"]) == ([MAY.x, end.x, end.x], [34.0, 53.0, 2.0])
    assert (parts["outlook"]["y"], parts["outlook"]["line"]["dash"]) == ([34.0, 27.0], "dot")
    assert (KINDS[:2], parts["band"]["fillcolor"]) == (("band", "outlook"), BAND)


def test_the_highest_value_keeps_clear_of_the_names_above() -> None:
    layout = trend_chart(trend(band=Band(MAY, MAY, 2.0, 100.0)))["layout"]

    assert layout["yaxis"]["range"] == [0, pytest.approx(115)]
    assert trend_chart(trend(earlier=[], recent=[]))["layout"]["yaxis"]["range"] == [0, 1]


def test_names_of_marks_stand_above_the_figure_each_in_its_row() -> None:
    marks = [Mark("2013-01-01", "Førtidspensionsreform"), Mark("2014-01-01", "Kontanthjælpsreform", "right")]

    one, two = trend_chart(trend(marks=marks[:1]))["layout"], trend_chart(trend(marks=marks))["layout"]

    shifts = {name["text"]: (name["y"], name["yshift"]) for name in two["annotations"][1:]}
    assert shifts == {"Kontanthjælpsreform": (1, 0), "Førtidspensionsreform": (1, 20)}
    assert two["margin"]["t"] == one["margin"]["t"] + 20


def test_a_downloaded_picture_names_what_is_drawn() -> None:
    parts = parts_of(trend(names={"recent": "de seneste 12 måneder"}))

    assert (parts["recent"]["name"], parts["recent"]["showlegend"]) == ("de seneste 12 måneder", True)
    assert [part["showlegend"] for kind, part in parts.items() if kind != "recent"] == [False] * 7


def test_a_series_break_is_an_upright_line_with_its_name() -> None:
    layout = trend_chart(trend(marks=[Mark("2013-01-01", "Reform <1>")]))["layout"]

    [shape], name = layout["shapes"], layout["annotations"][1]
    assert (shape["x0"], shape["x1"], shape["yref"]) == ("2013-01-01", "2013-01-01", "paper")
    assert name["text"] == "Reform &lt;1&gt;"


def test_large_numbers_on_the_axis_are_written_out() -> None:
    axis = trend_chart(trend())["layout"]["yaxis"]

    assert (axis["separatethousands"], axis["exponentformat"]) == (True, "none")


def test_the_values_that_matter_are_written_in_the_figure() -> None:
    chart = trend_chart(trend(labels=[Label("2014-05-01", 34.0, "34*", above=False)]))

    [label] = chart["layout"]["annotations"][1:]
    assert (label["text"], label["y"], label["yanchor"]) == ("34*", 34.0, "top")


def test_charts_do_not_share_what_they_are_filled_with() -> None:
    trend_chart(trend(marks=[Mark("2013-01-01", "Reform")]))

    assert parts_of(trend(recent=[]))["recent"]["y"] == []
    assert trend_chart(trend())["layout"]["shapes"] == []


def test_dots_stand_in_the_given_order_groups_as_diamonds() -> None:
    chart = dot_chart(
        [Row("Sorø", 2.0, "2"), Row("Faxe", None, ".."), Row("Klyngen", 1.0, "1", True)], "pct."
    )

    areas, groups = chart["data"]
    assert (areas["y"], groups["y"]) == (["Sorø"], ["Klyngen"])
    assert chart["layout"]["yaxis"]["categoryarray"] == ["Klyngen", "Faxe", "Sorø"]


def test_a_text_stands_at_its_year_and_not_at_the_place_of_that_number() -> None:
    ticks = [Tick("2012", "2012"), Tick("2013", "2013")]
    label = Label("2013", 37.0, "37,0 pct.")

    made = trend_chart(trend(axis="category", first="", last="", ticks=ticks, labels=[label]))["layout"]

    assert [one["x"] for one in made["annotations"] if one["text"] == "37,0 pct."] == [1]


@pytest.mark.parametrize(("highest", "step"), [(2.0, 1), (2.5, None), (84.0, None)])
def test_an_axis_of_few_persons_has_no_halves(highest: float, step: int | None) -> None:
    few = trend(earlier=[Point("2013-01-01", highest, "")], recent=[Point("2013-05-01", 1.0, "")])

    assert trend_chart(few)["layout"]["yaxis"].get("dtick") == step


def test_plotly_takes_every_chart_and_json_too() -> None:
    label, mark = Label("2014-05-01", 34.0, "34*"), Mark("2013-01-01", "Reform", side="right")
    years = trend(axis="category", first="", last="", labels=[label], marks=[mark])
    charts = [trend_chart(trend()), trend_chart(years), dot_chart([Row("Sorø", 2.0, "2")], "pct.", True)]

    for chart in charts:
        Figure(json.loads(json.dumps(chart, allow_nan=False)))


def test_names_are_shown_as_they_are_written() -> None:
    assert literal("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;"
