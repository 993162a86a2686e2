"""The gateway of files: pinned, counted, hashed and written down."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, cast

import pytest
from django.core.signals import request_finished
from django.db import DatabaseError, close_old_connections, connection
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.utils.translation import get_language, override

from goals.months import Month
from jobcentres import access_log, clock
from jobcentres.clock import COPENHAGEN
from jobcentres.downloads import BLOCK, RowCount
from jobcentres.models import AccessLogEntry, User
from jobcentres.naming import fit_name
from reporting.downloads import Download, deliver, pinned
from reporting.summaries import Choice
from tests.cast import Cast
from tests.jobcentres.watch import Watch

JUNE = datetime(2014, 6, 3, 8, 0, 12, 345678, COPENHAGEN)
CHOICE = Choice(2014, Month(2014, 4), JUNE.replace(microsecond=0))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _connection_outlives_the_answer() -> Iterator[None]:
    """As in Django's own test client."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    stood_in = Watch()
    monkeypatch.setattr(access_log, "time", stood_in)
    return stood_in


def fetched(
    person: User,
    parts: Iterable[bytes] = (b"a;b\r\n", b"1;2\r\n"),
    name: str = "Maaltal 2014-04.csv",
    rows: RowCount | None = None,
) -> HttpResponseBase:
    request = RequestFactory().post("/udtraek/")
    request.user = person
    return deliver(
        request,
        Download(
            what="udtraek/csv",
            query="aar=2014",
            choice=CHOICE,
            name=name,
            content_type="text/csv; charset=utf-8",
            parts=parts,
            rows=rows,
        ),
    )


def read(response: HttpResponseBase) -> bytes:
    """As the server reads it, to the end."""
    content = b"".join(cast(Any, response))
    response.close()
    return content


def entry() -> AccessLogEntry:
    return AccessLogEntry.objects.get()


def test_without_a_moment_the_last_whole_second_is_pinned(db: None) -> None:
    with clock.standing_at(JUNE):
        found = pinned(Choice(2014, Month(2014, 4)))

    assert found == CHOICE


def test_a_chosen_moment_stays() -> None:
    assert pinned(CHOICE) is CHOICE


def test_a_file_arrives_whole_with_its_name_and_kind(cast: Cast) -> None:
    response = fetched(cast.anna)

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="Maaltal 2014-04.csv"'
    assert read(response) == b"a;b\r\n1;2\r\n"


def test_the_log_tells_who_took_what_and_its_checksum(cast: Cast) -> None:
    with clock.standing_at(JUNE):
        content = read(fetched(cast.anna, rows=RowCount(1)))

    found = entry()
    assert (found.user, found.at, found.kind) == (cast.anna, JUNE, "export")
    assert (found.what, found.query, found.known_on) == ("udtraek/csv", "aar=2014", CHOICE.known_on)
    assert (found.rows, found.size, found.is_complete) == (1, len(content), True)
    assert found.digest == hashlib.sha256(content).hexdigest()


def test_the_log_is_written_before_the_first_part_is_made(cast: Cast) -> None:
    seen: list[int] = []

    def parts() -> Iterator[bytes]:
        seen.append(AccessLogEntry.objects.filter(is_complete=False, size=None).count())
        yield b"1"

    read(fetched(cast.anna, parts()))

    assert seen == [1]


def test_who_goes_away_leaves_an_entry_of_how_far_it_got(cast: Cast) -> None:
    count, ended = RowCount(), []

    def parts() -> Iterator[bytes]:
        try:
            for count.number in range(1, 11):
                yield bytes(BLOCK)
        finally:
            ended.append(True)

    response = fetched(cast.anna, parts(), rows=count)
    blocks = iter(cast_stream(response))
    next(blocks), next(blocks)
    response.close()

    assert ended == [True]
    assert (entry().rows, entry().size) == (2, 2 * BLOCK)
    assert (entry().is_complete, entry().digest) == (False, "")


def test_an_answer_that_nobody_reads_is_no_longer_on_its_way(cast: Cast) -> None:
    fetched(cast.anna).close()

    assert entry().size is not None
    assert not entry().is_complete


def test_a_fault_at_the_beginning_is_told_and_not_half_a_file(cast: Cast) -> None:
    def parts() -> Iterator[bytes]:
        yield b"a;b\r\n"
        raise DatabaseError

    with pytest.raises(DatabaseError):
        fetched(cast.anna, parts())

    assert not entry().is_complete


