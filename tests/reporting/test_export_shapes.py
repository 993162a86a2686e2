"""Extracts that are no summary: municipalities × goals, and every version of the figures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.models import Figure, Indicator
from goals.months import Month
from goals.series import Basis
from jobcentres.access import MINISTRY, OUTSIDER, Reader
from jobcentres.clock import standing_at
from reporting.exports.extract import Extract
from reporting.exports.revisions import RevisionRow, revision_rows
from reporting.exports.shapes import SHAPES
from reporting.summaries import Choice
from tests.builders import make_area, make_figure, make_goal, make_indicator
from tests.cast import Cast
from tests.reporting.known_world import june, make_history
from tests.reporting.overview_world import World
from tests.reporting.summary_files import exported, records_of, rows_of
from tests.reporting.workbooks import opened, texts_in

IN_APRIL = ("--year", "2014", "--as-of", "2014-04")
ON_7_JUNE = (*IN_APRIL, "--known-on", "2014-06-07T08:00")


@pytest.fixture
def world(cast: Cast) -> World:
    return make_history(cast)


def made(folder: Path, *arguments: str) -> bytes:
    file = folder / "export.xlsx"
    call_command("export_summary", *ON_7_JUNE, *arguments, "--format", "xlsx", "--output", str(file))
    return file.read_bytes()


@pytest.mark.usefixtures("world")
def test_the_matrix_has_a_row_for_each_municipality_and_columns_for_each_goal() -> None:
    rows = rows_of(*ON_7_JUNE, "--shape", "matrix")

    soroe = next(row for row in rows if row["area"] == "0340")
    assert [row["area_name"] for row in rows][-3:] == ["Ærø", "Aalborg", "Aarre"]
    assert soroe["region_name"] == "Hovedstaden & Sjælland"
    assert list(soroe)[3:8] == [
        f"foertidspension_{name}" for name in ("latest_month", "latest", "target", "gap", "status")
    ]
    assert list(soroe.values())[3:8] == ["2014-04", "41", "38", "3", "on_track"]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (["--level", "region"], ["HS", "NJ", "SD"]),
        (["--area", "DK", "0340"], ["DK", "0340"]),
        (["--within", "HS", "--level", "municipality"], ["9003", "0340", "9001", "9002"]),
        (["--within", "Nordjylland"], ["0851"]),
    ],
)
def test_the_areas_of_a_matrix_can_be_chosen(chosen: list[str], expected: list[str]) -> None:
    assert [row["area"] for row in rows_of(*ON_7_JUNE, "--shape", "matrix", *chosen)] == expected


@pytest.mark.usefixtures("world")
def test_the_matrix_says_what_the_summary_says() -> None:
    matrix = {row["area"]: row for row in records_of(*ON_7_JUNE, "--shape", "matrix")}

    for row in records_of(*ON_7_JUNE, "--level", "municipality"):
        for name in ("latest", "target", "gap", "status"):
            assert matrix[row["area"]][f"{row['indicator']}_{name}"] == row[name]


@pytest.mark.usefixtures("world")
def test_each_goal_stands_once_above_its_columns_in_the_workbook(tmp_path: Path) -> None:
    book = opened(made(tmp_path, "--shape", "matrix"))

    sheet = book["Kommuner × mål"]
    assert book.sheetnames == ["Kommuner × mål", "Dækning", "Definitioner", "Om"]
    assert [str(span) for span in sorted(sheet.merged_cells.ranges, key=str)] == ["D1:H1", "I1:M1"]
    assert [sheet["D1"].value, sheet["I1"].value] == [
        "1 Førtidspension, personer",
        "2 Samarbejdsgrad, procent",
    ]
    headings = [str(cell.value) for cell in sheet[2]]
    assert headings[1:4] == ["Område", "Beskæftigelsesregion", "Seneste tals måned"]
    assert headings[4:8] == ["Seneste tal", "Måltal", "Afvigelse fra måltallet", "Status"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C3", "$1:$2")
    assert sheet.auto_filter.ref == f"A2:M{sheet.max_row}"
    formats = {sheet.cell(4, column).number_format for column in (5, 6, 7)}
    assert formats <= {"#,##0", "General"}


@pytest.fixture
def pensions(cast: Cast) -> Indicator:
    """Sorø's April, day by day in June 2014: 2 June 36 is entered, 3 June released, 4 June 35 is corrected, 5
    June 34 is entered and not released. Fanø's is 3, then 30."""
    indicator = make_indicator("foertidspension", name="Førtidspension")
    make_goal(indicator)
    soroe, fanoe = cast.places.soroe, cast.places.fanoe
    for day, value, is_approved in ((2, 36, False), (3, 36, True), (4, 35, True), (5, 34, False)):
        with standing_at(june(day)):
            Figure.objects.update(is_reopened=True)
            make_figure(soroe, indicator, "2014-04", value, approved=is_approved)
    for day, value in ((2, 3), (3, 30)):
        with standing_at(june(day)):
            make_figure(fanoe, indicator, "2014-04", value)
    return indicator


def revisions(reader: Reader, basis: str = "approved", known_on: datetime | None = None) -> list[RevisionRow]:
    choice = Choice(2014, Month(2014, 4), known_on, Basis(basis))
    return list(revision_rows(Extract(choice, shape="revisioner").read(reader)))


