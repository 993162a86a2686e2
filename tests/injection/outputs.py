"""Everything that leaves the system, of whatever address or command: pages, files, mails, log lines."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from django.core import mail
from django.core.management import call_command
from django.test import Client

from config.logs import JsonLine
from goals.models import SentMail
from goals.months import Month
from goals.series import Basis
from jobcentres.access import MINISTRY
from jobcentres.clock import COPENHAGEN, standing_at
from jobcentres.models import AccessLogEntry, Area, User
from reporting.answers.files import KINDS as KINDS_OF_ANSWERS
from reporting.answers.files import all_made, made
from reporting.answers.kit import Kit
from reporting.bundles import making as bundles
from reporting.exports.extract import Extract
from reporting.exports.files import FORMATS
from reporting.exports.shapes import SHAPES
from reporting.fetch import KINDS
from reporting.models import Answer, SavedExtract
from reporting.summaries import Choice
from tests.screens import EVERYBODY, NOBODY, OWN

MONDAY = datetime(2014, 6, 16, 9, 30, tzinfo=COPENHAGEN)
"""When reminders, notices and the week's digest all go out."""
SEES_MOST = "mette"
BUNDLED = "NJ"
CHOICE = Choice.of(
    2014, as_of=Month(2014, 4), known_on=datetime(2014, 6, 10, 8, tzinfo=COPENHAGEN), basis=Basis.APPROVED
)
LISTS = ("areas", "indicators", "summary", "figures", "revisions", "coverage", "targets", "contracts")
ASKED = {"limit": "400"}
SENT = "qz998x<script>"
CALLS = (
    *(f"{name}?limit=400" for name in LISTS),
    "figures/foertidspension/0340/2014-04",
    "contracts/2014/HS",
    f"areas?level={quote(SENT)}",
    f"nothing/{quote(SENT)}",
)
AREAS = {Area.Level.MUNICIPALITY: "0340", Area.Level.REGION: "HS", Area.Level.COUNTRY: "DK"}
TEMPLATES = tuple(f"/indberetning/soroe/2014-04/skabelon.{ending}" for ending in ("csv", "xlsx"))
# person → addresses beside those of which pictures are taken: files, and pages that show what others do not
FURTHER: Mapping[str, tuple[str, ...]] = {
    "anna": TEMPLATES,
    "bo": ("/kontrakter/2014/HS/",),
    "sys": ("/log/",),
    "mette": (
        "/dcat.jsonld",
        "/aarshjul/2014.ics",
    ),
}
TABLES = (("/maaltal/2014/HS/", "csv-dk"), ("/leveret/HS/", "csv"), ("/leveret/HS/", "csv-dk"))
"""Tables that a button of their page sends for."""


class Output(NamedTuple):
    name: str
    content_type: str
    content: bytes
    headers: Mapping[str, str] = {}


def outputs() -> Iterator[Output]:
    """An address that fails is one of no kind that anybody reads."""
    yield from visited(addresses())
    yield from fetched()
    yield from extracts()
    yield from answered()
    yield from bundled()
    yield from called()
    yield from mails()


def sheets() -> Iterator[Output]:
    """What a spreadsheet opens, and slides, which have a sheet behind each chart."""
    yield from visited({"anna": TEMPLATES})
    yield from fetched([word for word in KINDS if word != "rapport"])
    yield from extracts({"xlsx", "csv", "csv-dk"})
    yield _answer("excel", made(_kit(), "excel"))
    yield from tabled()


def addresses() -> dict[str, list[str]]:
    """By person; nobody's under ``."""
    every: dict[str, list[str]] = {"": [*NOBODY.values()], SEES_MOST: [*EVERYBODY.values()]}
    for person, own in OWN.items():
        every.setdefault(person, []).extend(own.values())
    for person, paths in FURTHER.items():
        every.setdefault(person, []).extend(paths)
    every[SEES_MOST] += [answer.get_absolute_url() for answer in Answer.objects.all()]
    for saved in SavedExtract.objects.all():
        every[SEES_MOST] += [saved.get_absolute_url(), f"{saved.get_absolute_url()}ret/"]
    return every


def visited(addresses: Mapping[str, Sequence[str]]) -> Iterator[Output]:
    for person, paths in addresses.items():
        client = client_of(person)
        for path in paths:
            yield _output(f"{person} {path}", client.get(path))


