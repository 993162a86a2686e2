"""`/tal/…`: what the page of a figure tells, of whom, and to whom."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

import pytest

from goals import returns
from goals.contents import FigureEntry
from goals.entry import record_figures
from goals.models import Indicator, IndicatorDefinition, Origin
from goals.months import Month
from jobcentres.access import scopes_of
from jobcentres.clock import COPENHAGEN, standing_at
from tests.builders import make_area, make_cluster, make_figure, make_goal, make_indicator, make_target
from tests.cast import Cast, ClientOf
from tests.reporting.municipality_world import make_remark
from tests.reporting.overview_world import World, make_world
from tests.reporting.test_municipality import queries, text_of

SOROE = "/tal/foertidspension/0340/2014-05/?aar=2014"
AALBORG = "/tal/foertidspension/0851/2014-05/?aar=2014"
REGION = "/tal/foertidspension/HS/2014-04/?aar=2014"
COUNTRY = "/tal/foertidspension/DK/2014-04/?aar=2014"
INSIDERS, OUTSIDERS = ["anna", "mads", "bo", "mette"], ["ole", "vibe", "lis", "rikke", "karl", "sys"]


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2014, 6, day, hour, tzinfo=COPENHAGEN)


@pytest.fixture
def world(cast: Cast) -> World:
    with standing_at(at(1)):
        made = make_world(cast)
        make_goal(make_indicator("langtidsledige"), number=3)
    return made


def enter(world: World, value: int, *, note: str = "") -> None:
    """Anna's figure of Sorø for March."""
    entry = FigureEntry(
        indicator=Indicator.objects.get(code="langtidsledige"),
        area=world.cast.places.soroe,
        month=Month(2014, 3),
        value=Decimal(value),
        source_kind="own_count",
        source="talt op",
        note=note,
    )
    held = scopes_of(world.cast.anna).assignment_for(world.cast.places.jobcentre_soroe)
    record_figures(entries=[entry], by=world.cast.anna, origin=Origin.TYPED, assignment=held)


@pytest.fixture
def life(world: World) -> World:
    """Sorø's March: Anna types 36, then 35 with a word; Mads submits, Bo releases."""
    with standing_at(at(2)):
        enter(world, 36)
    with standing_at(at(3)):
        enter(world, 35, note="tastefejl")
        filed = returns.return_for(world.cast.places.jobcentre_soroe, Month(2014, 3))
        submission = returns.submit(monthly_return=filed, by=world.cast.mads)
    with standing_at(at(4)):
        returns.approve(submission=submission, by=world.cast.bo)
    return world


MARCH = "/tal/langtidsledige/0340/2014-03/?aar=2014"


@pytest.mark.parametrize("name", INSIDERS)
def test_those_inside_read_who_entered_and_released_it_and_every_version(
    name: str, life: World, client_of: ClientOf
) -> None:
    page = text_of(client_of(life.cast[name]), MARCH)

    assert "Kilde egen opgørelse: talt op" in page
    assert "Indberettet 3. juni 2014 kl. 9.00, Anna Friis, Jobcenter Sorø (indtastet)" in page
    assert "Frigivet 4. juni 2014 kl. 9.00, Bo Lund, Beskæftigelsesregion Hovedstaden & Sjælland" in page
    assert "2. juni 2014 kl. 9.00 36 Indtastet Anna Friis, Jobcenter Sorø" in page
    assert "tastefejl" in page


@pytest.mark.parametrize("name", OUTSIDERS)
def test_others_read_neither_names_nor_what_was_never_released(
    name: str, life: World, client_of: ClientOf
) -> None:
    page = text_of(client_of(life.cast[name]), MARCH)

    assert "Indberettet 3. juni 2014 kl. 9.00, Jobcenter Sorø (indtastet)" in page
    assert "Frigivet 4. juni 2014 kl. 9.00, Beskæftigelsesregion Hovedstaden & Sjælland" in page
    for kept in ("Anna Friis", "Bo Lund", "tastefejl", " 36 "):
        assert kept not in page.split("Hvor kommer tallet fra?", 1)[1]


