"""`/sammenlign/`: municipalities beside each other, fairly ranked, and the reader's own groups."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reporting.compare.form import MOST_GROUPS
from reporting.models import OwnGroup
from tests.builders import make_cluster, make_figure
from tests.cast import Cast, ClientOf
from tests.reporting.municipality_world import World, make_world
from tests.reporting.test_municipality import text_of

PAGE = "/sammenlign/"
PENSIONS = {"maal": "foertidspension"}


@pytest.fixture
def world(cast: Cast) -> World:
    """May 2014: Aalborg 900 → 800, Esbjerg 500 → 480, Fanø 9 → 3, Sorø 72 → 34 not released (35 in April)."""
    world = make_world(cast.places)
    make_figure(cast.places.soroe, world.pensions, "2014-05", 34)
    return world


def ranked(client: Client, **query: Any) -> list[tuple[str, str]]:
    """Place and name of every row."""
    page = client.get(PAGE, PENSIONS | query).context["page"]
    return [(row.place, row.name) for row in page.rows]


@pytest.fixture
def ole(world: World, cast: Cast, client_of: ClientOf) -> Client:
    """Of Aalborg's jobcentre."""
    return client_of(cast.ole)


def test_the_whole_country_is_ranked_by_its_change_and_small_bases_are_not(ole: Client) -> None:
    assert ranked(ole, med="landet") == [("1", "Sorø"), ("2", "Aalborg"), ("3", "Esbjerg"), ("·", "Fanø")]


def test_the_sentence_tells_the_place_and_what_chance_makes_of_it(ole: Client) -> None:
    text = text_of(ole, f"{PAGE}?maal=foertidspension&med=landet&kommune=0851")

    assert "Aalborg Kommune er nr. 2 af 3, midterste tredjedel." in text
    assert "2 tilfældigt" not in text or "kunne placeringen lige så vel være" in text


def test_the_cluster_is_that_of_the_rule_and_another_rule_can_be_chosen(
    world: World, cast: Cast, ole: Client
) -> None:
    places = cast.places
    other = make_cluster("Naboer", places.aalborg, places.fanoe, indicator_code="andet").scheme

    first = ranked(ole, med="klynge", kommune="0851")
    switched = ranked(ole, med="klynge", kommune="0851", regel=other.pk)
    page = ole.get(PAGE, PENSIONS | {"med": "klynge", "kommune": "0851"}).context["page"]

    assert [name for _place, name in first] == ["Sorø", "Aalborg", "Esbjerg"]
    assert [name for _place, name in switched] == ["Aalborg", "Fanø"]
    assert [(row.members, row.moved) for row in page.rules] == [("Fanø, Aalborg", "1 af 1")]


def test_chosen_municipalities_are_compared_with_a_total(ole: Client) -> None:
    text = text_of(ole, f"{PAGE}?maal=foertidspension&kommuner=0851&kommuner=0561&kommune=")

    assert "De valgte kommuner" in text
    assert re.search(r"Alle tilsammen 1\.280 1\.400 −120 −8,6 pct\.", text)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "address"),
    [
        ({"med": "landet"}, "/tal/foertidspension/DK/2014-05/?aar=2014&maaned=2014-05&grundlag=frigivet"),
        (
            {"med": "klynge"},
            "/tal/foertidspension/0851/2014-05/?aar=2014&maaned=2014-05&grundlag=frigivet&gruppe=klynge",
        ),
        ({"kommuner": ["0851", "0561"]}, ""),
    ],
)
def test_a_total_that_has_a_page_tells_where_it_comes_from(
    cast: Cast, client_of: ClientOf, query: dict[str, Any], address: str
) -> None:
    page = client_of(cast.mette).get(PAGE, PENSIONS | {"kommune": "0851"} | query).context["page"]

    assert page.total.origin == address


def test_the_button_below_the_ticks_goes_before_the_list_above(ole: Client) -> None:
    query = "med=klynge&kommuner=0851&kommuner=0561&kommune=&med=valgte"

    assert "De valgte kommuner" in text_of(ole, f"{PAGE}?maal=foertidspension&{query}")


def test_who_chooses_the_members_cannot_subtract_a_hidden_one(ole: Client) -> None:
    chosen = "kommuner=0851&kommuner=0561&kommuner=0563&kommune="
    text = text_of(ole, f"{PAGE}?maal=foertidspension&{chosen}")

    assert "1.283" not in text
    assert "Alle tilsammen" not in text and "Median" not in text
    assert ".. vises ikke" in text


