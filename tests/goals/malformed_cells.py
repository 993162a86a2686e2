"""Cells that must be refused, in workbooks and in text files: each with its reason and its place."""

from __future__ import annotations

from tests.goals.malformed_files import MEGABYTE, Malformed
from tests.goals.workbooks import HEADING, number, text, workbook


def _cell(code: str, cells: str, name: str = "", place: str = "B2", **parts: object) -> Malformed:
    return Malformed(name or code, code, lambda: workbook(cells, **parts), place)  # type: ignore[arg-type]


def _csv(name: str, code: str, content: bytes, place: str = "") -> Malformed:
    return Malformed(name, code, lambda: content, place, "csv")


_FORMULA = '<c r="B2"><f>{}</f>{}</c>'

CELLS = [
    _cell("error", '<c r="B2" t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
    _cell("error", '<c r="B2" t="e"><f>A1</f><v>#REF!</v></c>', "#REF!"),
    _cell("no_value", _FORMULA.format("1+1", ""), "formula without a value"),
    _cell("no_value", _FORMULA.format("1+1", "<v></v>"), "formula with an empty value"),
    _cell("external_formula", _FORMULA.format("cmd|' /C calc'!A0", "<v>143</v>"), "formula with =cmd|"),
    _cell("percent", number("B2", 0.125, 1), "percentage", formats=["0.0%"]),
    _cell("percent", number("B2", 0.125, 1), "percentage in red", formats=['[Red]0 %;-0" pct"']),
    _cell("scaled", number("B2", 143000, 1), "thousands left out", formats=["#,##0,"]),
    _cell("nothing", number("B2", 143, 1), "hidden by its format", formats=[";;;"]),
    _cell("time", number("B2", 0.5, 1), "time", formats=["hh:mm"]),
    _cell("time", number("B2", 36.5, 1), "hours", formats=["[h]:mm"]),
    _cell("no_date", number("B2", 60, 1), "29 February 1900", formats=["mmm-yy"]),
    _cell("no_date", number("B2", 99999999, 1), "after the year 9999", formats=["mmm-yy"]),
    _cell("no_date", number("B2", -3, 1), "before 1900", formats=["mmm-yy"]),
    _cell("damaged_cell", '<c r="B2" t="s"><v>7</v></c>', "shared text out of range", texts=["<t>a</t>"]),
    _cell("damaged_cell", '<c r="B2" t="s"><v>-1</v></c>', "shared text below 0", texts=["<t>a</t>"]),
    _cell("damaged_cell", number("B2", 1, 99), "style out of range"),
    _cell("damaged_cell", number("B2", "1e99999"), "a number beyond all numbers"),
    _cell("damaged_cell", number("B2", "NaN"), "NaN"),
    _cell("damaged_cell", '<c r="B2" t="zz"><v>1</v></c>', "unknown kind of cell"),
    _cell("damaged_cell", '<c r="B2" t="d"><v>2014-13</v></c>', "no date"),
    _cell("long_text", text("B2", "x" * 32_767), "32,767 signs"),
    _cell("invisible", text("B2", "14\ufeff3"), "byte order mark in the middle"),
    _cell("invisible", text("B2", "14\u202e3"), "turned around"),
    _cell("invisible", text("B2", "_xD83D_"), "lone surrogate, escaped"),
    _cell("invisible", '<c r="B2" t="s"><v>0</v></c>', "NUL, escaped", texts=["<t>_x0000_</t>"]),
    _cell(
        "merged_number",
        number("B2", 143),
        "merged number",
        after='<mergeCells><mergeCell ref="B2:C2"/></mergeCells>',
    ),
    _cell(
        "hidden_column",
        number("B2", 1),
        "hidden column",
        "B",
        before='<cols><col min="2" max="4" hidden="1"/></cols>',
    ),
    _cell(
        "hidden_column",
        number("B2", 1),
        "column of no width",
        "B",
        before='<cols><col min="2" max="2" width="0"/></cols>',
    ),
    _cell(
        "hidden_row",
        f'{HEADING}<row r="2" hidden="1">{number("B2", 1)}</row>',
        "filtered row",
        "2",
        after='<autoFilter ref="A1:B2"/>',
    ),
    _cell("hidden_row", f'{HEADING}<row r="2" ht="0">{number("B2", 1)}</row>', "row of no height", "2"),
]

TEXTS = [
    _csv("blanks", "empty_file", b"\r\n \r\n"),
    _csv("separators alone", "empty_file", b";;;\n;\n"),
    _csv("without a separator", "no_separator", b"Kommune\r\n143\r\n"),
    _csv("NUL", "nul", b"Kommune;Tal\r\nSor\0;1\r\n", "line 2 sign 4"),
    _csv("lone surrogate", "encoding", b"Kommune;Tal\r\n\xed\xa0\x80;1\r\n", "line 2 sign 1"),
    _csv("letters of DOS", "encoding", "Kommune;Tal\nSorø;1\n".encode("cp865"), "line 2 sign 4"),
    _csv("letters of the Mac", "encoding", "Kommune;Tal\nSorø;1\n".encode("mac_roman"), "line 2 sign 4"),
    _csv("UTF-16 cut off", "encoding", "Kommune;Tal\nSorø;1".encode("utf-16")[:-1], "line 2 sign 6"),
    _csv("UTF-16 with a lone surrogate", "encoding", b"\xff\xfea\0;\0\0\xd8;\0", "line 1 sign 3"),
    _csv("UTF-16 without its mark", "nul", "Kommune;Tal".encode("utf-16-le"), "line 1 sign 2"),
    _csv("UTF-32", "encoding", "Kommune;Tal".encode("utf-32")),
    _csv("mark in the middle", "invisible", "Kommune;Tal\n\ufeffSorø;1\n".encode(), "line 2 column A"),
    _csv("turned around", "invisible", "Kommune;Tal\nSorø;1\u202e4\n".encode(), "line 2 column B"),
    _csv("control sign", "invisible", b"Kommune;Tal\nA;\x1b[2J\n", "line 2 column B"),
    _csv("quotation without an end", "quotation", b'Kommune;Tal\nA;"1\n', "line 2"),
    _csv("quotation within", "quotation", b'Kommune;Tal\nA;"1"2"\n', "line 2"),
    _csv("line of 1 MB", "long_line", b"Kommune;Tal\nA;" + b"1" * MEGABYTE, "line 2"),
    _csv("32,767 signs", "long_text", b"Kommune;Tal\nA;" + b"1" * 32_767, "line 2 column B"),
    _csv("10,000 columns", "far_line", b"Kommune;Tal\n" + b"1;" * 10_000, "line 2"),
    _csv("20,001 lines", "far_line", b"1;1\n" * 20_001, "line 20001"),
    _csv("1 million separators", "far_line", b"a;b\n" + b";" * 1_000_000 + b"1", "line 2"),
]
