from __future__ import annotations

from io import BytesIO

import pytest

from goals.uploads.reading import Upload, read_upload

TABLE = [["Kommune", "Tal"], ["Sorø", "12,5"], ["Ærø", "0"]]
WRITTEN = "Kommune;Tal\r\nSorø;12,5\r\nÆrø;0\r\n"


def sent(content: bytes) -> Upload:
    return read_upload("tal.csv", BytesIO(content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_letters_are_read_as_they_were_written(encoding: str) -> None:
    assert sent(WRITTEN.encode(encoding)).rows == TABLE


def test_utf_16_of_either_order_is_read() -> None:
    assert sent(b"\xfe\xff" + WRITTEN.encode("utf-16-be")).rows == TABLE


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_lines_may_end_in_any_way(ending: str) -> None:
    assert sent(WRITTEN.replace("\r\n", ending).encode()).rows == TABLE


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_first_line_tells_what_separates_the_cells(separator: str) -> None:
    rows = sent(f"Kommune{separator}Tal\nSorø{separator}143\n".encode()).rows

    assert rows == [["Kommune", "Tal"], ["Sorø", "143"]]


def test_commas_in_the_heading_do_not_hide_the_semicolon() -> None:
    assert sent(b'"Langtidsledige, i alt, 2014";Tal\nA;1,5\n').rows[1] == ["A", "1,5"]


def test_excels_own_first_line_is_no_row() -> None:
    assert sent(b"sep=;\r\nKommune;Tal\r\nA;1\r\n").rows == [["Kommune", "Tal"], ["A", "1"]]


def test_cells_in_quotation_marks_may_hold_separators_and_lines() -> None:
    assert sent(b'Kommune;Tal\n"A; ""B""\nC";1\n').rows[1] == ['A; "B"\nC', "1"]


def test_what_looks_like_a_formula_stays_a_text() -> None:
    rows = sent(b"Kommune;Tal\n=cmd|' /C calc'!A0;'143\n@SUM(A1);-\n").rows

    assert rows[1:] == [["=cmd|' /C calc'!A0", "'143"], ["@SUM(A1)", "-"]]


def test_empty_lines_and_cells_at_the_end_are_left_out() -> None:
    assert sent(b"Kommune;Tal;;\n;;;\nA;1;;\n;;;\n\n").rows == [["Kommune", "Tal"], [], ["A", "1"]]
