"""The log of what left the system, the page that lists it, and how long it is kept."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobcentres import access_log, clock
from jobcentres.access_log import entries_visible_to, record_access
from jobcentres.clock import COPENHAGEN
from jobcentres.models import AccessLogEntry, AccessToken, User
from tests.builders import make_assignment, make_user
from tests.cast import Cast, ClientOf
from tests.jobcentres.watch import Watch

NOON = datetime(2014, 6, 10, 12, 0, 7, tzinfo=COPENHAGEN)
DIGEST = "3f5a" * 16
MONTH = 31 * 24 * 60 * 60

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_tenth_of_june() -> Iterator[None]:
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def sys(cast: Cast, client_of: ClientOf) -> Client:
    """The country administrator's browser."""
    return client_of(cast.sys)


@pytest.fixture
def ulla(cast: Cast) -> User:
    """The user administrator of Sorø Kommune."""
    person = make_user("Ulla Bro")
    make_assignment(person, "administrator", cast.places.soroe)
    return person


def take(person: User, what: str = "udtraek/xlsx", **other: Any) -> AccessLogEntry:
    file: dict[str, Any] = {"kind": "export", "query": "aar=2014&omraade=0340", "known_on": NOON}
    ended = {"rows": 12, "size": 2048, "digest": DIGEST, "is_complete": True}
    return record_access(by=person, what=what, **(file | ended | other))


def shown(client: Client, query: str = "") -> str:
    answer = client.get(f"/log/{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def whats(client: Client, query: str = "") -> list[str]:
    """What the lines say was taken, from the top."""
    return re.findall(r"<code>([a-z]+/[^<]+)</code>", client.get(f"/log/{query}").content.decode())


def test_a_line_tells_who_what_how_much_and_what_was_known(cast: Cast, sys: Client) -> None:
    take(cast.anna)

    text = shown(sys)

    assert "10-06-2014 kl. 12.00 Anna Friis udtraek/xlsx aar: 2014 · omraade: 0340" in text
    assert "kontrolsum 3f5a3f5a3f5a 10-06-2014 kl. 12.00.07 12 2,0 KB ✓ hentet" in text.replace("\xa0", " ")


def test_what_broke_off_or_is_on_its_way_says_so(cast: Cast, sys: Client) -> None:
    take(cast.anna, digest="", is_complete=False)
    take(cast.mads, rows=None, size=None, digest="", is_complete=False)

    text = shown(sys)

    assert re.search(r"… på vej .* ✕ afbrudt", text)
    assert "✓ hentet" not in text


def test_what_never_ended_counts_as_broken_off_after_a_while(cast: Cast, sys: Client) -> None:
    entry = take(cast.mads, rows=None, size=None, digest="", is_complete=False)
    entry.counted_at -= access_log.FORGOTTEN_AFTER
    entry.save()

    assert "✕ afbrudt" in shown(sys)


def test_a_reading_by_a_program_names_its_token(cast: Cast, sys: Client) -> None:
    token = AccessToken.objects.create(
        owner=cast.mette, name="Power Query", scope="own", made_at=NOON, expires_on=date(2015, 6, 1)
    )
    take(cast.mette, "api/figures", kind="api", token=token)

    assert 'Mette Skov nøgle "Power Query" api/figures' in shown(sys)


def test_a_choice_of_many_areas_is_folded(cast: Cast, sys: Client) -> None:
    take(cast.anna, query="&".join(f"omraade={number:04}" for number in range(101, 120)))

    assert "<summary>Valget</summary>" in sys.get("/log/").content.decode()
    assert "omraade: 0101, 0102" in shown(sys)


def test_the_newest_stands_first_and_lines_go_on_over_pages(cast: Cast, sys: Client) -> None:
    for number in range(101):
        take(cast.anna, f"rapport/{number}")

    assert whats(sys)[:2] == ["rapport/100", "rapport/99"]
    assert whats(sys, "?side=2") == ["rapport/0"]
    assert "Side 2 af 2" in shown(sys, "?side=2")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?person=anna", ["udtraek/csv"]),
        ("?person=METTE.skov%40", ["api/figures"]),
        ("?person=3f5a3f5a", ["udtraek/csv"]),
        ("?person=nobody", []),
        ("?slags=api", ["api/figures"]),
        ("?slags=export", ["udtraek/csv"]),
        ("?dag=10-06-2014", ["api/figures"]),
        ("?dag=9/6-2014&slags=export&person=friis", ["udtraek/csv"]),
        ("?dag=8-6-2014", []),
        ("?person=&slags=&dag=", ["api/figures", "udtraek/csv"]),
    ],
)
def test_the_log_is_searched_by_person_kind_and_day(
    cast: Cast, sys: Client, query: str, found: list[str]
) -> None:
    with clock.standing_at(NOON.replace(day=9, hour=23, minute=59)):
        take(cast.anna, "udtraek/csv")
    with clock.standing_at(NOON.replace(hour=0, minute=0, second=0)):
        take(cast.mette, "api/figures", kind="api", digest="")

    assert whats(sys, query) == found


def test_a_day_that_cannot_be_read_is_told_and_nothing_shown(cast: Cast, sys: Client) -> None:
    take(cast.anna)

    text = shown(sys, "?dag=31.13.2014")

    assert "Der står “31.13.2014”. Skriv datoen sådan: 31-12-2014." in text
    assert "Anna Friis" not in text
    assert "Ingen har hentet noget endnu" not in text


