"""From a document to a PDF: tagged, Danish, the same bytes for the same document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings

from jobcentres.downloads import NotMade
from reporting.papers.blocks import Document, as_data
from reporting.papers.typesetter import Refused, Typesetter

AUTHOR = "Måltal"
TEMPLATE = Path(__file__).with_name("paper.typ")
UNKNOWN_SIGN = "\N{WHITE SQUARE}"
"""For signs that no typeface here has."""

LONGEST_WORD = 28
MOST_TRIES = 4
_ENDLESS = re.compile(rf"[^\s\N{{SOFT HYPHEN}}\-]{{{LONGEST_WORD}}}(?=[^\s])")
_NOT_SHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control signs, and those that would turn the direction of what stands beside them."""
_TOGETHER = re.compile(
    r"([\d*](?= (?:pct\.|procentpoint|person))"
    r"|\d\.(?= [a-zæøå])"
    r"|(?:maj|marts|april|juni|juli|august|[a-z]ber|uar|(?:jan|feb|mar|apr|jun|jul|aug|sep|okt|nov|dec)\.)"
    r"(?= \d{4}\b)) "
)
"""A number and its unit, a day and its month, a month and its year."""
_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed')


def fonts_folder() -> Path:
    return Path(settings.BASE_DIR) / "node_modules/dkfds/dist/fonts/IBMPlexSans/complete/ttf"


def typeset(document: Document) -> bytes:
    """A PDF/UA-1 file. Signs without a glyph are shown as empty squares. Raises `NotMade`."""
    data = _cleaned(as_data(document) | {"author": AUTHOR})
    moment = document.made_at.astimezone(UTC)
    data["made_at"] = as_data(moment)
    with _typesetter() as typesetter:
        return _set(typesetter, data, MOST_TRIES)


def _set(typesetter: Typesetter, data: Any, tries: int) -> bytes:
    try:
        return typesetter.set(str(TEMPLATE), str(fonts_folder()), json.dumps(data, ensure_ascii=False))
    except Refused as refusal:
        lacking = {_written(found) for found in _LACKING.findall(str(refusal))}
        if not lacking or not tries:
            raise NotMade(f"The typesetter refuses: {refusal}") from refusal
        return _set(typesetter, _without(data, lacking), tries - 1)


@contextmanager
def many() -> Iterator[None]:
    """Within the block papers are set by one process: another for each would take four times as long."""
    with Typesetter() as typesetter:
        token = _kept.set(typesetter)
        try:
            yield
        finally:
            _kept.reset(token)


_kept: ContextVar[Typesetter | None] = ContextVar("kept", default=None)


def _typesetter() -> AbstractContextManager[Typesetter]:
    """A worker that has set papers itself would keep some 150 MB of the typesetter's."""
    kept = _kept.get()
    return Typesetter() if kept is None else nullcontext(kept)


def _cleaned(data: Any) -> Any:
    """Texts as they can be printed: words without end may be broken."""
    if isinstance(data, dict):
        return {name: value if name == "svg" else _cleaned(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_cleaned(one) for one in data]
    return _printable(data) if isinstance(data, str) else data


def _printable(text: str) -> str:
    shown = _NOT_SHOWN.sub("", text.replace("\r\n", "\n"))
    return _ENDLESS.sub("\\g<0>\N{ZERO WIDTH SPACE}", _TOGETHER.sub("\\1\N{NO-BREAK SPACE}", shown))


def _written(quoted: str) -> str:
    r"""`\u{1f600}` as the sign that it stands for."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), quoted)


def _without(data: Any, lacking: set[str]) -> Any:
    if isinstance(data, dict):
        return {name: _without(value, lacking) for name, value in data.items()}
    if isinstance(data, list):
        return [_without(one, lacking) for one in data]
    if isinstance(data, str):
        for sign in lacking:
            data = data.replace(sign, UNKNOWN_SIGN)
    return data
