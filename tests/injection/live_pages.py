"""Pages and JSON: what a browser would run, fetch or follow."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from django.conf import settings

from tests.injection.fields import MARKED

ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "background", "ping", "srcset", "cite"}
ADDRESSES |= {"xlink:href", "manifest"}
CODE = {"style", "srcdoc", "http-equiv", "id", "class"}
FOREIGN = {"iframe", "object", "embed", "base", "applet", "frame", "plaintext", "math", "foreignobject"}
JSON_TYPES = {"application/json", "application/ld+json"}


class _Page(HTMLParser):
    """What is live among the elements, attributes and scripts of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._code = ""
        self._script: list[str] = []
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if MARKED.search(tag) or tag in FOREIGN:
            self.found.append(f"<{tag}>")
        told = {name: value or "" for name, value in attrs}
        self._link = told["href"] if _is_open_link(tag, told) else ""
        self.found += [
            f"<{tag} {name}={value}>"[:90]
            for name, value in told.items()
            if _is_live(name, value) and (name, value) != ("href", self._link)
        ]
        if tag in {"script", "style"}:
            self._code, self._script = ("json" if told.get("type") in JSON_TYPES else tag), []

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"} and self._code:
            self.found += _faults_of_script(self._code, "".join(self._script))
            self._code = ""

    def handle_data(self, data: str) -> None:
        if self._code:
            self._script.append(data)
        if self._link and not _is_named_by(data, self._link):
            self.found.append(f"a link that says {data!r} and leads to {self._link}"[:90])
        self._link = ""

    def handle_comment(self, data: str) -> None:
        if MARKED.search(data):
            self.found.append(f"no text: {data[:60]}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def _is_open_link(tag: str, told: Mapping[str, str]) -> bool:
    """An address in a source that leads where it says: what `urlize` makes of it."""
    return (
        tag == "a"
        and told.get("rel") == "nofollow"
        and told.get("href", "").startswith(("http://", "https://"))
    )


def _is_named_by(text: str, address: str) -> bool:
    shown = text.removesuffix("…")
    return unquote(address).startswith(
        (unquote(shown), f"https://{unquote(shown)}", f"http://{unquote(shown)}")
    )


def _is_live(name: str, value: str) -> bool:
    if MARKED.search(name) or name.startswith("on"):
        return True
    if not MARKED.search(value):
        return False
    return name in CODE or (name in ADDRESSES and not is_own_address(value))


def is_own_address(value: str) -> bool:
    """A path or query of ours that carries the text encoded."""
    path = value.removeprefix(settings.SITE_URL)
    parts = urlsplit(path)
    return not parts.scheme and not parts.netloc and path[:1] in "/?#." and "\\" not in path[:3]


def _faults_of_script(kind: str, text: str) -> Iterator[str]:
    if kind == "json":
        yield from faults_of_json(text.encode())
    elif MARKED.search(text):
        yield f"<{kind}>{text[:60]}"


def faults_of_html(content: bytes) -> Iterator[str]:
    page = _Page()
    page.feed(content.decode())
    page.close()
    yield from page.found


def faults_of_json(content: bytes) -> Iterator[str]:
    """It can be read, and no name in it is somebody's text."""
    told = json.loads(content.decode())
    yield from (f"name {name!r}" for name in _names(told) if MARKED.search(name))


def _names(told: object) -> Iterator[str]:
    if isinstance(told, dict):
        for name, value in told.items():
            yield name
            yield from _names(value)
    elif isinstance(told, list):
        for value in told:
            yield from _names(value)