def test_what_waits_for_release_is_for_those_inside_and_marked(world: World, client_of: ClientOf) -> None:
    enter(world, 36)

    own = text_of(client_of(world.cast.anna), MARCH)
    approved = text_of(client_of(world.cast.anna), f"{MARCH}&grundlag=frigivet")
    other = text_of(client_of(world.cast.ole), f"{MARCH}&grundlag=forelobig")

    assert "36 personer foreløbigt, ikke frigivet endnu" in own
    assert "Frigivet ikke frigivet endnu" in own
    assert "Intet tal" in approved and "Intet tal" in other
    assert "36" not in other.split("Hvor kommer tallet fra?", 1)[1]


def test_a_correction_by_the_source_is_in_the_history_of_everybody(world: World, client_of: ClientOf) -> None:
    for day, value in ((3, 800), (11, 790)):
        with standing_at(at(day)):
            make_figure(world.cast.places.aalborg, world.pensions, "2014-05", value)

    page = text_of(client_of(world.cast.lis), AALBORG)

    assert "11. juni 2014 kl. 9.00 790 Opdateret i kilden den officielle kilde" in page
    assert "3. juni 2014 kl. 9.00 800 Fra den officielle kilde den officielle kilde" in page


def test_as_known_on_a_moment_what_came_later_is_left_out(world: World, client_of: ClientOf) -> None:
    for day, value in ((3, 800), (11, 790)):
        with standing_at(at(day)):
            make_figure(world.cast.places.aalborg, world.pensions, "2014-05", value)

    page = text_of(client_of(world.cast.lis), f"{AALBORG}&kendt=2014-06-04T10:00")

    assert "Som tallene så ud 4. juni 2014 kl. 10.00." in page
    assert "800 personer" in page and "790" not in page
    assert "grundlag=frigivet&kendt=2014-06-04T10:00" in page


@pytest.mark.parametrize("name", ["ole", "lis", "rikke", "sys"])
def test_a_small_number_is_in_nothing_that_the_page_tells(
    name: str, world: World, client_of: ClientOf
) -> None:
    page = text_of(client_of(world.cast[name]), "/tal/foertidspension/9001/2014-04/?aar=2014")

    assert "Vises ikke af diskretionshensyn" in page
    assert "Tallet Et antal, som det er indberettet. Der er ikke regnet på det. .." in page
    assert "4 personer" not in page
    assert "kl. 9.00 4 " not in page


def test_an_earlier_small_number_stays_hidden_though_the_new_one_is_not(
    world: World, client_of: ClientOf
) -> None:
    with standing_at(at(3)):
        make_figure(world.lejre, world.pensions, "2014-03", 3)
    with standing_at(at(5)):
        make_figure(world.lejre, world.pensions, "2014-03", 61)

    page = text_of(client_of(world.cast.ole), "/tal/foertidspension/9003/2014-03/?aar=2014")

    assert "3. juni 2014 kl. 9.00 .. Fra den officielle kilde" in page


def test_a_total_tells_its_members_and_who_is_missing(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.mette), REGION)

    assert "Intet samlet tal" in page
    assert "Der er først et samlet tal, når alle har et tal: 3 af 4 kommuner har et." in page
    assert "Mangler Aarre" in page
    assert "Lejre 90 jobindsats.dk" in page


def test_a_complete_total_is_added_up_before_the_reader(world: World, client_of: ClientOf) -> None:
    make_figure(world.aarre, world.pensions, "2014-04", 20)

    page = text_of(client_of(world.cast.mette), REGION)

    assert "Summen af 4 kommuners tal 90 + 34 + 4 + 20 = 148 148 personer" in page
    assert "Kommuner med tal 4 af 4 kommuner (april 2014)" in page
    assert "Kilder jobindsats.dk (4)" in page


