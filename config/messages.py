"""Translations without GNU gettext: `python -m config.messages extract|check|compile`.

Each area keeps its own file in locale/da/LC_MESSAGES; `compile` merges them into django.mo.
`extract` prints what has no translation yet, as entries to be pasted into one of those files.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

BASE_DIR = Path(__file__).resolve().parent.parent
FOLDER = BASE_DIR / "locale" / "da" / "LC_MESSAGES"
SOURCES = ("config", "jobcentres", "goals", "reporting")
TEMPLATES = "templates"

SINGLE, PLURAL, CONTEXT, CONTEXT_PLURAL = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {"_": SINGLE} | {
    name + ending: arguments
    for name, arguments in {
        "gettext": SINGLE,
        "ngettext": PLURAL,
        "pgettext": CONTEXT,
        "npgettext": CONTEXT_PLURAL,
    }.items()
    for ending in ("", "_lazy", "_noop")
}
PLACEHOLDER = re.compile(r"%\([a-z_]\w*\)[sdf]|\{\w*\}", re.IGNORECASE)


class Key(NamedTuple):
    """What identifies a message: its context (or none) and its source text."""

    context: str | None
    text: str

    def __str__(self) -> str:
        return f"“{self.text}”" + (f" ({self.context})" if self.context else "")


class Source(NamedTuple):
    place: str
    plural: str | None


def sources(base: Path = BASE_DIR) -> dict[Key, Source]:
    """Every message of the code and the templates, with the first place that uses it."""
    found: dict[Key, Source] = {}
    for file, content in _files(base):
        for line, text, _comments, context in babel_extract("python", BytesIO(content), KEYWORDS):
            single, plural = (text[0], text[-1]) if isinstance(text, tuple) else (text, None)
            if single:
                found.setdefault(Key(context, single), Source(f"{file.relative_to(base)}:{line}", plural))
    return found


def _files(base: Path) -> Iterator[tuple[Path, bytes]]:
    """Python files, and templates as the Python that Django's own extraction makes of them."""
    from django.utils.translation.template import templatize

    for folder in SOURCES:
        for file in sorted((base / folder).rglob("*.py")):
            yield file, file.read_bytes()
    for file in sorted((base / TEMPLATES).rglob("*")):
        if file.suffix in {".html", ".txt", ".svg"}:
            lines = templatize(file.read_text(encoding="utf-8"), origin=str(file)).splitlines()
            yield file, "\n".join(line.lstrip() for line in lines).encode()


def catalogs(folder: Path = FOLDER) -> dict[str, Catalog]:
    """The translators' files by name."""
    found = {}
    for file in sorted(folder.glob("*.po")):
        with file.open("rb") as content:
            found[file.name] = read_po(content, locale="da", abort_invalid=True)
    return found


def merged(files: dict[str, Catalog]) -> tuple[Catalog, list[str]]:
    """All files as one catalogue, and the faults: a message that two files translate differently."""
    whole, faults, origin = Catalog(locale="da", charset="utf-8"), [], dict[Key, str]()
    for name, catalog in files.items():
        for message in catalog:
            if not message.id or message.fuzzy:
                continue
            key = key_of(message)
            known = whole.get(key.text, key.context)
            if known and known.string != message.string:
                faults.append(f"{name}: {key} is translated otherwise in {origin[key]}")
            elif not known:
                whole.add(message.id, message.string, context=message.context)
                origin[key] = name
    return whole, faults


def key_of(message: Message) -> Key:
    return Key(message.context, message.id if isinstance(message.id, str) else message.id[0])


def faults(needed: dict[Key, Source], files: dict[str, Catalog]) -> list[str]:
    """What keeps the translation from being complete: one line each."""
    whole, found = merged(files)
    for name, catalog in files.items():
        found += [
            f"{name}: {fault}" for message in catalog if message.id for fault in _faults_of(message, needed)
        ]
        found += [f"{name}: {key_of(message)} is marked obsolete" for message in catalog.obsolete.values()]
    for key, source in needed.items():
        translation = whole.get(key.text, key.context)
        if translation is None:
            found.append(f"{source.place}: {key} has no translation")
        elif source.plural and source.plural != translation.id[-1]:
            found.append(f"{source.place}: {key} has no translation of its plural")
    return found


def _faults_of(message: Message, needed: dict[Key, Source]) -> Iterator[str]:
    key = key_of(message)
    strings = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    if message.fuzzy:
        yield f"{key} is fuzzy"
    if not all(strings):
        yield f"{key} is empty"
    if key not in needed:
        yield f"{key} is used nowhere"
    known = set(PLACEHOLDER.findall(" ".join([message.id] if isinstance(message.id, str) else message.id)))
    for string in filter(None, strings):
        unknown = set(PLACEHOLDER.findall(string)) - known
        if unknown or (len(strings) == 1 and known - set(PLACEHOLDER.findall(string))):
            yield f"{key} has other placeholders than its translation"


def compile_messages(folder: Path = FOLDER) -> list[str]:
    """Write django.mo; the faults that prevented it."""
    whole, found = merged(catalogs(folder))
    if not found:
        unfinished = folder / f"django.mo.{os.getpid()}"
        with unfinished.open("wb") as file:
            write_mo(file, whole)
        unfinished.replace(folder / "django.mo")  # at once: a server may be reading it
    return found


def missing(needed: dict[Key, Source], files: dict[str, Catalog]) -> bytes:
    """Entries, in .po form, of what no file translates."""
    whole, _ = merged(files)
    new = Catalog(locale="da")
    for key, source in needed.items():
        if whole.get(key.text, key.context) is None:
            place, line = source.place.rsplit(":", 1)
            text = (key.text, source.plural) if source.plural else key.text
            new.add(text, context=key.context, locations=[(place, int(line))])
    content = BytesIO()
    write_po(content, new, omit_header=True, width=120)
    return content.getvalue()


def report(found: Iterable[str]) -> int:
    lines = list(found)
    sys.stderr.writelines(line + "\n" for line in lines)
    return 1 if lines else 0


def main(arguments: list[str]) -> int:
    match arguments:
        case ["compile"]:
            return report(compile_messages())
        case ["check"]:
            return report(faults(sources(), catalogs()))
        case ["extract"]:
            sys.stdout.buffer.write(missing(sources(), catalogs()))
            return 0
    return report([__doc__ or ""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
