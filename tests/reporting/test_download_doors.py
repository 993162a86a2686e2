"""What holds for every file, whichever address sends it: by button only, counted, named, and telling nothing
of who asked."""

from __future__ import annotations

import hashlib
import re
import socket
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from jobcentres.access_log import FILES_PER_HOUR, begin_file, complete_access
from jobcentres.clock import standing_at
from jobcentres.models import AccessLogEntry, Area, User
from tests.cast import Cast, ClientOf
from tests.goals.entry_page import THIRD_OF_JUNE, Office, make_office
from tests.reporting.download_doors import DOORS, make_results

BASE = Path(__file__).parents[2]
SENDING = re.compile(r"\b(?:deliver|send_file)\(")
# file → why it sends something else past the gateway
UNCOUNTED = {
    "jobcentres/downloads.py": "the gateway itself",
    "goals/views/calendar.py": "the year's dates, for a calendar",
    "goals/views/contract.py": "a signed document, as it was handed in",
    "goals/views/template.py": "the sheet to fill in",
}

every_door = pytest.mark.parametrize("name", DOORS)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.fixture
def office(cast: Cast) -> Iterator[Office]:
    with standing_at(THIRD_OF_JUNE):
        office = make_office(cast)
        make_results(office)
        yield office


@pytest.fixture
def mette(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.mette)


def opened(name: str, office: Office) -> str:
    """The address behind a door; what was fetched to make it is forgotten."""
    address = DOORS[name].opened(office)
    AccessLogEntry.objects.update(counted_at=1)
    return address


def sent(client: Client, name: str, address: str) -> Any:
    return client.post(address, DOORS[name].sent)


def fetch_as_many_as_one_may(person: User) -> None:
    for _file in range(FILES_PER_HOUR):
        entry = begin_file(by=person, what="/maaltal/2014/HS/", query="", known_on=None)
        complete_access(entry, rows=1, size=1, digest="0" * 64, is_complete=True)


def newest() -> AccessLogEntry:
    return AccessLogEntry.objects.latest("pk")


def parts_of(content: bytes) -> Iterator[bytes]:
    """A file, and the files within it."""
    yield content
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            for info in archive.infolist():
                yield info.filename.encode()
                yield from parts_of(archive.read(info))


@every_door
def test_a_file_arrives_and_the_log_has_its_checksum(name: str, office: Office, mette: Client) -> None:
    answer = sent(mette, name, opened(name, office))

    content = answer.getvalue()
    assert (answer.status_code, bool(content)) == (200, True)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    entry = newest()
    assert (entry.user, entry.is_complete, entry.size) == (office.cast.mette, True, len(content))
    assert entry.digest == hashlib.sha256(content).hexdigest()
    assert entry.known_on is not None


@every_door
def test_a_file_comes_only_by_a_button_of_a_page_to_who_has_signed_in(
    name: str, office: Office, mette: Client
) -> None:
    address = opened(name, office)
    written = AccessLogEntry.objects.count()
    elsewhere = Client(enforce_csrf_checks=True)
    elsewhere.force_login(office.cast.mette)

    read = [mette.get(address, DOORS[name].sent), mette.head(address), mette.options(address)]
    forged, unknown = sent(elsewhere, name, address), sent(Client(), name, address)

    assert {answer.status_code for answer in read} <= {200, 302, 405}
    assert (forged.status_code, unknown.status_code) == (403, 302)
    assert unknown.headers["Location"].startswith("/log-ind/")
    assert not any("Content-Disposition" in answer.headers for answer in (*read, forged, unknown))
    assert AccessLogEntry.objects.count() == written


@every_door
def test_one_file_too_many_is_refused_at_every_door(name: str, office: Office, mette: Client) -> None:
    address = opened(name, office)
    fetch_as_many_as_one_may(office.cast.mette)

    answer = sent(mette, name, address)

    assert answer.status_code == 429
    assert 3500 < int(answer.headers["Retry-After"]) <= 3600
    assert "Der kan højst hentes 30 filer i timen." in answer.content.decode()
    assert "Content-Disposition" not in answer.headers


def test_a_file_that_will_not_be_sent_is_not_made_whole_first(office: Office, mette: Client) -> None:
    address = opened("extract again", office)
    fetch_as_many_as_one_may(office.cast.mette)
    with CaptureQueriesContext(connection) as captured:
        sent(mette, "extract again", address)

    assert not any("goals_figure" in query["sql"] for query in captured)


@every_door
def test_a_file_tells_nothing_of_who_asked_or_where_it_was_made(
    name: str, office: Office, client_of: ClientOf
) -> None:
    """Mette has signed the contract, which says so: there Karl asks."""
    asker = office.cast.karl if name == "contract" else office.cast.mette
    content = sent(client_of(asker), name, opened(name, office)).getvalue()

    told = [asker.name, asker.email, "@eksempel.dk", str(BASE), "/tmp/", "/root/", *long_host_name()]  # noqa: S108
    said = [text.lower() for part in parts_of(content) for text in texts_of(part)]
    assert not {word for text in said for word in told if word.lower() in text}


def long_host_name() -> list[str]:
    """A short one stands in any bytes by chance."""
    return [name for name in [socket.gethostname()] if len(name) > 6]


def texts_of(part: bytes) -> Iterator[str]:
    """The bytes as they are; of a PDF also what it says of itself and on its pages."""
    yield part.decode("latin-1")
    if part.startswith(b"%PDF"):
        reader = PdfReader(BytesIO(part))
        yield str(reader.metadata)
        yield from (page.extract_text() for page in reader.pages)


