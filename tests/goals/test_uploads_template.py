from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl import load_workbook

from goals.blocks.frame import read_frame
from goals.blocks.preview import Kind, Preview, preview
from goals.blocks.reading import tidied
from goals.models import FigureState
from goals.uploads.reading import read_upload
from tests.builders import make_figure
from tests.cast import ClientOf
from tests.goals.entry_page import Office

ESBJERG = "/indberetning/esbjerg/{}/skabelon.{}"


@pytest.fixture
def vibe(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.vibe)


def rows_of(client: Client, period: str = "2014-04", ending: str = "xlsx") -> list[list[str]]:
    """The file as the upload reads it."""
    content = client.get(ESBJERG.format(period, ending)).content
    return read_upload(f"skabelon.{ending}", BytesIO(content)).rows


def filled_in(office: Office, rows: list[list[str]], *numbers: str, period: str = "2014-04") -> Preview:
    """What the page shows of the file, with these numbers in the last column from the top."""
    width = len(rows[0])
    for row, number in zip(rows[1:], numbers, strict=False):
        row[:] = [*(row + [""] * width)[: width - 1], number]
    frame = read_frame(office.cast.vibe, "esbjerg", period)
    assert frame is not None
    return preview(tidied(rows), frame)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_template_names_what_is_entered_and_what_stood_last_month(
    office: Office, vibe: Client, ending: str
) -> None:
    make_figure(office.cast.places.esbjerg, office.unemployed, "2014-03", 1412)

    rows = rows_of(vibe, ending=ending)

    assert rows[0] == ["Kommune", "Indikator", "Tal", "Periode", "Sidste tal (marts 2014)", "April 2014"]
    assert ["Esbjerg", "Langtidsledige", "Antal personer", "apr. 2014", "1412"] in rows
    assert ["Fanø", "Foertidspension", "Antal personer", "maj 2013–apr. 2014"] in rows


def test_every_field_of_a_ratio_has_its_row(office: Office, vibe: Client) -> None:
    rows = rows_of(vibe, "2014")

    fields = [row[2] for row in rows if row[:2] == ["Esbjerg", "Uddannelsesgrad"]]
    assert fields == ["Unge på ydelse", "Begyndt på uddannelse", "Eller kun procenttallet"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_filled_in_template_is_understood_whole(office: Office, vibe: Client, language: str) -> None:
    office.cast.vibe.language = language
    office.cast.vibe.save()
    make_figure(office.cast.places.esbjerg, office.unemployed, "2014-03", 1412)
    make_figure(office.cast.places.fanoe, office.unemployed, "2014-03", 7)
    rows = rows_of(vibe)

    shown = filled_in(office, rows, *[str(10 + number) for number in range(len(rows) - 1)])

    assert not shown.problems and not shown.skipped
    assert len(shown.of(Kind.NEW)) == len(rows) - 1 == 4
    assert {str(row.month) for row in shown.rows} == {"2014-04"}


def test_a_template_that_nobody_has_filled_in_changes_nothing(office: Office, vibe: Client) -> None:
    make_figure(office.cast.places.esbjerg, office.unemployed, "2014-04", 1400, approved=False)
    make_figure(office.cast.places.esbjerg, office.education, "2014-02", parts=(20, 201), approved=False)

    shown = filled_in(office, rows_of(vibe, "2014"), period="2014")

    assert [row.kind for row in shown.rows] == [Kind.UNCHANGED, Kind.UNCHANGED]
    assert not shown.problems


def test_the_year_has_a_column_for_each_month_that_is_over(office: Office, vibe: Client) -> None:
    header = rows_of(vibe, "2014")[0]

    assert header[3:] == [
        "Sidste tal (december 2013)",
        *("Januar 2014", "Februar 2014", "Marts 2014", "April 2014", "Maj 2014"),
    ]


def test_what_is_no_number_leaves_its_cell_empty(office: Office, vibe: Client) -> None:
    make_figure(
        office.cast.places.esbjerg,
        office.unemployed,
        "2014-04",
        state=FigureState.SUPPRESSED,
        approved=False,
    )

    row = next(row for row in rows_of(vibe) if row[:2] == ["Esbjerg", "Langtidsledige"])

    assert row == ["Esbjerg", "Langtidsledige", "Antal personer", "apr. 2014"]


def test_the_file_is_named_after_its_jobcentre_and_month(office: Office, vibe: Client, anna: Client) -> None:
    answer = anna.get("/indberetning/soroe/2014-04/skabelon.xlsx")

    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Jobcenter%20Sor%C3%B8%202014-04.xlsx"
    )


def test_the_file_tells_nothing_of_who_fetched_it(office: Office, vibe: Client) -> None:
    content = vibe.get(ESBJERG.format("2014-04", "xlsx")).content

    with ZipFile(BytesIO(content)) as archive:
        everything = b"".join(map(archive.read, archive.namelist()))

    assert not [word for word in (b"Vibe", b"vibe", b"openpyxl", b"/home", b"/tmp") if word in everything]
    assert load_workbook(BytesIO(content)).properties.creator == "Måltal"


def test_names_that_look_like_formulas_stay_text(office: Office, vibe: Client) -> None:
    office.unemployed.name = "=1+1"
    office.unemployed.save()

    sheet = load_workbook(BytesIO(vibe.get(ESBJERG.format("2014-04", "xlsx")).content)).active
    csv = vibe.get(ESBJERG.format("2014-04", "csv")).content.decode("utf-8-sig")

    assert {cell.data_type for cell in sheet["B"]} == {"s"}
    assert "Esbjerg;'=1+1;" in csv


@pytest.mark.parametrize(
    "period, ending",
    [("2014-04", "xls"), ("2014-06", "xlsx"), ("2015", "csv"), ("2014-13", "csv"), ("x", "csv")],
)
def test_there_is_no_template_for_what_nobody_enters(vibe: Client, period: str, ending: str) -> None:
    assert vibe.get(ESBJERG.format(period, ending)).status_code == 404
