"""Each person chooses which mails come."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goals.models import MutedMail
from tests.cast import Cast, ClientOf

PAGE = reverse("mail_choices")


def muted(cast: Cast) -> set[tuple[str, str]]:
    return set(MutedMail.objects.values_list("person__name", "group"))


def test_everything_comes_until_it_is_turned_off(cast: Cast, client_of: ClientOf) -> None:
    html = client_of(cast.anna).get(PAGE).content.decode()

    assert html.count('type="checkbox"') == html.count("checked") == 2


def test_what_is_turned_off_stays_off_and_can_be_turned_on_again(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.anna)

    told = client.post(PAGE, {"reminders": "on"}, follow=True).content.decode()
    off = muted(cast)
    client.post(PAGE, {"reminders": "on", "notices": "on"})

    assert "Dine valg er gemt." in told
    assert told.count("checked") == 1
    assert off == {("Anna Friis", "notices")}
    assert muted(cast) == set()


def test_the_same_choice_sent_twice_is_one(cast: Cast, client_of: ClientOf) -> None:
    for _press in range(2):
        client_of(cast.bo).post(PAGE, {})

    assert MutedMail.objects.filter(person=cast.bo).count() == 2


def test_one_can_choose_only_among_what_ones_roles_get(cast: Cast, client_of: ClientOf) -> None:
    shown = {
        person: [
            group
            for group in MutedMail.Group.values
            if f'name="{group}"' in client_of(cast[person]).get(PAGE).content.decode()
        ]
        for person in ("mads", "bo", "lis", "mette")
    }
    client_of(cast.mads).post(PAGE, {"reminders": "on", "notices": "on", "digest": ""})

    assert shown == {"mads": ["reminders", "notices"], "bo": ["notices", "digest"], "lis": [], "mette": []}
    assert not muted(cast)


def test_who_gets_no_mails_is_told_so_and_can_choose_nothing(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.lis)

    answer = client.post(PAGE, {"reminders": ""})

    assert "får du ingen påmindelser" in answer.content.decode()
    assert not muted(cast)


def test_the_mailbox_is_named(cast: Cast, client_of: ClientOf) -> None:
    cast.places.jobcentre_soroe.mailbox = "job@soroe.dk"
    cast.places.jobcentre_soroe.save()

    assert "Jobcentrets postkasse, job@soroe.dk, får" in client_of(cast.anna).get(PAGE).content.decode()


def test_every_page_leads_to_the_choices_of_who_is_signed_in(cast: Cast, client_of: ClientOf) -> None:
    html = client_of(cast.anna).get("/").content.decode()

    assert f'href="{PAGE}"' in html
    assert f'href="{PAGE}"' not in client_of(None).get("/log-ind/").content.decode()


def test_the_page_takes_few_queries(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.bo)

    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE)

    assert len(queries) <= 7