@every_door
def test_no_name_of_a_place_breaks_the_header(name: str, office: Office, mette: Client) -> None:
    Area.objects.filter(code="0340").update(name='Sorø"\r\nSet-Cookie: x=1/..\u202ecod.exe')

    answer = sent(mette, name, opened(name, office))

    header = answer.headers["Content-Disposition"]
    assert (answer.status_code, bool(answer.getvalue())) == (200, True)
    assert re.fullmatch(r"attachment; filename(=\"[ -!#-.0-~]+\"|\*=utf-8''[A-Za-z0-9%._~!$&+^`|-]+)", header)
    assert "x" not in answer.cookies


@pytest.mark.parametrize(
    ("person", "address", "data"),
    [
        ("mette", "/hent/excel/0999/", {}),
        ("mette", "/hent/excel/0340' OR 1=1/", {}),
        ("mette", "/hent/rapport/XX/", {}),
        ("mette", "/hent/%2e%2e/0340/", {}),
        ("mette", "/hent/excel/0340/", {"maaned": "2014-99"}),
        ("mette", "/hent/excel/0340/", {"aar": "1914"}),
        ("mette", "/hent/excel/0340/", {"kendt": "2999-01-01T00:00"}),
        ("mette", "/hent/excel/0340/", {"grundlag": "alt"}),
        ("karl", "/leveret/HS/", {"format": "csv"}),
        ("anna", "/leveret/HS/", {"format": "csv"}),
        ("mette", "/leveret/HS/", {"format": "../csv"}),
        ("mette", "/leveret/HS/?indikator=x", {"format": "csv"}),
        ("mette", "/maaltal/2014/HS/", {"format": "exe"}),
        ("mette", "/maaltal/2014/XX/", {"format": "csv"}),
        ("mette", "/kontrakter/2014/0340/pdf/", {}),
        ("anna", "/kontrakter/2014/NJ/pdf/", {}),
        ("mette", "/svar/aaaa-bbbb-cccc/pdf/", {}),
        ("mette", f"/rapporter/{10**6}/hent/", {}),
        ("mette", f"/udtraek/hentet/{10**6}/", {}),
    ],
)
def test_what_is_not_there_or_not_theirs_is_not_found(
    office: Office, client_of: ClientOf, person: str, address: str, data: dict[str, str]
) -> None:
    answer = client_of(office.cast[person]).post(address, data)

    assert answer.status_code == 404
    assert not AccessLogEntry.objects.exists()


@pytest.mark.parametrize("door", ["extract again", "bundle"])
def test_nobody_fetches_what_is_somebody_elses(door: str, office: Office, client_of: ClientOf) -> None:
    address = opened(door, office)
    written = AccessLogEntry.objects.count()

    answers = {name: sent(client_of(office.cast[name]), door, address).status_code for name in ("bo", "sys")}

    assert answers == {"bo": 404, "sys": 404}
    assert AccessLogEntry.objects.count() == written


@pytest.mark.parametrize(
    "choice",
    [
        {"omraade": "0999"},
        {"omraade": "0340' OR '1'='1"},
        {"indikator": "findes-ikke"},
        {"niveau": "alt"},
        {"format": "../../etc/passwd"},
        {"indhold": "personer"},
        {"grundlag": "forelobig;"},
        {"kendt": "2999-01-01T00:00"},
    ],
)
def test_an_extract_of_what_is_not_there_is_refused_on_its_page(
    mette: Client, choice: dict[str, str]
) -> None:
    answer = mette.post("/udtraek/", {**DOORS["extract"].sent, **choice})

    assert answer.status_code in {200, 404}
    assert "Content-Disposition" not in answer.headers
    assert not AccessLogEntry.objects.exists()


@pytest.mark.parametrize("name", ["extract", "workbook"])
def test_a_file_holds_no_more_than_the_reader_may_see(name: str, office: Office, client_of: ClientOf) -> None:
    wanted = {"maaned": "2014-05", "grundlag": "forelobig", "omraade": "0851"}
    address = "/hent/excel/0851/" if name == "workbook" else "/udtraek/"

    def holds(person: str) -> bool:
        client = client_of(office.cast[person])
        answer: Any = client.post(address, {**DOORS[name].sent, **wanted})
        content = answer.getvalue()
        return any(b"7919" in part for part in parts_of(content))

    assert {person: holds(person) for person in ("karl", "mette", "ole", "anna", "lis", "sys")} == {
        "karl": True,
        "mette": True,
        "ole": True,
        "anna": False,
        "lis": False,
        "sys": False,
    }


def test_every_view_that_sends_files_is_a_door_here() -> None:
    views = [*(BASE / "reporting/views").glob("*.py"), *(BASE / "goals/views").glob("*.py")]

    sending = {view.stem for view in views if SENDING.search(view.read_text(encoding="utf-8"))}

    assert sending == {door.module for door in DOORS.values()}


def test_no_other_view_sends_files() -> None:
    floors = [BASE / floor for floor in ("config", "reporting", "goals", "jobcentres")]
    files = [path for floor in floors for path in floor.rglob("*.py")]

    named = re.compile(r"Content-Disposition|FileResponse")
    sending = {
        path.relative_to(BASE).as_posix() for path in files if named.search(path.read_text(encoding="utf-8"))
    }

    assert sending == set(UNCOUNTED)
