"""Which released figures are others than at the reader's last visit, or since a day."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

import pytest
from django.db import connection

from jobcentres.clock import standing_at
from reporting.changed_since import MOST_ON_A_PAGE
from tests.builders import make_figure, make_target
from tests.cast import Cast, ClientOf
from tests.reporting.known_world import june, make_history
from tests.reporting.overview_world import COUNTRY, REGION, World
from tests.reporting.test_municipality import SOROE, queries, text_of

LEJRE = "/kommuner/9003/"
HEADING = "Ændret siden sidst"


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    """12 June 2014 at noon."""
    made = make_history(cast)
    with standing_at(june(12, 12)):
        yield made


def told(world: World, client_of: ClientOf, address: str, person: str = "bo") -> str:
    page = text_of(client_of(world.cast[person]), address)
    return page.split(HEADING, 1)[1].split("Se ændringer siden en anden dag")[0]


def test_a_figure_of_another_number_is_told_with_what_it_was(world: World, client_of: ClientOf) -> None:
    section = told(world, client_of, f"{SOROE}?siden=3-6-2014")

    assert "1 frigivet tal er ændret siden 3. juni 2014." in section
    assert "1 Førtidspension apr. 2014 34 41 opdateret i kilden 4. jun. uændret" in section


def test_of_several_changes_the_first_and_the_last_number_count(world: World, client_of: ClientOf) -> None:
    with standing_at(june(10)):
        make_figure(world.cast.places.soroe, world.pensions, "2014-04", 44)

    assert " 34 44 opdateret i kilden 10. jun. " in told(world, client_of, f"{SOROE}?siden=2014-06-03T12:00")
    assert " 41 44 opdateret i kilden 10. jun. " in told(world, client_of, f"{SOROE}?siden=2014-06-05")


def test_a_number_that_came_back_has_not_changed(world: World, client_of: ClientOf) -> None:
    with standing_at(june(10)):
        make_figure(world.cast.places.soroe, world.pensions, "2014-04", 34)

    section = told(world, client_of, f"{SOROE}?siden=2014-06-03T12:00")
    assert "Ingen frigivne tal er ændret siden 3. juni 2014 kl. 12.00." in section


def test_a_figure_that_was_not_there_then_is_none_that_changed(world: World, client_of: ClientOf) -> None:
    assert "Ingen frigivne tal er ændret" in told(world, client_of, f"{SOROE}?siden=1-6-2014")


def test_what_is_not_released_is_not_told(world: World, client_of: ClientOf) -> None:
    with standing_at(june(10)):
        make_figure(world.aarre, world.pensions, "2014-05", 13, approved=False)

    section = told(world, client_of, "/kommuner/9002/?siden=5-6-2014&grundlag=forelobig")
    assert "Ingen frigivne tal er ændret" in section


def test_that_the_verdict_is_another_is_told(world: World, client_of: ClientOf) -> None:
    with standing_at(june(10)):
        make_figure(world.cast.places.soroe, world.pensions, "2014-05", 64)

    section = told(world, client_of, f"{SOROE}?siden=5-6-2014")
    assert "maj 2014 33 64 opdateret i kilden 10. jun. ● på sporet blev til → ■ bagud" in section


def test_that_there_is_no_number_any_more_is_told(world: World, client_of: ClientOf) -> None:
    section = told(world, client_of, f"{LEJRE}?siden=3-6-2014")

    assert "apr. 2014 90 kan ikke opgøres opdateret i kilden 9. jun." in section


def test_a_region_and_the_country_tell_of_all_their_municipalities(world: World, client_of: ClientOf) -> None:
    for page in (REGION, COUNTRY):
        section = told(world, client_of, f"{page}?siden=2014-06-03T12:00")

        assert "2 frigivne tal er ændret" in section
        assert section.index("Lejre , 1 Førtidspension") < section.index("Sorø , 1 Førtidspension")


@pytest.mark.parametrize(("before", "now"), [(4, 6), (6, 3)])
def test_a_small_number_stays_hidden_then_and_now(
    before: int, now: int, world: World, client_of: ClientOf
) -> None:
    for day, number in ((10, before), (11, now)):
        with standing_at(june(day)):
            make_figure(world.aero, world.pensions, "2014-04", number)
    address = "/kommuner/9001/?siden=2014-06-10T12:00&grundlag=frigivet"

    assert " .. .. opdateret i kilden 11. jun. uændret" in told(world, client_of, address, "karl")
    assert f" {before} {now} opdateret" in told(world, client_of, address, "bo")


def test_many_changes_have_a_page_of_their_own(world: World, client_of: ClientOf) -> None:
    for day in (10, 11):
        with standing_at(june(day)):
            for month in range(1, MOST_ON_A_PAGE + 3):
                make_figure(world.lejre, world.pensions, f"2013-{month:02}", day + month)
    client = client_of(world.cast.bo)
    page = client.get(f"{LEJRE}?aar=2014&siden=2014-06-10T12:00").content.decode()
    address = "/aendringer/9003/?aar=2014&siden=2014-06-10T12:00"

    assert page.count("opdateret i kilden 11. jun.</td>") == MOST_ON_A_PAGE
    assert f'href="{address.replace("&", "&amp;")}">Se alle ændringerne</a>' in page
    assert (
        client.get(address).content.decode().count("opdateret i kilden 11. jun.</td>") == MOST_ON_A_PAGE + 2
    )


@pytest.mark.parametrize("code", ["0340", "HS", "DK"])
def test_the_page_of_all_changes_looks_back_a_month_if_it_is_not_told(
    code: str, world: World, client_of: ClientOf
) -> None:
    page = text_of(client_of(world.cast.karl), f"/aendringer/{code}/")

    assert "siden 13. maj 2014 kl. 12.00" in page


def test_the_last_visit_is_where_it_begins(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.bo)
    with standing_at(june(3, 12)):
        assert "Fra dit næste besøg står her" in text_of(client, SOROE)

    page = text_of(client, SOROE)

    assert "1 frigivet tal er ændret siden dit sidste besøg, 3. juni 2014 kl. 12.00." in page
    assert "Ingen frigivne tal er ændret siden dit sidste besøg" in text_of(client, "/kommuner/9001/")


@pytest.mark.parametrize("page", [SOROE, REGION, COUNTRY, "/jobcentre/soroe/", "/aendringer/DK/"])
@pytest.mark.parametrize(
    ("written", "refusal"),
    [
        ("i går", "Skriv dagen, med eller uden klokkeslæt, sådan: 3-6-2014 8.00."),
        ("13-6-2014", "Tidspunktet er ikke kommet endnu."),
    ],
)
def test_what_is_no_day_of_the_past_is_told_in_danish(
    page: str, written: str, refusal: str, world: World, client_of: ClientOf
) -> None:
    answer = client_of(world.cast.bo).get(page, {"siden": written})

    assert answer.status_code == 404
    assert refusal in unescape(answer.content.decode())


def test_an_earlier_moment_has_no_such_list(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.bo)

    assert HEADING not in text_of(client, f"{SOROE}?kendt=2014-06-11T08:00&siden=2014-06-01")
    assert client.get("/aendringer/0340/?kendt=2014-06-11T08:00").status_code == 404


@pytest.mark.parametrize("page", [SOROE, REGION, COUNTRY, "/jobcentre/soroe/", "/aendringer/DK/"])
def test_reading_asks_twelve_times_at_most_and_writes_nothing(
    page: str, world: World, client_of: ClientOf
) -> None:
    make_target(world.cast.places.hs, world.pensions, 150)
    client = client_of(world.cast.bo)
    client.get(page)
    before = dump()

    with standing_at(june(12, 15)):
        assert queries(client, page) <= 12
        assert queries(client, f"{page}?siden=2014-06-01") <= 12
    assert dump() == before


def dump() -> list[tuple[str, list[tuple[object, ...]]]]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
        contents = []
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            contents.append((name, sorted(cursor.fetchall(), key=repr)))
    return contents
