"""The page on which a block is pasted, as a browser without scripts uses it."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

APRIL = "/indberetning/esbjerg/2014-04/indsaet/"
TWO = "\tLangtidsledige\nEsbjerg\t400\nFanø\t5"


class Paste:
    """The page after something was posted to it."""

    def __init__(self, client: Client, address: str, response: HttpResponse) -> None:
        self.client = client
        self.address = address
        self.response = response
        reader = _Reader()
        reader.feed(response.content.decode())
        self.forms = reader.forms
        self.text = " ".join("".join(reader.texts).split())

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def confirmation(self) -> dict[str, list[str]]:
        """What the button that saves would send."""
        return next(form for form in self.forms if "gem" in form)

    @property
    def can_be_confirmed(self) -> bool:
        return any("gem" in form for form in self.forms)

    def confirmed(self) -> Paste:
        return self.sent(self.confirmation)

    def sent(self, content: Mapping[str, object]) -> Paste:
        return Paste(self.client, self.address, self.client.post(self.address, content, follow=True))

    def undone(self) -> Paste:
        """Press the button in the message that tells of the paste."""
        address = next(reader_address for reader_address in self._addresses() if "fortryd" in reader_address)
        return Paste(self.client, address, self.client.post(address, follow=True))

    def _addresses(self) -> list[str]:
        return [form["action"][0] for form in self.forms if "action" in form]


def pasted(client: Client, text: str = TWO, address: str = APRIL, **more: object) -> Paste:
    return Paste(client, address, client.post(address, {"tekst": text} | more))


class _Reader(HTMLParser):
    """Each form's fields with their values (its address as `action`), and the text of the main part."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.texts: list[str] = []
        self.is_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.is_main = self.is_main or tag == "main"
        if tag == "form":
            self.forms.append({"action": [given["action"]]} if given.get("action") else {})
        elif tag in {"input", "button"} and given.get("name") and self.forms and _is_sent(given):
            self.forms[-1].setdefault(given["name"], []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self.is_main = self.is_main and tag != "main"

    def handle_data(self, data: str) -> None:
        if self.is_main:
            self.texts.append(data)


def _is_sent(given: Mapping[str, str]) -> bool:
    return given.get("type") != "radio" or "checked" in given
