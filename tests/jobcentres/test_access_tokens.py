"""Access keys: made, shown once, used, run out, revoked."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobcentres import people
from jobcentres.access_tokens import (
    MOST,
    NotAccepted,
    Refused,
    digest_of,
    make_token,
    revoke_token,
    token_of,
)
from jobcentres.clock import COPENHAGEN, standing_at
from jobcentres.models import AccessToken, RecordEdit
from tests.cast import Cast, ClientOf

PAGE = "/adgangsnoegler/"
JUNE = datetime(2014, 6, 10, 9, tzinfo=COPENHAGEN)
SENT = {"key": "one press", "name": "Power Query", "scope": "public", "expires_on": "31-12-2014"}


def made(cast: Cast, scope: str = "own", last: date = date(2014, 12, 31)) -> str:
    return make_token(owner=cast.mads, name="Prøve", scope=scope, expires_on=last).secret


def secret_on(page: str) -> str:
    found = re.search(r"maaltal_[\w-]{43}\b", page)
    return found[0] if found else ""


def test_a_new_key_is_shown_once_and_kept_as_its_digest_alone(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.mads)

    with standing_at(JUNE):
        secret = secret_on(client.post(PAGE, SENT).content.decode())
        again = client.get(PAGE).content.decode()

    assert secret
    assert secret_on(again) == ""
    assert AccessToken.objects.get().digest == digest_of(secret)
    assert not RecordEdit.objects.filter(new__contains=digest_of(secret)).exists()


def test_a_form_sent_twice_makes_one_key_and_shows_it_once(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.mads)

    with standing_at(JUNE):
        client.post(PAGE, SENT)
        second = client.post(PAGE, SENT).content.decode()

    assert AccessToken.objects.count() == 1
    assert secret_on(second) == ""
    assert "allerede lavet" in second


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": " "}, "Skriv, hvad nøglen skal bruges til."),
        ({"scope": "king"}, "Vælg, hvad nøglen giver adgang til."),
        ({"expires_on": "11-06-2015"}, "Skriv en dag fra i dag til og med 10. juni 2015."),
        ({"expires_on": "9-6-2014"}, "Skriv en dag fra i dag til og med 10. juni 2015."),
        ({"expires_on": "snart"}, "Skriv datoen sådan: 31-12-2014."),
        ({"name": "x" * 61}, "60"),
    ],
)
def test_what_cannot_be_a_key_is_told_at_its_field(
    wrong: dict[str, str], told: str, cast: Cast, client_of: ClientOf
) -> None:
    with standing_at(JUNE):
        page = client_of(cast.mads).post(PAGE, SENT | wrong)

    assert told in page.content.decode()
    assert not AccessToken.objects.exists()


def test_nobody_has_more_keys_than_they_can_oversee(cast: Cast) -> None:
    with standing_at(JUNE):
        for _number in range(MOST):
            made(cast)

        with pytest.raises(Refused, match="Tilbagekald en"):
            made(cast)


def test_many_keys_need_no_more_queries(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.mads)
    counts = []

    for number in (1, 9):
        for _key in range(number):
            made(cast, last=date(2100, 1, 1))
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 12


def test_a_key_opens_until_the_end_of_its_last_day(cast: Cast) -> None:
    with standing_at(JUNE):
        secret = made(cast, last=date(2014, 6, 11))

    with standing_at(JUNE + timedelta(days=1, hours=14)):
        assert token_of(secret).owner == cast.mads
    with standing_at(JUNE + timedelta(days=2)), pytest.raises(NotAccepted, match="udløbet"):
        token_of(secret)


def test_a_revoked_key_opens_nothing(cast: Cast, client_of: ClientOf) -> None:
    secret = made(cast, last=date(2100, 1, 1))
    token = AccessToken.objects.get()

    answer = client_of(cast.mads).post(f"{PAGE}{token.pk}/tilbagekald/")

    assert answer.headers["Location"] == PAGE
    with pytest.raises(NotAccepted, match="tilbagekaldt"):
        token_of(secret)


def test_somebody_elses_key_is_not_found(cast: Cast, client_of: ClientOf) -> None:
    made(cast)
    token = AccessToken.objects.get()

    answers = {
        client_of(one).post(f"{PAGE}{token.pk}/tilbagekald/").status_code for one in (cast.anna, cast.sys)
    }

    assert answers == {404}
    assert AccessToken.objects.get().revoked_at is None


def test_a_key_opens_nothing_once_its_owners_account_is_closed(cast: Cast) -> None:
    secret = made(cast, last=date(2100, 1, 1))

    people.deactivate_person(by=cast.sys, person=cast.mads)

    with pytest.raises(NotAccepted, match="ikke længere adgang"):
        token_of(secret)


def test_use_is_written_down_at_most_once_an_hour(cast: Cast) -> None:
    with standing_at(JUNE):
        secret = made(cast)
        token_of(secret)
    with standing_at(JUNE + timedelta(minutes=59)):
        token_of(secret)
    first = AccessToken.objects.get().last_used_at
    with standing_at(JUNE + timedelta(minutes=61)):
        token_of(secret)

    assert first == JUNE
    assert AccessToken.objects.get().last_used_at == JUNE + timedelta(minutes=61)


def test_revoking_twice_changes_nothing_more(cast: Cast) -> None:
    made(cast)
    token = AccessToken.objects.get()
    with standing_at(JUNE):
        revoke_token(token=token)
    with standing_at(JUNE + timedelta(days=1)):
        revoke_token(token=token)

    assert AccessToken.objects.get().revoked_at == JUNE


def test_making_and_revoking_stand_in_the_chain(cast: Cast) -> None:
    made(cast, last=date(2100, 1, 1))
    revoke_token(token=AccessToken.objects.get())

    edited = RecordEdit.objects.filter(record="jobcentres.AccessToken").values_list("change__by", "field")

    assert {by for by, _field in edited} == {cast.mads.pk}
    assert {"name", "scope", "expires_on", "revoked_at"} <= {field for _by, field in edited}
