"""`/regioner/<code>/` and `/landet/`: totals with their coverage, who is behind, who is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html import unescape

import pytest

from jobcentres.clock import standing_at
from tests.builders import make_figure, make_goal, make_indicator, make_target, make_user
from tests.cast import Cast, ClientOf
from tests.reporting.municipality_world import make_deadline
from tests.reporting.overview_world import COUNTRY, REGION, World, make_world
from tests.reporting.test_municipality import drawn_in, text_of


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def report_the_rest(world: World) -> None:
    """Aarre's missing figures: now all four have April of both years."""
    for month, value in (("2013-04", 22), ("2014-04", 12)):
        make_figure(world.aarre, world.pensions, month, value)


def test_there_is_no_total_until_all_have_reported(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.bo), REGION)

    assert "Beskæftigelsesregion Hovedstaden & Sjælland · Status på ministermålene 2014" in page
    assert "1 Førtidspension … 1 af 4 kommuner (maj 2014)" in page


def test_the_total_is_the_sum_of_all(world: World, client_of: ClientOf) -> None:
    report_the_rest(world)

    page = text_of(client_of(world.cast.bo), f"{REGION}?maaned=2014-04")

    assert "1 Førtidspension 140 apr. 2014 4 af 4 kommuner −60 −30,0 pct." in page


def test_the_change_of_those_who_reported_stands_beside_a_missing_total(
    world: World, client_of: ClientOf
) -> None:
    page = text_of(client_of(world.cast.bo), f"{REGION}?maaned=2014-04")

    assert "Førtidspension, apr. 2014: 3 af 4 kommuner har et tal." in page
    assert "De samme 3 kommuner: 128 mod 178 i april 2013 (−28,1 pct.). Ikke en total." in page


@pytest.mark.parametrize(("address", "is_told"), [("/regioner/NJ/", True), (REGION, False), (COUNTRY, False)])
def test_a_region_without_a_contract_is_told_why_nothing_is_assessed(
    world: World, client_of: ClientOf, address: str, is_told: bool
) -> None:
    page = text_of(client_of(world.cast.mette), address)

    why = "Kontraktens måltal for 2014 er ikke registreret, så regionens samlede tal vurderes ikke."
    assert (why in page) is is_told


def test_what_the_source_says_of_the_region_goes_before_the_sum(world: World, client_of: ClientOf) -> None:
    make_figure(world.cast.places.soroe, world.companies, "2013-12", parts=(30, 60))

    page = text_of(client_of(world.cast.bo), REGION)

    assert "2 Samarbejdsgrad 33,1 pct. 2013, officielt 1 af 4 kommuner" in page


def test_municipalities_are_counted_by_status(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.bo), REGION)

    assert "Kommuner: ● / ◐ / ■ / andet" in page
    assert "2 / 0 / 1 / 1 2 på sporet, 1 bagud, 1 uden måltal andet: 1 uden måltal" in page


@pytest.mark.parametrize(("value", "told"), [(30, "✓ 1 / "), (39, "✕ 1 / ")])
def test_in_december_the_verdict_is_final(value: int, told: str, world: World, client_of: ClientOf) -> None:
    with standing_at(datetime(2015, 2, 1, 10, tzinfo=UTC)):
        make_figure(world.cast.places.soroe, world.pensions, "2014-12", value)
        page = text_of(client_of(world.cast.bo), f"{REGION}?maaned=2014-12")

    assert told in page
    assert ("✕ Førtidspension , 1 mål ikke nået: Sorø" in page) is (value == 39)


def test_those_who_wait_for_different_days_are_counted_together(world: World, client_of: ClientOf) -> None:
    indicator = make_indicator("ydelser", name="Ydelser")
    make_goal(indicator, number=3)
    make_deadline(indicator, "2014-01", date(2014, 9, 10))
    make_deadline(indicator, "2014-06", date(2014, 7, 10))
    make_figure(world.aarre, indicator, "2014-05", state="suppressed")
    make_target(world.lejre, indicator, 40)
    make_target(world.aarre, indicator, 40)

    assert "2 ventes, 2 uden måltal" in text_of(client_of(world.cast.bo), REGION)


def test_what_matters_most_comes_first(world: World, client_of: ClientOf) -> None:
    make_target(world.cast.places.hs, world.pensions, 120)
    page = text_of(client_of(world.cast.bo), REGION)

    parts = [
        *("4 kommuner", "Kontraktens måltal", "Seneste samlede tal", "Kommuner: ● / ◐ / ■ / andet"),
        *("Kræver opmærksomhed", "Mangler efter fristen"),
        *("Lokale måltal mod kontrakten", "Alle kommuner", "Ministermål 1 · Førtidspension"),
    ]
    assert sorted(parts, key=page.index) == parts


def test_the_goal_with_which_most_are_behind_comes_first(world: World, client_of: ClientOf) -> None:
    for area in (world.lejre, world.aarre):
        make_target(area, world.companies, "50.0")
    with standing_at(datetime(2015, 6, 1, 10, tzinfo=UTC)):
        for area in (world.lejre, world.aarre):
            make_figure(area, world.companies, "2014-12", "10.0")
        page = text_of(client_of(world.cast.bo), f"{REGION}?aar=2014")

    attention = page.split("Kræver opmærksomhed")[1].split("Mangler efter")[0]
    assert attention.index("✕ Samarbejdsgrad , 2 mål ikke nået: Lejre , Aarre") < attention.index("1 bagud")


