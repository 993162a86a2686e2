"""The zip archive that an .xlsx file is: judged by its directory before anything in it is opened."""

from __future__ import annotations

import re
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from goals.uploads import limits
from goals.uploads.faults import Fault, FileRefused

_PARTS = re.compile(r"[^/\\:\0]+(?:/[^/\\:\0]+)*/?")
_USUAL = (
    ".xml",
    ".rels",
    ".vml",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".bmp",
    ".emf",
    ".wmf",
    ".svg",
    ".tif",
    ".tiff",
)
_PRINTER = "xl/printersettings/"
_MACROS = ("vbaproject", "xl/macrosheets/", "xl/dialogsheets/", "xl/activex/", "xl/ctrlprops/")
_EXTERNAL = ("xl/externallinks/", "xl/connections", "xl/querytables/", "xl/embeddings/", "xl/model/")
_IS_ENCRYPTED = 0x1
_DAMAGE = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
)


class Archive:
    """The members of a file that has passed the checks. Raises `FileRefused`."""

    def __init__(self, content: bytes) -> None:
        with _as_damage():
            self._zip = ZipFile(BytesIO(content))
        _judge(self._zip.infolist(), len(content))
        self._members = {info.filename: info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """Ends, at the latest, after as many bytes as the directory says."""
        if name not in self._members:
            raise FileRefused(Fault("damaged"))
        with _as_damage(), self._zip.open(self._members[name]) as member:
            yield member


@contextmanager
def _as_damage() -> Iterator[None]:
    """Whatever the library of zip files and that of XML make of bytes that are none of their kind."""
    try:
        yield
    except _DAMAGE as fault:
        raise FileRefused(Fault("damaged")) from fault


def _judge(members: list[ZipInfo], size: int) -> None:
    if len(members) > limits.MEMBERS:
        raise FileRefused(Fault("too_many_members"))
    seen: set[str] = set()
    for member in members:
        name = member.filename
        if code := _fault_of(member, name.casefold(), seen):
            raise FileRefused(Fault(code, shown=name))
        seen.add(name.casefold())
    if sum(member.file_size for member in members) > limits.UNPACKED:
        raise FileRefused(Fault("unfolds_too_far"))
    if sum(member.compress_size for member in members) > size:
        raise FileRefused(Fault("damaged"))  # members that share their bytes
    if "[content_types].xml" not in seen:
        raise FileRefused(Fault("not_a_spreadsheet"))


def _fault_of(member: ZipInfo, name: str, seen: set[str]) -> str:
    if not _PARTS.fullmatch(member.orig_filename) or {".", ".."} & set(name.split("/")):
        return "outside_member"
    if name in seen:
        return "repeated_member"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "strange_member"
    if member.flag_bits & _IS_ENCRYPTED:
        return "password"
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return "damaged"
    if any(mark in name for mark in _MACROS):
        return "macros"
    if name.startswith(_EXTERNAL):
        return "external_link"
    if member.file_size > limits.SMALL and member.file_size > limits.RATIO * member.compress_size:
        return "unfolds_too_far"
    return "" if _belongs(name) else "strange_member"


def _belongs(name: str) -> bool:
    return name.endswith((*_USUAL, "/")) or (name.startswith(_PRINTER) and name.endswith(".bin"))
