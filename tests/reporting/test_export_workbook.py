"""The Excel export: what an official opens."""

from __future__ import annotations

import csv
import hashlib
import io
import random
import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from goals.numbers import rounded
from jobcentres.clock import COPENHAGEN, standing_at
from jobcentres.models import Area
from reporting.exports.columns import COLUMNS
from reporting.exports.kinds import Kind
from tests.builders import make_area, make_figure
from tests.cast import Cast, ClientOf
from tests.reporting.extracts import fetch, fetched
from tests.reporting.known_world import june, make_history
from tests.reporting.overview_world import World
from tests.reporting.summary_files import exported
from tests.reporting.workbooks import SHEETS, made, opened, rows_of, summary_rows, texts_in

IN_APRIL = ("--as-of", "2014-04")
ON_7_JUNE = (*IN_APRIL, "--known-on", "2014-06-07T08:00")


@pytest.fixture
def world(cast: Cast) -> World:
    return make_history(cast)


@pytest.mark.usefixtures("world")
def test_the_sheets_print_on_a4_with_their_header_on_each_page(tmp_path: Path) -> None:
    book = opened(made(tmp_path, *IN_APRIL))

    assert book.sheetnames == SHEETS
    for sheet in book:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.oddFooter.right.text == "Side &P af &N"
    for name in ("Oversigt", "Tal", "Dækning", "Definitioner"):
        assert book[name].print_title_rows == "$1:$1"
        assert book[name].auto_filter.ref == book[name].dimensions
        assert book[name].freeze_panes is not None


@pytest.mark.usefixtures("world")
def test_numbers_and_dates_are_real_and_codes_are_texts(tmp_path: Path) -> None:
    row = next(row for row in summary_rows(opened(made(tmp_path, *IN_APRIL))) if row["area"] == "0340")

    assert (row["area"], row["area_name"], row["year"]) == ("0340", "Sorø", 2014)
    assert (row["latest"], row["latest_month"], row["target"]) == (41, datetime(2014, 4, 1), 38)  # noqa: DTZ001
    assert (row["preliminary"], row["revised_on"]) == (False, datetime(2014, 6, 4))  # noqa: DTZ001


@pytest.mark.usefixtures("world")
def test_a_danish_spreadsheet_shows_counts_whole_and_the_rest_with_one_decimal(tmp_path: Path) -> None:
    sheet = opened(made(tmp_path, *IN_APRIL))["Oversigt"]

    places = {name: number for number, name in enumerate(COLUMNS, start=1)}
    soroe = next(row for row in range(2, 20) if sheet.cell(row, places["area"]).value == "0340")
    names = ("area", "latest_month", "latest")
    formats = {name: sheet.cell(soroe, places[name]).number_format for name in names}
    assert formats == {"area": "@", "latest_month": "yyyy-mm", "latest": "#,##0"}
    beside_number = sheet.cell(soroe, places["indicator"]).alignment
    assert (beside_number.horizontal, beside_number.indent) == ("left", 1)
    shares = [row for row in range(2, sheet.max_row) if sheet.cell(row, places["unit"]).value == "procent"]
    shown = {sheet.cell(row, places["target"]).number_format for row in shares}
    assert "#,##0.0" in shown - {"General"}


@pytest.mark.usefixtures("world")
def test_no_heading_breaks_within_a_word(tmp_path: Path) -> None:
    book = opened(made(tmp_path, *IN_APRIL))

    for name in ("Oversigt", "Tal", "Dækning"):
        for cell in book[name][1]:
            longest = max(len(word) for word in str(cell.value).split())
            assert _width_of(book[name], cell.column) >= longest + 3, cell.value


def _width_of(sheet: Worksheet, column: int) -> float:
    """Columns of the same width stand together in the file."""
    spans = sheet.column_dimensions.values()
    return float(next(span.width for span in spans if span.min <= column <= span.max))


