"""The pages about people: a country administrator sees all, the administrator of an area its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobcentres import clock, mails
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Assignment, Change, Jobcentre, User
from tests.builders import make_assignment, make_goal, make_indicator, make_user
from tests.cast import Cast, ClientOf
from tests.jobcentres.doors import try_to_sign_in

TODAY = date(2014, 6, 10)
OF_PERSON = ["user", "user_deactivate", "user_activate", "user_link", "assignment_new"]


@pytest.fixture(autouse=True)
def _on_the_tenth_of_june() -> Iterator[None]:
    with clock.standing_at(datetime(2014, 6, 10, 9, tzinfo=COPENHAGEN)):
        yield


@pytest.fixture
def sys(cast: Cast, client_of: ClientOf) -> Client:
    """The country administrator's browser."""
    return client_of(cast.sys)


@pytest.fixture
def ulla(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of the user administrator of Sorø Kommune."""
    person = make_user("Ulla Bro")
    make_assignment(person, "administrator", cast.places.soroe)
    return client_of(person)


def address(name: str, *args: object, **query: str) -> str:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(name, args=args) + (f"?{asked}" if asked else "")


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def names_on(answer: Any) -> list[str]:
    """The names in the list of people, in its order."""
    return re.findall(r'<th scope="row"><a href="/brugere/\d+/">([^<]*)</a>', answer.content.decode())


def role_form(place: Any, valid_from: str = "10-06-2014", valid_to: str = "") -> dict[str, Any]:
    return {"place": place.pk, "valid_from": valid_from, "valid_to": valid_to}


def test_the_country_administrator_finds_everybody_in_danish_order(sys: Client) -> None:
    answer = sys.get(reverse("users"))

    assert names_on(answer) == [
        *("Anna Friis", "Bo Lund", "Karl Mikkelsen", "Lis Damgaard", "Mads Holm"),
        *("Mette Skov", "Ole Kragh", "Rikke Bang", "Sys Andersen", "Vibe Lauritsen"),
    ]
    assert "indberetter, Jobcenter Sorø" in text(answer)


def test_the_administrator_of_a_municipality_finds_its_people_only(ulla: Client) -> None:
    make_user("Ny Person")

    answer = ulla.get(address("users", state="all"))

    assert names_on(answer) == [
        *("Anna Friis", "Finn Gade", "Lis Damgaard", "Mads Holm", "Ny Person", "Ulla Bro"),
    ]


@pytest.mark.parametrize("name", OF_PERSON)
@pytest.mark.parametrize("stranger", ["ole", "bo", "mette", "sys"])
def test_people_elsewhere_are_out_of_reach_and_stay_as_they_were(
    cast: Cast, ulla: Client, name: str, stranger: str
) -> None:
    person = cast[stranger]
    assert person
    there = address(name, person.pk, rolle="clerk")
    form = {"name": "X", "email": "x@eksempel.dk", **role_form(cast.places.jobcentre_soroe)}

    answers = [ulla.get(there).status_code, ulla.post(there, form).status_code]

    assert set(answers) <= {404, 405}
    assert answers[1] == 404
    assert not Change.objects.exists()
    assert not mail.outbox


def test_who_also_works_elsewhere_belongs_to_the_country_administrator(cast: Cast, ulla: Client) -> None:
    make_assignment(cast.anna, "clerk", cast.places.jobcentre_aalborg)

    assert ulla.get(address("user", cast.anna.pk)).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("anna", ["Anna Friis"]),
        ("FRIIS", ["Anna Friis"]),
        ("ole@eksempel", ["Ole Kragh"]),
        ("sorø", ["Anna Friis", "Lis Damgaard", "Mads Holm"]),
        ("aalborg", ["Ole Kragh"]),
        ("ålborg", ["Ole Kragh"]),
        ("leder", ["Mads Holm"]),
        ("z", []),
        ("%", []),
        ("'; drop", []),
    ],
)
def test_people_are_found_by_name_address_role_and_place(sys: Client, query: str, found: list[str]) -> None:
    answer = sys.get(reverse("users"), {"query": query})

    assert names_on(answer) == found
    assert ("Ingen passer" in text(answer)) == (not found)


def test_deactivated_people_are_found_when_asked_for(sys: Client) -> None:
    assert names_on(sys.get(address("users", state="inactive"))) == ["Finn Gade"]
    assert "Finn Gade" not in names_on(sys.get(address("users", state="nonsense")))


def test_a_page_of_the_list_holds_a_hundred(sys: Client) -> None:
    for number in range(95):
        make_user(f"x{number:03} Navn")

    first, second = (sys.get(address("users", side=side)) for side in ("1", "2"))

    assert (len(names_on(first)), len(names_on(second))) == (100, 5)
    assert "Side 1 af 2" in text(first)


def test_the_list_takes_the_same_number_of_queries_however_long(cast: Cast, sys: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            sys.get(reverse("users"))
        return len(captured)

    few = queries()
    for number in range(30):
        make_assignment(make_user(f"x{number:03} Navn"), "officer", cast.places.hs)

    assert queries() == few
    assert few <= 12


def test_a_new_person_is_welcomed_chooses_a_password_and_gets_to_work(cast: Cast, sys: Client) -> None:
    make_goal(make_indicator())
    made = sys.post(reverse("user_new"), {"name": "Åse Holm", "email": "Aase@Soroe.dk"})
    mails.finish()
    person = User.objects.get(email="aase@soroe.dk")
    sys.post(address("assignment_new", person.pk, rolle="clerk"), role_form(cast.places.jobcentre_soroe))
    (letter,) = mail.outbox
    own, link = Client(), re.search(r"http://testserver(/\S+/vaelg/\S+)", str(letter.body))
    assert link
    form = {"new_password1": "regn-og-kaffe-nok", "new_password2": "regn-og-kaffe-nok"}
    own.post(own.get(link[1])["Location"], form)

    answer = try_to_sign_in(own, "aase@soroe.dk", "regn-og-kaffe-nok")

    assert made["Location"] == address("user", person.pk)
    assert (letter.to, letter.subject) == (["aase@soroe.dk"], "Måltal: vælg din adgangskode")
    assert answer.status_code == 302
    assert own.get(reverse("month_entry", args=["soroe", "2014-04"])).status_code == 200


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": "Åse Holm", "email": "aase(at)soroe.dk"}, "Skriv hele e-mailadressen"),
        ({"name": "", "email": "aase@soroe.dk"}, "Skriv personens navn"),
        ({"name": "Åse Holm", "email": ""}, "Skriv e-mailadressen"),
        ({"name": "Åse Holm", "email": "Anna@eksempel.dk"}, "Der er allerede en bruger"),
        ({"name": "Å" * 121, "email": "aase@soroe.dk"}, "120"),
    ],
)
def test_a_wrong_form_keeps_what_was_typed_and_makes_nobody(
    sys: Client, form: dict[str, str], said: str
) -> None:
    before = User.objects.count()

    answer = sys.post(reverse("user_new"), form)

    assert answer.status_code == 200
    assert said in text(answer)
    assert "error-summary" in text(answer)
    assert [value for value in form.values() if f'value="{value}"' not in text(answer)] in ([], [""])
    assert User.objects.count() == before
    assert not mail.outbox


def test_a_name_is_shown_as_text_whatever_stands_in_it(sys: Client) -> None:
    name = '<script>alert(1)</script>"&'

    answer = sys.post(reverse("user_new"), {"name": name, "email": "x@eksempel.dk"}, follow=True)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;" in text(answer)
    assert "<script>alert" not in text(answer)


def test_name_and_address_are_edited_and_a_taken_address_is_refused(cast: Cast, sys: Client) -> None:
    there = address("user", cast.anna.pk)

    saved = sys.post(there, {"name": "Anna Berg", "email": "anna.berg@soroe.dk"}, follow=True)
    refused = sys.post(there, {"name": "Anna To", "email": "ole@eksempel.dk"})

    cast.anna.refresh_from_db()
    assert "er gemt" in text(saved)
    assert "Der er allerede en bruger" in text(refused)
    assert (cast.anna.name, cast.anna.email) == ("Anna Berg", "anna.berg@soroe.dk")
    assert "<h1>Anna Berg</h1>" in text(refused)


def test_only_places_that_one_administers_are_offered(cast: Cast, sys: Client, ulla: Client) -> None:
    there = address("assignment_new", cast.anna.pk, rolle="manager")

    offered = [
        re.findall(r"<option[^>]*>(Jobcenter [^<]+)<", text(client.get(there))) for client in (sys, ulla)
    ]

    assert offered == [["Jobcenter Esbjerg", "Jobcenter Sorø", "Jobcenter Aalborg"], ["Jobcenter Sorø"]]


@pytest.mark.parametrize("role", ["officer", "official", "regional_council"])
def test_roles_above_the_own_area_are_not_offered(cast: Cast, ulla: Client, role: str) -> None:
    page = text(ulla.get(address("user", cast.anna.pk)))

    assert f'<option value="{role}">' not in page
    assert ulla.get(address("assignment_new", cast.anna.pk, rolle=role)).status_code == 404


@pytest.mark.parametrize(
    ("role", "place"),
    [("manager", "jobcentre_aalborg"), ("administrator", "hs"), ("administrator", "country")],
)
def test_a_place_that_was_not_offered_is_refused(cast: Cast, ulla: Client, role: str, place: str) -> None:
    form = role_form(getattr(cast.places, place))

    answer = ulla.post(address("assignment_new", cast.anna.pk, rolle=role), form)

    assert "Vælg et sted på listen" in text(answer)
    assert cast.anna.assignments.get().role == "clerk"


def test_a_role_refused_keeps_what_was_typed(cast: Cast, sys: Client) -> None:
    form = role_form(cast.places.jobcentre_soroe, "11-06-2014", "10-06-2014")

    answer = sys.post(address("assignment_new", cast.anna.pk, rolle="manager"), form)

    assert "Den sidste dag kan ikke" in text(answer)
    assert 'value="11-06-2014"' in text(answer)
    assert f'<option value="{cast.places.jobcentre_soroe.pk}" selected>' in text(answer)


def test_no_administrator_gives_themselves_a_role(cast: Cast, sys: Client) -> None:
    there = address("assignment_new", cast.sys.pk, rolle="official")

    answer = sys.post(there, role_form(cast.places.country))

    assert "Du kan ikke give dig selv en rolle" in text(answer)
    assert "assignment_new" not in text(sys.get(address("user", cast.sys.pk)))
    assert cast.sys.assignments.get().role == "administrator"


def test_a_role_ends_with_the_day_that_was_written(cast: Cast, sys: Client) -> None:
    assignment = cast.anna.assignments.get()
    there = address("assignment_end", cast.anna.pk, assignment.pk)

    answer = sys.post(there, {"last_day": "30/6-2014"}, follow=True)

    assignment.refresh_from_db()
    assert assignment.valid_to == date(2014, 6, 30)
    assert "Rollen slutter med udgangen af 30. juni 2014." in text(answer)


@pytest.mark.parametrize("written", ["01-06-2014", "", "snart", "31-12-9999"])
def test_a_wrong_last_day_is_told_and_changes_nothing(cast: Cast, sys: Client, written: str) -> None:
    assignment = cast.anna.assignments.get()

    answer = sys.post(address("assignment_end", cast.anna.pk, assignment.pk), {"last_day": written})

    assignment.refresh_from_db()
    assert answer.status_code == 200
    assert "error-summary" in text(answer)
    assert f'value="{written}"' in text(answer) or not written
    assert assignment.valid_to is None


def test_a_role_is_ended_on_its_own_persons_page_only(cast: Cast, sys: Client) -> None:
    assignment = cast.ole.assignments.get()

    answer = sys.post(address("assignment_end", cast.anna.pk, assignment.pk), {"last_day": "30-06-2014"})

    assert answer.status_code == 404


def test_nobody_deactivates_themselves(cast: Cast, sys: Client) -> None:
    answer = sys.post(address("user_deactivate", cast.sys.pk), follow=True)

    assert "Du kan ikke deaktivere dig selv" in text(answer)
    assert User.objects.get(pk=cast.sys.pk).is_active


def test_deactivating_asks_first_and_can_be_undone(cast: Cast, sys: Client) -> None:
    asked = sys.get(address("user_deactivate", cast.anna.pk))
    still = User.objects.get(pk=cast.anna.pk).is_active
    gone = sys.post(address("user_deactivate", cast.anna.pk), follow=True)
    back = sys.post(address("user_activate", cast.anna.pk), follow=True)

    assert "Deaktivér Anna Friis?" in text(asked)
    assert still
    assert "kan ikke længere logge ind" in text(gone)
    assert "kan logge ind igen" in text(back)


def test_no_link_is_sent_to_somebody_deactivated(cast: Cast, sys: Client) -> None:
    assert sys.post(address("user_link", cast.finn.pk)).status_code == 404
    mails.finish()
    assert not mail.outbox


def a_busy_day(cast: Cast, sys: Client) -> None:
    """Anna marries, is to manage Aalborg after all not, stops at Sorø and is closed."""
    sys.post(address("user", cast.anna.pk), {"name": "Anna Berg", "email": "anna@eksempel.dk"})
    given = role_form(cast.places.jobcentre_aalborg, "01-07-2014")
    sys.post(address("assignment_new", cast.anna.pk, rolle="manager"), given)
    for role, last_day in (("manager", "09-06-2014"), ("clerk", "30-06-2014")):
        held = cast.anna.assignments.get(role=role)
        sys.post(address("assignment_end", cast.anna.pk, held.pk), {"last_day": last_day})
    sys.post(address("user_deactivate", cast.anna.pk))


def test_the_history_tells_who_did_what_and_when(cast: Cast, sys: Client) -> None:
    a_busy_day(cast, sys)

    page = text(sys.get(address("user", cast.anna.pk)))

    told = [
        "Deaktiveret",
        "Sidste dag sat: indberetter, Jobcenter Sorø, til 30. juni 2014",
        "Rolle taget tilbage, før den begyndte: leder, Jobcenter Aalborg, fra 1. juli 2014",
        "Rolle givet: leder, Jobcenter Aalborg, fra 1. juli 2014",
        "Navn ændret fra Anna Friis til Anna Berg",
    ]
    places = [page.index(line) for line in told]
    assert places == sorted(places)
    assert page.count("10. juni 2014 09.00 · Sys Andersen") == len(told)


def test_the_first_administrator_is_told_how_to_begin(cast: Cast, sys: Client) -> None:
    crowded = text(sys.get(reverse("users")))
    Assignment.objects.exclude(user=cast.sys).delete()
    User.objects.exclude(pk=cast.sys.pk).delete()

    assert "Du er den første bruger" in text(sys.get(reverse("users")))
    assert "Du er den første bruger" not in crowded


def test_a_jobcentre_that_serves_two_is_administered_from_both(cast: Cast, client_of: ClientOf) -> None:
    local = make_user("Ulla Bro")
    make_assignment(local, "administrator", cast.places.fanoe)

    assert names_on(client_of(local).get(reverse("users"))) == ["Ulla Bro", "Vibe Lauritsen"]
    assert Jobcentre.objects.filter(pk__in=local.scopes.administered_jobcentre_ids).get().slug == "esbjerg"
