"""The text of each page of a PDF that Chromium made, to see what stands on paper."""

from __future__ import annotations

import re
import zlib

Objects = dict[int, bytes]
"""By number, each with all that follows it in the file."""

_OBJECT = re.compile(rb"\n([0-9]+) 0 obj\s")
_STREAM = re.compile(rb"stream\r?\n")
_SHOWN = re.compile(rb"/(F[0-9]+) [0-9.]+ Tf|<([0-9A-F]+)> Tj|(\n)BT")


def pages_of(pdf: bytes) -> list[str]:
    objects = {int(found[1]): pdf[found.end() :] for found in _OBJECT.finditer(pdf)}
    heads = (body.partition(b"endobj")[0] for body in objects.values())
    return [_text(head, objects) for head in heads if re.search(rb"/Type\s*/Page\b", head)]


def _text(page: bytes, objects: Objects) -> str:
    fonts = {name: _letters(int(key), objects) for name, key in re.findall(rb"/(F[0-9]+) ([0-9]+) 0 R", page)}
    letters: dict[int, str] = {}
    found = []
    for font, signs, begins in _SHOWN.findall(_content(_reference(page, b"Contents"), objects)):
        if font:
            letters = fonts[font]
        codes = (signs[place : place + 4] for place in range(0, len(signs), 4))
        found += [" "] if begins else [letters.get(int(code, 16), "?") for code in codes]
    return " ".join("".join(found).replace("\xa0", " ").split())


def _letters(font: int, objects: Objects) -> dict[int, str]:
    """What each sign of a font stands for."""
    told = _content(_reference(objects[font], b"ToUnicode"), objects).decode()
    found = {}
    for block in re.findall(r"beginbfchar\n(.*?)endbfchar", told, re.DOTALL):
        for code, letter in re.findall(r"<(\w+)> <(\w+)>", block):
            found[int(code, 16)] = _letter(letter)
    for block in re.findall(r"beginbfrange\n(.*?)endbfrange", told, re.DOTALL):
        for first, last, letter in re.findall(r"<(\w+)> <(\w+)> <(\w+)>", block):
            for place, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = chr(int(letter, 16) + place)
    return found


def _letter(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be")


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" ([0-9]+) 0 R", body)
    assert found, name
    return int(found[1])


def _content(key: int, objects: Objects) -> bytes:
    found = _STREAM.search(objects[key])
    assert found
    return zlib.decompressobj().decompress(objects[key][found.end() :])
