"""Whether the name of a file and its first bytes say the same."""

from __future__ import annotations

from pathlib import PurePath

from goals.uploads.faults import Fault, FileRefused
from goals.uploads.tables import CSV, XLSX

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD, _MACROS = {".xls", ".xlt"}, {".xlsm", ".xltm", ".xlam", ".xlsb"}


def kind_of(name: str, content: bytes) -> str:
    """`xlsx` or `csv`. Raises `FileRefused`."""
    if not content:
        raise FileRefused(Fault("empty_file"))
    ending = PurePath(name).suffix.lower()
    if ending in _MACROS:
        raise FileRefused(Fault("macros"))
    if content.startswith(_OLE):
        raise FileRefused(Fault("password" if _ENCRYPTED in content else "old_format"))
    if _is_page(content):
        raise FileRefused(Fault("web_page"))
    if ending in _OLD:
        raise FileRefused(Fault("old_format"))
    if ending not in {".xlsx", ".csv"}:
        raise FileRefused(Fault("ending", shown=ending[:10]))
    if ending == ".xlsx" and not content.startswith(_ZIP):
        raise FileRefused(Fault("not_a_spreadsheet"))
    if ending == ".csv" and content.startswith(b"PK"):
        raise FileRefused(Fault("spreadsheet_named_csv"))
    return XLSX if ending == ".xlsx" else CSV


def _is_page(content: bytes) -> bool:
    """A table in HTML or XML, which many sites call Excel."""
    return content[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