def test_who_is_behind_and_who_is_missing_is_named(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.bo), REGION)

    attention = page.split("Kræver opmærksomhed")[1].split("Alle kommuner")[0]
    assert "■ Førtidspension , 1 bagud: Lejre" in attention
    assert "! Førtidspension , maj 2014 (frist 10. juni kl. 12.00): Lejre , Ærø , Aarre" in attention


def test_where_nothing_is_wrong_that_is_said(world: World, client_of: ClientOf) -> None:
    page = text_of(client_of(world.cast.bo), "/regioner/NJ/")

    assert "Ingen kommune er bagud med et mål, der kan vurderes nu." in page


@pytest.mark.parametrize(
    ("person", "sees"), [("bo", True), ("mette", True), ("rikke", False), ("karl", False)]
)
def test_preliminary_figures_are_for_the_own_region_and_the_ministry(
    person: str, sees: bool, world: World, client_of: ClientOf
) -> None:
    make_figure(world.lejre, world.pensions, "2014-05", 77, approved=False)
    client = client_of(world.cast[person])

    usual, asked = text_of(client, REGION), text_of(client, f"{REGION}?grundlag=forelobig")

    assert "77" not in usual
    assert ("77*" in asked) is sees
    assert ("Vis også foreløbige tal" in usual) is sees


@pytest.mark.parametrize(
    ("person", "sees"), [("mette", True), ("bo", False), ("anna", False), ("sys", False)]
)
def test_the_countrys_preliminary_figures_are_for_the_ministry(
    person: str, sees: bool, world: World, client_of: ClientOf
) -> None:
    make_figure(world.lejre, world.pensions, "2014-05", 77, approved=False)
    client = client_of(world.cast[person])

    usual, asked = text_of(client, COUNTRY), text_of(client, f"{COUNTRY}?grundlag=forelobig")

    assert "77" not in usual
    assert ("77*" in asked) is sees
    assert ("Vis også foreløbige tal" in usual) is sees


def test_the_switch_of_basis_keeps_the_month_and_the_order_keeps_both(
    world: World, client_of: ClientOf
) -> None:
    page = client_of(world.cast.bo).get(f"{REGION}?maaned=2014-04&grundlag=forelobig").content.decode()

    assert 'href="?maaned=2014-04&amp;grundlag=frigivet"' in page
    assert 'href="?maaned=2014-04&amp;grundlag=forelobig&amp;sorter=navn#municipalities-heading"' in page


@pytest.mark.parametrize("address", [REGION, COUNTRY])
def test_where_there_are_no_goals_that_is_said(address: str, cast: Cast, client_of: ClientOf) -> None:
    response = client_of(cast.mette).get(address)

    assert response.status_code == 404
    assert "Der er ingen mål for året" in unescape(response.content.decode())


@pytest.mark.parametrize(
    ("address", "words"), [(COUNTRY, "Der er ingen områder endnu."), (REGION, 'Der er intet område "HS".')]
)
@pytest.mark.django_db
def test_where_there_are_no_areas_that_is_said(address: str, words: str, client_of: ClientOf) -> None:
    make_goal(make_indicator())

    response = client_of(make_user("Nina Ny")).get(address)

    assert response.status_code == 404
    assert words in unescape(response.content.decode())


@pytest.mark.parametrize("address", [REGION, COUNTRY])
def test_goals_without_figures_or_targets_fill_the_page_with_words(
    address: str, cast: Cast, client_of: ClientOf
) -> None:
    make_goal(make_indicator())

    page = text_of(client_of(cast.mette), address)

    assert "uden måltal" in page
    assert "Der er intet tal endnu." in page


@pytest.mark.parametrize("address", ["/regioner/0340/", "/regioner/XX/", "/regioner/DK/"])
def test_an_unknown_region_is_said_in_words(address: str, world: World, client_of: ClientOf) -> None:
    response = client_of(world.cast.bo).get(address)

    assert response.status_code == 404
    assert "Der er " in unescape(response.content.decode())


def test_the_country_has_no_target_and_its_regions_beside_each_other(
    world: World, client_of: ClientOf
) -> None:
    page = text_of(client_of(world.cast.mette), COUNTRY)

    own, regions = page.split("Beskæftigelsesregioner")[:2]
    assert "Måltal dec." not in own
    assert (
        regions.index("Hovedstaden & Sjælland") < regions.index("Nordjylland") < regions.index("Syddanmark")
    )


def test_the_figure_draws_the_totals_alone(world: World, client_of: ClientOf) -> None:
    report_the_rest(world)

    page = client_of(world.cast.bo).get(f"{REGION}?maaned=2014-04").content.decode()

    assert drawn_in(page, "figure-1").values - {None, 1} == {140.0, 200.0}


def test_the_median_stands_beside_the_total(world: World, client_of: ClientOf) -> None:
    report_the_rest(world)

    page = text_of(client_of(world.cast.bo), f"{REGION}?maaned=2014-04")

    assert "Medianen af kommunerne er 23 personer (apr. 2014)." in page
