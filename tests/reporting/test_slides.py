"""The slides of a municipality, a region and the country: the numbers of their pages, in native charts."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils.translation import override
from pptx.util import Inches

from goals.months import Month
from goals.progress import snapshot
from jobcentres.access import MINISTRY, OUTSIDER, Reader
from reporting import slides
from reporting.group_page import group_sections
from reporting.missing import reported_in
from reporting.sections import sections_of
from reporting.slides.native import steps
from reporting.slides.numbers_shown import format_of
from reporting.status_table import status_table
from reporting.trends import picture_of
from tests.builders import make_figure, make_own_goal, make_target
from tests.cast import Cast, Places
from tests.reporting.decks import (
    book_of,
    charts,
    made,
    notes,
    opened,
    sheet_behind,
    slide_about,
    texts_in,
    titles,
    values_of,
)
from tests.reporting.known_world import june, make_history
from tests.reporting.municipality_world import make_remark, make_world
from tests.reporting.overview_world import World
from tests.reporting.overview_world import make_world as make_overview

LOAD_PAGES = """
import sys, django
django.setup()
import config.urls, reporting.slides
print(sorted({"pptx", "xlsxwriter", "lxml"} & set(sys.modules)))
"""


@pytest.fixture
def overview(cast: Cast) -> World:
    return make_overview(cast)


def test_a_municipality_has_a_slide_to_each_goal_titled_by_its_conclusion(places: Places) -> None:
    make_world(places)
    book = book_of("0340")

    deck = opened(made("0340"))

    sections = sections_of(book, places.soroe)
    first, status, *goals = titles(deck)
    assert first == "Sorø Kommune"
    assert status.startswith("Sorø Kommune er på sporet med")
    for title, section in zip(goals, sections, strict=True):
        words = section.conclusion.removesuffix(".")
        assert title == f"{section.goal.short_name}: {words[0].lower()}{words[1:]}"


def test_the_trend_has_the_points_of_the_page(places: Places) -> None:
    world = make_world(places)
    book = book_of("0340")
    goal = next(goal for goal in book.goals if goal.indicator == world.pensions)
    picture = picture_of(
        book.line(places.soroe, goal),
        book.progress(places.soroe, goal),
        book.reader,
        book.yearbook.marks[world.pensions.pk],
    )
    assert picture is not None

    trend, _beside = charts(slide_about(opened(made("0340")), "Førtidspension"))

    drawn = values_of(trend)
    for kind in ("recent", "earlier", "path"):
        points = {point.x: point.y for point in getattr(picture.trend, kind) if point.y is not None}
        shown = {day: value for day, value in drawn[picture.trend.names[kind]].items() if value is not None}
        assert shown == points


def test_the_sheet_behind_a_chart_has_its_numbers(places: Places) -> None:
    make_world(places)

    for chart in (chart for slide in opened(made("0340")).slides for chart in charts(slide)):
        [header, *rows] = sheet_behind(chart).active.iter_rows(values_only=True)

        series = list(chart.plots[0].series)
        assert list(header[1:]) == [one.name for one in series]
        for column, one in enumerate(series, start=1):
            assert [row[column] for row in rows] == pytest.approx(list(one.values))


def test_a_count_is_compared_by_its_change_and_a_share_by_its_figure(places: Places) -> None:
    world = make_world(places)
    make_figure(places.hs, world.companies, "2013-12", "35.2")
    book = book_of("0340")
    deck = opened(made("0340"))

    _trend, changes = charts(slide_about(deck, "Førtidspension"))
    _trend, levels = charts(slide_about(deck, "Samarbejdsgrad"))

    goal = next(goal for goal in book.goals if goal.indicator == world.pensions)
    latest = book.progress(places.soroe, goal)
    assert values_of(changes)["Sorø Kommune"]["Sorø"] == pytest.approx(float(latest.change_pct or 0))
    assert values_of(levels)["Sorø Kommune"]["Sorø"] == 37.0
    assert values_of(levels)["andre"]["Hovedstaden & Sjælland"] == 35.2


def test_the_status_table_has_the_cells_of_the_page(places: Places) -> None:
    make_world(places)
    book = book_of("0340")

    [table] = [shape.table for shape in opened(made("0340")).slides[1].shapes if shape.has_table]

    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]
    for cells, row in zip(rows, status_table(book, places.soroe), strict=True):
        assert cells[0] == f"{row.number} {row.name}"
        assert cells[1].startswith(row.latest)
        assert cells[2] == row.previous
        assert cells[4:] == [row.target, row.path, str(row.status)]


def test_a_region_has_its_municipalities_in_order_with_those_behind_apart(overview: World) -> None:
    book = book_of("HS")

    slide = slide_about(opened(made("HS")), "Førtidspension i kommunerne")

    drawn = values_of(charts(slide)[0])
    assert list(drawn) == ["● på sporet eller ✓ nået", "■ bagud eller ✕ ikke nået"]
    assert [name for name, value in drawn["■ bagud eller ✕ ikke nået"].items() if value is not None] == [
        "Lejre"
    ]
    for area in book.places.members(book.places.of_code("HS")):
        seen = snapshot(book.line(area, book.goals[0]), Month(2014, 4), MINISTRY)
        shown = [values[area.name] for values in drawn.values() if values.get(area.name) is not None]
        assert shown == ([] if seen.change_pct is None else [pytest.approx(float(seen.change_pct))])


def test_the_readers_own_municipality_is_marked_among_the_others(overview: World) -> None:
    book = book_of("HS")
    soroe = overview.cast.places.soroe

    deck = opened(slides.slides(book, book.places.of_code("HS"), own={soroe.pk}))

    [chart] = charts(slide_about(deck, "Førtidspension i kommunerne"))
    assert "► Sorø" in values_of(chart)["● på sporet eller ✓ nået"]


def test_a_region_is_told_by_the_conclusions_of_its_page(overview: World) -> None:
    book = book_of("HS")
    region = book.places.of_code("HS")
    sections = group_sections(book, region, reported_in(book, region).updated)

    shown = titles(opened(made("HS")))

    for section in sections:
        words = section.conclusion.removesuffix(".")
        assert f"{section.goal.short_name}: {words[0].lower()}{words[1:]}" in shown
    assert overview.pensions.name in {title.split(" i kommunerne")[0] for title in shown}


def test_the_country_sets_its_regions_beside_it(cast: Cast) -> None:
    world = make_history(cast)
    for area, value in ((cast.places.country, "34.9"), (cast.places.hs, "33.1"), (cast.places.nj, "36.0")):
        make_figure(area, world.companies, "2013-12", value)

    _trend, beside = charts(slide_about(opened(made("DK")), "Samarbejdsgrad"))

    assert values_of(beside) == {
        "Hele landet": {"Hele landet": 34.9, "Hovedstaden & Sjælland": None, "Nordjylland": None},
        "beskæftigelsesregioner": {"Hele landet": None, "Hovedstaden & Sjælland": 33.1, "Nordjylland": 36.0},
    }


@pytest.mark.parametrize(("reader", "is_seen"), [(MINISTRY, True), (OUTSIDER, False)])
def test_a_small_number_is_on_no_slide_of_those_who_may_not_see_it(
    places: Places, reader: Reader, is_seen: bool
) -> None:
    world = make_world(places)
    make_target(places.fanoe, world.pensions, 1, baseline=11, baseline_month="2012-12")

    deck = opened(made(places.fanoe.code, reader))

    drawn = [
        value
        for chart in charts(slide_about(deck, "Førtidspension"))
        for values in values_of(chart).values()
        for value in values.values()
    ]
    assert (3.0 in drawn) == is_seen
    assert ("for lille til at blive vist" in "".join(titles(deck))) != is_seen


def test_a_hidden_municipality_is_named_below_the_figure(overview: World) -> None:
    deck = opened(made("HS", OUTSIDER))

    slide = slide_about(deck, "Førtidspension i kommunerne")

    assert all(values.get("Ærø") is None for values in values_of(charts(slide)[0]).values())
    assert "Ærø" in notes(slide)
    assert overview.aero.name == "Ærø"


def test_the_same_choice_is_the_same_bytes_whatever_happened_since(cast: Cast) -> None:
    world = make_history(cast)
    codes = ("0340", "HS", "DK")
    before = [made(code, known_on=june(7)) for code in codes]

    make_figure(cast.places.soroe, world.pensions, "2014-04", 55)
    make_target(world.lejre, world.pensions, 70, baseline=120, baseline_month="2012-12")

    assert [made(code, known_on=june(7)) for code in codes] == before
    assert made("0340") != before[0]


def test_nothing_tells_who_made_it_or_when(places: Places) -> None:
    make_world(places)
    content = made("0340", known_on=june(7))

    about = opened(content).core_properties
    assert (about.author, about.last_modified_by) == ("Måltal", "Måltal")
    assert about.created == about.modified == datetime(2014, 6, 7, 7)  # noqa: DTZ001 in UTC
    with ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    everything = "".join(texts_in(content))
    assert "Canny" not in everything
    assert "python-pptx" not in everything
    assert str(Path(slides.__file__).parents[2]) not in everything


def test_a_text_is_a_text_whatever_it_begins_with(places: Places) -> None:
    world = make_world(places)
    goal = make_own_goal(places.soroe, '=HYPERLINK("x")')
    make_figure(places.soroe, goal.indicator, "2014-04", 7)
    make_remark(places, world.unemployed, "=1+1\x07 <a:t>&amp;")

    book = book_of("0340")
    book._own_goals = (goal,)
    everything = list(texts_in(made("0340")))

    assert all("<f>" not in text for text in everything if "worksheet" in text)
    assert not any("hlinkClick" in text for text in everything)
    assert any("=1+1  &lt;a:t&gt;&amp;amp;" in text for text in everything)


def test_who_hears_the_slides_is_told_everything_in_order(places: Places) -> None:
    make_world(places)

    deck = opened(made("0340"))

    assert (deck.slide_width, deck.slide_height) == (Inches(13.333), Inches(7.5))
    assert len(set(titles(deck))) == len(deck.slides)
    for slide in deck.slides:
        assert slide.shapes[0] == slide.shapes.title
        figures = [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
        described = [shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in figures]
        assert all(described) and not any(".." in text for text in described)
        languages = {run.get("lang") for run in slide._element.iter() if run.tag.endswith("}rPr")}
        assert languages == {"da-DK"}


def test_the_notes_tell_source_dates_and_definition(places: Places) -> None:
    world = make_world(places)
    world.pensions.definitions.create(text="Alle, der har fået bevilget.", valid_from="2012-01-01")

    told = notes(slide_about(opened(made("0340", known_on=june(12))), "Førtidspension"))

    assert "Data til og med maj 2014." in told
    assert "Som tallene så ud 12. juni 2014 kl. 9.00." in told
    assert "Alle, der har fået bevilget." in told
    assert "Eksempeldata" in told


def test_the_notes_have_the_jobcentres_own_words(places: Places) -> None:
    make_world(places)

    told = notes(slide_about(opened(made("0340", basis="preliminary")), "Førtidspension"))

    assert "Jobcentrets bemærkning (jun. 2013–maj 2014): Nyt rehabiliteringsteam fra august 2013." in told


def test_a_preliminary_figure_is_marked_in_its_chart(places: Places) -> None:
    make_world(places)

    slide = slide_about(opened(made("0340", basis="preliminary")), "Førtidspension")

    [chart, _beside] = charts(slide)
    assert [value for value in values_of(chart)["foreløbigt tal"].values() if value is not None] == [34.0]
    assert '"*"' in chart._chartSpace.xml.replace("&quot;", '"')
    assert "*Foreløbigt" in notes(slide)


def test_an_area_without_figures_has_slides_that_say_so(places: Places) -> None:
    make_world(places)

    deck = opened(made(places.fanoe.code))

    slide = slide_about(deck, "Langtidsledige: der er intet tal endnu")
    assert charts(slide) == []
    assert any(
        "hverken tal eller måltal" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("34", "#,##0"),
        ("37,0 pct.", '#,##0.0" pct."'),
        ("højst 1.150", '"højst "#,##0'),
        ("34*", '#,##0"*"'),
        ("+4,25", '"+"#,##0.00'),
    ],
)
def test_a_label_has_the_format_that_says_what_the_page_says(text: str, expected: str) -> None:
    assert format_of(text).split(";")[0] == f"[$-406]{expected}"


def test_a_fall_has_the_sign_of_the_pages() -> None:
    assert format_of("−52,8 pct.").split(";")[1] == '[$-406]"−"#,##0.0" pct."'


def test_pptx_is_loaded_only_when_slides_are_made() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", LOAD_PAGES],
        cwd=Path(slides.__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([38, 74], (0, 80, 20)),
        ([-52.8, -11.0], (-60, 0, 20)),
        ([-7.0, 12.0], (-10, 15, 5)),
        ([1], (0, 1, 1)),
        ([], (0, 1, 1)),
    ],
)
def test_an_axis_goes_by_round_steps_and_has_zero(
    values: list[float], expected: tuple[float, float, float]
) -> None:
    assert steps(values, least=1) == expected
    assert str(steps(values)[0]) != "-0.0"


@pytest.mark.parametrize(("reader", "is_closed"), [(MINISTRY, True), (OUTSIDER, False)])
def test_what_must_not_be_passed_on_says_so_on_every_slide(
    places: Places, reader: Reader, is_closed: bool
) -> None:
    make_world(places)

    for slide in opened(made(places.fanoe.code, reader)).slides:
        texts = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert ("Lukket" in texts) == is_closed
        assert ("Ikke for andre end jobcentret" in notes(slide)) == is_closed


def test_slides_speak_danish_whoever_asks(places: Places) -> None:
    make_world(places)

    with override("en"):
        [first, *_others] = opened(made("0340")).slides

    assert "Status på ministermålene 2014" in first.placeholders[1].text_frame.text
