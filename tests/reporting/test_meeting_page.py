"""A council's meeting on its pages: its figures stay as they were known, notes stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goals import meetings
from goals.models import Meeting, MeetingNote
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from jobcentres.models import User
from tests.builders import make_figure, make_own_goal, make_sample_installation
from tests.goals.figure_builders import World, make_world
from tests.goals.meeting_builders import (
    DAY,
    DAY_AFTER,
    MADE,
    ON_THE_DAY,
    PAPER,
    RENEWED,
    make_figures,
    make_lbr,
    make_national,
    make_paper,
    make_rbr,
    say,
)
from tests.reporting.test_validators import Browser

ADDRESS = "/moede/0340/2014-06-17/"


@pytest.fixture
def world(db: None) -> World:
    world = make_world()
    make_figures(world)
    return world


@pytest.fixture
def lis(world: World) -> User:
    return make_lbr(world)


@pytest.fixture
def paper(world: World, lis: User) -> Meeting:
    return make_paper(world, lis)


@pytest.fixture
def the_day_after() -> Iterator[None]:
    with clock.standing_at(DAY_AFTER):
        yield


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(person: User, address: str = ADDRESS) -> Any:
    return client_of(person).get(address).context["page"]


def send(person: User, address: str = ADDRESS, **fields: object) -> Any:
    sent = {"key": "k1", "action": "note", "goal": "3", "kind": "note", "text": "Nyt team."} | fields
    return client_of(person).post(address, sent)


def test_the_goals_off_their_path_come_first(paper: Meeting, lis: User) -> None:
    page = page_of(lis)

    assert [(goal.goal.number, goal.status.kind) for goal in page.goals] == [
        (3, "near"), (2, "on_track"), (1, "no_target"), (4, "no_target"),
    ]  # fmt: skip
    assert [goal.following for goal in page.goals] == ["maal-2", "maal-1", "maal-4", ""]


def test_the_figures_stay_as_they_were_known(world: World, paper: Meeting, lis: User) -> None:
    before = [str(goal.row) for goal in page_of(lis).goals]
    with clock.standing_at(RENEWED):
        make_figure(world.soroe, world.unemployed, "2014-04", 120)

    with clock.standing_at(DAY_AFTER):
        page = page_of(lis)

    assert [str(goal.row) for goal in page.goals] == before
    assert page.goals[0].row.latest == "163"
    assert "163" in page.goals[0].section.conclusion


def test_a_renewed_paper_shows_what_is_known_by_then(world: World, paper: Meeting, lis: User) -> None:
    with clock.standing_at(datetime(2014, 6, 12, 8, tzinfo=COPENHAGEN)):
        make_figure(world.soroe, world.unemployed, "2014-04", 120)
    with clock.standing_at(RENEWED):
        meetings.renew(paper, PAPER, by=lis)

    page = page_of(lis)

    assert next(goal.row.latest for goal in page.goals if goal.goal.number == 3) == "120"
    assert page.known == "Mødesagen viser tallene, som de så ud 12. juni 2014 kl. 9.00"


def test_the_same_figures_stand_on_the_page_that_the_paper_leads_to(
    world: World, paper: Meeting, lis: User
) -> None:
    with clock.standing_at(RENEWED):
        make_figure(world.soroe, world.unemployed, "2014-04", 120)

    told = client_of(lis).get(page_of(lis).figures).context["overview"]

    assert [row.latest for row in told.rows if row.number == 3] == ["163"]


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}referat/"])
def test_a_figure_of_the_paper_leads_to_where_it_came_from_then(
    world: World, paper: Meeting, lis: User, address: str
) -> None:
    with clock.standing_at(RENEWED):
        make_figure(world.soroe, world.unemployed, "2014-04", 120)
    client = client_of(lis)

    page = client.get(address).content.decode()
    [origin] = set(re.findall(r'href="([^"]*)" aria-label="163, [^"]*"', page))

    assert "163 personer" in client.get(unescape(origin)).content.decode()


def test_a_small_number_is_in_the_closed_annex_alone(world: World, lis: User) -> None:
    with clock.standing_at(datetime(2014, 5, 21, 9, tzinfo=COPENHAGEN)):
        make_figure(world.soroe, world.pensions, "2014-04", 3)
    make_paper(world, lis)

    open_one, closed = page_of(world.clerk), page_of(world.clerk, f"{ADDRESS}?bilag=lukket")
    council = page_of(lis, f"{ADDRESS}?bilag=lukket")

    def pensions(page: Any) -> str:
        return next(goal.row.latest for goal in page.goals if goal.goal.number == 2)

    assert (pensions(open_one), pensions(closed), pensions(council)) == ("..", "3", "..")
    assert (open_one.is_closed, closed.is_closed, council.is_closed) == (False, True, False)
    assert (open_one.switch, closed.switch, council.switch) == (f"{ADDRESS}?bilag=lukket", ADDRESS, "")


def test_the_closed_annex_says_so_on_each_page(world: World, paper: Meeting) -> None:
    shown = client_of(world.clerk).get(f"{ADDRESS}?bilag=lukket").content.decode()

    assert shown.count("<strong>Lukket</strong>") == 1 + 4


def test_a_note_stands_beside_its_goal_with_author_and_moment(
    world: World, paper: Meeting, lis: User
) -> None:
    say(paper, lis, "Drøftes igen i august.")

    page = page_of(lis)

    (note,) = page.goals[0].notes
    assert (note.number, note.heading, note.text) == (1, "Beslutning, punkt 4", "Drøftes igen i august.")
    assert note.by == "Lis Damgaard (LBR), 18. jun. 2014 kl. 10.00"


def test_a_note_to_an_earlier_paper_tells_which_figures_its_author_saw(
    world: World, paper: Meeting, lis: User
) -> None:
    say(paper, lis, kind="note", at=MADE)
    with clock.standing_at(RENEWED):
        meetings.renew(paper, PAPER, by=lis)

    (note,) = page_of(lis).goals[0].notes

    assert note.paper == "skrevet til mødesag nr. 1 med tallene, som de så ud 3. jun. 2014 kl. 9.00"


@pytest.mark.usefixtures("the_day_after")
def test_a_decision_sent_twice_is_entered_once(paper: Meeting, lis: User) -> None:
    for _time in (1, 2):
        answer = send(lis, kind="decision", text="Tiltrådt.", agenda_item="4")

        assert answer.headers["Location"] == f"{ADDRESS}#noter-3"

    assert MeetingNote.objects.get().text == "Tiltrådt."


@pytest.mark.usefixtures("the_day_after")
@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": ""}, "Skriv, hvad der blev noteret eller besluttet."),
        ({"text": "Om 010190-1234"}, "cpr-nummer"),
        ({"kind": "promise"}, "Vælg note eller beslutning."),
        ({"goal": "9"}, "Året har intet mål med det nummer."),
        ({"agenda_item": "4" * 50}, "40"),
    ],
    ids=str,
)
def test_a_note_that_cannot_be_kept_is_shown_again_with_the_reason(
    paper: Meeting, lis: User, fields: dict[str, object], told: str
) -> None:
    answer = send(lis, **fields)

    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not MeetingNote.objects.exists()


@pytest.mark.usefixtures("the_day_after")
def test_whoever_may_not_write_is_told_who_may(world: World, paper: Meeting) -> None:
    answer = send(world.outsider)

    assert "Noter skrives af LBR, jobcentrets leder og regionskontoret." in answer.content.decode()
    assert not MeetingNote.objects.exists()


def test_notes_are_not_for_everybody(world: World, paper: Meeting, lis: User) -> None:
    say(paper, lis, "Fortroligt drøftet.")

    for address in (ADDRESS, f"{ADDRESS}skaerm/", f"{ADDRESS}referat/"):
        assert "Fortroligt drøftet." in client_of(world.clerk).get(address).content.decode()
        assert "Fortroligt drøftet." not in client_of(world.outsider).get(address).content.decode()


def test_the_minutes_say_what_was_decided_beside_the_figures(world: World, paper: Meeting, lis: User) -> None:
    say(paper, lis, "Drøftes igen i august.")
    say(paper, lis, "Mødet sluttede kl. 15.", kind="note", goal=None)

    shown = client_of(lis).get(f"{ADDRESS}referat/").content.decode()

    assert "Referat: LBR Sorø, møde 17. juni 2014" in shown
    assert shown.index("163") < shown.index("Drøftes igen i august.") < shown.index("Mødet sluttede kl. 15.")


def test_the_municipalitys_own_goal_is_on_the_agenda_and_can_be_decided_on(
    world: World, paper: Meeting, lis: User
) -> None:
    goal = make_own_goal(world.soroe)
    make_own_goal(world.slagelse, "Fleksjob")
    say(paper, lis, "Flere pladser.", goal=goal.number)

    page = page_of(lis)

    assert [one.goal.heading for one in page.goals][-1] == "Eget mål 5 · Praktikpladser"
    assert [note.text for note in page.goals[-1].notes] == ["Flere pladser."]
    assert len(page.goals) == 5


def test_the_region_stands_beside_the_country(world: World) -> None:
    rikke = make_rbr(world)
    with clock.standing_at(MADE):
        meetings.make_meeting(world.region, DAY, PAPER, by=rikke)

    page = page_of(rikke, "/moede/HS/2014-06-17/")

    assert page.heading == "RBR Hovedstaden & Sjælland, møde 17. juni 2014"
    assert page.is_secretariat


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}skaerm/", f"{ADDRESS}referat/"])
def test_a_page_of_a_meeting_takes_twelve_queries_however_much_was_written(
    world: World,
    paper: Meeting,
    lis: User,
    address: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_sample_installation()
    client = client_of(world.officer)
    counts = []
    for round_ in (1, 20):
        for number in range(round_):
            say(paper, lis, f"Note {number}", kind="note", at=DAY_AFTER)
        with django_assert_max_num_queries(12) as counted:
            assert client.get(address).status_code == 200
        counts.append(len(counted.captured_queries))

    assert counts[0] == counts[1]


def test_the_national_council_has_a_paper_of_the_whole_country(world: World, the_day_after: None) -> None:
    dorte, address = make_national(world), "/moede/DK/2014-06-17/"
    with clock.standing_at(MADE):
        meetings.make_meeting(world.country, DAY, PAPER, by=dorte)

    page = page_of(dorte, address)
    sent = send(dorte, address, text="Rådet drøfter de langtidsledige.")

    assert (page.heading, page.council) == (
        "Beskæftigelsesrådet, møde 17. juni 2014",
        "Beskæftigelsesrådet",
    )
    assert [goal.goal.number for goal in page.goals] == [1, 2, 3, 4]
    assert page.is_secretariat
    assert sent.status_code == 302
    assert [note.text for note in page_of(dorte, address).goals[2].notes] == [
        "Rådet drøfter de langtidsledige."
    ]


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}skaerm/", f"{ADDRESS}referat/"])
def test_an_unchanged_paper_is_not_sent_again(
    address: str, paper: Meeting, lis: User, the_day_after: None
) -> None:
    browser = Browser(client_of(lis), address)
    assert browser.ask() == 304

    say(paper, lis)

    assert browser.ask() == 200


def test_on_the_day_of_the_meeting_the_paper_is_another(paper: Meeting, lis: User) -> None:
    with clock.standing_at(RENEWED):
        browser = Browser(client_of(lis), ADDRESS)
        assert browser.ask() == 304

    with clock.standing_at(ON_THE_DAY):
        assert browser.ask() == 200


def test_a_paper_that_takes_a_note_has_no_304_for_it(paper: Meeting, lis: User, the_day_after: None) -> None:
    browser = Browser(client_of(lis), ADDRESS)

    answer = browser.client.post(
        ADDRESS,
        {"key": "k1", "action": "note", "goal": "3", "kind": "note", "text": "Nyt team."},
        headers={"if-none-match": browser.page.headers["ETag"]},
    )

    assert answer.status_code == 302
    assert browser.ask() == 200
