"""Workbooks made by hand, part by part, so that every part can be wrong."""

from __future__ import annotations

import stat
import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SHEET = "xl/worksheets/sheet1.xml"

HEADING = '<row r="1"><c r="A1" t="inlineStr"><is><t>Kommune</t></is></c></row>'


def workbook(
    cells: str = "",
    *,
    before: str = "",
    after: str = "",
    texts: Sequence[str] | None = None,
    formats: Sequence[str] = (),
    properties: str = "",
    sheets: Mapping[str, str] | None = None,
    states: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An .xlsx file. `cells` are the elements in row 2 of the sheet “Ark1”, or whole rows.

    `before` and `after` stand around the sheet's data; `formats` are the number formats of the styles 1, 2 …;
    `sheets` name → data of the sheet instead; `parts` path → content replace or add parts.
    """
    sheets = sheets or {"Ark1": cells if cells.startswith("<row") else f'{HEADING}<row r="2">{cells}</row>'}
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations({"rId1": (f"{_OFFICE}/officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _workbook_part(sheets, states or {}, properties),
        "xl/_rels/workbook.xml.rels": _workbook_relations(len(sheets)),
        "xl/styles.xml": _styles(formats),
        "xl/sharedStrings.xml": _texts(texts or ()),
    }
    for number, data in enumerate(sheets.values(), start=1):
        made[f"xl/worksheets/sheet{number}.xml"] = sheet_part(data, before=before, after=after)
    return zipped(made | dict(parts or {}))


def sheet_part(data: str, *, before: str = "", after: str = "", head: str = "") -> str:
    return (
        f'{DECLARATION}{head}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{before}'
        f"<sheetData>{data}</sheetData>{after}</worksheet>"
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    return zipped_in_turn(list(parts.items()))


def zipped_in_turn(parts: Sequence[tuple[str, str | bytes]]) -> bytes:
    """A name may come twice. `link:` before a name makes it a symbolic link."""
    file = BytesIO()
    with (
        ZipFile(file, "w", ZIP_DEFLATED) as archive,
        warnings.catch_warnings(category=UserWarning, action="ignore"),
    ):
        for name, content in parts:
            info = ZipInfo(name.removeprefix("link:"), (2014, 6, 3, 14, 2, 0))
            info.compress_type = ZIP_DEFLATED
            if name.startswith("link:"):
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, content)
    return file.getvalue()


def parts_of(content: bytes) -> list[tuple[str, str | bytes]]:
    with ZipFile(BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def number(place: str, value: object, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def text(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _relations(relations: Mapping[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, (kind, target) in relations.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def external_relation(kind: str, target: str) -> str:
    return (
        f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )


def _content_types(sheets: int) -> str:
    kinds = {
        "/xl/workbook.xml": "sheet.main",
        "/xl/styles.xml": "styles",
        "/xl/sharedStrings.xml": "sharedStrings",
    }
    kinds |= {f"/xl/worksheets/sheet{number}.xml": "worksheet" for number in range(1, sheets + 1)}
    inner = "".join(
        f'<Override PartName="{name}" ContentType="{_SHEET_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{inner}</Types>"
    )


def _workbook_part(sheets: Mapping[str, str], states: Mapping[str, str], properties: str) -> str:
    inner = "".join(
        f'<sheet name="{name}" sheetId="{number}" state="{states.get(name, "visible")}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, start=1)
    )
    return (
        f'{DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr {properties}/>'
        f"<sheets>{inner}</sheets></workbook>"
    )


def _workbook_relations(sheets: int) -> str:
    relations = {
        f"rId{number}": (f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml")
        for number in range(1, sheets + 1)
    }
    relations |= {
        "rId98": (f"{_OFFICE}/styles", "styles.xml"),
        "rId99": (f"{_OFFICE}/sharedStrings", "sharedStrings.xml"),
    }
    return _relations(relations)


def _styles(formats: Sequence[str]) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{164 + number}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for number, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{164 + number}"/>' for number in range(len(formats)))
    return (
        f'{DECLARATION}<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
    )


def _texts(texts: Sequence[str]) -> str:
    inner = "".join(f"<si>{text}</si>" for text in texts)
    return f'{DECLARATION}<sst xmlns="{_MAIN}">{inner}</sst>'
