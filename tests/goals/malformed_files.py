"""Workbooks that must be refused, each with the code of the reason and its place. All are made here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from tests.goals.workbooks import (
    DECLARATION,
    HEADING,
    SHEET,
    external_relation,
    number,
    parts_of,
    sheet_part,
    text,
    workbook,
    zipped,
    zipped_in_turn,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HTML = b"<html><table><tr><td>Kommune</td><td>143</td></tr></table></html>"
MEGABYTE = 1024 * 1024


class Malformed(NamedTuple):
    """`place` is the cell in the sheet “Ark1”, or `line 2`, or nothing where all of the file is refused."""

    name: str
    code: str
    make: Callable[[], bytes]
    place: str = ""
    ending: str = "xlsx"

    def __str__(self) -> str:
        return self.name


def whole() -> bytes:
    """A file in which nothing is wrong."""
    return workbook(text("A2", "Sorø") + number("B2", 143))


def _with(**parts: str | bytes) -> Callable[[], bytes]:
    return lambda: workbook(
        number("B2", 143), parts={_PATHS[name]: content for name, content in parts.items()}
    )


_PATHS = {
    "zip": "xl/media/inner.zip",
    "image": "xl/media/image1.png",
    "macro": "xl/vbaProject.bin",
    "types": "[Content_Types].xml",
    "link": "xl/externalLinks/externalLink1.xml",
    "sheet": SHEET,
    "sheet_relations": "xl/worksheets/_rels/sheet1.xml.rels",
    "texts": "xl/sharedStrings.xml",
    "outside": "../../etc/cron.xml",
    "absolute": "/etc/cron.xml",
    "backslash": "xl\\cron.xml",
    "embedded": "xl/embeddings/Microsoft_Excel_Sheet1.xlsx",
    "mimetype": "mimetype",
}


def _wrong_sum() -> bytes:
    content = bytearray(whole())
    with ZipFile(BytesIO(content)) as archive:
        place = archive.getinfo(SHEET).header_offset
    content[place + 14] ^= 0xFF
    directory = content.rindex(SHEET.encode()) - 46
    content[directory + 16] ^= 0xFF
    return bytes(content)


def _encrypted_member() -> bytes:
    content = bytearray(whole())
    directory = content.rindex(SHEET.encode()) - 46
    content[directory + 8] |= 1
    return bytes(content)


def _twice(name: str) -> Callable[[], bytes]:
    return lambda: zipped_in_turn([*parts_of(whole()), (name, sheet_part(""))])


def _laughing(depth: int = 9) -> str:
    lines = ["<!DOCTYPE w [", '<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{step} "{f"&a{step - 1};" * 10}">' for step in range(1, depth + 1)]
    cell = f'<row r="1"><c r="A1" t="inlineStr"><is><t>&a{depth};</t></is></c></row>'
    return sheet_part(cell, head="".join([*lines, "]>"]))


def _many_members() -> bytes:
    return zipped(dict(parts_of(whole())) | {f"xl/media/image{step}.png": b"x" for step in range(300)})


def _truncated() -> Iterator[Malformed]:
    for tenths in range(1, 10):
        yield Malformed(
            f"truncated at {tenths}0 %", "damaged", lambda part=tenths: whole()[: len(whole()) * part // 10]
        )


FILES = [
    Malformed("nothing", "empty_file", bytes),
    Malformed("nothing but a header", "damaged", lambda: b"PK\x03\x04"),
    Malformed("6 MB", "too_large", lambda: b"PK\x03\x04" + bytes(6 * MEGABYTE)),
    Malformed("zip bomb", "unfolds_too_far", _with(image=bytes(40 * MEGABYTE))),
    Malformed(
        "zip bomb of many",
        "unfolds_too_far",
        lambda: workbook(
            parts={f"xl/media/image{step}.png": bytes(range(256)) * 1000 for step in range(190)}
            | {"xl/x.xml": b" " * 9000000}
        ),
    ),
    Malformed("nested zip", "strange_member", _with(zip=whole())),
    Malformed("embedded workbook", "external_link", _with(embedded=whole())),
    Malformed("300 members", "too_many_members", _many_members),
    Malformed("member outside", "outside_member", _with(outside="x")),
    Malformed("member at the root", "outside_member", _with(absolute="x")),
    Malformed("member with a backslash", "outside_member", _with(backslash="x")),
    Malformed("two members of one name", "repeated_member", _twice(SHEET)),
    Malformed("two members but for the case", "repeated_member", _twice(SHEET.upper())),
    Malformed(
        "symlink member",
        "strange_member",
        lambda: zipped_in_turn([*parts_of(whole()), ("link:xl/media/image1.png", "/etc/passwd")]),
    ),
    Malformed("encrypted member", "password", _encrypted_member),
    Malformed("wrong check sum", "damaged", _wrong_sum),
    Malformed("without content types", "not_a_spreadsheet", lambda: zipped({"a.xml": "<a/>"})),
    Malformed("a document of LibreOffice", "strange_member", _with(mimetype="application/vnd.oasis")),
    Malformed(
        "without its sheet",
        "damaged",
        lambda: zipped_in_turn([part for part in parts_of(whole()) if part[0] != SHEET]),
    ),
    Malformed("billion laughs", "document_type", _with(sheet=_laughing())),
    Malformed("document type", "document_type", _with(sheet=sheet_part("", head="<!DOCTYPE worksheet>"))),
    Malformed(
        "entity from a file",
        "document_type",
        _with(
            texts=(
                f'{DECLARATION}<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>'
            )
        ),
    ),
    Malformed("XML that does not end", "damaged", _with(sheet="<worksheet><sheetData>")),
    Malformed("no XML", "damaged", _with(sheet=b"\0\1\2")),
    Malformed("XML 5,000 deep", "damaged", _with(sheet="<a>" * 5000 + "</a>" * 5000)),
    Malformed(
        "unknown letters", "damaged", _with(sheet='<?xml version="1.0" encoding="klingon"?><worksheet/>')
    ),
    Malformed(
        "lone surrogate in XML", "damaged", _with(sheet=sheet_part(text("A1", "x").replace("x", "&#xD800;")))
    ),
    Malformed("NUL in XML", "damaged", _with(sheet=sheet_part(text("A1", "x").replace("x", "&#0;")))),
    Malformed("external link", "external_link", _with(link="<externalLink/>")),
    Malformed(
        "dynamic data exchange",
        "external_link",
        _with(link=('<externalLink><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>')),
    ),
    Malformed(
        "external picture",
        "external_link",
        _with(sheet_relations=external_relation("image", "http://example.invalid/x.png")),
    ),
    Malformed("macros", "macros", _with(macro=OLE)),
    Malformed(
        "macros renamed",
        "macros",
        _with(
            types=(
                '<Types><Override PartName="/xl/workbook.xml" '
                'ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
            )
        ),
    ),
    Malformed("named .xlsm", "macros", whole, ending="xlsm"),
    Malformed("named .ods", "ending", whole, ending="ods"),
    Malformed("BIFF renamed", "old_format", lambda: OLE),
    Malformed("BIFF", "old_format", lambda: OLE, ending="xls"),
    Malformed("protected by a password", "password", lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    Malformed("HTML named .xls", "web_page", lambda: HTML, ending="xls"),
    Malformed("HTML named .xlsx", "web_page", lambda: b"\xef\xbb\xbf\r\n" + HTML),
    Malformed("HTML named .csv", "web_page", lambda: HTML, ending="csv"),
    Malformed("text named .xlsx", "not_a_spreadsheet", lambda: b"Kommune;Tal\r\n"),
    Malformed("workbook named .csv", "spreadsheet_named_csv", whole, ending="csv"),
    *_truncated(),
    Malformed("two sheets", "several_sheets", lambda: workbook(sheets={"Ark1": HEADING, "Ark2": HEADING})),
    Malformed("no cell", "empty_file", lambda: workbook("<row/>")),
    Malformed("rows that go back", "damaged", lambda: workbook('<row r="3"/><row r="2"/>')),
    Malformed("the same cell twice", "damaged", lambda: workbook(number("B2", 1) + number("B2", 2))),
    Malformed("a cell of no column", "damaged", lambda: workbook(number("XFE2", 1))),
    Malformed("a row that is no number", "damaged", lambda: workbook('<row r="x"/>')),
    Malformed(
        "far corner",
        "far_cell",
        lambda: workbook(f'{HEADING}<row r="1048576">{number("XFD1048576", 1)}</row>'),
        "XFD1048576",
    ),
    Malformed(
        "10,000 columns",
        "far_cell",
        lambda: workbook("".join(f"<c><v>{step}</v></c>" for step in range(10_000))),
        "GS2",
    ),
    Malformed(
        "20,001 rows",
        "far_cell",
        lambda: workbook("".join(f'<row r="{step}"><c><v>1</v></c></row>' for step in range(1, 20_002))),
        "A20001",
    ),
    Malformed(
        "too many cells",
        "too_many_cells",
        lambda: workbook(
            "".join(f'<row r="{step}"><c r="GR{step}"><v>1</v></c></row>' for step in range(1, 1_100))
        ),
    ),
]
