"""The councils' meetings in lists, and the secretariat at work on a paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from goals import meetings
from goals.models import Meeting
from jobcentres import clock
from jobcentres.models import User
from tests.goals.figure_builders import World
from tests.goals.meeting_builders import (
    DAY,
    DAY_AFTER,
    MADE,
    ON_THE_DAY,
    PAPER,
    RENEWED,
    make_lbr,
    make_paper,
    make_rbr,
)

COUNCIL = "/moede/0340/"
EDIT = "/moede/0340/2014-06-17/ret/"


@pytest.fixture
def lis(world: World) -> User:
    return make_lbr(world)


@pytest.fixture(autouse=True)
def before_the_meeting() -> Iterator[None]:
    with clock.standing_at(RENEWED):
        yield


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def send(person: User, address: str = COUNCIL, **fields: object) -> Any:
    sent = {
        "key": "k1",
        "action": "make",
        "held_on": "17-06-2014",
        "title": "Status på ministermålene",
        "agenda_item": "4",
        "meeting_place": "Rådhuset",
        "as_of": "2014-05",
    }
    return client_of(person).post(address, sent | fields)


def test_a_secretariat_makes_a_paper_and_is_led_to_it(lis: User) -> None:
    answer = send(lis)

    made = Meeting.objects.get()
    assert answer.headers["Location"] == "/moede/0340/2014-06-17/"
    assert (str(made.held_on), made.as_of, made.place, made.change.by) == (
        "2014-06-17", "2014-05", "Rådhuset", lis,
    )  # fmt: skip


def test_a_paper_sent_twice_is_made_once(lis: User) -> None:
    answers = [send(lis) for _time in (1, 2)]

    assert {answer.headers["Location"] for answer in answers} == {"/moede/0340/2014-06-17/"}
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"held_on": ""}, "Skriv datoen for mødet."),
        ({"held_on": "i morgen"}, "Skriv datoen sådan: 31-12-2014."),
        ({"held_on": "01-06-2014"}, "Den dag er forbi. Skriv dagen for et kommende møde."),
        ({"title": ""}, "Skriv, hvad punktet hedder."),
        ({"title": "x" * 121}, "120"),
        ({"meeting_place": "Hos 010190-1234"}, "cpr-nummer"),
        ({"as_of": "2014-06"}, "Vælg en af månederne på listen."),
    ],
    ids=str,
)
def test_a_paper_that_cannot_be_made_is_shown_again_with_the_reason(
    lis: User, fields: dict[str, object], told: str
) -> None:
    answer = send(lis, **fields)

    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_second_paper_for_the_day_is_refused_with_the_reason(world: World, lis: User) -> None:
    make_paper(world, lis)

    answer = send(lis)

    assert "Mødesagen er lavet, og mødet er ikke holdt endnu" in answer.content.decode()
    assert Meeting.objects.count() == 1


def test_nobody_else_makes_the_councils_paper(world: World, lis: User) -> None:
    for person in (world.manager, world.officer, world.official, world.outsider):
        assert send(person).status_code == 404
        assert "send-make" not in client_of(person).get(COUNCIL).content.decode()


def test_the_office_and_the_council_make_rbrs_paper(world: World) -> None:
    for person in (world.officer, make_rbr(world)):
        assert "Lav mødesag til RBR" in client_of(person).get("/moede/HS/").content.decode()


def test_the_months_to_choose_are_over_and_of_announced_years(lis: User) -> None:
    form = client_of(lis).get(COUNCIL).context["form"]

    (year,) = form.fields["as_of"].choices
    assert (year[0], [value for value, _label in year[1]]) == (
        "2014", ["2014-05", "2014-04", "2014-03", "2014-02", "2014-01"],
    )  # fmt: skip


def test_a_paper_is_renewed_from_its_page(world: World, lis: User) -> None:
    make_paper(world, lis)

    answer = send(lis, EDIT, action="renew", seen="1", title="Status i juni")

    newest = Meeting.objects.latest("number")
    assert answer.headers["Location"] == "/moede/0340/2014-06-17/"
    assert (newest.number, newest.title, newest.as_of) == (2, "Status i juni", "2014-05")


def test_what_somebody_else_has_renewed_is_not_renewed_unseen(world: World, lis: User) -> None:
    make_paper(world, lis)
    send(lis, EDIT, action="renew", seen="1", key="first")

    answer = send(lis, EDIT, action="renew", seen="1", key="second")

    assert "En anden har fornyet mødesagen i mellemtiden." in answer.content.decode()
    assert Meeting.objects.count() == 2


def test_a_meeting_is_cancelled_and_says_so(world: World, lis: User) -> None:
    make_paper(world, lis)

    send(lis, EDIT, action="cancel", seen="1")

    assert "Mødet er aflyst." in client_of(lis).get("/moede/0340/2014-06-17/").content.decode()
    assert "aflyst" in client_of(lis).get(COUNCIL).content.decode()


def test_a_paper_of_a_meeting_that_was_held_says_why_it_stays(world: World, lis: User) -> None:
    make_paper(world, lis)

    with clock.standing_at(DAY_AFTER):
        answer = send(lis, EDIT, action="renew", seen="1")

    assert "Mødet er holdt: Tallene ligger fast" in answer.content.decode()
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("action", ["", "make", "decide"])
def test_another_step_is_not_taken_on_the_papers_page(world: World, lis: User, action: str) -> None:
    make_paper(world, lis)

    assert "Vælg et skridt på siden." in send(lis, EDIT, action=action).content.decode()


def test_the_own_councils_come_first_and_the_others_coming_meetings_below(world: World, lis: User) -> None:
    make_paper(world, lis)
    with clock.standing_at(MADE):
        meetings.make_meeting(world.region, DAY + timedelta(days=1), PAPER, by=make_rbr(world))

    context = client_of(lis).get("/moede/").context

    (own,) = context["councils"]
    assert (own.name, [one.day for one in own.coming], own.make) == (
        "LBR Sorø", ["17. juni 2014"], "Lav mødesag til LBR",
    )  # fmt: skip
    assert [(one.council, one.day) for one in context["others"]] == [
        ("RBR Hovedstaden & Sjælland", "18. juni 2014")
    ]


def test_a_meeting_of_today_is_called_so_and_one_that_was_held_has_minutes(world: World, lis: User) -> None:
    make_paper(world, lis)

    with clock.standing_at(ON_THE_DAY):
        (today,) = client_of(lis).get(COUNCIL).context["coming"]
    with clock.standing_at(DAY_AFTER):
        (held,) = client_of(lis).get(COUNCIL).context["past"]

    assert (today.standing.word, today.minutes) == ("i dag", "")
    assert (held.standing.word, held.minutes) == ("holdt", "/moede/0340/2014-06-17/referat/")


def test_the_regions_page_tells_of_the_next_meeting(world: World) -> None:
    rikke = make_rbr(world)
    with clock.standing_at(MADE):
        meetings.make_meeting(world.region, DAY, PAPER, by=rikke)

    shown = client_of(rikke).get("/regioner/HS/").content.decode()

    assert "Næste RBR-møde: tirsdag 17. juni 2014" in shown
    assert '<a class="button button-tertiary" href="/moede/HS/#step-make">Lav mødesag til RBR</a>' in shown


def test_the_municipalitys_page_leads_everybody_to_the_meetings(world: World, lis: User) -> None:
    assert "Lav mødesag til LBR" in client_of(lis).get("/kommuner/0340/").content.decode()
    assert "Møder i LBR Sorø" in client_of(world.outsider).get("/kommuner/0340/").content.decode()
