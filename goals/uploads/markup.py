"""XML as a stream of elements. A document type, and with it every entity, is refused at its first sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any
from xml.parsers import expat

from goals.uploads.faults import Fault, FileRefused

_DEEPEST = 200


class Markup:
    """Told of each element as it begins and ends, under its name without namespace."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._depth = 0

    def start(self, name: str, given: Mapping[str, str]) -> None:
        pass

    def end(self, name: str, text: str) -> None:
        """`text` stands directly before the end of the element."""

    def read(self, stream: IO[bytes]) -> None:
        """Raises `FileRefused` for what is no XML, or has a document type."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse_document_type
        try:
            parser.ParseFile(stream)
        except expat.ExpatError as fault:
            raise FileRefused(Fault("damaged")) from fault

    def _start(self, name: str, given: dict[str, str]) -> None:
        self._text.clear()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FileRefused(Fault("damaged"))
        self.start(local(name), given)

    def _end(self, name: str) -> None:
        text = "".join(self._text)
        self._text.clear()
        self._depth -= 1
        self.end(local(name), text)


def local(name: str) -> str:
    return name.rpartition(" ")[2]


def is_true(text: str | None) -> bool:
    return text in {"1", "true", "on"}


def _refuse_document_type(*_declared: Any) -> None:
    raise FileRefused(Fault("document_type"))
