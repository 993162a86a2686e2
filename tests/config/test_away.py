"""The database is away: the page says so, and keeps what was sent so that it can be sent again."""

from __future__ import annotations

from html.parser import HTMLParser

import psycopg2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client

from jobcentres.away import is_away
from tests.builders import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.pages")]
SENT = {
    "csrfmiddlewaretoken": "as it was",
    "key": "abc",
    "0340-foertidspension-value": "34",
    "initial-0340-foertidspension-value": "31",
    "0340-foertidspension-comment": "Talt\r\nto gange",
    "0340-foertidspension-state": "reported",
    "initial-0340-foertidspension-state": "reported",
}


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


class Fields(HTMLParser):
    """The hidden fields of the form with the button."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.is_inside = False
        self.feed(answer.content.decode().partition("<main")[2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input":
            self.sent[given["name"] or ""] = given["value"] or ""


def test_what_was_sent_goes_again_by_one_press_as_it_was(client: Client) -> None:
    answer = client.post("/slow/", SENT)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert Fields(answer).sent == SENT
    assert "Prøv igen" in answer.content.decode()


def test_what_somebody_wrote_can_be_read(client: Client) -> None:
    page = client.post("/slow/", SENT).content.decode().partition("Det havde du skrevet")[2]

    assert "<dt>0340 foertidspension</dt>" in page
    assert "<dt>0340 foertidspension, kommentar</dt>" in page
    assert "Talt\r\nto gange</dd>" in page
    assert "reported" not in page and "abc" not in page


def test_nothing_of_it_becomes_part_of_the_page(client: Client) -> None:
    page = client.post("/slow/", {'a"><b>': '"><script>x</script>'}).content.decode()

    assert "<script>x" not in page
    assert "<b>" not in page


def test_passwords_and_files_are_not_kept_and_said_so(client: Client) -> None:
    file = SimpleUploadedFile("tal.csv", b"1;2")

    answer = client.post("/slow/", {"email": "a@b.dk", "new_password1": "hemmelig", "file": file})

    assert Fields(answer).sent == {"csrfmiddlewaretoken": "", "email": "a@b.dk"}
    assert "hemmelig" not in answer.content.decode()
    assert "En adgangskode bliver ikke bevaret" in answer.content.decode()
    assert "En fil kan ikke bevares" in answer.content.decode()


def test_what_no_form_of_ours_sent_is_not_shown() -> None:
    stranger = Client(raise_request_exception=False, enforce_csrf_checks=True)

    page = stranger.post("/unlooked/", {"text": "Send penge"})

    assert page.status_code == 503
    assert "Send penge" not in page.content.decode()


def test_too_much_to_keep_is_not_kept(client: Client) -> None:
    answer = client.post("/slow/", {"text": "x" * (5 * 1024 * 1024 + 1)})

    assert answer.status_code in (400, 503)
    assert "xxxx" not in answer.content.decode()


def test_a_page_that_was_only_read_can_be_asked_for_again(client: Client) -> None:
    page = client.get("/slow/").content.decode()

    assert "Prøv igen om et øjeblik." in page
    assert "Det havde du skrevet" not in page


def test_a_script_is_answered_in_one_word(client: Client) -> None:
    answer = client.post("/slow/", SENT, headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()) == (503, {"outcome": "away"})
    assert answer["Retry-After"] == "5"


@pytest.mark.django_db(transaction=True)
def test_a_session_that_cannot_be_written_is_no_fault_of_the_sender(client: Client) -> None:
    client.force_login(make_user())

    answer = client.post("/cut/", SENT)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO django_session")

    assert answer.status_code == 503
    assert Fields(answer).sent == SENT


@pytest.mark.django_db(transaction=True)
def test_the_next_request_has_a_new_connection(client: Client) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("a file is never away")
    client.force_login(make_user())
    assert client.post("/cut/").status_code == 503

    connection.close_if_unusable_or_obsolete()  # as Django does between two requests

    assert client.get("/sender/").status_code == 200


def test_a_lost_connection_is_known_by_the_code_it_lacks() -> None:
    lost, unchanged = DatabaseError("server closed the connection"), DatabaseError("no row was updated")
    lost.__cause__ = psycopg2.DatabaseError()

    assert is_away(lost)
    assert not is_away(unchanged)


@pytest.mark.django_db(transaction=True)
def test_a_connection_lost_after_the_last_of_many_rows_is_known() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("a file is never away")
    cursor = connection.chunked_cursor()  # as for `iterator()`
    cursor.execute("SELECT pg_backend_pid()")
    own = cursor.fetchall()[0]
    with psycopg2.connect(**connection.get_connection_params()) as other, other.cursor() as others:
        others.execute("SELECT pg_terminate_backend(%s)", own)

    with pytest.raises(psycopg2.OperationalError) as lost:
        cursor.close()

    connection.close()
    assert is_away(lost.value)


def test_what_goes_back_to_a_database_that_is_away_is_no_fault_either() -> None:
    later = RuntimeError("the page was not finished")
    later.__context__ = OperationalError("the server is starting up")

    assert is_away(later)
    assert not is_away(RuntimeError("a fault of ours"))
