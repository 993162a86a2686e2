"""The yearly result of a municipality, and the prices behind what could be saved."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.forms.report_result import in_thousands
from goals.models import GoalYear, Report, SavingPrice
from goals.reports import content_in
from goals.verification import History, first_fault
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from jobcentres.models import RecordEdit
from tests.builders import make_figure, make_own_goal, make_target
from tests.cast import ClientOf
from tests.goals.figure_builders import World
from tests.goals.report_builders import NEXT_SPRING, make_lbr, make_year_end, yearly_result
from tests.goals.test_follow_up_page import sent, text_of

PAGE = "/resultat/2013/0340/"
PRICES = "/resultat/2013/priser/"


@pytest.fixture
def year(world: World) -> GoalYear:
    return make_year_end(world)


def test_before_it_is_locked_the_result_is_read_live_and_says_so(
    world: World, year: GoalYear, client_of: ClientOf
) -> None:
    before = text_of(client_of(world.outsider).get(PAGE))
    make_figure(world.soroe, world.pensions, "2013-12", 61)
    after = text_of(client_of(world.outsider).get(PAGE))

    assert "Foreløbig, ikke låst." in before
    assert (">60<" in before, ">61<" in after) == (True, True)
    assert "mål nået" in before
    assert "mål 3, Langtidsledige: intet tal" in before and "intet vedtaget måltal" in before


def test_the_result_compares_and_shows_what_could_be_saved_with_its_formula(
    world: World, year: GoalYear, client_of: ClientOf
) -> None:
    page = text_of(client_of(world.outsider).get(PAGE))

    assert "Klyngen (A)" in page and "−33,3 pct." in page and "−30,2 pct." in page
    assert "nr. 2 af 2" in page
    assert "eget tal året før × klyngens tal nu / klyngens tal året før" in page
    for shown in (">57,3<", ">2,7<", "150.000 kr.", "400.000 kr.", "antaget", "Eksempel"):
        assert shown in page


def test_each_has_a_part_until_the_council_has_adopted(
    world: World, year: GoalYear, client_of: ClientOf
) -> None:
    lbr = make_lbr(world.soroe)
    with clock.standing_at(NEXT_SPRING):
        manager = client_of(world.manager)
        sent(manager, "freeze", PAGE)
        sent(manager, "comment", PAGE, **{"comment-2": "Reformen virker", "comment": "Et godt år"})
        sent(client_of(lbr), "answer_lbr", PAGE, text="Godt", on="5-5-2014", agenda_item="2")
        sent(client_of(world.officer), "answer_region", PAGE, text="Flot")
        sent(manager, "adopt", PAGE, on="5-5-2014")
        page = text_of(client_of(world.outsider).get(PAGE))

    for shown in ("Reformen virker", "Et godt år", "LBR's høringssvar, møde 5. maj 2014, punkt 2", "Flot"):
        assert shown in page.replace("&#x27;", "'")
    assert "Vedtaget i kommunalbestyrelsen, møde 5. maj 2014" in page
    assert not client_of(world.manager).get(PAGE).context["forms"]
    assert first_fault(History.now()) is None


def test_each_is_offered_what_is_theirs(world: World, year: GoalYear, client_of: ClientOf) -> None:
    people = [world.manager, make_lbr(world.soroe), world.officer, world.clerk, world.official]

    def offered() -> list[list[str]]:
        return [[form.step for form in client_of(one).get(PAGE).context["forms"]] for one in people]

    assert offered() == [["freeze"], [], [], [], []]
    yearly_result(world, year)
    assert offered() == [
        ["comment", "adopt", "freeze"], ["answer_lbr"], ["answer_region"], [], [],
    ]  # fmt: skip


def test_a_year_that_is_not_over_can_be_read_and_not_locked(
    world: World, year: GoalYear, client_of: ClientOf
) -> None:
    answer = client_of(world.manager).get("/resultat/2014/0340/")
    posted = client_of(world.manager).post("/resultat/2014/0340/", {"action": "freeze"})

    assert "intet tal" not in text_of(answer).split("Mangler:")[1].split("</p>")[0]
    assert "Året er ikke slut" in text_of(answer) and not answer.context["forms"]
    assert "Året 2014 er ikke slut." in text_of(posted)
    assert not Report.objects.exists()


def test_the_municipalitys_page_leads_to_its_result_and_officials_to_the_prices(
    world: World, year: GoalYear, client_of: ClientOf
) -> None:
    municipality = text_of(client_of(world.outsider).get("/kommuner/0340/?aar=2013"))

    assert f'href="{PAGE}"' in municipality
    assert PRICES in text_of(client_of(world.official).get(PAGE))
    assert PRICES not in text_of(client_of(world.manager).get(PAGE))


def test_a_locked_result_keeps_its_prices(world: World, year: GoalYear, client_of: ClientOf) -> None:
    made = yearly_result(world, year)
    SavingPrice.objects.update(kroner=1)

    assert "400.000 kr." in text_of(client_of(world.outsider).get(PAGE))
    assert content_in(made)["frame"]["goals"][1]["price"] == {
        "kroner": 150000, "note": "Eksempel", "is_assumption": True,
    }  # fmt: skip


def prices_sent(client: Client, **fields: Any) -> Any:
    form = client.get(PRICES).context["form"]
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return client.post(PRICES, {name: value for name, value in (shown | fields).items() if value})


def test_the_ministry_edits_prices_and_the_history_tells(
    world: World, year: GoalYear, client_of: ClientOf
) -> None:
    ministry = client_of(world.official)

    prices_sent(ministry, **{"kroner-0": "160000", "note-0": "Økonomisk Vejledning", "is_assumption-0": ""})
    prices_sent(ministry, **{"kroner-1": "200000"})
    prices_sent(ministry, **{"kroner-1": ""})

    price = SavingPrice.objects.get()
    assert (price.kroner, price.note, price.is_assumption) == (160000, "Økonomisk Vejledning", False)
    page = text_of(ministry.get(PRICES))
    assert "kroner 150.000 → 160.000" in page and "antaget ja → nej" in page
    assert "kroner 200.000 → ingen" in page
    assert first_fault(History.now()) is None


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("0", "mellem 1 og 10 mio. kr."),
        ("10000001", "mellem 1 og 10 mio. kr."),
        ("-5", "Antal kan ikke være negativt"),
        ("mange", "mange"),
    ],
)
def test_a_price_that_cannot_be_is_refused(
    world: World, year: GoalYear, client_of: ClientOf, written: str, told: str
) -> None:
    answer = prices_sent(client_of(world.official), **{"kroner-0": written})

    assert answer.status_code == 200
    assert told in text_of(answer)
    assert SavingPrice.objects.get().kroner == 150000


def test_two_officials_do_not_overwrite_each_others_prices(
    world: World, year: GoalYear, client_of: ClientOf
) -> None:
    seen = client_of(world.official).get(PRICES).context["form"].initial["seen"]
    prices_sent(client_of(world.official), **{"kroner-0": "160000"})

    answer = client_of(world.official).post(PRICES, {"seen": seen, "kroner-0": "170000"})

    assert "En anden har ændret priserne i mellemtiden." in text_of(answer)
    assert SavingPrice.objects.get().kroner == 160000
    assert not RecordEdit.objects.filter(new="170000").exists()


@pytest.mark.parametrize(("kroner", "shown"), [(400_499, 400_000), (400_500, 401_000), (0, 0)])
def test_savings_are_shown_in_whole_thousands(kroner: int, shown: int) -> None:
    from decimal import Decimal

    assert in_thousands(Decimal(kroner)) == shown


@pytest.mark.parametrize("path", [PAGE, PRICES])
@pytest.mark.parametrize("is_frozen", [False, True], ids=["live", "frozen"])
def test_a_page_asks_few_questions(
    world: World, year: GoalYear, client_of: ClientOf, path: str, is_frozen: bool
) -> None:
    with clock.standing_at(datetime(2014, 4, 11, 9, tzinfo=COPENHAGEN) + timedelta(hours=1)):
        for indicator in (world.unemployed, world.education):
            make_figure(world.soroe, indicator, "2013-12", 20)
    if is_frozen:
        yearly_result(world, year)
    clients = [client_of(one) for one in (world.manager, world.official)]

    for client in clients:
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        assert len(asked) <= 12, [one["sql"][:90] for one in asked]


def test_an_own_goal_has_its_line_and_is_compared_with_nobody(
    world: World, year: GoalYear, client_of: ClientOf
) -> None:
    goal = make_own_goal(world.soroe, year=2013)
    with clock.standing_at(NEXT_SPRING - timedelta(days=1)):
        make_figure(world.soroe, goal.indicator, "2013-12", 48)
        make_target(world.soroe, goal.indicator, 45, year=2013)

    with clock.standing_at(NEXT_SPRING):
        sent(client_of(world.manager), "freeze", PAGE)
        sent(client_of(world.manager), "comment", PAGE, **{"comment-5": "Tre virksomheder mere"})
    page = text_of(client_of(world.outsider).get(PAGE))

    assert "Praktikpladser (eget mål)" in page and "mindst 45" in page
    assert "Mål 5, Praktikpladser · Jobcentrets bemærkning" in page and "Tre virksomheder mere" in page
    said = content_in(Report.objects.get(kind=Report.Kind.RESULT))["goals"][-1]
    assert (said["status"], said["comparison"], said["saving"]) == ("met", [], None)
    assert first_fault(History.now()) is None
