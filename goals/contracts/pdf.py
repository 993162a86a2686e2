"""Whether an attached file is a PDF that shows a document and does nothing else. It is looked at, not run:
names are read with their escapes, also in object streams, of which only so much is unpacked."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from goals.numbers import format_number
from goals.refusals import Problem

LARGEST = 10 * 1024 * 1024
UNPACKED = 50 * 1024 * 1024
"""All object streams together."""

_BEGINNING = re.compile(rb"%PDF-[12]\.[0-9]")
_END = re.compile(rb"startxref\s+[0-9]+\s+%%EOF[\s\x00]*\Z")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToE|XFA)(?![A-Za-z0-9])"
)
_MARKUP = re.compile(rb"<\s*(script|html|!doctype\s+html|\?php|iframe|svg)[\s>]", re.IGNORECASE)
_HEADER = 2000
"""A stream's dictionary lies within so many bytes before it."""


def problems_of_pdf(content: bytes) -> Iterator[Problem]:
    """Why the file cannot be attached; the first reason is enough."""
    if len(content) > LARGEST:
        size = format_number(_megabytes(len(content)), 1)
        message = _("The file is %(size)s MB. It may be at most 10 MB.")
        yield _problem("too_large", message % {"size": size})
    elif not _BEGINNING.match(content):
        yield _problem("not_pdf", _("This is no PDF file. Save the contract as PDF, and choose that file."))
    elif not _END.search(content[-2048:]):
        yield _problem(
            "broken", _("The PDF file is not whole, or something else follows it. Save it as PDF again.")
        )
    else:
        yield from _problems_inside(content)


def _problems_inside(content: bytes) -> Iterator[Problem]:
    told = _plain(content)
    inside = list(_object_streams(content))
    if b"/Encrypt" in told or None in inside:
        yield _problem(
            "unreadable",
            _("The PDF file is protected or packed so that it cannot be checked. Save it as PDF again."),
        )
    elif any(_ACTIVE.search(one) or _MARKUP.search(one) for one in (told, *filter(None, inside))):
        yield _problem(
            "active",
            _("The PDF file holds scripts, forms or attached files. Print it to a new PDF, and choose that."),
        )


def _object_streams(content: bytes) -> Iterator[bytes | None]:
    """What object streams hold, wherever they stand; None for one that cannot be read for certain."""
    left = UNPACKED
    for found in re.finditer(rb"(?<!end)stream\r?\n", content):
        header = _plain(content[max(0, found.start() - _HEADER) : found.start()].rpartition(b"obj")[2])
        if b"/ObjStm" not in header:
            continue
        unpacked = None if b"/DecodeParms" in header else _unpacked(header, content, found.end(), left)
        yield unpacked
        if unpacked is None:
            return
        left -= len(unpacked)


def _unpacked(header: bytes, content: bytes, start: int, most: int) -> bytes | None:
    if b"/Filter" not in header:
        return _plain(content[start : content.find(b"endstream", start)])
    if not re.search(rb"/Filter\s*\[?\s*/Fl(ateDecode)?[\s/>\]]", header):
        return None
    packed = zlib.decompressobj()
    try:
        unpacked = packed.decompress(memoryview(content)[start:], most + 1)
    except zlib.error:
        return None
    return _plain(unpacked) if packed.eof and len(unpacked) <= most else None


def _plain(text: bytes) -> bytes:
    """Names as they are meant: `/J#61vaScript` is `/JavaScript`."""
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), text)


def _problem(code: str, message: str) -> Problem:
    return Problem("document", code, message)


def _megabytes(size: int) -> Decimal:
    return Decimal(size) / (1024 * 1024)