@pytest.mark.parametrize("query", ["?side=0", "?side=x", "?slags=x", "?person=%00", "?dag=99-99-9999"])
def test_no_address_breaks_the_page(cast: Cast, sys: Client, query: str) -> None:
    take(cast.anna)

    assert sys.get(f"/log/{query}").status_code == 200


def test_an_empty_log_says_so(sys: Client) -> None:
    assert "Ingen har hentet noget endnu." in shown(sys)
    assert "Intet passer til søgningen." in shown(sys, "?person=anna")


def test_the_log_is_kept_in_no_browser(sys: Client) -> None:
    assert "no-store" in sys.get("/log/").headers["Cache-Control"]


def test_an_areas_administrator_sees_those_assigned_there_and_nowhere_else(cast: Cast, ulla: User) -> None:
    elsewhere = make_user("Åse Dam")
    make_assignment(elsewhere, "local_council", cast.places.soroe)
    make_assignment(elsewhere, "local_council", cast.places.fanoe)
    for person in (cast.anna, cast.lis, cast.finn, cast.ole, cast.bo, elsewhere, make_user("Uden Rolle")):
        take(person)

    found = {entry.user.name for entry in entries_visible_to(ulla)}

    assert found == {"Anna Friis", "Lis Damgaard", "Finn Gade"}


def test_a_checksum_finds_no_stranger(cast: Cast, ulla: User, client_of: ClientOf) -> None:
    take(cast.ole, "udtraek/csv")

    assert whats(client_of(ulla), f"?person={DIGEST}") == []


@pytest.mark.parametrize("name", ["anna", "mads", "bo", "rikke", "mette"])
def test_who_administers_nobody_sees_nobodys_entries(cast: Cast, name: str) -> None:
    take(cast.anna)

    person = cast[name]

    assert person is not None
    assert not entries_visible_to(person).exists()


def test_the_menu_leads_administrators_to_the_log(cast: Cast, sys: Client, client_of: ClientOf) -> None:
    assert 'href="/log/"' in sys.get("/brugere/").content.decode()
    assert 'href="/log/"' not in client_of(cast.mette).get("/mails/").content.decode()


@pytest.mark.parametrize("person", ["sys", "ulla"])
def test_many_lines_take_as_many_queries_as_few(
    cast: Cast, ulla: User, client_of: ClientOf, person: str
) -> None:
    client = client_of(ulla if person == "ulla" else cast.sys)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/log/?person=a&dag=10-06-2014")
        return len(captured)

    take(cast.anna)
    few = queries()
    for one in (cast.anna, cast.mads, cast.lis) * 20:
        take(one)

    assert queries() == few <= 12


def ages(*months: float) -> list[int]:
    return [int(time.time() - month * MONTH) for month in months]


def test_what_is_older_than_six_months_is_taken_out(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_log, "DELETED_AT_ONCE", 2)
    for age in ages(0, 5, 7, 8, 9, 30):
        AccessLogEntry.objects.filter(pk=take(cast.anna).pk).update(counted_at=age)
    out = StringIO()

    for _time in (1, 2):
        call_command("tidy_access_log", stdout=out)

    assert AccessLogEntry.objects.count() == 2
    assert out.getvalue().splitlines() == [
        "4 linjer ældre end 6 måneder blev slettet.",
        "0 linjer ældre end 6 måneder blev slettet.",
    ]


def test_how_long_is_a_setting(cast: Cast, settings: Any) -> None:
    settings.ACCESS_LOG_MONTHS = 12
    AccessLogEntry.objects.filter(pk=take(cast.anna).pk).update(counted_at=ages(8)[0])

    assert access_log.delete_old_entries() == 0


@pytest.mark.parametrize(
    ("today", "kept", "gone"),
    [
        ("2014-08-31 12:00", "2014-02-28 12:01", "2014-02-28 11:59"),
        ("2014-06-01 12:00", "2013-12-01 12:01", "2013-12-01 11:59"),
        ("2015-01-15 12:00", "2014-07-15 12:01", "2014-07-15 11:59"),
    ],
)
def test_six_months_end_on_the_same_day_of_the_month(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, today: str, kept: str, gone: str
) -> None:
    watch = Watch()
    watch.moment = seconds(today)
    monkeypatch.setattr(access_log, "time", watch)
    for moment in (kept, gone):
        AccessLogEntry.objects.filter(pk=take(cast.anna).pk).update(counted_at=seconds(moment))

    assert access_log.delete_old_entries() == 1
    assert AccessLogEntry.objects.get().counted_at == seconds(kept)


def seconds(written: str) -> int:
    return int(datetime.fromisoformat(written).replace(tzinfo=COPENHAGEN).timestamp())


def test_the_paper_says_what_was_searched_for(cast: Cast, sys: Client) -> None:
    take(cast.anna)

    assert "Søgning: anna · fil · 10. juni 2014" in shown(sys, "?person=anna&slags=export&dag=10-6-2014")
    assert "Søgning:" not in shown(sys)


def test_a_persons_page_leads_to_what_the_person_has_fetched(cast: Cast, sys: Client) -> None:
    take(cast.anna, "udtraek/csv")
    take(cast.mads, "udtraek/xlsx")

    found = re.search(r'href="/log/([^"]+)"', sys.get(f"/brugere/{cast.anna.pk}/").content.decode())

    assert found
    assert whats(sys, found[1]) == ["udtraek/csv"]
