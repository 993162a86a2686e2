"""A month of a jobcentre for the tests of its page: four goals on 3 June 2014, and a reader of forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

from goals.models import Figure, Indicator
from goals.months import Month
from jobcentres.clock import COPENHAGEN
from tests.builders import make_goal, make_indicator
from tests.cast import Cast

THIRD_OF_JUNE = datetime(2014, 6, 3, 14, 2, tzinfo=COPENHAGEN)
APRIL = "/indberetning/soroe/2014-04/"
ESBJERG = "/indberetning/esbjerg/2014-04/"
PENSIONS, UNEMPLOYED, EDUCATION = "0340-foertidspension", "0340-langtidsledige", "0340-uddannelsesgrad"


@dataclass(frozen=True)
class Office:
    """The cast, and the indicators of the four goals of 2014."""

    cast: Cast
    education: Indicator
    pensions: Indicator
    unemployed: Indicator
    cooperation: Indicator


def make_office(cast: Cast) -> Office:
    parts = {"unit": "percent", "direction": "up"}
    made = Office(
        cast=cast,
        education=make_indicator(
            "uddannelsesgrad",
            **parts,
            window="year_to_date",
            numerator_name="Begyndt på uddannelse",
            denominator_name="Unge på ydelse",
            publication_lag_days=125,
            deadline_lag_months=5,
        ),
        pensions=make_indicator(
            "foertidspension", window="rolling_12", publication_lag_days=3, deadline_lag_months=1
        ),
        unemployed=make_indicator(publication_lag_days=33, deadline_lag_months=2),
        cooperation=make_indicator(
            "samarbejdsgrad", **parts, window="calendar_year", publication_lag_days=90, deadline_lag_months=4
        ),
    )
    for number, indicator in enumerate(
        (made.education, made.pensions, made.unemployed, made.cooperation), start=1
    ):
        make_goal(indicator, number=number)
    make_goal(made.pensions, year=2013, number=2)
    return made


def the_figure(key: str, month: str = "2014-04") -> Figure:
    """By the line's name in the form: `0340-foertidspension`."""
    area, indicator = key.split("-", 1)
    return Figure.objects.get(area__code=area, indicator__code=indicator, month=Month.parse(month).first_day)


class Page:
    """What a person sees: the text, and the month's form as a browser would send it."""

    def __init__(self, client: Client, address: str, response: HttpResponse) -> None:
        self.client = client
        self.address = address
        self.response = response
        self.html = response.content.decode()
        reader = _Reader()
        reader.feed(self.html)
        self.sent = reader.sent
        self.text = " ".join("".join(reader.texts).split())

    @property
    def status(self) -> int:
        return self.response.status_code

    def save(self, **written: str) -> Page:
        return self.send({name.replace("__", "-"): text for name, text in written.items()})

    def send(self, written: Mapping[str, str]) -> Page:
        """Press a button with these fields filled in; follows to the page that comes then."""
        content: dict[str, Any] = self.sent | dict(written)
        return Page(self.client, self.address, self.client.post(self.address, content, follow=True))


def opened(client: Client, address: str = APRIL) -> Page:
    return Page(client, address, client.get(address))


class _Reader(HTMLParser):
    """The fields of the form `data-entry` with their values, and all text of the main part."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.texts: list[str] = []
        self.is_inside = False
        self.is_main = False
        self.select = ""
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        self.is_main = self.is_main or tag == "main"
        if tag == "form":
            self.is_inside = "data-entry" in given
        if not self.is_inside:
            return
        if tag == "input":
            self.sent[name] = given.get("value") or ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.sent[self.select] = given.get("value") or ""
        elif tag == "textarea":
            self.area, self.sent[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.is_main = False
        if tag == "form":
            self.is_inside = False
        elif tag == "textarea" and self.area:
            self.sent[self.area] = self.sent[self.area].removeprefix("\n")
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area] += data
        if self.is_main:
            self.texts.append(data)
