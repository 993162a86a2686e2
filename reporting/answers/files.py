"""The files of an answer. The same answer always has the same bytes, in Danish, whoever asks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from jobcentres.access import OUTSIDER
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from jobcentres.naming import fit_name
from reporting.answers.kit import Kit
from reporting.answers.plain import plain_text

WHOLE = "samlet"
"""All of the files in one."""
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class FileKind:
    label: str | Promise
    suffix: str
    content_type: str
    make: Callable[[Kit], bytes]


def made(kit: Kit, kind: str) -> bytes:
    with override(settings.LANGUAGE_CODE):
        return KINDS[kind].make(kit)


def name_of(kit: Kit, kind: str) -> str:
    return f"{kit.file_name}.{KINDS[kind].suffix}"


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def all_made(kit: Kit) -> dict[str, bytes]:
    """Every kind once."""
    parts = {kind: made(kit, kind) for kind in KINDS if kind != WHOLE}
    return {**parts, WHOLE: _zipped(kit, parts)}


def _text(kit: Kit) -> bytes:
    return (BYTE_ORDER_MARK + plain_text(kit)).encode()


def _paper(kit: Kit) -> bytes:
    from reporting.answers.paper import answer_paper

    return answer_paper(kit)


def _workbook(kit: Kit) -> bytes:
    """The area with those that it is made up of, or that hold it."""
    from reporting.exports.extract import Extract
    from reporting.exports.files import FORMATS

    extract = Extract(
        kit.choice,
        areas=frozenset(area.code for area in _beside(kit)),
        indicators=frozenset() if kit.answer.is_of_all else frozenset(kit.answer.indicators),
    )
    return b"".join(FORMATS["xlsx"].write(extract.read(OUTSIDER, kit.goals)))


def _beside(kit: Kit) -> tuple[Area, ...]:
    places, area = kit.places, kit.area
    if area.level == Area.Level.COUNTRY:
        return (area, *places.regions)
    inside = places.members(area) if area.level == Area.Level.REGION else ()
    return (area, *inside, *places.above(area))


def _whole(kit: Kit) -> bytes:
    return all_made(kit)[WHOLE]


def _zipped(kit: Kit, parts: Mapping[str, bytes]) -> bytes:
    """Stored, not packed: the parts are, and no version of a library changes a byte."""
    local = kit.choice.moment.astimezone(COPENHAGEN)
    moment = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for kind, content in parts.items():
            member = ZipInfo(fit_name(name_of(kit, kind)), moment)
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, content)
    return file.getvalue()


KINDS: Mapping[str, FileKind] = {
    "pdf": FileKind(_("PDF, to read and to send on"), "pdf", "application/pdf", _paper),
    "excel": FileKind(
        _("Excel, with all figures behind it"),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _workbook,
    ),
    "tekst": FileKind(_("Text, for a letter"), "txt", "text/plain; charset=utf-8", _text),
    WHOLE: FileKind(_("All three in one file"), "zip", "application/zip", _whole),
}
