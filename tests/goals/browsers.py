"""People's browsers without a screen: they read a page, fill in its form and press a button, over HTTP."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlencode

HOST = "maaltal.example.dk"
SECONDS = 20
CUT = 0
"""In place of a status: the connection was cut, or nobody listened."""


class Answer(NamedTuple):
    status: int
    text: str = ""
    location: str = ""

    @property
    def is_away(self) -> bool:
        return self.status in (CUT, 503)


class Browser:
    """One person's, signed in by `session`."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.cookies = {"__Host-session": session}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: Mapping[str, str], accept: str = "text/html") -> Answer:
        return self._ask("POST", path, urlencode(fields), accept)

    def _ask(self, method: str, path: str, body: str | None = None, accept: str = "text/html") -> Answer:
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "Referer": f"https://{HOST}{path}",
            "Accept": accept,
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read().decode()
        except (OSError, http.client.HTTPException):
            return Answer(CUT)
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _sign, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, content, response.headers.get("Location", ""))


def fields_of(page: str) -> dict[str, str]:
    """Of the largest form in the page's main part, as a browser would send them without a button."""
    reader = _Forms()
    reader.feed(page.partition("<main")[2])
    return max(reader.forms, key=len, default={})


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        if not self.forms:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            self.forms[-1][name] = given.get("value", "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.forms[-1][self.select] = given.get("value", "")
        elif tag == "textarea":
            self.area, self.forms[-1][name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.forms[-1][self.area] = self.forms[-1][self.area].removeprefix("\n")
            self.area = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[-1][self.area] += data