def said(rows: list[RevisionRow], area: str) -> list[tuple[int, object, object]]:
    own = [row for row in rows if row.area.code == area]
    return [
        (
            row.version.number,
            ".." if "value" in row.hidden else row.told.value,
            ".." if "replaced_value" in row.hidden else row.replaced.value,
        )
        for row in own
    ]


@pytest.mark.usefixtures("pensions")
def test_every_version_of_a_figure_is_told_to_those_inside() -> None:
    rows = revisions(MINISTRY, "preliminary")

    assert said(rows, "0340") == [(1, 36, None), (2, 36, 36), (3, 35, 36), (4, 34, 35)]
    assert [row.version.is_approved for row in rows if row.area.code == "0340"] == [False, True, True, False]


@pytest.mark.usefixtures("pensions")
def test_on_the_released_basis_the_version_that_waits_is_left_out() -> None:
    assert said(revisions(MINISTRY), "0340") == [(1, 36, None), (2, 36, 36), (3, 35, 36)]


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize("basis", ["approved", "preliminary"])
def test_readers_outside_are_told_the_released_versions_alone(basis: str) -> None:
    rows = revisions(OUTSIDER, basis)

    assert said(rows, "0340") == [(2, 36, None), (3, 35, 36)]
    assert {row.note for row in rows} == {""}


@pytest.mark.usefixtures("pensions")
def test_a_small_number_of_the_past_is_hidden_from_readers_outside() -> None:
    assert said(revisions(OUTSIDER), "0563") == [(1, "..", None), (2, 30, "..")]
    assert said(revisions(MINISTRY), "0563") == [(1, 3, None), (2, 30, 3)]


@pytest.mark.usefixtures("pensions")
def test_the_versions_are_those_known_at_the_moment() -> None:
    assert said(revisions(MINISTRY, "preliminary", june(3, 12)), "0340") == [(1, 36, None), (2, 36, 36)]
    assert said(revisions(OUTSIDER, known_on=june(2, 12)), "0340") == []


def test_the_parts_of_a_percentage_are_hidden_with_its_small_ones(cast: Cast) -> None:
    indicator = make_indicator("uddannelsesgrad", unit="percent")
    make_goal(indicator)
    make_figure(cast.places.soroe, indicator, "2014-04", parts=(3, 41))

    (row,) = revisions(OUTSIDER)

    assert (str(row.told.value), row.told.numerator, row.told.denominator) == ("7.3", None, None)
    assert row.hidden == {"numerator", "denominator"}


@pytest.mark.usefixtures("pensions")
def test_the_file_of_versions_says_when_how_and_what_stood_before() -> None:
    first, *_others, last = [
        row for row in rows_of(*IN_APRIL, "--shape", "revisioner") if row["area"] == "0340"
    ]

    assert (first["version"], first["recorded_at"], first["value"]) == (
        "1",
        "2014-06-02T09:00:00+02:00",
        "36",
    )
    assert (first["origin"], first["released"], first["replaced_state"]) == ("typed", "false", "")
    assert (last["value"], last["replaced_value"], last["replaced_state"]) == ("35", "36", "reported")


@pytest.mark.usefixtures("pensions")
def test_the_workbook_of_versions_has_no_sheet_that_says_nothing_of_them(tmp_path: Path) -> None:
    content = made(tmp_path, "--shape", "revisioner")

    assert opened(content).sheetnames == ["Ændringer", "Definitioner", "Om"]
    assert "--shape revisioner" in texts_in(content)


@pytest.mark.usefixtures("world")
def test_all_figures_can_be_had_alone(tmp_path: Path) -> None:
    book = opened(made(tmp_path, "--shape", "tal"))

    assert book.sheetnames == ["Tal", "Dækning", "Definitioner", "Om"]
    lines = exported(*ON_7_JUNE, "--shape", "tal").splitlines()
    assert book["Tal"].max_row == len(lines)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_moment_gives_the_same_bytes_after_changes(shape: str, world: World, tmp_path: Path) -> None:
    formats = [kind for kind in SHAPES[shape].formats if kind != "xlsx"]

    def files() -> list[Any]:
        texts = [exported(*ON_7_JUNE, "--shape", shape, "--format", kind) for kind in formats]
        return [*texts, made(tmp_path, "--shape", shape) if "xlsx" in SHAPES[shape].formats else b""]

    with standing_at(june(12)):
        before = files()
    for number in range(10):
        with standing_at(june(13)):
            make_figure(world.aarre, world.pensions, f"2014-0{1 + number % 4}", 50 + number)

    with standing_at(june(20)):
        assert files() == before


@pytest.mark.usefixtures("world")
def test_a_shape_that_is_no_cube_is_not_written_as_one() -> None:
    with pytest.raises(CommandError, match="xlsx, csv-dk, csv, json"):
        exported(*ON_7_JUNE, "--shape", "matrix", "--format", "jsonstat")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("shape", ["oversigt", "tal", "matrix", "revisioner"])
def test_a_shape_of_more_areas_needs_no_more_queries(shape: str, cast: Cast) -> None:
    with CaptureQueriesContext(connection) as few:
        exported(*ON_7_JUNE, "--shape", shape)
    for number in range(10):
        make_figure(
            make_area(f"8{number:03}", f"By {number}", parent=cast.places.hs), world_pensions(), "2014-04", 60
        )

    with CaptureQueriesContext(connection) as many:
        exported(*ON_7_JUNE, "--shape", shape)

    assert len(many) == len(few)


def world_pensions() -> Indicator:
    return Indicator.objects.get(code="foertidspension")