@pytest.mark.usefixtures("world")
def test_each_goal_has_a_native_chart_of_its_regions(tmp_path: Path) -> None:
    content = made(tmp_path, *IN_APRIL)

    sheet = opened(content)["Diagrammer"]
    ranges = re.findall(r"<c:f>(.*?)</c:f>", texts_in(content))
    assert sheet["A1"].value == "Mål 1, Førtidspension: ingen kan vurderes nu"
    assert len(sheet._charts) == 2
    assert "Oversigt!$N$3:$N$5" in ranges
    assert "Oversigt!$U$3:$U$5" in ranges


@pytest.mark.usefixtures("world")
def test_the_line_above_a_chart_counts_those_that_can_be_judged(tmp_path: Path) -> None:
    book = opened(made(tmp_path, *IN_APRIL, "--level", "municipality"))

    said = book["Diagrammer"]["A1"].value
    assert said == "Mål 1, Førtidspension: 2 af de 2, der kan vurderes nu, er på sporet eller har nået målet"
    judged = [row["status"] for row in summary_rows(book) if row["goal"] == 1]
    assert sum(status in {"● på sporet", "■ bagud", "◐ lidt bagud"} for status in judged) == 2


@pytest.mark.usefixtures("world")
def test_a_chart_keeps_no_zero_for_what_is_missing(tmp_path: Path) -> None:
    content = made(tmp_path, *IN_APRIL, "--level", "municipality")

    rows = [row for row in summary_rows(opened(content)) if row["goal"] == 1]
    latest = re.findall(r"\$N\$2:\$N\$\d+</c:f><c:numCache>(.*?)</c:numCache>", texts_in(content))[0]
    kept = {int(place) for place in re.findall(r'<c:pt idx="(\d+)"', latest)}
    assert kept == {place for place, row in enumerate(rows) if isinstance(row["latest"], int | float)}
    assert len(kept) < len(rows)


@pytest.mark.usefixtures("world")
def test_before_the_first_figure_there_is_no_chart(tmp_path: Path) -> None:
    book = opened(made(tmp_path, "--known-on", "2010-01-01T08:00"))

    assert "Diagrammer" not in book.sheetnames
    assert "Oversigt" in book.sheetnames


@pytest.mark.usefixtures("world")
def test_a_long_list_of_missing_municipalities_is_broken_into_lines(tmp_path: Path) -> None:
    region = Area.objects.get(code="HS")
    for number in range(20):
        make_area(f"8{number:03}", f"Langtbortby {number}", parent=region)

    sheet = opened(made(tmp_path, "--known-on", "2010-01-01T08:00", "--area", "HS"))["Dækning"]

    [missing] = [cell for cell in sheet[1] if cell.value == "Kommuner, der mangler"]
    listed = sheet.cell(2, missing.column)
    assert listed.alignment.wrap_text
    assert sheet.row_dimensions[2].height * 60 / 15 > len(listed.value) > 300


@pytest.mark.usefixtures("world")
def test_it_says_in_utc_when_it_was_known(tmp_path: Path) -> None:
    properties = opened(made(tmp_path, *ON_7_JUNE)).properties

    assert properties.created == properties.modified == datetime(2014, 6, 7, 6)  # noqa: DTZ001


@pytest.mark.usefixtures("world")
def test_few_municipalities_are_drawn_and_many_are_not(tmp_path: Path) -> None:
    few = opened(made(tmp_path, *IN_APRIL, "--level", "municipality"))
    for number in range(20):
        make_area(f"8{number:03}", f"By {number}")

    many = opened(made(tmp_path, *IN_APRIL, "--level", "municipality"))

    assert "Diagrammer" in few.sheetnames
    assert "Diagrammer" not in many.sheetnames


def test_all_figures_say_their_source_and_their_release(world: World, tmp_path: Path) -> None:
    make_figure(world.aarre, world.pensions, "2014-04", 13, source_kind="own_count")

    figures = rows_of(opened(made(tmp_path, *IN_APRIL)), "Tal")

    def of(area: str) -> dict[str, Any]:
        month = datetime(2014, 4, 1)  # noqa: DTZ001
        return next(row for row in figures if (row["Kode"], row["Måned"]) == (area, month))

    assert (of("0340")["Tal"], of("0340")["Kilde"]) == (41, "jobindsats.dk")
    assert of("0340")["Frigivet den"] == datetime(2014, 6, 4)  # noqa: DTZ001
    assert (of("9002")["Tal"], of("9002")["Kilde"]) == (13, "egen opgørelse")
    assert (of("9003")["Tal"], of("9003")["Tallets tilstand"]) == (None, "kan ikke opgøres p.t.")


