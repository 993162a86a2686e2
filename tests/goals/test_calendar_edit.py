"""The ministry's officials set deadlines and the year's other dates; the history keeps what was before."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.test import Client

from goals.models import Deadline, YearDate
from goals.reference import load_reference
from jobcentres.clock import COPENHAGEN, standing_at
from jobcentres.models import Change, RecordEdit
from tests.cast import Cast, ClientOf
from tests.goals.calendar_year import (
    DEADLINE,
    MORNING,
    NEW_DATE,
    PAGE,
    hidden,
    make_date,
    make_year,
    send,
    words,
)

MOVED = {"expected_on": "2-6-2014", "due_on": "12/6-2014", "due_time": "kl. 14", "save": "x"}
HEARING = {
    "kind": "hearing",
    "name": "Høring om måltal",
    "first_day": "15.8.2014",
    "last_day": "12-9-2014",
    "save": "x",
}


@pytest.fixture
def mette(cast: Cast, client_of: ClientOf) -> Client:
    make_year()
    return client_of(cast.mette)


def test_an_official_moves_a_deadline_and_the_history_tells_it(mette: Client) -> None:
    send(mette, DEADLINE, **MOVED)

    told = send(mette, DEADLINE, **MOVED | {"due_time": "9.05"})

    due_at = Deadline.objects.get().due_at
    assert due_at == datetime(2014, 6, 12, 9, 5, tzinfo=COPENHAGEN)
    assert "Fristen er gemt." in told
    assert "frist: 12. jun. 2014 kl. 14.00 → 12. jun. 2014 kl. 9.05" in words(mette.get(DEADLINE))
    assert Change.objects.filter(kind=Change.Kind.REFERENCE, by__name__startswith="Mette").count() == 2


def test_a_deadline_goes_back_to_the_rule_whatever_is_written_in_the_fields(mette: Client) -> None:
    send(mette, DEADLINE, **MOVED)

    told = send(mette, DEADLINE, expected_on="?", rule="x")

    assert "Fristen følger reglen igen." in told
    assert Deadline.objects.get().due_at == datetime(2014, 6, 10, 12, tzinfo=COPENHAGEN)
    assert "Tilbage til reglen" not in mette.get(DEADLINE).content.decode()


REFUSED = [
    ({"due_on": "9-6-2014"}, "er ikke en arbejdsdag (2. pinsedag). Den næste er tirsdag 10. juni 2014."),
    ({"due_on": "14-6-2014"}, "er ikke en arbejdsdag (lørdag). Den næste er mandag 16. juni 2014."),
    ({"due_on": "5-6-2014"}, "er ikke en arbejdsdag (grundlovsdag)."),
    ({"due_on": "30-5-2014"}, "Fristen ligger før den dag, tallet ventes: mandag 2. juni 2014."),
    ({"expected_on": "30-4-2014"}, "kan ikke være der, før måneden er slut: tidligst torsdag 1. maj 2014."),
    ({"due_on": "10-6-2024"}, "Fristen ligger mere end to år efter april 2014. Er årstallet rigtigt?"),
    ({"due_on": "31-6-2014"}, 'Der står "31-6-2014". Skriv datoen sådan: 31-12-2014.'),
    ({"due_time": "25.00"}, 'Der står "25.00". Skriv klokkeslættet sådan: 12.00.'),
    ({"due_time": "12.61"}, 'Der står "12.61".'),
    ({"due_time": "middag"}, 'Der står "middag".'),
    ({"expected_on": "", "due_time": ""}, "Skriv den dag, tallet ventes."),
    ({"due_on": "\x00"}, "Skriv datoen sådan"),
]


@pytest.mark.parametrize(("fields", "told"), REFUSED)
def test_what_cannot_be_a_deadline_is_refused_and_says_what_to_do(
    mette: Client, fields: dict[str, str], told: str
) -> None:
    page = send(mette, DEADLINE, **MOVED | fields)

    assert told.replace('"', "") in page.replace("“", "").replace("”", "").replace('"', "")
    assert "skal rettes" in page
    assert not Deadline.objects.exists()


def test_the_same_press_sent_twice_writes_once(mette: Client) -> None:
    sent = hidden(mette.get(DEADLINE).content.decode()) | MOVED

    answers = [mette.post(DEADLINE, sent).status_code for _press in range(2)]

    assert answers == [302, 302]
    assert Change.objects.filter(kind=Change.Kind.REFERENCE).count() == 1


def test_who_was_overtaken_sees_what_stands_now_and_can_save_again(mette: Client) -> None:
    before = hidden(mette.get(DEADLINE).content.decode())
    send(mette, DEADLINE, **MOVED)

    page = mette.post(DEADLINE, before | MOVED | {"due_time": "10"})
    again = mette.post(DEADLINE, hidden(page.content.decode()) | MOVED | {"due_time": "10"})

    assert "En anden har ændret det imens." in words(page)
    assert "frist torsdag 12. juni 2014 kl. 14.00" in words(page)
    assert again.status_code == 302
    assert Deadline.objects.get().due_at.astimezone(COPENHAGEN).hour == 10


@pytest.mark.parametrize("action", ["deadline", "remove"])
def test_nobody_puts_back_or_removes_what_was_changed_unseen(mette: Client, action: str) -> None:
    own = f"/aarshjul/2014/datoer/{make_date().pk}/"
    address, edited, fields = {
        "deadline": (DEADLINE, DEADLINE, MOVED),
        "remove": (f"{own}slet/", own, HEARING | {"name": "Høring"}),
    }[action]
    before = hidden(mette.get(address).content.decode())
    send(mette, edited, **fields)

    page = words(mette.post(address, before | {"rule": "x"}, follow=True))

    assert "En anden har ændret det imens." in page
    assert YearDate.objects.exists()
    assert not Deadline.objects.filter(due_at=datetime(2014, 6, 10, 12, tzinfo=COPENHAGEN)).exists()


def test_an_official_adds_changes_and_renames_a_date(mette: Client) -> None:
    send(mette, NEW_DATE, **HEARING)
    row = YearDate.objects.get()

    send(mette, f"/aarshjul/2014/datoer/{row.pk}/", **HEARING | {"name": "Høring", "is_assumption": "on"})

    row.refresh_from_db()
    assert (row.name, row.first_day, row.last_day) == ("Høring", date(2014, 8, 15), date(2014, 9, 12))
    assert row.is_assumption
    history = words(mette.get(f"/aarshjul/2014/datoer/{row.pk}/"))
    assert "navn: “Høring om måltal” → “Høring” · antaget: nej → ja" in history


def test_an_official_removes_a_date_once_it_is_confirmed(mette: Client) -> None:
    row = make_date()
    address = f"/aarshjul/2014/datoer/{row.pk}/slet/"
    sent = hidden(mette.get(address).content.decode())

    answers = [mette.post(address, sent).headers["Location"] for _press in range(2)]

    assert answers == [PAGE, PAGE]
    assert not YearDate.objects.exists()
    assert RecordEdit.objects.filter(field="name", old=row.name, new="").count() == 1
    assert mette.get(address).status_code == 404


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"last_day": "14-8-2014"}, "Sidste dag: Den sidste dag kan ikke"),
        ({"first_day": "15-8-2041"}, "Dagen ligger mere end to år fra 2014."),
        ({"name": " "}, "Skriv med få ord, hvad der sker."),
        ({"name": "Vedtaget"}, "Året har allerede en dato med dette navn."),
        ({"name": "x" * 121}, "120"),
        ({"kind": "king"}, "Vælg fra listen."),
        ({"note": "Ring til 010203-1234"}, "Bemærkning: Teksten indeholder noget"),
    ],
)
def test_what_cannot_be_a_date_is_refused_and_says_what_to_do(
    mette: Client, fields: dict[str, str], told: str
) -> None:
    make_date("Vedtaget")

    page = send(mette, NEW_DATE, **HEARING | fields)

    assert told in page
    assert YearDate.objects.count() == 1


def test_others_write_nothing(cast: Cast, client_of: ClientOf) -> None:
    make_year()
    row = make_date()
    own = f"/aarshjul/2014/datoer/{row.pk}/"

    answers = {
        client_of(person).post(address, MOVED | HEARING).status_code
        for person in (cast.anna, cast.mads, cast.bo, cast.rikke, cast.sys)
        for address in (DEADLINE, NEW_DATE, own, f"{own}slet/")
    }

    assert answers == {404}
    assert not Change.objects.filter(kind=Change.Kind.REFERENCE).exists()


def test_loading_again_leaves_what_was_edited_renamed_or_removed(cast: Cast, client_of: ClientOf) -> None:
    YearDate.objects.all().delete()
    load_reference()
    mette = client_of(cast.mette)
    renamed, removed = YearDate.objects.filter(goal_year__year=2014, kind="follow_up")[:2]
    send(mette, DEADLINE, **MOVED)
    send(mette, f"/aarshjul/2014/datoer/{renamed.pk}/", **HEARING)
    send(mette, f"/aarshjul/2014/datoer/{removed.pk}/slet/")

    again = load_reference()

    moved = Deadline.objects.get(indicator__code="langtidsledige", month="2014-04")
    assert moved.due_at == datetime(2014, 6, 12, 14, tzinfo=COPENHAGEN)
    assert (again.created, again.changed) == (0, 0)
    assert YearDate.objects.filter(goal_year__year=2014).count() == 8
    call_command("verify_history")


def test_a_passed_deadline_says_what_moving_it_does(mette: Client) -> None:
    with standing_at(MORNING):
        ahead = words(mette.get(DEADLINE))
    with standing_at(datetime(2014, 6, 11, tzinfo=COPENHAGEN)):
        past = words(mette.get(DEADLINE))

    assert ("Fristen er passeret." in ahead, "Fristen er passeret." in past) == (False, True)
