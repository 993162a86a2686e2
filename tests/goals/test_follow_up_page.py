"""The pages of a contract's follow-ups: what they show to whom, and the steps taken there."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.models import GoalYear, Report, ReportText
from goals.reports import Statement, freeze_follow_up, say
from jobcentres import clock
from jobcentres.models import User
from tests.builders import make_assignment, make_user
from tests.cast import ClientOf
from tests.goals.figure_builders import World
from tests.goals.report_builders import LATER, OCTOBER, decide, follow_up, make_contract, make_council

PAGE = "/kontrakter/2013/HS/opfoelgning/3/"
ALL = "/kontrakter/2013/HS/opfoelgning/"


@pytest.fixture
def year(world: World) -> GoalYear:
    return make_contract(world, world.region)


@pytest.fixture
def council(world: World) -> User:
    return make_council(world.region)


def sent(client: Client, action: str, page: str = PAGE, **fields: Any) -> Any:
    """The form of `action` as the page shows it, with these fields filled in, sent."""
    forms = {form.step: form for form in client.get(page).context["forms"]}
    form = forms[action]
    shown = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    return client.post(page, shown | fields)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_an_officer_freezes_assesses_and_enters_the_decision(
    world: World, year: GoalYear, client_of: ClientOf
) -> None:
    with clock.standing_at(LATER):
        officer = client_of(world.officer)
        sent(officer, "freeze", known_on="18-10-2013", at="8.00")
        sent(officer, "assess", **{"assessment-3": "Faldet er for lille", "proposal": "Drøftes"})
        answer = sent(officer, "decide", text="Tiltrådt.", on="4.11.2013", agenda_item="3")

        page = text_of(officer.get(PAGE))
    assert answer.status_code == 302
    assert "Tallene, som de så ud 18. oktober 2013 kl. 8.00" in page
    assert "Mål 3, Langtidsledige · Regionens vurdering" in page and "Drøftes" in page
    assert "Beslutning i RBR, møde 4. november 2013, punkt 3" in page
    assert Report.objects.get().known_on == OCTOBER and Report.objects.get().content_hash in page


def test_the_page_shows_the_old_reports_table_and_its_summary(
    world: World, year: GoalYear, client_of: ClientOf
) -> None:
    follow_up(world, year)

    page = text_of(client_of(world.officer).get(PAGE))

    assert "To af de tre mål, der kan vurderes, er på sporet. Langtidsledige er bagud." in page
    for shown in ("8,9 pct.", "mindst 25,0 pct.", "−16,1 procentpoint", "−64,4", "mindst 8,3 pct."):
        assert shown in page
    assert "I april skulle 4/12 være nået." in page
    assert "mål 1: −180,9" in page
    assert "kan ikke opgøres p.t." in page and "ingen vurdering" in page


def test_before_the_decision_others_find_nothing_after_it_everybody_reads(
    world: World, year: GoalYear, council: User, client_of: ClientOf
) -> None:
    made = follow_up(world, year)
    readers = (world.officer, council, world.official, world.manager, world.outsider)

    before = [client_of(one).get(PAGE).status_code for one in readers]
    with clock.standing_at(LATER):
        decide(made, council)
    after = [client_of(one).get(PAGE).status_code for one in readers]

    assert before == [200, 200, 200, 404, 404]
    assert after == [200] * 5


def test_an_earlier_number_stays_readable_for_those_who_made_it(
    world: World, year: GoalYear, council: User, client_of: ClientOf
) -> None:
    follow_up(world, year)
    with clock.standing_at(LATER):
        decide(freeze_follow_up(year, world.region, 3, by=world.officer), council)

        assert "et tidligere nummer" in text_of(client_of(council).get(f"{PAGE}?nr=1"))
    assert client_of(world.outsider).get(f"{PAGE}?nr=1").status_code == 404
    assert client_of(council).get(f"{PAGE}?nr=3").status_code == 404
    assert not client_of(council).get(f"{PAGE}?nr=1").context["forms"]


def test_each_person_is_offered_what_is_theirs_to_do(
    world: World, year: GoalYear, council: User, client_of: ClientOf
) -> None:
    def offered(person: User) -> list[str]:
        return [form.step for form in client_of(person).get(PAGE).context["forms"]]

    assert (offered(world.officer), offered(council), offered(world.official)) == (["freeze"], [], [])
    follow_up(world, year)
    assert offered(world.officer) == ["assess", "decide", "freeze"]
    assert (offered(council), offered(world.official)) == (["decide"], [])


WRONG = [
    ("freeze", {"known_on": "31-02-2013"}, "Skriv datoen sådan: 31-12-2014."),
    ("freeze", {"known_on": "01-01-2030"}, "Tidspunktet ligger i fremtiden."),
    ("freeze", {"at": "8.00"}, "Skriv også dagen"),
    ("freeze", {"known_on": "01-01-2012"}, "Kvartalet er ikke begyndt"),
    ("decide", {"text": "", "on": "4-11-2013"}, "Skriv, hvad der blev besluttet."),
    ("decide", {"text": "Ja", "on": ""}, "Skriv datoen for mødet."),
    ("decide", {"text": "Ja", "on": "6-11-2013"}, "Mødet er ikke holdt endnu."),
    ("assess", {"assessment-1": "010170-1234"}, "ligner et cpr-nummer"),
]


@pytest.mark.parametrize(("action", "fields", "told"), WRONG, ids=str)
def test_what_cannot_be_kept_is_told_beside_what_was_written(
    world: World, year: GoalYear, client_of: ClientOf, action: str, fields: dict[str, str], told: str
) -> None:
    follow_up(world, year)
    with clock.standing_at(LATER):
        answer = sent(client_of(world.officer), action, **fields)

    assert answer.status_code == 200
    assert told in text_of(answer)
    assert (Report.objects.count(), ReportText.objects.count()) == (1, 0)


def test_a_step_that_is_not_theirs_is_refused_in_words(
    world: World, year: GoalYear, council: User, client_of: ClientOf
) -> None:
    follow_up(world, year)

    answers = [
        client_of(council).post(PAGE, {"action": action})
        for action in ("assess", "freeze", "adopt", "nonsense", "")
    ]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert "Regionskontoret skriver vurderingen." in text_of(answers[0])
    assert "Regionskontoret laver opfølgningen." in text_of(answers[1])
    assert "Vælg et skridt på siden." in text_of(answers[4])


def test_two_officers_do_not_write_over_each_other(world: World, year: GoalYear, client_of: ClientOf) -> None:
    made = follow_up(world, year)
    with clock.standing_at(LATER):
        (form,) = [one for one in client_of(world.officer).get(PAGE).context["forms"] if one.step == "assess"]
        say(made, [Statement("assessment", "Den ene", 1)], by=world.officer)
        written = {"action": "assess", "seen": form.initial["seen"], "assessment-1": "Den anden"}
        answer = client_of(world.officer).post(PAGE, written)

    assert "Nogen har skrevet i mellemtiden." in text_of(answer)
    assert "Den ene" in text_of(answer) and "Den anden" in text_of(answer)
    assert ReportText.objects.count() == 1


def test_the_quarters_stand_side_by_side_and_hide_what_is_not_decided(
    world: World, year: GoalYear, council: User, client_of: ClientOf
) -> None:
    with clock.standing_at(LATER):
        decide(follow_up(world, year, 2), council)
        follow_up(world, year, 3)

        inside, outside = client_of(world.officer).get(ALL), client_of(world.outsider).get(ALL)
    assert text_of(inside).count("−16,1 procentpoint") == 2
    assert text_of(outside).count("−16,1 procentpoint") == 1
    assert "Tiltrådt. (møde 5. november 2013, punkt 3)" in text_of(outside)
    assert "afventer RBR's beslutning" in text_of(outside).replace("&#x27;", "'")


def test_the_ministry_sees_what_each_region_lacks(world: World, year: GoalYear, client_of: ClientOf) -> None:
    made = follow_up(world, year)
    with clock.standing_at(LATER):
        say(made, [Statement("assessment", "God", 1), Statement("proposal", "Drøftes")], by=world.officer)
        page = text_of(client_of(world.official).get("/kontrakter/2013/opfoelgning/"))

    assert "mangler: vurdering af mål 2, 3 og 4, beslutningen" in page
    assert page.count('aria-hidden="true">!</span> <a') == 5  # two quarters here, three in the north
    assert "slutter 31. december 2013" in page


@pytest.mark.parametrize("path", [PAGE, ALL, "/kontrakter/2013/opfoelgning/"])
def test_a_page_asks_few_questions(world: World, year: GoalYear, client_of: ClientOf, path: str) -> None:
    made = follow_up(world, year)
    say(made, [Statement("assessment", "God", number) for number in (1, 2, 3, 4)], by=world.officer)
    official = make_user("Grete Munk")
    make_assignment(official, "official", world.country)
    client = client_of(official)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200

    assert len(asked) <= 12