def test_a_later_fault_breaks_the_file_off(cast: Cast) -> None:
    def parts() -> Iterator[bytes]:
        yield bytes(BLOCK)
        raise ValueError

    response = fetched(cast.anna, parts())
    with pytest.raises(ValueError):
        read(response)

    assert (entry().size, entry().is_complete, entry().digest) == (BLOCK, False, "")


def test_files_are_danish_whoever_asks(cast: Cast) -> None:
    def parts() -> Iterator[bytes]:
        yield bytes(BLOCK)
        yield str(get_language()).encode()

    with override("en"):
        content = read(fetched(cast.anna, parts()))
        language = get_language()

    assert content.endswith(b"da")
    assert language == "en"


def test_small_parts_leave_in_large_blocks(cast: Cast) -> None:
    blocks = list(cast_stream(fetched(cast.anna, (b"0340;12\r\n" for _row in range(20_000)))))

    assert len(blocks) == -(-20_000 * 9 // BLOCK)


def test_nothing_is_locked_while_a_file_is_on_its_way(cast: Cast) -> None:
    depth = len(connection.savepoint_ids)
    seen: list[int] = []

    def parts() -> Iterator[bytes]:
        seen.append(len(connection.savepoint_ids))
        yield b"1"

    read(fetched(cast.anna, parts()))

    assert seen == [depth]


def test_the_thirty_first_file_within_an_hour_waits(cast: Cast, watch: Watch) -> None:
    for _file in range(30):
        assert read(fetched(cast.anna))
        watch.wait(minutes=1)

    with clock.standing_at(JUNE):
        refused = fetched(cast.anna)

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1800")
    assert "Du kan hente den næste kl. 8.31." in cast_text(refused)
    assert AccessLogEntry.objects.count() == 30


def test_after_the_wait_the_next_file_comes(cast: Cast, watch: Watch) -> None:
    for _file in range(31):
        last = fetched(cast.anna)
        last.close()
    watch.wait(seconds=int(last.headers["Retry-After"]))

    assert last.status_code == 429
    assert fetched(cast.anna).status_code == 200


def test_one_persons_files_leave_others_theirs(cast: Cast, watch: Watch) -> None:
    for _file in range(31):
        fetched(cast.anna).close()

    assert fetched(cast.mads).status_code == 200


def test_a_file_refused_is_not_made(cast: Cast, watch: Watch) -> None:
    for _file in range(30):
        fetched(cast.anna).close()
    made: list[bool] = []

    fetched(cast.anna, (made.append(True) or b"" for _part in range(1)))  # type: ignore[func-returns-value]

    assert made == []


def test_a_third_file_at_once_waits_until_one_has_arrived(cast: Cast, watch: Watch) -> None:
    first, _second = fetched(cast.anna), fetched(cast.anna)

    third = fetched(cast.anna)
    read(first)

    assert (third.status_code, third.headers["Retry-After"]) == (429, "10")
    assert "Du er allerede ved at hente to filer" in cast_text(third)
    assert fetched(cast.anna).status_code == 200


def test_files_whose_end_nobody_told_do_not_bar_the_way_for_long(cast: Cast, watch: Watch) -> None:
    _first, _second = fetched(cast.anna), fetched(cast.anna)

    watch.wait(seconds=121)

    assert fetched(cast.anna).status_code == 200


@pytest.mark.parametrize(
    ("name", "fitting"),
    [
        ("Ærø 2014-01.xlsx", "Ærø 2014-01.xlsx"),
        ("a\r\nSet-Cookie: x=1.csv", "a Set-Cookie  x=1.csv"),
        ('Sorø "ny".csv', "Sorø  ny .csv"),
        ("../../etc/passwd", "etc passwd"),
        ("tal\u202evsc.exe", "tal vsc.exe"),
        ("x" * 400 + ".xlsx", "x" * 150 + ".xlsx"),
        ("\0", "Maaltal"),
        ("uden endelse", "uden endelse"),
    ],
)
def test_a_name_fits_every_file_system(name: str, fitting: str) -> None:
    assert fit_name(name) == fitting


def test_danish_letters_in_a_name_are_encoded(cast: Cast) -> None:
    header = fetched(cast.anna, name="Ærø\r\nX: 1.xlsx").headers["Content-Disposition"]

    assert header == "attachment; filename*=utf-8''%C3%86r%C3%B8%20X%20%201.xlsx"


def cast_stream(response: HttpResponseBase) -> StreamingHttpResponse:
    assert isinstance(response, StreamingHttpResponse)
    return response


def cast_text(response: Any) -> str:
    return str(response.content.decode())
