"""2015 with another goal 2 is made through the pages, and everything that counts goals follows."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.management import call_command
from django.test import Client

from goals.models import Deadline, Figure, Goal, Indicator
from goals.reference import load_reference
from jobcentres.clock import COPENHAGEN, standing_at
from tests.builders import make_figure, make_target
from tests.cast import Cast, ClientOf
from tests.goals.calendar_year import send, words
from tests.goals.entry_page import Page
from tests.goals.goal_year_world import AUTUMN, FEBRUARY
from tests.goals.test_goal_years_pages import COUNT, LETTER
from tests.reporting.summary_files import rows_of

NAME = "Langvarige modtagere af offentlig forsørgelse"
JANUARY, DECEMBER = "/indberetning/soroe/2015-01/", "/indberetning/soroe/2014-12/"
LINE = "0340-langvarige"
SHORT_NAMES = ["Unge i uddannelse", "Langvarige modtagere", "Langtidsledige", "Virksomhedssamarbejde"]


@pytest.fixture
def mette(cast: Cast, client_of: ClientOf) -> Client:
    """Who has made and announced 2015 in the autumn of 2014."""
    load_reference()
    make_figure(cast.places.soroe, Indicator.objects.get(code="langtidsledige"), "2014-04", 143)
    make_target(cast.places.soroe, Indicator.objects.get(code="langtidsledige"), 120)
    mette = client_of(cast.mette)
    with standing_at(AUTUMN):
        prepare(mette)
    return mette


def prepare(mette: Client) -> None:
    send(mette, "/maalaar/nyt/", year="2015", source="2014", save="x")
    quick = {"publication_lag_days": "3", "deadline_lag_months": "1"}
    send(mette, "/maalaar/indikatorer/ny/", **COUNT | quick | {"name": NAME})
    defined = {
        "valid_from": "1-1-2014",
        "text": "Personer på offentlig forsørgelse i over et år",
        "save": "x",
    }
    send(mette, "/maalaar/indikatorer/langvarige/definitioner/ny/", **defined)
    goal = {"number": "2", "short_name": "Langvarige modtagere", "title": NAME, "wording": "Færre skal …"}
    key = str(Indicator.objects.get(code="langvarige").pk)
    send(mette, "/maalaar/2015/maal/2/", **goal, indicator=key, save="x")
    send(mette, "/maalaar/2015/", **LETTER)
    send(mette, "/maalaar/2015/udmeld/", save="x")


@pytest.fixture
def anna(mette: Client, cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.anna)


def open_page(client: Client, address: str) -> Page:
    return Page(client, address, client.get(address))


def test_the_new_year_has_its_goals_and_their_deadlines(mette: Client) -> None:
    goals = Goal.objects.filter(goal_year__year=2015).order_by("number")
    due = Deadline.objects.get(indicator__code="langvarige", month="2015-01").due_at

    page = words(mette.get("/maal/2015/"))

    assert [goal.short_name for goal in goals] == SHORT_NAMES
    assert due == datetime(2015, 2, 10, 12, tzinfo=COPENHAGEN)
    assert f"Ministermål 2 · Langvarige modtagere {NAME}" in page
    call_command("verify_history")


def test_a_clerk_enters_the_new_goals_first_figure(anna: Client) -> None:
    with standing_at(FEBRUARY):
        saved = open_page(anna, JANUARY).save(**{f"{LINE}-value": "57"})

    figure = Figure.objects.get(indicator__code="langvarige")
    assert saved.status == 200
    assert (str(figure.month), figure.value) == ("2015-01", 57)


def test_pages_show_the_new_year_with_its_own_goals(anna: Client, mette: Client) -> None:
    with standing_at(FEBRUARY):
        open_page(anna, JANUARY).save(**{f"{LINE}-value": "57"})
        pages = [words(anna.get(address)) for address in ("/kommuner/0340/", "/regioner/HS/", "/landet/")]
        menu = anna.get("/maal/")

    for page in pages:
        assert "2015" in page
        assert "Langvarige modtagere" in page
        assert "Førtidspension" not in page
    assert "57" in pages[0]
    assert menu.headers["Location"] == "/maal/2015/"


def test_the_export_has_the_new_goals_and_leaves_the_old_years_as_they_were(anna: Client) -> None:
    with standing_at(FEBRUARY):
        before = [rows_of("--year", year) for year in ("2013", "2014")]
        open_page(anna, JANUARY).save(**{f"{LINE}-value": "57"})
        new = rows_of("--year", "2015", "--area", "0340", "--basis", "preliminary")
        after = [rows_of("--year", year) for year in ("2013", "2014")]

    assert {row["indicator"] for row in new} == {
        "uddannelsesgrad",
        "langvarige",
        "langtidsledige",
        "samarbejdsgrad",
    }
    assert [row["latest"] for row in new if row["indicator"] == "langvarige"] == ["57"]
    assert before == after
    assert {row["indicator"] for row in after[1]} >= {"foertidspension"}


def test_the_closed_year_takes_no_more_figures_and_says_so(anna: Client, mette: Client) -> None:
    key = "0340-langtidsledige-value"
    with standing_at(FEBRUARY):
        stale = open_page(anna, DECEMBER)
        send(mette, "/maalaar/2014/afslut/", save="x")
        refused = stale.save(**{key: "99"})
        page = open_page(anna, DECEMBER)

    assert "Året 2014 er afsluttet. Bed ministeriet om at genåbne det" in refused.text
    assert key not in page.sent
    assert "ikke indberettet; året er afsluttet" in page.text
    assert Figure.objects.count() == 1


@pytest.mark.parametrize("address", ["/indberetning/soroe/2014-12/", "/indberetning/soroe/2014/"])
def test_nobody_is_offered_to_enter_or_paste_into_a_closed_year(
    anna: Client, mette: Client, address: str
) -> None:
    with standing_at(FEBRUARY):
        before = words(anna.get(address))
        send(mette, "/maalaar/2014/afslut/", save="x")
        after = words(anna.get(address))
        pasted = words(anna.post(f"{address}indsaet/", {"tekst": "Langtidsledige\t99"}))

    assert "Året 2014 er afsluttet: Der indberettes ikke flere tal." in after
    assert ("indsæt dem" in before, "indsæt dem" in after) == (True, False)
    assert "Intet er gemt Året 2014 er afsluttet" in pasted


def test_a_new_definition_is_shown_as_a_break_beside_the_figures(
    anna: Client, mette: Client, cast: Cast
) -> None:
    address = "/maalaar/indikatorer/langtidsledige/definitioner/ny/"
    fields = {"valid_from": "1-1-2015", "text": "Andre personer", "break_name": "Ny definition 2015"}

    send(mette, address, **fields, save="x")
    with standing_at(FEBRUARY):
        make_figure(cast.places.soroe, Indicator.objects.get(code="langtidsledige"), "2015-01", 99)
        page = anna.get("/kommuner/0340/").content.decode()

    assert "Ny definition 2015" in page


def test_the_menu_leads_to_the_newest_goals_in_a_year_that_has_none(anna: Client) -> None:
    with standing_at(datetime(2017, 3, 1, tzinfo=COPENHAGEN)):
        for address in ("/maal/", "/maaltal/", "/kontrakter/", "/aarshjul/"):
            assert anna.get(address).headers["Location"] == f"{address}2015/"
        assert anna.get("/kommuner/0340/").status_code == 200


def test_the_manager_submits_what_was_entered_before_the_year_closed(
    anna: Client, mette: Client, cast: Cast, client_of: ClientOf
) -> None:
    mads = client_of(cast.mads)
    with standing_at(FEBRUARY):
        open_page(anna, DECEMBER).save(**{"0340-langtidsledige-value": "99"})
        send(mette, "/maalaar/2014/afslut/", save="x")
        page = open_page(mads, DECEMBER)

        told = page.send({"submit": "1"})

    assert "Året 2014 er afsluttet" in page.text
    assert "indsendt, venter på regionen" in told.text