@pytest.mark.usefixtures("world")
def test_a_sum_is_released_with_the_last_of_its_figures(tmp_path: Path) -> None:
    figures = rows_of(opened(made(tmp_path, *ON_7_JUNE, "--area", "HS")), "Tal")

    total = next(
        row for row in figures if (row["Mål"], row["Måned"].month, row["Måned"].year) == (1, 4, 2014)
    )
    assert (total["Tal"], total["Kilde"]) == (41 + 90 + 4 + 12, "sum af kommunernes tal")
    assert total["Frigivet den"] == datetime(2014, 6, 4)  # noqa: DTZ001


@pytest.mark.usefixtures("world")
def test_the_months_of_all_figures_can_begin_earlier(tmp_path: Path) -> None:
    figures = rows_of(
        opened(made(tmp_path, *IN_APRIL, "--area", "0340", "--figures-since", "2010-01")), "Tal"
    )

    assert min(row["Måned"] for row in figures).year == 2010
    assert len([row for row in figures if row["Mål"] == 1]) == 4 * 12 + 4


@pytest.mark.usefixtures("world")
def test_coverage_names_who_is_missing(tmp_path: Path) -> None:
    rows = rows_of(opened(made(tmp_path, *IN_APRIL)), "Dækning")

    region = next(row for row in rows if (row["Mål"], row["Kode"]) == (1, "HS"))
    assert (region["Kommuner med tal"], region["Kommuner i alt"], region["Dækning, pct."]) == (3, 4, 75)
    assert region["Kommuner, der mangler"] == "Lejre"


@pytest.mark.usefixtures("world")
def test_about_says_how_the_file_is_made_again_and_its_checksum(tmp_path: Path) -> None:
    rows = opened(made(tmp_path, *ON_7_JUNE, "--level", "region"))["Om"].iter_rows(values_only=True)

    about = dict(row for row in rows if row[0])
    assert about["Som tallene så ud"] == "7. juni 2014 kl. 8.00"
    command = about["Samme tal igen med kommando"]
    assert "--known-on 2014-06-07T08:00 --basis approved --level region --format xlsx" in command
    assert "kendt=2014-06-07T08:00&niveau=regioner&format=xlsx" in about["Samme tal igen med adresse"]
    content = exported("--year", "2014", *ON_7_JUNE, "--level", "region")
    assert hashlib.sha256(content.encode()).hexdigest() in about["Kontrolsum, Oversigt"]


def test_the_same_moment_gives_the_same_bytes_after_fifty_changes(world: World, tmp_path: Path) -> None:
    with standing_at(june(12)):
        before = made(tmp_path, *ON_7_JUNE)
    for number in range(50):
        with standing_at(june(13, 9)):
            make_figure(world.aarre, world.pensions, f"201{3 + number % 2}-0{1 + number % 4}", 50 + number)

    with standing_at(june(20)):
        after = made(tmp_path, *ON_7_JUNE)

    assert after == before
    with standing_at(june(20)):
        assert made(tmp_path, *IN_APRIL) != before


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_workbook_says_what_the_csv_says(seed: int, tmp_path: Path) -> None:
    drawn = random.Random(seed)
    choice = ["--as-of", drawn.choice(["2013-12", "2014-03", "2014-04", "2014-05"])]
    choice += ["--level", drawn.choice(["all", "region", "municipality"])]
    choice += ["--basis", drawn.choice(["approved", "preliminary"])]
    choice += drawn.choice([[], ["--known-on", f"2014-06-0{drawn.randint(2, 9)}T12:00"]])

    rows = list(summary_rows(opened(made(tmp_path, *choice))))

    texts = exported("--year", "2014", *choice, "--format", "csv-dk").removeprefix("\ufeff")
    expected = list(csv.DictReader(io.StringIO(texts), delimiter=";"))
    assert [{name: as_csv_dk(row, name) for name in COLUMNS} for row in rows] == expected


