"""An unchanged page answers 304 before a figure is read, and is sent anew once it would say anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import MessageEncoder
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.models import Deadline, SentMail
from goals.months import Month
from jobcentres.changes import fields_of, record_edits, recording
from jobcentres.clock import standing_at
from jobcentres.models import Assignment, Change, User
from reporting import validators
from tests.builders import PASSWORD, make_assignment, make_figure
from tests.cast import Cast, ClientOf
from tests.reporting.known_world import june, make_history
from tests.reporting.overview_world import COUNTRY, REGION, World
from tests.reporting.test_municipality import SOROE

PAGES = (SOROE, "/jobcentre/soroe/", REGION, COUNTRY, "/aendringer/DK/")


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    made = make_history(cast)
    with standing_at(june(12, 15)):
        yield made


class Browser:
    """Holds the last page of one address, and asks whether it is still the same."""

    def __init__(self, client: Client, address: str = SOROE) -> None:
        self.client, self.address = client, address
        client.get(address)  # brings the secret of the forms
        self.page: HttpResponse = client.get(address)

    def ask(self, address: str | None = None) -> int:
        again = self.client.get(address or self.address, headers={"if-none-match": self.page.headers["ETag"]})
        return again.status_code


@pytest.mark.parametrize("page", PAGES)
def test_an_unchanged_page_is_not_sent_again(page: str, world: World, client_of: ClientOf) -> None:
    browser = Browser(client_of(world.cast.bo), page)

    with CaptureQueriesContext(connection) as captured:
        assert browser.ask() == 304
    assert len(captured) <= 5
    assert not any("figure" in query["sql"] for query in captured)
    assert browser.page.headers["Cache-Control"] == "private, no-cache"


def test_an_unchanged_page_of_the_past_is_not_sent_again(world: World, client_of: ClientOf) -> None:
    assert Browser(client_of(world.cast.bo), f"{REGION}?kendt=2014-06-05T08:00").ask() == 304


def test_a_new_figure_is_seen_at_once(world: World, client_of: ClientOf) -> None:
    browser = Browser(client_of(world.cast.bo))

    make_figure(world.cast.places.aalborg, world.pensions, "2014-04", 700)

    assert browser.ask() == 200


def test_an_edit_of_reference_data_is_seen_at_once(world: World, client_of: ClientOf) -> None:
    browser = Browser(client_of(world.cast.bo))
    area = world.cast.places.soroe

    with recording(by=None, kind=Change.Kind.REFERENCE) as change:
        before = fields_of(area)
        area.name = "Sorø og omegn"
        area.save()
        record_edits(change, area, area.code, before)

    assert browser.ask() == 200


def test_another_role_is_seen_at_once(world: World, client_of: ClientOf) -> None:
    browser = Browser(client_of(world.cast.karl))

    make_assignment(world.cast.karl, Assignment.Role.OFFICER, world.cast.places.hs)

    assert browser.ask() == 200


def test_a_role_that_ended_is_seen_at_once(world: World, client_of: ClientOf) -> None:
    browser = Browser(client_of(world.cast.bo))

    Assignment.objects.filter(user=world.cast.bo).update(valid_to=june(11).date())

    assert browser.ask() == 200


def test_who_was_deactivated_gets_no_304(world: World, client_of: ClientOf) -> None:
    browser = Browser(client_of(world.cast.bo))

    User.objects.filter(pk=world.cast.bo.pk).update(is_active=False)

    assert browser.ask() == 302


def test_another_person_gets_a_page_of_her_own(world: World, client_of: ClientOf) -> None:
    browser = Browser(client_of(world.cast.lis))
    browser.client.force_login(world.cast.rikke)
    browser.client.get(SOROE)

    assert browser.ask() == 200


def test_another_language_is_another_page(world: World, client_of: ClientOf) -> None:
    browser = Browser(client_of(world.cast.bo))

    browser.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    assert browser.ask() == 200


@pytest.mark.parametrize("address", [f"{SOROE}?maaned=2014-04", "/kommuner/9003/"])
def test_another_address_is_another_page(address: str, world: World, client_of: ClientOf) -> None:
    assert Browser(client_of(world.cast.bo)).ask(address) == 200


def test_after_midnight_the_page_is_another(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.bo)
    with standing_at(datetime(2014, 6, 12, 21, 59, tzinfo=UTC)):
        browser = Browser(client)
        assert browser.ask() == 304

    with standing_at(datetime(2014, 6, 12, 22, 0, tzinfo=UTC)):
        assert browser.ask() == 200


@pytest.mark.parametrize(("hour", "minute"), [(12, 0), (14, 30)])
def test_after_a_deadline_the_page_is_another(
    hour: int, minute: int, world: World, client_of: ClientOf
) -> None:
    due_at = june(13, hour).replace(minute=minute)
    if hour != 12:  # noon is when a figure is due that has no deadline of its own
        deadline = {"indicator": world.pensions, "month": Month(2014, 6), "expected_on": due_at.date()}
        Deadline.objects.create(**deadline, due_at=due_at)
    client = client_of(world.cast.bo)
    with standing_at(june(13, hour - 1)):
        browser = Browser(client)
        assert browser.ask() == 304

    with standing_at(due_at):
        assert browser.ask() == 200


def test_a_reminder_sent_is_seen_at_once(world: World, client_of: ClientOf) -> None:
    browser = Browser(client_of(world.cast.bo), REGION)

    mail = SentMail.objects.create(
        kind=SentMail.Kind.OVERDUE, occasion="2014-06-10", address="anna@eksempel.dk", begun_at=june(12)
    )
    assert browser.ask() == 304
    mail.sent_at = june(12, 15)
    mail.save()

    assert browser.ask() == 200


def test_after_a_deploy_the_page_is_another(
    world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(client_of(world.cast.bo))

    monkeypatch.setattr(validators, "version", lambda: "the next")

    assert browser.ask() == 200


def test_a_changed_template_is_another_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = validators._digest(("templates",))
    template = validators.settings.BASE_DIR / "templates" / "base.html"
    real = validators._stat

    class Touched:
        st_size, st_mtime_ns = 1, 1

    monkeypatch.setattr(validators, "_stat", lambda path: Touched if path == template else real(path))

    assert validators._digest(("templates",)) != before


def test_a_message_is_shown_and_never_kept(world: World, client_of: ClientOf) -> None:
    browser = Browser(client_of(world.cast.bo))
    session = browser.client.session
    session["_messages"] = MessageEncoder().encode([Message(constants.SUCCESS, "Gemt.")])
    session.save()

    told = browser.client.get(SOROE, headers={"if-none-match": browser.page.headers["ETag"]})

    assert told.status_code == 200
    assert "Gemt." in told.content.decode()
    assert "ETag" not in told.headers
    assert browser.ask() == 304


def test_a_new_visit_is_another_page(world: World, client_of: ClientOf) -> None:
    browser = Browser(client_of(world.cast.bo))

    with standing_at(june(12, 17)):
        assert browser.ask() == 200


def test_a_visit_goes_on_while_pages_are_unchanged(world: World, client_of: ClientOf) -> None:
    browser = Browser(client_of(world.cast.bo))

    for minute in (40, 59):
        with standing_at(june(12, 15).replace(minute=minute)):
            assert browser.ask() == 304
    with standing_at(june(12, 16).replace(minute=40)):
        assert browser.ask() == 304


def test_the_forms_of_a_page_kept_by_the_browser_still_work(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.bo)
    browser = Browser(client)
    assert browser.ask() == 304

    [token, *_others] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.page.content.decode())
    answer = client.post("/sprog/", {"language": "en", "next": SOROE, "csrfmiddlewaretoken": token})

    assert answer.status_code == 302


def test_after_signing_in_anew_the_page_is_sent_with_its_new_secret(world: World) -> None:
    client = Client()
    client.post("/log-ind/", {"email": world.cast.bo.email, "password": PASSWORD})
    browser = Browser(client)
    client.post("/log-ud/")
    client.post("/log-ind/", {"email": world.cast.bo.email, "password": PASSWORD})

    assert browser.ask() == 200


def test_without_a_secret_of_its_own_a_page_has_no_validator(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.bo)

    assert "ETag" not in client.get(SOROE).headers
    assert client.get(SOROE).headers["ETag"].startswith('W/"')


def test_what_is_not_there_has_no_validator(world: World, client_of: ClientOf) -> None:
    browser = Browser(client_of(world.cast.bo))

    answer = browser.client.get("/kommuner/0999/")

    assert (answer.status_code, "ETag" in answer.headers) == (404, False)
