"""What an .xlsx file says before its cells: sheets, number formats, shared texts."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from goals.uploads.archive import Archive
from goals.uploads.cell_values import Uncertain, visible_text
from goals.uploads.faults import Fault, FileRefused
from goals.uploads.markup import Markup, is_true, local
from goals.uploads.number_formats import Seen, seen

Part = TypeVar("Part", bound=Markup)

_HARMLESS = "hyperlink"  # followed by nobody here


class SheetPart(NamedTuple):
    name: str
    path: str
    is_hidden: bool


@dataclass(frozen=True)
class Workbook:
    sheets: list[SheetPart]
    since_1904: bool
    formats: list[Seen]
    texts: list[str | Uncertain]


def read_workbook(archive: Archive) -> Workbook:
    """Raises `FileRefused`."""
    _read(archive, "[Content_Types].xml", _ContentTypes())
    found = [target for kind, target in _relations(archive, "").values() if kind == "officeDocument"]
    if len(found) != 1:
        raise FileRefused(Fault("not_a_spreadsheet"))
    relations = _relations(archive, found[0])
    part = _read(archive, found[0], _Sheets())
    sheets: list[SheetPart] = []
    for name, relation, is_hidden in part.sheets:
        kind, path = relations.get(relation, ("", ""))
        if path in {sheet.path for sheet in sheets}:
            raise FileRefused(Fault("damaged"))
        if kind == "worksheet":
            sheets.append(SheetPart(name, path, is_hidden))
            _relations(archive, path)
        elif kind != "chartsheet":
            raise FileRefused(Fault("macros" if "acro" in kind or kind == "dialogsheet" else "damaged"))
    paths = dict(relations.values())
    return Workbook(
        sheets=sheets,
        since_1904=part.since_1904,
        formats=_read(archive, paths["styles"], _Styles()).formats if "styles" in paths else [],
        texts=_read(archive, paths["sharedStrings"], _Texts()).texts if "sharedStrings" in paths else [],
    )


def _read(archive: Archive, path: str, part: Part) -> Part:
    with archive.opened(path) as stream:
        part.read(stream)
    return part


def _relations(archive: Archive, path: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: name → (kind, path of the other part). None if it refers to nothing."""
    folder, name = posixpath.split(path)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in archive:
        return {}
    return _read(archive, place, _Relations(folder)).relations


class _ContentTypes(Markup):
    def start(self, name: str, given: Mapping[str, str]) -> None:
        kind = given.get("ContentType", "").casefold()
        if "macroenabled" in kind or "vbaproject" in kind:
            raise FileRefused(Fault("macros"))


class _Relations(Markup):
    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder
        self.relations: dict[str, tuple[str, str]] = {}

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if name != "Relationship":
            return
        kind, target = posixpath.basename(given.get("Type", "")), given.get("Target", "")
        if given.get("TargetMode") == "External":
            if kind != _HARMLESS:
                raise FileRefused(Fault("external_link"))
            return
        path = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        self.relations[given.get("Id", "")] = (kind, path)


class _Sheets(Markup):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []
        self.since_1904 = False

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if name == "workbookPr":
            self.since_1904 = is_true(given.get("date1904"))
        elif name == "sheet":
            relation = next((text for key, text in given.items() if " " in key and local(key) == "id"), "")
            state = given.get("state", "visible")
            self.sheets.append((given.get("name", ""), relation, state != "visible"))


class _Styles(Markup):
    """How the numbers of each style look, in the order in which cells refer to styles."""

    def __init__(self) -> None:
        super().__init__()
        self.formats: list[Seen] = []
        self._codes: dict[str, str] = {}
        self._is_inside = False

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._codes[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif name == "cellXfs":
            self._is_inside = True
        elif name == "xf" and self._is_inside:
            number = given.get("numFmtId", "0")
            self.formats.append(seen(int(number) if number.isdecimal() else 0, self._codes.get(number)))

    def end(self, name: str, text: str) -> None:
        if name == "cellXfs":
            self._is_inside = False


class _Texts(Markup):
    """The shared texts, each in its parts of different type; the reading aids of Japanese are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str | Uncertain] = []
        self._parts: list[str] = []
        self._is_aid = False

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._is_aid = True

    def end(self, name: str, text: str) -> None:
        if name == "t" and not self._is_aid:
            self._parts.append(text)
        elif name == "rPh":
            self._is_aid = False
        elif name == "si":
            self.texts.append(_visible("".join(self._parts)))


def _visible(text: str) -> str | Uncertain:
    """What is wrong with a text matters only where a cell uses it."""
    try:
        return visible_text(text, is_escaped=True)
    except Uncertain as uncertain:
        return uncertain