def test_the_country_leads_to_its_regions_and_municipalities(world: World, client_of: ClientOf) -> None:
    response = client_of(world.cast.mette).get(COUNTRY)

    page = response.content.decode()
    kept = "?aar=2014&amp;maaned=2014-05&amp;grundlag=frigivet"
    assert f'href="/tal/foertidspension/HS/2014-04/{kept}"' in page
    assert f'href="/tal/foertidspension/0340/2014-04/{kept}"' in page


def test_a_total_counts_as_beside_the_readers_own_figures(world: World, client_of: ClientOf) -> None:
    for area in (world.cast.places.soroe, world.aarre):
        make_figure(area, world.pensions, "2014-03", 30, approved=False)
    for area in (world.lejre, world.aero):
        make_figure(area, world.pensions, "2014-03", 70)
    address = "/tal/foertidspension/HS/2014-03/?aar=2014&grundlag=forelobig"

    assert "200 personer foreløbigt" in text_of(client_of(world.cast.bo), address)
    assert "3 af 4 kommuner" in text_of(client_of(world.cast.anna), address)
    assert "2 af 4 kommuner" in text_of(client_of(world.cast.ole), address)


def test_a_cluster_has_a_total_of_its_own(world: World, client_of: ClientOf) -> None:
    make_cluster("Klynge 3", world.cast.places.soroe, world.lejre, indicator_code=world.pensions.code)
    address = "/tal/foertidspension/0340/2014-04/?aar=2014&gruppe=klynge"

    page = text_of(client_of(world.cast.mette), address)

    assert "Klyngen for førtidspension med Sorø Kommune 124 personer" in page
    assert "90 + 34 = 124" in page
    assert "aar=2014&gruppe=klynge&maaned=2014-05&grundlag=frigivet" in page


def test_a_region_is_judged_by_its_contract(world: World, client_of: ClientOf) -> None:
    make_figure(world.aarre, world.pensions, "2014-04", 20)
    make_target(world.cast.places.hs, world.pensions, 150, baseline=180, baseline_month="2012-12")

    response = client_of(world.cast.ole).get(REGION)

    assert "180 + (150 − 180) × 16 / 24 = 160" in response.content.decode()
    assert 'href="/kontrakter/2014/HS/"' in response.content.decode()


def test_the_target_of_then_is_that_of_the_contract_of_then(world: World, client_of: ClientOf) -> None:
    with standing_at(at(2)):
        make_figure(world.aarre, world.pensions, "2014-04", 20)
        make_target(world.cast.places.hs, world.pensions, 150, baseline=180, baseline_month="2012-12")

    page = client_of(world.cast.ole).get(f"{REGION}&kendt=2014-06-03T08:00").content.decode()

    assert 'href="/kontrakter/2014/HS/?kendt=2014-06-03T08:00"' in page


def test_the_definition_in_force_in_that_month_is_the_one_told(world: World, client_of: ClientOf) -> None:
    for text, first, last in (
        ("Som før reformen.", date(2012, 1, 1), date(2013, 12, 31)),
        ("Som efter reformen.", date(2014, 1, 1), None),
    ):
        IndicatorDefinition.objects.create(
            indicator=world.pensions, text=text, valid_from=first, valid_to=last
        )

    page = text_of(client_of(world.cast.ole), "/tal/foertidspension/9002/2013-05/?aar=2014")

    assert "Som før reformen. Gælder fra 1. januar 2012." in page
    assert "Som efter reformen." not in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/tal/foertidspension/9002/2014-05/?aar=2014", "Det mangler: fristen var 10. juni 2014."),
        ("/tal/foertidspension/9002/2014-02/?aar=2014", "Der er ikke frigivet noget tal."),
        ("/tal/samarbejdsgrad/0340/2014-03/?aar=2014", "Tallet opgøres for et helt år."),
        ("/tal/samarbejdsgrad/HS/2013-12/?aar=2014", "Et officielt tal for hele området."),
    ],
)
def test_where_there_is_no_figure_the_page_says_why(
    address: str, words: str, world: World, client_of: ClientOf
) -> None:
    assert words in text_of(client_of(world.cast.ole), address)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("not_measurable", "Kan ikke opgøres p.t."),
        ("suppressed", "Skjult i kilden"),
    ],
)
def test_a_state_is_no_number_and_no_lack(state: str, words: str, world: World, client_of: ClientOf) -> None:
    make_figure(world.lejre, world.pensions, "2014-05", state=state)

    page = text_of(client_of(world.cast.ole), "/tal/foertidspension/9003/2014-05/?aar=2014")

    assert words in page
    assert "Sådan er det regnet" not in page