def as_csv_dk(row: dict[str, Any], name: str) -> str:
    """What the workbook shows in a cell, in the words of the Danish CSV file."""
    value, kind = row[name], COLUMNS[name].kind
    if value is None or value == "..":
        return value or ""
    if kind is Kind.TEXT:
        codes = {str(words): code for code, words in COLUMNS[name].words.items()}
        return str(codes.get(value, value))
    if kind is Kind.FLAG:
        return str(value).lower()
    if kind is Kind.MONTH:
        return f"{value:%Y-%m}"
    if kind is Kind.MOMENT:
        return str(value.replace(tzinfo=COPENHAGEN).isoformat())
    if kind is Kind.DAY:
        return f"{value:%Y-%m-%d}"
    is_whole = kind in {Kind.WHOLE, Kind.COUNT} or (kind is not Kind.RATE and row["unit"] == "personer")
    return f"{rounded(Decimal(str(value)), 0 if is_whole else 1)}".replace(".", ",")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_text_becomes_a_formula(sign: str, world: World, tmp_path: Path) -> None:
    name = f'{sign}HYPERLINK("http://x","y")'
    Area.objects.filter(pk=world.lejre.pk).update(name=name)

    content = made(tmp_path, *IN_APRIL)

    cells = [
        cell
        for sheet in opened(content)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    assert name in {unescape(str(cell.value)) for cell in cells}
    assert "<f>" not in texts_in(content)
    assert "<hyperlink" not in texts_in(content)


def test_no_goal_becomes_a_reference_in_a_chart(world: World, tmp_path: Path) -> None:
    world.pensions.goals.update(short_name="Tal!A1 og 'x'!$B$2")

    content = texts_in(made(tmp_path, *IN_APRIL))

    assert "Tal!\N{WORD JOINER}A1" in content
    assert not [found for found in re.findall(r"<c:f>(.*?)</c:f>", content) if "Tal" in found]


@pytest.mark.usefixtures("world")
def test_the_file_names_no_person_and_no_place_on_the_disk(cast: Cast, client_of: ClientOf) -> None:
    content = fetched(client_of(cast.mette), "xlsx")

    everything = texts_in(content)
    assert "<dc:creator>Måltal</dc:creator>" in everything
    people = [cast.mette.name, cast.mette.email, "Mette", "/tmp", "/home", "xlsxwriter"]  # noqa: S108
    assert not [word for word in people if word in everything]


@pytest.mark.usefixtures("world")
def test_the_page_hides_small_numbers_from_who_may_not_see_them(cast: Cast, client_of: ClientOf) -> None:
    seen = {
        name: {
            row["Tal"]
            for row in rows_of(opened(fetched(client_of(cast[name]), "xlsx", maaned="2014-04")), "Tal")
            if row["Kode"] == "9001" and row["Måned"] == datetime(2014, 4, 1)  # noqa: DTZ001
        }
        for name in ("ole", "mette")
    }

    assert seen == {"ole": {".."}, "mette": {4}}


@pytest.mark.usefixtures("world")
def test_the_file_says_in_its_name_what_it_is(cast: Cast, client_of: ClientOf) -> None:
    choice = {"maaned": "2014-04", "niveau": "regioner", "kendt": "2014-06-03T08:00"}

    response = fetch(client_of(cast.mette), "xlsx", **choice)

    named = 'attachment; filename="Maaltal 2014-04 regioner kendt 2014-06-03.xlsx"'
    assert response.headers["Content-Disposition"] == named
    assert response.headers["Content-Type"].startswith("application/vnd.openxmlformats")


@pytest.mark.usefixtures("world")
def test_a_workbook_is_not_printed() -> None:
    with pytest.raises(CommandError) as refusal:
        exported("--year", "2014", *ON_7_JUNE, "--format", "xlsx")

    assert '--output "Maaltal 2014-04 kendt 2014-06-07.xlsx"' in str(refusal.value)
