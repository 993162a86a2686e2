"""Workbooks, slides and PDF files: formulas, links, scripts, and what lies outside of the file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

import pypdfium2
from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from tests.injection.fields import MARKED
from tests.injection.payloads import HOST

LINKS = {"hyperlink", "hlinkClick", "hlinkHover", "ddeLink", "oleLink", "externalBook", "oleObject"}
CODES_OF_FOOTERS = re.compile(r"&[^PN&]")


def parts_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            yield name, package.read(name)


def names_in(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.namelist()


def texts_of_package(content: bytes) -> Iterator[str]:
    for name, part in parts_of(content):
        if name.endswith(".xml"):
            yield part.decode()
        elif name.endswith(".xlsx"):
            yield from texts_of_package(part)


def faults_of_workbook(content: bytes) -> Iterator[str]:
    """No cell computes, nothing links, and footers have no codes but the number of the page."""
    yield from _faults_of_package(content)
    book = load_workbook(io.BytesIO(content), read_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            yield from (f"{sheet.title}: {cell.value!r} is computed" for cell in row if cell.data_type == "f")
    yield from (f"name {name}" for name in book.defined_names if MARKED.search(name))


def faults_of_slides(content: bytes) -> Iterator[str]:
    from pptx import Presentation

    yield from _faults_of_package(content)
    Presentation(io.BytesIO(content))
    for name, part in parts_of(content):
        if name.endswith(".xlsx"):
            yield from (f"{name}: {fault}" for fault in faults_of_workbook(part))


def _faults_of_package(content: bytes) -> Iterator[str]:
    """Of what Excel and PowerPoint files have in common: well-formed parts, no formula, nothing outside."""
    for name, part in parts_of(content):
        if MARKED.search(name) or ".." in name:
            yield f"part {name}"
        if name.endswith((".xml", ".rels")):
            try:
                root = ElementTree.fromstring(part)  # noqa: S314
            except ElementTree.ParseError as fault:
                yield f"{name} is not well-formed: {fault}"
                continue
            yield from (f"{name}: {fault}" for one in root.iter() if (fault := _fault_of_element(name, one)))


def _fault_of_element(name: str, element: ElementTree.Element) -> str:
    tag, text = element.tag.rpartition("}")[2], element.text or ""
    if tag in LINKS or element.get("TargetMode") == "External":
        return f"<{tag}> {element.get('Target', '')}"
    if tag == "f" and ("/charts/" not in name or MARKED.search(text)):
        return f"formula {text}"
    if tag in {"oddFooter", "oddHeader"} and MARKED.search(text) and CODES_OF_FOOTERS.search(text):
        return f"footer {text}"
    return ""


def faults_of_pdf(content: bytes) -> Iterator[str]:
    """No script, no form, no file in it, and links to ourselves alone."""
    reader = PdfReader(io.BytesIO(content))
    root = reader.root_object
    yield from (
        f"the file has {name}" for name in ("/OpenAction", "/AA", "/AcroForm", "/URI") if name in root
    )
    names = _plain(root.get("/Names")) or {}
    yield from (f"the file has {name}" for name in ("/JavaScript", "/EmbeddedFiles") if name in names)
    for page in reader.pages:
        for one in _plain(page.get("/Annots")) or []:
            yield from _faults_of_annotation(_plain(one))


def _faults_of_annotation(one: Mapping[str, Any]) -> Iterator[str]:
    action = _plain(one.get("/A")) or {}
    address = str(action.get("/URI", ""))
    if one.get("/Subtype") != "/Link" or action.get("/S") not in {None, "/URI", "/GoTo"}:
        yield f"annotation {one.get('/Subtype')} {action.get('/S')}"
    if MARKED.search(address) or HOST in address:
        yield f"link to {address}"


def text_of_pdf(content: bytes) -> str:
    """Of all pages, with what is said to those who hear them, and of the file itself."""
    reader = PdfReader(io.BytesIO(content))
    heard = _alternatives(reader.root_object.get("/StructTreeRoot"))
    return "\n".join([*_said(content), *heard, str(reader.metadata)])


def _said(content: bytes) -> list[str]:
    """By PDFium, which takes a thirtieth of pypdf's time."""
    with pypdfium2.PdfDocument(content) as paper:
        return [page.get_textpage().get_text_bounded() for page in paper]


def _alternatives(root: object) -> Iterator[str]:
    waiting = [root]
    while waiting:
        value = _plain(waiting.pop())
        if isinstance(value, DictionaryObject):
            yield from (str(value[name]) for name in ("/Alt", "/ActualText", "/T") if name in value)
            waiting.append(value.get("/K"))
        elif isinstance(value, ArrayObject):
            waiting.extend(value)


def _plain(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value