def test_the_jobcentres_comment_stands_beside_the_figure(world: World, client_of: ClientOf) -> None:
    make_remark(world.cast.places, world.pensions, "Nyt team.")

    assert "Jobcentrets bemærkning Nyt team." in text_of(client_of(world.cast.anna), SOROE)


def test_an_address_without_a_year_gets_that_of_the_month(world: World, client_of: ClientOf) -> None:
    response = client_of(world.cast.ole).get("/tal/foertidspension/0340/2014-05/")

    assert (response.status_code, response["Location"]) == (
        302,
        "/tal/foertidspension/0340/2014-05/?aar=2014",
    )


def test_the_link_to_send_says_year_month_and_basis(world: World, client_of: ClientOf) -> None:
    own = text_of(client_of(world.cast.anna), SOROE)

    link = "http://testserver/tal/foertidspension/0340/2014-05/?aar=2014&maaned=2014-05&grundlag=forelobig"
    assert link in own
    assert re.search(re.escape(link) + r"&kendt=2014-06-12T\d\d:\d\d", own)
    assert "kun frigivne tal" in text_of(client_of(world.cast.ole), link.removeprefix("http://testserver"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/tal/foertidspension/0999/2014-04/?aar=2014", "Der er intet område"),
        ("/tal/fravaer/0340/2014-04/?aar=2014", "ingen indikator"),
        ("/tal/foertidspension/0340/2014-06/?aar=2014", "Juni 2014 er ikke slut"),
        ("/tal/foertidspension/0340/2014-5/?aar=2014", "2014-04"),
        ("/tal/foertidspension/0340/2014M04/?aar=2014", "2014-04"),
        ("/tal/foertidspension/0340/2014-05/?aar=2014&maaned=2014-04", "Maj 2014 ligger efter"),
        ("/tal/foertidspension/0340/2014-05/?aar=1914", "Der er ingen mål for året 1914."),
        ("/tal/foertidspension/0340/2014-05/?aar=2014&grundlag=alt", "frigivet"),
        ("/tal/foertidspension/0340/2014-05/?aar=2014&gruppe=alle", "Gruppen er"),
        ("/tal/foertidspension/0340/2014-05/?aar=2014&gruppe=klynge", "er ikke i nogen klynge"),
    ],
)
def test_what_is_not_there_is_told_in_words(
    address: str, words: str, world: World, client_of: ClientOf
) -> None:
    response = client_of(world.cast.anna).get(address)

    assert response.status_code == 404
    assert words in response.content.decode()


@pytest.mark.parametrize("address", [SOROE, REGION, COUNTRY])
@pytest.mark.parametrize("name", ["mette", "ole", "bo"])
def test_twelve_queries_are_enough_however_many_members_there_are(
    address: str, name: str, world: World, client_of: ClientOf
) -> None:
    client = client_of(world.cast[name])
    few = queries(client, address)

    for number in range(94):
        area = make_area(f"8{number:03}", f"By {number}", parent=world.cast.places.hs)
        for month in ("2013-04", "2014-04"):
            make_figure(area, world.pensions, month, 50 + number)

    assert queries(client, address) == few <= 12


def test_a_figure_of_another_indicator_is_not_read(world: World, client_of: ClientOf) -> None:
    make_figure(world.cast.places.soroe, make_indicator("eget"), "2014-05", 4321)

    assert "4.321" not in text_of(client_of(world.cast.mette), SOROE)
