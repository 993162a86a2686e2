"""Each column is defined once, and every output has exactly these."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from reporting.exports.columns import COLUMNS
from reporting.exports.coverage import COVERAGE_COLUMNS
from reporting.exports.figures import FIGURE_COLUMNS
from tests.cast import Cast, ClientOf
from tests.reporting.known_world import make_history
from tests.reporting.summary_files import exported, records_of
from tests.reporting.workbooks import made, opened, rows_of

TABLES = {"Oversigt": COLUMNS, "Tal": FIGURE_COLUMNS, "Dækning": COVERAGE_COLUMNS}
IN_APRIL = ("--year", "2014", "--as-of", "2014-04")


@pytest.fixture(autouse=True)
def world(cast: Cast) -> None:
    make_history(cast)


@pytest.mark.parametrize(("kind", "separator"), [("csv", ","), ("csv-dk", ";")])
def test_both_dialects_have_the_names_in_their_order(kind: str, separator: str) -> None:
    content = exported(*IN_APRIL, "--format", kind).removeprefix("\ufeff")

    header = next(csv.reader(io.StringIO(content), delimiter=separator))
    assert header == list(COLUMNS)


def test_json_has_the_names_in_their_order() -> None:
    assert {tuple(record) for record in records_of(*IN_APRIL)} == {tuple(COLUMNS)}


@pytest.mark.parametrize("sheet", TABLES)
def test_the_workbook_has_the_headings_in_their_order(sheet: str, tmp_path: Path) -> None:
    book = opened(made(tmp_path, "--as-of", "2014-04"))

    header = [cell.value for cell in book[sheet][1]]
    assert header == [str(column.heading) for column in TABLES[sheet].values()]
    assert len(set(header)) == len(header)


@pytest.mark.parametrize("sheet", TABLES)
def test_the_codebook_explains_each_column_of_the_workbook(sheet: str, tmp_path: Path) -> None:
    entries = rows_of(opened(made(tmp_path, "--as-of", "2014-04")), "Definitioner")

    explained = [entry for entry in entries if entry["Hvor"] == sheet]
    assert [entry["Navn i CSV og JSON"] for entry in explained] == list(TABLES[sheet])
    assert [entry["Overskrift"] for entry in explained] == [
        str(one.heading) for one in TABLES[sheet].values()
    ]
    assert all(entry["Definition"] and entry["Format"] for entry in explained)


def test_the_page_explains_each_column(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.mette).get("/udtraek/").content.decode()

    names = [part.split("</code>")[0] for part in page.split("<td><code>")[1:]]
    assert names == list(COLUMNS)
    assert all(f"<td>{column.definition}</td>" in page for column in COLUMNS.values())


@pytest.mark.parametrize("sheet", TABLES)
def test_a_code_in_the_workbook_has_its_word_in_the_codebook(sheet: str, tmp_path: Path) -> None:
    book = opened(made(tmp_path, "--as-of", "2014-04"))

    codes = [entry for entry in rows_of(book, "Definitioner") if entry["Hvor"] == "Kode"]
    known = {(entry["Overskrift"], entry["Definition"]) for entry in codes}
    for name, column in TABLES[sheet].items():
        if column.words:
            heading = str(column.heading)
            shown = {row[heading] for row in rows_of(book, sheet)} - {None, ".."}
            assert {(heading, word) for word in shown} <= known, name