@pytest.fixture
def schooling(world: World, cast: Cast) -> World:
    """April 2014: of Aalborg 40 of 200, of Esbjerg 41 of 200."""
    for area, numerator in ((cast.places.aalborg, 40), (cast.places.esbjerg, 41)):
        make_figure(area, world.education, "2014-04", parts=(numerator, 200))
    return world


def chances(client: Client) -> list[tuple[str, str, str]]:
    query = {"maal": "uddannelsesgrad", "kommuner": ["0851", "0561"], "kommune": ""}
    page = client.get(PAGE, query).context["page"]
    return [(row.place, row.between, row.name) for row in page.rows]


def test_a_share_has_the_chance_of_its_parts(schooling: World, ole: Client) -> None:
    assert chances(ole) == [("1", "1–2", "Esbjerg"), ("2", "1–2", "Aalborg")]


def test_the_change_of_a_share_is_in_points_alone(schooling: World, ole: Client) -> None:
    make_figure(schooling.places.aalborg, schooling.education, "2013-04", parts=(20, 200))
    query = {"maal": "uddannelsesgrad", "kommuner": ["0851", "0561"], "kommune": ""}

    rows = ole.get(PAGE, query).context["page"].rows

    assert [(row.change, row.change_percent) for row in rows][1] == ("+10,0 procentpoint", "")


def test_hidden_parts_are_not_told_by_the_chance_in_them(
    schooling: World, cast: Cast, ole: Client, client_of: ClientOf
) -> None:
    make_figure(cast.places.fanoe, schooling.education, "2014-04", parts=(2, 20))

    assert chances(ole) == [("1", "", "Esbjerg"), ("2", "", "Aalborg")]
    assert chances(client_of(cast.mette)) == [("1", "1–2", "Esbjerg"), ("2", "1–2", "Aalborg")]


def test_a_place_is_that_of_the_municipalitys_own_page(schooling: World, ole: Client) -> None:
    """Percentages that look alike are ranked as they are, also where only the rounded ones are shown."""
    make_figure(schooling.places.fanoe, schooling.education, "2014-04", parts=(2, 20))
    make_figure(schooling.places.soroe, schooling.education, "2014-04", parts=(2051, 10000))
    query = {"maal": "uddannelsesgrad", "kommuner": ["0340", "0561"], "kommune": ""}

    page = ole.get(PAGE, query).context["page"]

    assert [(row.place, row.value, row.name) for row in page.rows] == [
        ("1", "20,5 pct.", "Sorø"),
        ("2", "20,5 pct.", "Esbjerg"),
    ]


def test_a_group_is_kept_shown_replaced_and_deleted(ole: Client, cast: Cast) -> None:
    ole.post(f"{PAGE}grupper/", {"navn": " Vores  naboer ", "kommuner": ["0851", "0561"]})
    group = OwnGroup.objects.get()
    assert (group.owner, group.name) == (cast.ole, "Vores naboer")
    assert {name for _place, name in ranked(ole, med=f"gruppe-{group.pk}")} == {"Aalborg", "Esbjerg"}

    ole.post(f"{PAGE}grupper/", {"navn": "Vores naboer", "kommuner": ["0851", "0340"]})
    assert {name for _place, name in ranked(ole, med=f"gruppe-{group.pk}")} == {"Aalborg", "Sorø"}

    answer = ole.post(f"{PAGE}grupper/{group.pk}/slet/", follow=True)
    assert "Gruppen &quot;Vores naboer&quot; er slettet." in answer.content.decode()
    assert not OwnGroup.objects.exists()


