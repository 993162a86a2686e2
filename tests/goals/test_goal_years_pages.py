"""The pages of goal years: for the ministry's officials; others find nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from goals.models import Deadline, Goal, GoalYear, Indicator, IndicatorDefinition, SeriesBreak
from goals.reference import load_reference
from jobcentres.clock import standing_at
from jobcentres.models import Change
from tests.cast import Cast, ClientOf
from tests.goals.calendar_year import hidden, send, words
from tests.goals.goal_year_world import AUTUMN, FEBRUARY, closed, copied, make_2014

LIST, NEW, YEAR = "/maalaar/", "/maalaar/nyt/", "/maalaar/2015/"
NEW_GOAL, SECOND = f"{YEAR}maal/nyt/", f"{YEAR}maal/2/"
INDICATOR = "/maalaar/indikatorer/langtidsledige/"
NEW_INDICATOR, NEW_DEFINITION = "/maalaar/indikatorer/ny/", f"{INDICATOR}definitioner/ny/"
COUNT = {
    "name": "Langvarige modtagere",
    "code": "langvarige",
    "unit": "persons",
    "direction": "down",
    "window": "month",
    "decimals": "0",
    "tolerance": "2,5",
    "small_denominator": "10",
    "small_base": "10",
    "discretion_threshold": "5",
    "is_summable": "on",
    "source_kind": "jobindsats",
    "publication_lag_days": "33",
    "deadline_lag_months": "2",
    "save": "x",
}
GOAL = {
    "number": "2",
    "short_name": "Langvarige",
    "title": "Langvarige modtagere",
    "wording": "Jobcentrene …",
}
LETTER = {"minister": "Henrik Dam", "announced_on": "1-3-2014", "letter": "Kære alle", "save": "x"}
DEFINITION = {"valid_from": "1-1-2015", "text": "Personer", "break_name": "Ny opgørelse", "save": "x"}


@pytest.fixture
def mette(cast: Cast, client_of: ClientOf) -> Client:
    make_2014()
    return client_of(cast.mette)


def test_a_year_is_prepared_described_and_announced(mette: Client) -> None:
    with standing_at(AUTUMN):
        prepared = send(mette, NEW, year="2015", source="2014", save="x")
        saved = send(mette, YEAR, **LETTER)
        told = send(mette, f"{YEAR}udmeld/", save="x")

    assert "Skriv dagen, hvor målene blev udmeldt." in prepared
    assert "Intet mangler: Målene kan udmeldes." in saved
    assert "Målene er udmeldt." in told
    assert GoalYear.objects.get(year=2015).state == GoalYear.State.ANNOUNCED
    assert Deadline.objects.filter(month__year=2015).count() == 24


def test_a_year_that_lacks_something_is_not_announced(mette: Client) -> None:
    send(mette, NEW, year="2015", source="2014", save="x")
    address = f"{YEAR}udmeld/"

    page = words(mette.get(address))
    pressed = words(mette.post(address, {"key": "a", "seen": ""}, follow=True))
    again = words(mette.post(address, hidden(mette.get(YEAR).content.decode()), follow=True))

    assert "Mangler, før målene kan udmeldes" in page
    assert "En anden har ændret det imens." in pressed
    assert "Målene kan ikke udmeldes endnu. Se, hvad der mangler." in again
    assert GoalYear.objects.get(year=2015).state == GoalYear.State.DRAFT


def test_a_draft_is_seen_as_it_will_be_by_the_ministry_alone(
    mette: Client, cast: Cast, client_of: ClientOf
) -> None:
    copied(cast.mette)

    assert "Udkast, som kun ministeriet ser. Tilbage til året" in words(mette.get("/maal/2015/"))
    assert client_of(cast.anna).get("/maal/2015/").status_code == 404


def test_a_goal_is_exchanged_for_another_with_an_indicator_of_its_own(mette: Client, cast: Cast) -> None:
    copied(cast.mette)

    made = send(mette, NEW_INDICATOR, **COUNT)
    key = str(Indicator.objects.get(code="langvarige").pk)
    saved = send(mette, SECOND, **GOAL, indicator=key, save="x")

    assert "Indikatoren er gemt." in made
    assert "Målet er gemt." in saved
    assert "Langvarige modtagere: Skriv en definition, der gælder i hele 2015." in saved
    assert str(Indicator.objects.get(code="langvarige").tolerance) == "0.0250"


def test_a_goal_is_added_and_removed(mette: Client, cast: Cast) -> None:
    copied(cast.mette)
    indicator = Indicator.objects.create(
        code="andet", name="Andet", unit="persons", direction="up", window="month"
    )
    send(mette, NEW_GOAL, **GOAL | {"number": "3"}, indicator=str(indicator.pk), save="x")
    address = f"{YEAR}maal/3/slet/"
    sent = hidden(mette.get(address).content.decode()) | {"save": "x"}

    added = Goal.objects.filter(goal_year__year=2015).count()
    answers = [mette.post(address, sent).status_code for _press in range(2)]

    assert (added, answers) == (3, [302, 302])
    history = words(mette.get(YEAR))
    assert "Mål 3: slettet" in history
    assert "Mål 3: oprettet" in history


REFUSED = [
    (YEAR, LETTER | {"announced_on": "31-2-2014"}, "Skriv datoen sådan: 31-12-2014."),
    (YEAR, LETTER | {"note": "Ring til 010203-1234"}, "Bemærkning: Teksten indeholder noget"),
    (SECOND, GOAL | {"number": "to"}, "Nummer:"),
    (SECOND, GOAL | {"number": "1"}, "Året har allerede et mål med det nummer."),
    (SECOND, GOAL | {"indicator": "999"}, "Indikator: Vælg fra listen."),
    (SECOND, GOAL | {"title": " "}, "Skriv brevets titel på målet."),
    (NEW_INDICATOR, COUNT | {"unit": "percent", "decimals": "1"}, "En procent har to dele."),
    (NEW_INDICATOR, COUNT | {"code": "Lang tid"}, "Skriv koden med a–z, 0–9 og bindestreg alene."),
    (NEW_INDICATOR, COUNT | {"code": "langtidsledige"}, "En anden indikator har denne kode."),
    (NEW_INDICATOR, COUNT | {"tolerance": "2.5"}, "Tolerance, pct. af pejlemærket:"),
    (NEW_INDICATOR, COUNT | {"tolerance": "51"}, "Skriv et tal fra 0 til 50."),
    (NEW_INDICATOR, COUNT | {"discretion_threshold": "2"}, "Skriv et tal fra 3 til 1000."),
    (NEW_INDICATOR, COUNT | {"publication_lag_days": "90"}, "ville ligge, før kilden har tallet."),
    (NEW_DEFINITION, DEFINITION | {"valid_from": "2-1-2015"}, "fx 01-01-2015."),
    (NEW_DEFINITION, DEFINITION | {"valid_from": "1-1-2011"}, "Skriv en senere dag."),
    (NEW_DEFINITION, DEFINITION | {"text": ""}, "Skriv definitionen."),
    (NEW, {"year": "2014", "source": "2014"}, "Målene for 2014 findes allerede."),
    (NEW, {"year": "2016", "source": "1914"}, "Vælg fra listen."),
]


@pytest.mark.parametrize(("address", "fields", "told"), REFUSED)
def test_what_cannot_be_is_refused_and_says_where_and_what_to_do(
    mette: Client, cast: Cast, address: str, fields: dict[str, str], told: str
) -> None:
    copied(cast.mette)
    before = Change.objects.count()
    asked = {"indicator": str(Indicator.objects.get(code="langtidsledige").pk)} if address == SECOND else {}

    page = send(mette, address, **asked | fields)

    assert told in page
    assert "skal rettes" in page
    assert Change.objects.count() == before


def test_a_definition_is_dated_and_shown_as_a_break(mette: Client) -> None:
    page = send(mette, NEW_DEFINITION, **DEFINITION, explanation="Flere tælles med.")

    assert "01-01-2012 til 31-12-2014" in page
    assert "Januar 2015: Ny opgørelse (databrud). Flere tælles med." in page
    assert IndicatorDefinition.objects.filter(indicator__code="langtidsledige").count() == 2


def test_a_definition_that_can_be_compared_leaves_no_break_and_is_taken_back(mette: Client) -> None:
    send(mette, NEW_DEFINITION, **DEFINITION, is_comparable="on")
    row = IndicatorDefinition.objects.get(valid_from="2015-01-01")

    page = send(mette, f"{INDICATOR}definitioner/{row.pk}/slet/", save="x")

    assert not SeriesBreak.objects.exists()
    assert "Definitionen er taget tilbage." in page
    assert "Fra 01-01-2012" in page


def test_what_stood_before_is_in_the_history(mette: Client) -> None:
    row = IndicatorDefinition.objects.get(indicator__code="langtidsledige")
    long = "Personer, der har været ledige " * 5

    send(mette, f"{INDICATOR}definitioner/{row.pk}/", text=long, save="x")
    page = words(mette.get(INDICATOR))

    assert "tekst ændret Før og efter Før Personer Efter Personer, der har været ledige" in page
    assert "Mette Skov" in page


def test_a_year_is_closed_and_reopened_with_a_reason(mette: Client) -> None:
    with standing_at(FEBRUARY):
        shut = send(mette, "/maalaar/2014/afslut/", save="x")
        nothing = send(mette, "/maalaar/2014/genaabn/", save="x")
        opened = send(mette, "/maalaar/2014/genaabn/", save="x", reason="April mangler")

    assert "Året er afsluttet." in shut
    assert "Skriv, hvorfor året genåbnes." in nothing
    assert "tilstand: afsluttet → udmeldt" in opened
    assert "April mangler" in opened


def test_a_closed_year_shows_no_form_and_refuses_one(mette: Client, cast: Cast) -> None:
    seen = hidden(mette.get("/maalaar/2014/").content.decode())
    with standing_at(FEBRUARY):
        closed(GoalYear.objects.get(), cast.mette)

        page = mette.get("/maalaar/2014/").content.decode()
        sent = words(mette.post("/maalaar/2014/", seen | LETTER))

    assert "Gem året" not in page
    assert "Året 2014 er afsluttet. Genåbn det, før du ændrer noget i det." in sent


def test_a_year_is_not_closed_before_it_is_over(mette: Client) -> None:
    with standing_at(AUTUMN):
        page = words(mette.get("/maalaar/2014/"))
        pressed = send(mette, "/maalaar/2014/afslut/", save="x")

    assert "Året kan ikke afsluttes endnu: Året 2014 er ikke slut." in page
    assert "Året 2014 er ikke slut." in pressed
    assert GoalYear.objects.get().state == GoalYear.State.ANNOUNCED


def test_the_list_tells_where_each_year_stands_and_the_menu_leads_to_it(mette: Client, cast: Cast) -> None:
    copied(cast.mette)

    page = mette.get(LIST).content.decode()

    text = words(mette.get(LIST))
    assert "2015 … udkast, ses kun af ministeriet 2 mål Gør det færdigt, og udmeld målene" in text
    assert f'<a href="{LIST}" class="nav-link" aria-current="page">' in page


def test_saving_what_was_not_touched_changes_nothing(cast: Cast, client_of: ClientOf) -> None:
    load_reference()
    mette, before = client_of(cast.mette), Change.objects.count()
    row = GoalYear.objects.get(year=2014)
    fields = {name: getattr(row, name) for name in ("minister", "file_number", "letter", "note", "source")}

    page = send(mette, "/maalaar/2014/", **fields, announced_on="1-3-2013", save="x")

    assert "Året er gemt." in page
    assert Change.objects.count() == before


@pytest.mark.parametrize(
    "address", [LIST, "/maalaar/2014/", INDICATOR, f"{YEAR}udmeld/", SECOND, NEW_DEFINITION]
)
def test_a_page_asks_the_database_at_most_twelve_times(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Any, address: str
) -> None:
    load_reference()
    copied(cast.mette)
    mette = client_of(cast.mette)
    mette.get(address)

    with django_assert_max_num_queries(12):
        answer = mette.get(address)

    assert answer.status_code == 200
