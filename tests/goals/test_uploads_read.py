from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from goals.numbers import parse_number
from goals.uploads.cell_values import number_text
from goals.uploads.number_formats import Seen, seen
from goals.uploads.reading import UploadRefused, read_upload
from tests.goals.workbooks import HEADING, number, text, workbook

Rows = list[list[str]]


def read(content: bytes, name: str = "tal.xlsx") -> Rows:
    return read_upload(name, BytesIO(content)).rows


def read_cell(cells: str, **parts: object) -> str:
    """What stands in B2."""
    return read(workbook(cells, **parts))[1][1]  # type: ignore[arg-type]


CERTAIN: dict[str, tuple[str, str]] = {
    "count": (number("B2", 143), "143"),
    "decimals": (number("B2", 12.5), "12,5"),
    "0": (number("B2", 0), "0"),
    "below 0": (number("B2", -3.5), "-3,5"),
    "minus 0": (number("B2", "-0"), "0"),
    "minus 0.0": (number("B2", "-0.0"), "0"),
    "0.1 + 0.2": (number("B2", 0.1 + 0.2), "0,3"),
    "a third": (number("B2", 1 / 3), "0,333333333333333"),
    "1e308": (number("B2", "1e308"), "1E+308"),
    "exponent": (number("B2", "1.43E2"), "143"),
    "thousands": (number("B2", 1234567), "1234567"),
    "text": (text("B2", "Ærø & Fanø <1>"), "Ærø & Fanø <1>"),
    "text number": (text("B2", "0340"), "0340"),
    "no-break space": (text("B2", "1\u00a0234"), "1\u00a0234"),
    "minus sign": (text("B2", "\u22125"), "\u22125"),
    "formula as text": (text("B2", "=cmd|' /C calc'!A0"), "=cmd|' /C calc'!A0"),
    "link as text": (text("B2", '=HYPERLINK("http://x";"143")'), '=HYPERLINK("http://x";"143")'),
    "formula": ('<c r="B2"><f>100+43</f><v>143</v></c>', "143"),
    "formula of text": ('<c r="B2" t="str"><f>"a"</f><v>abc</v></c>', "abc"),
    "link": ('<c r="B2" t="str"><f>HYPERLINK("http://x","143")</f><v>143</v></c>', "143"),
    "yes or no": ('<c r="B2" t="b"><v>1</v></c>', "SAND"),
    "date as text": ('<c r="B2" t="d"><v>2014-04-01T00:00:00</v></c>', "2014-04"),
    "rich text": ('<c r="B2" t="inlineStr"><is><r><t>Sor</t></r><r><t>ø</t></r></is></c>', "Sorø"),
    "escaped line": (text("B2", "a_x000A_b"), "a\nb"),
    "without a place": ("<c><v>1</v></c><c><v>2</v></c>", "2"),
}


@pytest.mark.parametrize("cells, expected", CERTAIN.values(), ids=CERTAIN.keys())
def test_a_cell_becomes_the_text_that_the_person_sees(cells: str, expected: str) -> None:
    assert read_cell(cells) == expected


@pytest.mark.parametrize(
    "code, properties, expected",
    [
        ("mmm-yy", "", "2014-04"),
        ("dd-mm-yyyy", "", "2014-04"),
        ("[$-406]d. mmmm yyyy;@", "", "2014-04"),
        ("mmm-yy", 'date1904="1"', "2018-04"),
        ("#,##0.0", "", "41730"),
        ('"uge "0', "", "41730"),
        ("0.00E+00", "", "41730"),
        ("General", "", "41730"),
    ],
)
def test_a_date_is_a_number_with_the_format_of_a_date(code: str, properties: str, expected: str) -> None:
    assert read_cell(number("B2", 41730, 1), formats=[code], properties=properties) == expected


def test_another_day_than_the_first_is_a_month_only_if_the_day_is_not_shown() -> None:
    assert read_cell(number("B2", 41759, 1), formats=["mmm-yy"]) == "2014-04"
    assert read_cell(number("B2", 41759, 1), formats=["dd-mm-yyyy"]) == "2014-04-30"


@pytest.mark.parametrize(
    "number, expected",
    [
        (0, Seen.NUMBER),
        (4, Seen.NUMBER),
        (9, Seen.PERCENT),
        (14, Seen.DAY),
        (17, Seen.MONTH),
        (46, Seen.TIME),
    ],
)
def test_formats_without_a_code_are_known_by_their_number(number: int, expected: Seen) -> None:
    assert seen(number) == expected


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_a_number_is_read_as_it_was_stored(stored: Decimal) -> None:
    assert parse_number(number_text(str(float(stored)), Seen.NUMBER)) == stored


@given(st.text(max_size=40))
def test_whatever_stands_in_a_cell_of_a_workbook_is_a_number_or_refused(written: str) -> None:
    try:
        assert parse_number(number_text(written, Seen.NUMBER)) >= 0
    except ValueError as refusal:
        assert str(refusal)


def test_a_file_of_excels_kind_is_read() -> None:
    book = Workbook()
    book.active.append(["Kommune", "Tal"])
    book.active.append(["Sorø", 143])
    book.active["B2"].font = Font(bold=True)
    book.create_sheet("Tom")
    file = BytesIO()
    book.save(file)

    upload = read_upload("TAL.XLSX", BytesIO(file.getvalue()))

    assert upload.rows == [["Kommune", "Tal"], ["Sorø", "143"]]


def test_empty_rows_and_cells_keep_the_others_in_their_place() -> None:
    rows = f'<row r="3">{number("C3", 1)}{number("E3", 2)}</row><row r="5"><c r="A5" s="0"/></row>'

    assert read(workbook(rows)) == [[], [], ["", "", "1", "", "2"]]


def test_what_a_sheet_says_about_its_size_is_not_believed() -> None:
    content = workbook(number("B2", 143), before='<dimension ref="A1:XFD1048576"/>')

    assert read(content) == [["Kommune"], ["", "143"]]


def test_a_million_empty_rows_are_no_rows() -> None:
    empty = "".join(f'<row r="{step}"/>' for step in range(3, 1_048_577))
    content = workbook(f'{HEADING}<row r="2">{number("B2", 143)}</row>{empty}')

    assert read(content) == [["Kommune"], ["", "143"]]


def test_the_far_corner_may_have_a_colour() -> None:
    content = workbook(f'{HEADING}<row r="1048576"><c r="XFD1048576" s="0"/></row>')

    assert read(content) == [["Kommune"]]


def test_hidden_sheets_are_left_out_and_named() -> None:
    sheets = {"Ark1": HEADING, "Gamle tal": HEADING, "Kladde": HEADING}
    content = workbook(sheets=sheets, states={"Gamle tal": "hidden", "Kladde": "veryHidden"})

    upload = read_upload("tal.xlsx", BytesIO(content))

    assert (upload.rows, upload.skipped_sheets) == ([["Kommune"]], ("Gamle tal", "Kladde"))


def test_a_merged_heading_stands_in_its_first_cell() -> None:
    after = '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'

    assert read(workbook(number("B2", 143), after=after))[0] == ["Kommune"]


def test_all_that_is_wrong_is_told_at_once_up_to_twenty() -> None:
    cells = "".join('<c t="e"><v>#N/A</v></c>' for _step in range(50))

    with pytest.raises(UploadRefused) as refused:
        read(workbook(cells))

    assert len(refused.value.reasons) == 20
    assert (
        refused.value.reasons[1] == "Fanen “Ark1”, celle B2: Der står #N/A. Ret formlen, eller skriv tallet."
    )