def test_a_group_is_nobody_elses(ole: Client, cast: Cast, client_of: ClientOf) -> None:
    ole.post(f"{PAGE}grupper/", {"navn": "Mine", "kommuner": ["0851"]})
    pk, anna = OwnGroup.objects.get().pk, client_of(cast.anna)

    assert anna.get(PAGE, {"med": f"gruppe-{pk}"}).status_code == 404
    assert anna.post(f"{PAGE}grupper/{pk}/slet/").status_code == 404
    assert "Mine<" not in anna.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"navn": "", "kommuner": ["0851"]}, "Skriv et navn til gruppen"),
        ({"navn": "Mine"}, "Vælg mindst én kommune"),
        ({"navn": "Mine", "kommuner": ["9999"]}, "Vælg kommuner fra listen"),
        ({"navn": "x" * 81, "kommuner": ["0851"]}, "Skriv højst 80 tegn"),
        ({"navn": "010180-1234", "kommuner": ["0851"]}, "CPR"),
    ],
)
def test_what_cannot_be_kept_is_told_and_the_ticks_stay(
    ole: Client, written: dict[str, Any], told: str
) -> None:
    answer = ole.post(f"{PAGE}grupper/", written, follow=True)

    assert told.casefold() in answer.content.decode().casefold()
    assert not OwnGroup.objects.exists()


def test_there_is_an_end_to_groups(ole: Client) -> None:
    for number in range(MOST_GROUPS + 1):
        answer = ole.post(f"{PAGE}grupper/", {"navn": f"Nr. {number}", "kommuner": ["0851"]}, follow=True)

    assert OwnGroup.objects.count() == MOST_GROUPS
    assert "Du kan højst have 20 grupper" in answer.content.decode()


@pytest.mark.parametrize("query", ["maal=ukendt", "med=alle", "kommune=9999", "regel=0", "kommuner=9999"])
def test_what_there_is_not_is_told(ole: Client, query: str) -> None:
    answer = ole.get(f"{PAGE}?{query}")

    assert answer.status_code == 404
    assert "findes ikke" in answer.content.decode() or "Vælg" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("med=valgte&kommune=", "Vælg mindst én kommune."),
        ("med=klynge&kommune=", "Vælg en kommune, der hører til en klynge."),
    ],
)
def test_what_must_be_chosen_first_is_told_on_the_page(ole: Client, query: str, told: str) -> None:
    text = text_of(ole, f"{PAGE}?maal=foertidspension&{query}")

    assert told in text and "Vælg selv kommuner" in text
    assert "Rangeret efter" not in text and "Gem som gruppe" not in text


def test_a_tick_taken_away_stays_away(ole: Client) -> None:
    page = ole.get(f"{PAGE}?kommune=&kommuner=0851&kommuner=0561&med=valgte").content.decode()

    sent = page.partition('id="compare-form"')[2].partition("</form>")[0]
    assert 'type="hidden" name="kommuner"' not in sent
    assert re.findall(r'value="(\d+)" checked', sent) == ["0851", "0561"]


def test_a_month_and_a_moment_are_chosen_with_all_else_kept(ole: Client) -> None:
    query = "maal=foertidspension&kommune=&kommuner=0851&kommuner=0561&med=valgte&maaned=2014-04"
    page = ole.get(f"{PAGE}?{query}").content.decode()

    assert '<option value="2014-04" selected>april 2014</option>' in page
    then = page.partition('class="known-chooser')[2].partition("</form>")[0]
    assert re.findall(r'name="kommuner" value="(\d+)"', then) == ["0851", "0561"]
    assert 'name="maaned" value="2014-04"' in then and 'name="med" value="valgte"' in then


def test_a_group_is_shown_with_the_goal_and_month_that_it_was_kept_from(ole: Client) -> None:
    sent = {"navn": "Mine", "kommuner": ["0851"], "maal": "foertidspension", "maaned": "2014-04"}

    answer = ole.post(f"{PAGE}grupper/", sent)

    group = OwnGroup.objects.get()
    assert answer["Location"] == f"{PAGE}?maal=foertidspension&maaned=2014-04&med=gruppe-{group.pk}"


def test_who_has_no_place_of_their_own_compares_the_country(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    text = text_of(client_of(cast.mette), PAGE)

    assert "Sammenlign kommuner: Hele landet" in text


def test_the_comparison_keeps_the_choice_of_the_address(ole: Client) -> None:
    text = text_of(ole, f"{PAGE}?maal=foertidspension&med=landet&kendt=2014-01-01T08:00")

    assert "Som tallene så ud 1. januar 2014 kl. 8.00" in text


def test_it_costs_few_queries(ole: Client) -> None:
    ole.post(f"{PAGE}grupper/", {"navn": "Mine", "kommuner": ["0851"]}, follow=True)
    with CaptureQueriesContext(connection) as queries:
        assert ole.get(PAGE, PENSIONS).status_code == 200
    assert len(queries) == 11
