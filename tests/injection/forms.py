"""Every form of every page, sent with a payload in one of its text fields: what is kept is clean, and what is
answered is a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin

from django.db import transaction
from django.test import Client

from tests.injection.fields import written_fields
from tests.injection.live import faults_of, faults_of_headers
from tests.injection.outputs import addresses, client_of
from tests.injection.payloads import MARK

TYPED = "qz999x"
"""The mark of what is sent by forms."""
TEXTS = {"text", "search", "email", "url", ""}
NUMBERS = {"numeric", "decimal"}
KEPT_OUT = {"/log-ud/", "/sprog/", "/bliv/", "/log-ind/", "/adgangskode/"}
# name of a field → what stands in it where a page leaves it empty and its form asks for it
ANSWERED = {
    "code": "ny-kode",
    "definition": "Hvad der tælles",
    "denominator_name": "Personer i alt",
    "direction": "down",
    "email": "ny@eksempel.dk",
    "explanation": "Derfor",
    "first_day": "01-07-2014",
    "held_on": "02-07-2014",
    "kind": "other",
    "met_on": "16-06-2014",
    "name": "Navn",
    "numerator_name": "Personer",
    "on": "16-06-2014",
    "reason": "Begrundelse",
    "short_name": "Navn",
    "source": "Egen optælling",
    "text": "Tekst",
    "title": "Overskrift",
    "unit": "percent",
    "valid_from": "01-07-2014",
    "window": "month",
}
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass
class Form:
    """`texts`: the names of the fields for words; `values`: what a browser would send if nobody typed."""

    action: str
    method: str
    values: dict[str, Any] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    button: tuple[str, str] | None = None


class Sent(NamedTuple):
    person: str
    page: str
    action: str
    name: str
    values: Mapping[str, Any]

    @property
    def label(self) -> str:
        return f"{self.person} {self.page} → {self.action} {self.name}"


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None
        self._area = self._select = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(told.get("action", ""), told.get("method", "get").lower())
            self.found.append(self._open)
        elif self._open is not None and "disabled" not in told:
            self._take(self._open, tag, told, {name for name, _value in attrs})

    def _take(self, form: Form, tag: str, told: Mapping[str, str], flags: set[str]) -> None:
        name, kind = told.get("name", ""), told.get("type", "")
        if tag == "textarea" and name:
            form.texts.append(name)
            self._area, self._text = name, []
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in flags or self._select not in form.values:
                form.values[self._select] = told.get("value", "")
        elif tag in {"button", "input"} and kind in {"submit", "image"} and form.button is None:
            form.button = (name, told.get("value", "")) if name else None
        elif tag == "input" and name and kind not in {"submit", "file"}:
            if kind in {"checkbox", "radio"} and "checked" not in flags:
                return
            form.values[name] = told.get("value", "on" if kind == "checkbox" else "")
            if kind in TEXTS and told.get("inputmode") not in NUMBERS:
                form.texts.append(name)

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area and self._open is not None:
            self._open.values[self._area], self._area = "".join(self._text).lstrip("\n"), ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._open = None


def forms_in(page: str, path: str) -> Iterator[Form]:
    """Those that write, with the address that they are sent to."""
    parser = _Forms()
    parser.feed(page)
    for form in parser.found:
        action = urldefrag(urljoin(path, form.action)).url
        if form.method == "post" and action not in KEPT_OUT:
            yield replace(form, action=action)


def sendable() -> Iterator[Sent]:
    """Every text field of every form, once for each page."""
    seen = set()
    for person, paths in addresses().items():
        client = client_of(person)
        for path in paths if person else ():
            answer = client.get(path)
            if not answer.headers["Content-Type"].startswith("text/html"):
                continue
            for form in forms_in(answer.content.decode(), path):
                values = _answered(form.values) | ({form.button[0]: form.button[1]} if form.button else {})
                for name in form.texts:
                    if (form.action, name) not in seen:
                        seen.add((form.action, name))
                        yield Sent(person, path, form.action, name, values)


def _answered(values: Mapping[str, Any]) -> dict[str, Any]:
    """With what the form needs to be kept; its fields may bear the name of their part in front."""
    return {
        name: value or (ANSWERED.get(name.rpartition("-")[2], "") if not name.startswith("initial-") else "")
        for name, value in values.items()
    }


def faults_of_sending(sent: Sent, payload: str) -> Iterator[str]:
    """What is wrong with the answer, and with what was kept; nothing of it stays. A form that its address
    does not take is a fault too."""
    with transaction.atomic():
        client: Client = client_of(sent.person)
        values = {**sent.values, sent.name: payload.replace(MARK, TYPED)}
        answer: Any = client.post(sent.action, values)
        is_refused = answer.status_code == 405 or answer.status_code >= 500
        found = [f"answered {answer.status_code}"] if is_refused else []
        if answer.status_code == 302:
            answer = client.get(answer.headers["Location"])
        if answer.status_code < 500:
            found += [
                *faults_of(answer.headers["Content-Type"], answer.getvalue()),
                *faults_of_headers(answer.headers),
            ]
        found += kept_unclean()
        transaction.set_rollback(True)
    yield from (f"{payload!r} by {sent.label}: {fault}" for fault in found)


def kept_unclean() -> list[str]:
    """The fields that hold what was typed with a sign that nobody sees in it."""
    return [
        f"{one.label} keeps {text[:60]!r}"
        for one in written_fields()
        for text in one.model._default_manager.filter(**{f"{one.name}__contains": TYPED}).values_list(
            one.name, flat=True
        )
        if any(unicodedata.category(sign) in UNSEEN for sign in text.replace("\n", ""))
    ]


def is_kept() -> bool:
    return any(
        one.model._default_manager.filter(**{f"{one.name}__contains": TYPED}).exists()
        for one in written_fields()
    )
