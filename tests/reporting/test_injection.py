"""What people write stays text wherever it leaves the system: a sample of the corpus, in every text field.

`make stress` puts all two hundred payloads there.
"""

from __future__ import annotations

import io
import json
import os
import random
from collections.abc import Iterator

import pytest
from django.urls import resolve
from icalendar import Calendar, Event
from openpyxl import Workbook
from pypdf import PdfWriter
from pypdf.generic import NameObject, create_string_object
from pytest_django import DjangoDbBlocker

from tests.injection.fields import NEVER_SHOWN, NOT_WRITTEN, text_fields, written_fields
from tests.injection.forms import faults_of_sending, sendable
from tests.injection.live import CHECKS, SPREADSHEET, faults_of, faults_of_headers
from tests.injection.outputs import addresses
from tests.injection.payloads import MARK, PAYLOADS, packed
from tests.injection.trial import Found, tried
from tests.injection.world import complete, sample_database
from tests.screens import NOBODY
from tests.test_access import PERSONS, TABLE

SAMPLE = (
    '=HYPERLINK("https://ondt.example/¤";"¤")',
    "\"><img src=x onerror='¤()'>",
    '{{ "¤"|upper }}',
    '#upper("¤")',
    "¤\r\nBcc: alle@ondt.example",
    "\x1b]8;;https://ondt.example/¤\x07klik\x1b]8;;\x07",
    "../../../../etc/¤",
)
UNSEEN = "¤\x1b[31m\u202e\x85\r\n\u200b<script>¤()</script>"
NOT_READ = {"health", "password_choose", "line_save"}
QZ = "qz001x"

on_the_sample = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="the sample is an SQLite file"
)


@pytest.fixture(scope="module")
def database(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), sample_database():
        complete()
        yield


@pytest.fixture(scope="module")
def found(database: None) -> list[Found]:
    return [tried(" ".join(SAMPLE))]


@on_the_sample
def test_nothing_that_people_wrote_is_live_anywhere(found: list[Found]) -> None:
    assert [fault for one in found for fault in one.live] == []


@on_the_sample
def test_every_text_field_reaches_a_reader_or_says_why_not(found: list[Found]) -> None:
    shown = {mark for one in found for mark in one.marks}

    hidden = {field.label for field in written_fields() if field.mark not in shown}
    assert hidden == set(NEVER_SHOWN)


@on_the_sample
def test_every_kind_of_output_was_read(found: list[Found]) -> None:
    kinds = {kind for one in found for kind in one.kinds}

    assert kinds >= {"html", "csv", "json", "sheet", "presentation", "pdf", "calendar", "rfc822", "x-ndjson"}


@on_the_sample
@pytest.mark.usefixtures("database")
def test_no_form_keeps_a_sign_that_nobody_sees() -> None:
    drawn, fields = random.Random(1), list(sendable())

    faults = [fault for one in drawn.sample(fields, 30) for fault in faults_of_sending(one, UNSEEN)]

    assert len(fields) > 100
    assert faults == []


@on_the_sample
@pytest.mark.usefixtures("database")
def test_every_address_was_read() -> None:
    answering = {row.name for row in TABLE if any(row.expected(person) == 200 for person in PERSONS)}

    paths = {path.partition("?")[0] for paths in addresses().values() for path in paths}
    read = {resolve(path).url_name for path in paths - {NOBODY["404"]}}
    assert answering - read <= NOT_READ | {name for name in answering if name.startswith("api")}


def test_every_field_that_nobody_writes_is_a_field() -> None:
    assert set(NOT_WRITTEN) <= set(text_fields())
    assert set(NEVER_SHOWN) <= {field.label for field in written_fields()}


def test_there_are_two_hundred_payloads_and_each_has_its_mark() -> None:
    assert len(set(PAYLOADS)) == 200
    assert all(MARK in payload for payload in PAYLOADS)
    assert all(any(payload in pack for pack in packed(PAYLOADS)) for payload in PAYLOADS)


def _workbook() -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.active["A1"] = f'=1+1&"{QZ}"'
    book.save(file)
    return file.getvalue()


def _paper() -> bytes:
    paper, file = PdfWriter(), io.BytesIO()
    paper.add_blank_page(100, 100)
    paper.root_object[NameObject("/OpenAction")] = create_string_object(f"app.alert('{QZ}')")
    paper.write(file)
    return file.getvalue()


def _calendar() -> bytes:
    calendar, event = Calendar(), Event()
    event.add("attach", f"https://ondt.example/{QZ}")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/html", f"<img src=x onerror={QZ}()>".encode()),
        ("text/html", f'<a href="javascript:{QZ}()">'.encode()),
        ("text/html", f'<a href="https://ondt.example/{QZ}">jobindsats.dk</a>'.encode()),
        ("text/html", f'<a rel="nofollow" href="https://ondt.example/{QZ}">jobindsats.dk</a>'.encode()),
        ("text/html", f"<script>{QZ}</script>".encode()),
        ("text/html", f"<!-- {QZ} -->".encode()),
        ("text/html", f'<script type="application/json">{{"a": "</script>{QZ}"}}</script>'.encode()),
        ("text/html", f"<p>{QZ.upper()}</p>".encode()),
        ("application/json", f'{{"{QZ}": 1}}'.encode()),
        ("text/csv", f'a,b\n"=1+1&""{QZ}""",2\n'.encode()),
        ("text/csv", f"a,b\n1,2,{QZ}\n".encode()),
        ("text/csv", f"\ufeffa;b\r\n  ＝{QZ};2\r\n".encode()),
        ("text/calendar", _calendar()),
        ("message/rfc822", f"To: a@b.dk\nBcc: {QZ}@ondt.example\n\ntekst".encode()),
        ("message/rfc822", f"To: a@b.dk\nContent-Type: text/html\n\n{QZ}".encode()),
        ("application/x-ndjson", json.dumps({"message": QZ, "opdigtet": 1}).encode()),
        ("application/pdf", _paper()),
        (SPREADSHEET, _workbook()),
        ("application/unknown", b""),
    ],
)
def test_what_is_live_is_found(kind: str, content: bytes) -> None:
    assert list(faults_of(kind, content))


def test_each_kind_of_output_has_a_check_that_a_harmless_one_passes() -> None:
    harmless = {
        "text/html": f'<p title="{QZ}">{QZ}&lt;script&gt;</p><a href="/x?q={QZ}">x</a>',
        "text/csv": f"a,b\n'={QZ},2\n",
        "application/json": f'{{"a": "<script>{QZ}"}}',
        "application/x-ndjson": json.dumps({"message": QZ}),
    }

    assert harmless.keys() <= CHECKS.keys()
    assert [fault for kind, text in harmless.items() for fault in faults_of(kind, text.encode())] == []


def test_a_header_that_carries_a_line_or_a_path_is_found() -> None:
    assert list(faults_of_headers({"X-Name": f"{QZ}\r\nSet-Cookie: a"}))
    assert list(faults_of_headers({"Content-Disposition": 'attachment; filename="../x.csv"'}))
    assert not list(faults_of_headers({"Content-Disposition": f'attachment; filename="{QZ}.csv"'}))
