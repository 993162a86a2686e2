"""`/kontrakter/<year>/`: the four contracts beside each other, and whose turn it is on the start page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from html import unescape
from typing import Any

import pytest

from goals import contracts
from goals.models import GoalYear
from goals.targets import TargetEntry, record_targets
from jobcentres import clock
from tests.builders import make_goal
from tests.cast import Cast, ClientOf
from tests.goals.contract_files import a_pdf
from tests.goals.contract_pages import (
    ALL_FOUR,
    EDIT,
    SICK,
    amended,
    approved,
    drafted,
    negotiated,
    report,
    signed,
    the_contract,
)
from tests.goals.entry_page import THIRD_OF_JUNE, Office, make_office, opened


@pytest.fixture
def office(cast: Cast) -> Iterator[Office]:
    with clock.standing_at(THIRD_OF_JUNE):
        yield make_office(cast)


def row(client_of: ClientOf, office: Office, person: str, region: str = "Hovedstaden & Sjælland") -> str:
    """What the table says of a region."""
    text = opened(client_of(office.cast[person]), ALL_FOUR).text.split("Mangler", 1)[-1]
    rest = text.rsplit(f"{region} ", 1)[1]
    return rest.split("Nordjylland")[0].split("Syddanmark")[0].split("I hvert felt")[0]


def test_each_region_stands_with_its_targets_and_statuses(office: Office, client_of: ClientOf) -> None:
    signed(office)
    report(office)

    told = row(client_of, office, "anna")

    assert told.startswith("underskrevetgodkendt i RBR 8. februar 2014underskrevet 3. marts 2014ingen tillæg")
    assert "mindst 25,0 pct.8,9 pct., jan.–apr. 2014● på sporet" in told
    assert "højst 1.1501.102, maj 2013–apr. 2014● på sporet" in told
    assert "højst 4.4004.862, apr. 2014■ bagud" in told


def test_each_figure_leads_to_where_it_comes_from(office: Office, client_of: ClientOf) -> None:
    signed(office)
    report(office)
    client = client_of(office.cast.anna)

    page = client.get(ALL_FOUR).content.decode()
    [origin] = re.findall(r'href="([^"]*)" aria-label="1\.102, ', page)

    assert "1.102 personer" in client.get(unescape(origin)).content.decode()


@pytest.mark.parametrize("make", [drafted, negotiated, approved])
def test_a_draft_is_not_shown_to_others(
    office: Office, client_of: ClientOf, make: Callable[[Office], object]
) -> None:
    make(office)

    assert row(client_of, office, "karl").strip() == "ikke underskrevet endnu ···· ·"
    assert "højst 1.150…· udkast, vurderes ikke" in row(client_of, office, "mette")
    assert "højst 1.150…· udkast, vurderes ikke" in row(client_of, office, "rikke")


@pytest.mark.parametrize(
    ("make", "lacking"),
    [
        (the_contract, "Der er intet udkast endnu."),
        (drafted, "Udkastet er ikke sendt til forhandling."),
        (negotiated, "RBR's godkendelse mangler."),
        (approved, "Underskriften mangler."),
        (signed, "Det underskrevne dokument er ikke vedhæftet."),
    ],
)
def test_the_ministry_sees_what_is_missing(
    office: Office, client_of: ClientOf, make: Callable[[Office], object], lacking: str
) -> None:
    make(office)

    assert lacking in row(client_of, office, "mette")


def test_a_target_that_is_missing_is_named(office: Office, client_of: ClientOf) -> None:
    record_targets(entries=[TargetEntry(2014, office.pensions, office.cast.places.hs, Decimal(1150))])

    assert "Der mangler måltal for mål: 1, 3, 4." in row(client_of, office, "mette")


def test_what_is_missing_is_told_to_the_parties_alone(office: Office, client_of: ClientOf) -> None:
    signed(office)

    assert "Mangler" not in opened(client_of(office.cast.anna), ALL_FOUR).text


def test_the_years_lead_to_each_other(office: Office, client_of: ClientOf) -> None:
    page = opened(client_of(office.cast.anna), ALL_FOUR)

    assert 'href="/kontrakter/2013/"' in page.html
    assert client_of(office.cast.anna).get("/kontrakter/1914/").status_code == 404


def test_the_page_is_found_from_the_menu_the_region_and_the_start(
    office: Office, client_of: ClientOf
) -> None:
    assert 'href="/kontrakter/" class="nav-link"' in opened(client_of(office.cast.anna), "/maal/2014/").html
    assert 'href="/kontrakter/2014/HS/"' in opened(client_of(office.cast.anna), "/regioner/HS/").html
    assert "Se regionernes kontrakter 2014" in opened(client_of(office.cast.mette), "/").text


START: list[tuple[Callable[[Office], object], str, str]] = [
    (the_contract, "bo", "Der er intet udkast endnu."),
    (drafted, "bo", "Udkastet er ikke sendt til forhandling."),
    (drafted, "mette", "Udkastet er ikke sendt til forhandling."),
    (negotiated, "bo", "RBR's godkendelse mangler."),
    (negotiated, "rikke", "RBR's godkendelse mangler."),
    (approved, "mette", "Underskriften mangler."),
]


@pytest.mark.parametrize(("make", "person", "told"), START)
def test_the_start_page_says_whose_turn_it_is(
    office: Office, client_of: ClientOf, make: Callable[[Office], object], person: str, told: str
) -> None:
    make(office)

    page = opened(client_of(office.cast[person]), "/")

    assert f"Kontrakt 2014, Beskæftigelsesregion Hovedstaden & Sjælland: {told}" in page.text
    assert f'href="{EDIT}"' in page.html


@pytest.mark.parametrize(
    ("make", "person"),
    [
        (the_contract, "rikke"),
        (negotiated, "mette"),
        (approved, "bo"),
        (signed, "bo"),
        (signed, "mette"),
        (drafted, "anna"),
        (drafted, "karl"),
    ],
)
def test_nobody_elses_turn_is_told(
    office: Office, client_of: ClientOf, make: Callable[[Office], object], person: str
) -> None:
    make(office)

    page = opened(client_of(office.cast[person]), "/").text

    assert "Kontrakt 2014, Beskæftigelsesregion Hovedstaden & Sjælland:" not in page


def test_a_past_year_without_a_contract_waits_for_nobody(office: Office, client_of: ClientOf) -> None:
    signed(office)

    assert "Kontrakt 2013" not in opened(client_of(office.cast.bo), "/").text


def test_the_coming_year_waits_once_it_is_announced(office: Office, client_of: ClientOf) -> None:
    make_goal(office.pensions, year=2015)
    assert "Kontrakt 2015" in opened(client_of(office.cast.bo), "/").text

    GoalYear.objects.filter(year=2015).update(state=GoalYear.State.DRAFT)

    assert "Kontrakt 2015" not in opened(client_of(office.cast.bo), "/").text


@pytest.mark.parametrize("person", ["bo", "mette", "anna"])
@pytest.mark.parametrize("regions", [1, 3])
def test_the_page_needs_few_queries(
    office: Office, client_of: ClientOf, django_assert_max_num_queries: Any, person: str, regions: int
) -> None:
    report(office)
    contracts.attach(signed(office, own_goals=[SICK]), "k.pdf", a_pdf(), by=office.cast.mette)
    for region in (office.cast.places.nj, office.cast.places.sd)[: regions - 1]:
        record_targets(entries=[TargetEntry(2014, office.pensions, region, Decimal(300))])
    client = client_of(office.cast[person])

    with django_assert_max_num_queries(12):
        client.get(ALL_FOUR)


@pytest.mark.parametrize("make", [the_contract, drafted, amended])
@pytest.mark.parametrize("person", ["bo", "mette", "rikke"])
def test_the_start_page_needs_few_queries(
    office: Office,
    client_of: ClientOf,
    django_assert_max_num_queries: Any,
    make: Callable[[Office], object],
    person: str,
) -> None:
    make(office)
    client = client_of(office.cast[person])

    with django_assert_max_num_queries(13 if person == "bo" else 12):
        client.get("/")
