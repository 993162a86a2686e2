"""Who is missing on a region's page, and when the jobcentre was reminded of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from goals.models import SentMail
from jobcentres.models import Jobcentre
from tests.builders import make_jobcentre
from tests.cast import Cast, ClientOf
from tests.reporting.overview_world import REGION, World, make_world
from tests.reporting.test_municipality import queries, text_of


@pytest.fixture
def world(cast: Cast) -> World:
    world = make_world(cast)
    for area in (world.lejre, world.aarre):
        make_jobcentre(area.name, cast.places.hs, area)
    return world


def remind(slug: str, day: int, occasion: str = "2014-06-10 12.00") -> None:
    moment = datetime(2014, 6, day, 6, tzinfo=UTC)
    SentMail.objects.create(
        kind=SentMail.Kind.OVERDUE,
        occasion=f"{occasion} {slug}",
        address=f"{slug}{day}@eksempel.dk",
        jobcentre=Jobcentre.objects.get(slug=slug),
        begun_at=moment,
        sent_at=moment,
    )


def missing(world: World, client_of: ClientOf, person: str = "bo") -> str:
    page = text_of(client_of(world.cast[person]), REGION)
    return page.split("Mangler efter fristen")[1].split("Alle kommuner")[0]


def test_the_last_reminder_of_the_deadline_is_told(world: World, client_of: ClientOf) -> None:
    for day in (9, 11):
        remind("lejre", day)
    remind("aarre", 11, "2014-05-12 12.00")

    told = missing(world, client_of)

    assert "(frist 10. juni kl. 12.00): Lejre (påmindet 11. juni); Ærø ; Aarre (ikke påmindet)" in told


def test_a_mail_that_was_only_begun_reminded_nobody(world: World, client_of: ClientOf) -> None:
    remind("lejre", 11)
    SentMail.objects.update(sent_at=None)

    assert "Lejre , Aarre (ikke påmindet)" in missing(world, client_of)


@pytest.mark.parametrize(
    ("person", "sees"), [("bo", True), ("mette", True), ("rikke", False), ("anna", False)]
)
def test_reminders_are_for_those_who_follow_up(
    person: str, sees: bool, world: World, client_of: ClientOf
) -> None:
    remind("lejre", 11)

    assert ("påmindet" in missing(world, client_of, person)) is sees


def test_reminders_take_no_query_of_their_own(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.bo)
    before = queries(client, REGION)

    for day in range(1, 12):
        remind("lejre", day)

    assert queries(client, REGION) == before <= 12


def test_as_it_stood_before_no_reminder_is_told(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.bo), f"{REGION}?kendt=2014-06-12T00:00")

    assert "påmindet" not in page
