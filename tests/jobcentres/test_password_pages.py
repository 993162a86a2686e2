"""Changing the password, and choosing one through a link in a mail."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.test import Client
from django.urls import reverse

from jobcentres import mails
from jobcentres.models import User
from tests.builders import PASSWORD, make_user
from tests.cast import Cast, ClientOf
from tests.jobcentres.doors import is_inside, shown, try_to_sign_in

NEW_PASSWORD = "ny-sang-om-regn-og-vind"
LINK = re.compile(r"http://testserver(/adgangskode/vaelg/\S+)")


def order_link(client: Client, email: str = "anna@eksempel.dk") -> Any:
    answer = client.post(reverse("password_reset"), {"email": email})
    mails.finish()
    return answer


def link_in(letter: mail.EmailMessage) -> str:
    found = LINK.search(str(letter.body))
    assert found
    return found[1]


def choose(client: Client, link: str, password: str = NEW_PASSWORD, again: str | None = None) -> Any:
    """Open the link, and send the form that stands behind it."""
    opened = client.get(link)
    address = opened["Location"] if opened.status_code == 302 else link
    return client.post(address, {"new_password1": password, "new_password2": again or password})


def change(client: Client, old: str = PASSWORD, new: str = NEW_PASSWORD, again: str | None = None) -> Any:
    form = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post(reverse("password_change"), form)


def test_a_password_is_changed_by_who_knows_the_old_one(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.anna)

    answer = change(client)

    assert (answer.status_code, answer["Location"]) == (302, reverse("password_change"))
    assert "er gemt" in client.get(answer["Location"]).content.decode()
    assert try_to_sign_in(Client(), password=NEW_PASSWORD).status_code == 302
    assert try_to_sign_in(Client(), password=PASSWORD).status_code == 200


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"old": "forkert"}, "ikke den adgangskode, du har nu"),
        ({"again": "noget-helt-andet"}, "er ikke ens"),
        ({"new": "kort"}, "mindst 8 tegn"),
        ({"new": "password1"}, "for almindelig"),
        ({"new": "Jobcenter2014"}, "let at gætte her"),
        ({"new": "Soroe-2014!"}, "let at gætte her"),
    ],
)
def test_a_refused_password_says_why_and_changes_nothing(
    cast: Cast, client_of: ClientOf, form: dict[str, str], said: str
) -> None:
    page = shown(change(client_of(cast.anna), **form))

    cast.anna.refresh_from_db()
    assert said in page
    assert not [word for word in form.values() if f'value="{word}"' in page]
    assert cast.anna.check_password(PASSWORD)


def test_a_forgotten_password_is_chosen_anew_through_a_mailed_link(cast: Cast, client: Client) -> None:
    ordered = order_link(client)
    (letter,) = mail.outbox

    answer = choose(client, link_in(letter))

    assert (ordered.status_code, ordered["Location"]) == (302, reverse("password_reset_sent"))
    assert letter.to == ["anna@eksempel.dk"]
    assert (answer.status_code, answer["Location"]) == (302, reverse("login"))
    assert try_to_sign_in(client, password=NEW_PASSWORD).status_code == 302


def test_the_answer_does_not_tell_whether_there_is_such_a_user(cast: Cast) -> None:
    answers = [order_link(Client(), email) for email in ("anna@eksempel.dk", "ingen@eksempel.dk")]

    assert len({(answer.status_code, answer["Location"], answer.content) for answer in answers}) == 1


@pytest.mark.parametrize("email", ["ingen@eksempel.dk", "finn@eksempel.dk"])
def test_nobody_else_gets_a_link(cast: Cast, client: Client, email: str) -> None:
    order_link(client, email)

    assert not mail.outbox


def test_a_link_works_once(cast: Cast, client: Client) -> None:
    order_link(client)
    link = link_in(mail.outbox[0])
    choose(client, link)

    answer = choose(Client(), link, "et-tredje-ord-om-vinter")

    assert "virker ikke længere" in answer.content.decode()
    assert User.objects.get(pk=cast.anna.pk).check_password(NEW_PASSWORD)


def test_of_two_links_the_first_used_ends_the_other(cast: Cast, client: Client) -> None:
    order_link(client)
    order_link(client)
    first, second = (link_in(letter) for letter in mail.outbox)
    choose(client, second)

    assert "virker ikke længere" in Client().get(first).content.decode()


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_a_link_works_for_an_hour(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, minutes: int, works: bool
) -> None:
    order_link(client)
    later = datetime.now() + timedelta(minutes=minutes)  # noqa: DTZ005 (as Django's tokens read it)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _tokens: later)

    choose(client, link_in(mail.outbox[0]))

    assert User.objects.get(pk=cast.anna.pk).check_password(NEW_PASSWORD) == works


def test_a_link_of_somebody_deactivated_meanwhile_is_dead(cast: Cast, client: Client) -> None:
    order_link(client)
    User.objects.filter(pk=cast.anna.pk).update(is_active=False)

    answer = choose(client, link_in(mail.outbox[0]))

    assert "virker ikke længere" in answer.content.decode()
    assert User.objects.get(pk=cast.anna.pk).check_password(PASSWORD)


@pytest.mark.parametrize("ending", ["x", "/x", "0"])
def test_a_link_with_a_wrong_letter_is_dead(cast: Cast, client: Client, ending: str) -> None:
    order_link(client)
    link = link_in(mail.outbox[0]).removesuffix("/") + ending + "/"

    assert choose(client, link).status_code in {200, 404}
    assert User.objects.get(pk=cast.anna.pk).check_password(PASSWORD)


def test_the_links_secret_leaves_the_address_at_once(cast: Cast, client: Client) -> None:
    order_link(client)
    link = link_in(mail.outbox[0])
    secret = link.rstrip("/").rsplit("/", 1)[1]

    opened = client.get(link, follow=True)

    assert opened.status_code == 200
    assert secret not in opened.request["PATH_INFO"] + opened.content.decode()


@pytest.mark.parametrize(
    ("password", "said"),
    [("kort", "mindst 8 tegn"), ("12345678", "for almindelig"), ("Aalborg2014", "let at gætte her")],
)
def test_a_link_takes_no_weak_password_and_stays_good(
    cast: Cast, client: Client, password: str, said: str
) -> None:
    order_link(client)
    link = link_in(mail.outbox[0])

    refused = choose(client, link, password)

    assert said in refused.content.decode()
    assert choose(client, link)["Location"] == reverse("login")


def test_a_new_password_by_link_ends_the_open_sessions(cast: Cast, client_of: ClientOf) -> None:
    open_session = client_of(cast.anna)
    order_link(Client())

    choose(Client(), link_in(mail.outbox[0]))

    assert not is_inside(open_session)


def test_an_administrator_sends_the_link_and_never_sees_it(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.sys).post(reverse("user_link", args=[cast.anna.pk]), follow=True)
    mails.finish()

    (letter,) = mail.outbox
    assert letter.to == ["anna@eksempel.dk"]
    assert link_in(letter).rsplit("/", 2)[1] not in answer.content.decode()
    assert "er sendt til anna@eksempel.dk" in answer.content.decode()


def test_no_form_of_an_administrator_sets_a_password(cast: Cast, client_of: ClientOf) -> None:
    form = {"name": "Anna Friis", "email": "anna@eksempel.dk"}
    secret = dict.fromkeys(("password", "new_password1", "new_password2"), "hemmelig-sang-1")
    client = client_of(cast.sys)

    page = client.get(reverse("user", args=[cast.anna.pk])).content.decode()
    client.post(reverse("user", args=[cast.anna.pk]), form | secret)
    client.post(reverse("user_new"), {"name": "Ny Person", "email": "ny@eksempel.dk"} | secret)
    mails.finish()

    assert 'type="password"' not in page
    assert User.objects.get(pk=cast.anna.pk).check_password(PASSWORD)
    assert not User.objects.get(email="ny@eksempel.dk").has_usable_password()


def test_a_mail_speaks_the_persons_language_and_tells_no_figures(cast: Cast) -> None:
    User.objects.filter(pk=cast.anna.pk).update(language="en")

    for email in ("anna@eksempel.dk", "ole@eksempel.dk"):
        order_link(Client(), email)

    english, danish = mail.outbox
    assert (english.subject, danish.subject) == (
        "Måltal: choose a new password",
        "Måltal: vælg en ny adgangskode",
    )
    assert "Kære Ole Kragh" in danish.body and "gælder stadig" in danish.body
    assert danish.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_a_mail_that_cannot_be_sent_is_a_line_in_the_log(
    cast: Cast, client: Client, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "nowhere.Backend"

    answer = order_link(client)

    assert answer.status_code == 302
    assert f"person {cast.anna.pk} was not sent" in caplog.text
    assert "anna@eksempel.dk" not in caplog.text


def test_a_name_cannot_add_lines_to_a_mails_head(db: None, client: Client) -> None:
    make_user("Anna\nBcc: alle@eksempel.dk")

    order_link(client)

    (letter,) = mail.outbox
    assert letter.recipients() == ["anna@eksempel.dk"]