def fetched(words: Iterable[str] = KINDS) -> Iterator[Output]:
    """The files of the pages, one of each kind and level."""
    client = client_of(SEES_MOST)
    for path, kind in TABLES:
        yield _output(f"{path} {kind}", client.post(path, {"format": kind}))
    for path in files_of_pages(words):
        AccessLogEntry.objects.update(counted_at=1)  # long ago: more may be fetched
        yield _output(path, client.post(path, {"aar": "2014", "maaned": "2014-04"}))


def files_of_pages(words: Iterable[str]) -> list[str]:
    """The workbook is the same at each level, and that of the country takes long to read."""
    return [
        f"/hent/{word}/{AREAS[level]}/"
        for word in words
        for level in Area.Level
        if word != "excel" or level != Area.Level.COUNTRY
    ]


def _output(name: str, answer: Any) -> Output:
    if answer.status_code >= 500:
        return Output(name, f"fault {answer.status_code}", b"")
    return Output(name, answer.headers["Content-Type"], answer.getvalue(), answer.headers)


def client_of(person: str) -> Client:
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(User.objects.get(email=f"{person}@eksempel.dk"))
    return client


def extracts(kinds: Container[str] = FORMATS) -> Iterator[Output]:
    """Every shape in every kind of file, of an area of each level."""
    for shape in SHAPES.values():
        for kind in filter(kinds.__contains__, shape.formats):
            extract = Extract(CHOICE, areas=frozenset(AREAS.values()), shape=shape.word)
            content = b"".join(FORMATS[kind].write(extract.read(MINISTRY)))
            yield Output(f"extract {shape.word} {kind}", FORMATS[kind].content_type, content)


def answered() -> Iterator[Output]:
    """The files of an answer to a question."""
    for kind, content in all_made(_kit()).items():
        yield _answer(kind, content)


def _kit() -> Kit:
    return Kit.of(Answer.objects.latest("pk"))


def _answer(kind: str, content: bytes) -> Output:
    return Output(f"answer {kind}", KINDS_OF_ANSWERS[kind].content_type, content)


def bundled() -> Iterator[Output]:
    """The reports of a region in one file."""
    file = io.BytesIO()
    with warnings.catch_warnings(action="ignore"):  # all areas have one name
        bundles.write(file, CHOICE, BUNDLED, lambda _done, _total: None)
    yield Output(f"reports of {BUNDLED}", "application/zip", file.getvalue())


def called() -> Iterator[Output]:
    """The API, in each format; refused calls answer with what was asked."""
    client = client_of(SEES_MOST)
    for name in ("", "openapi.json", *CALLS):
        yield _output(f"API {name}", client.get(f"/api/v1/{name}"))
    for name in ("summary", "figures"):
        yield _output(f"API {name} cube", client.get(f"/api/v1/{name}", {**ASKED, "format": "json-stat"}))
    yield from tabled()


def tabled() -> Iterator[Output]:
    """The lists of the API as tables."""
    client = client_of(SEES_MOST)
    for name in LISTS:
        yield _output(f"API {name} csv", client.get(f"/api/v1/{name}", {**ASKED, "format": "csv"}))


def mails() -> Iterator[Output]:
    """As they go to the mail server. One that cannot be written is refused, and is no output."""
    SentMail.objects.all().delete()
    mail.outbox.clear()
    with standing_at(MONDAY):
        try:
            call_command("send_reminders", stdout=io.StringIO(), stderr=io.StringIO())
        except SystemExit:
            raise
        except Exception as refusal:
            assert "mail" in str(refusal), refusal
    for one in mail.outbox:
        yield Output(f"mail to {one.to}", "message/rfc822", one.message().as_bytes())


@contextmanager
def logged() -> Iterator[list[str]]:
    """The lines of the product's log in the block."""
    lines: list[str] = []
    handler = logging.StreamHandler(_Lines(lines))
    handler.setFormatter(JsonLine())
    loggers = [logging.getLogger(), logging.getLogger("django")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield lines
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


class _Lines(io.StringIO):
    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines

    def write(self, text: str) -> int:
        self.lines.append(text)
        return len(text)
