"""Who has reported on time: counted, ordered, shown to those who follow up, and as a file."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from goals.models import Goal
from goals.returns import due_lines
from goals.returns.delivered import Delivery, deliveries
from jobcentres import clock
from jobcentres.models import AccessLogEntry, Assignment, Jobcentre, ServedMunicipality
from reporting.deliveries import Counted, Tally, by_jobcentre
from tests.builders import make_area, make_assignment, make_figure, make_goal, make_jobcentre
from tests.cast import Cast, ClientOf
from tests.reporting.deliveries_world import (
    COUNTRY,
    NOW,
    REGION,
    World,
    deliver,
    february,
    make_world,
    send_back,
    set_deadline,
)
from tests.reporting.test_municipality import queries


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    made = make_world(cast)
    with clock.standing_at(NOW):
        yield made


@pytest.fixture
def mette(world: World, client_of: ClientOf) -> Client:
    return client_of(world.cast.mette)


@pytest.fixture
def bo(world: World, client_of: ClientOf) -> Client:
    return client_of(world.cast.bo)


def all_deliveries() -> list[Delivery]:
    goals = list(Goal.objects.select_related("goal_year", "indicator"))
    return deliveries(Jobcentre.objects.select_related("region"), goals=goals, at=NOW)


def counted() -> dict[str, Tally]:
    found = all_deliveries()
    return {one.slug: Counted.of(lines).total for one, lines in by_jobcentre(found).items()}


def shown(client: Client, address: str) -> str:
    """The page's text, its rows on lines of their own."""
    page = client.get(address).content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(
        r"[^\S\n]+", " ", unescape(re.sub(r"<[^>]+>", " ", re.sub(r"\s+", " ", page).replace("</tr>", "\n")))
    )


def rows(client: Client, address: str) -> list[str]:
    """The jobcentres of the last table, from the top."""
    page = client.get(address).content.decode().split("<tbody>")[-1].split("</tbody>")[0]
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', page)


def file_rows(client: Client, address: str, kind: str = "csv") -> list[dict[str, str]]:
    text = fetched(client, address, kind).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";" if kind == "csv-dk" else ","))


def fetched(client: Client, address: str, kind: str) -> Any:
    return client.post(address, {"format": kind})


def test_each_jobcentre_is_counted_by_its_lines(world: World) -> None:
    found = counted()

    soroe, aalborg, esbjerg = found["soroe"], found["aalborg"], found["esbjerg"]
    assert (soroe.due, soroe.on_time, soroe.late, soroe.missing, soroe.days_late) == (2, 1, 1, 0, 2)
    assert (aalborg.due, aalborg.on_time, aalborg.days_late) == (2, 2, None)
    assert (esbjerg.due, esbjerg.on_time, esbjerg.missing, esbjerg.days_late) == (4, 1, 3, 8)


def test_what_is_missing_agrees_with_the_desks_of_the_jobcentres(world: World) -> None:
    send_back(world, world.unemployed, february(13))

    for jobcentre in Jobcentre.objects.all():
        lines = due_lines([jobcentre], at=NOW)
        tally = counted()[jobcentre.slug]
        assert tally.missing == sum(line.is_late(NOW) for line in lines)
        assert tally.missing + tally.sent_back == sum(line.is_to_do for line in lines)


def test_a_municipality_counts_to_who_served_it_then(world: World, bo: Client) -> None:
    places = world.cast.places
    ServedMunicipality.objects.filter(municipality=places.fanoe).update(valid_to=date(2014, 1, 30))
    ServedMunicipality.objects.create(
        jobcentre=places.jobcentre_soroe, municipality=places.fanoe, valid_from=date(2014, 1, 31)
    )

    assert (counted()["esbjerg"].due, counted()["soroe"].due) == (2, 4)
    assert "Jobcenter Sorø, Fanø Kommune Langtidsledige, januar 2014 ! mangler" in shown(bo, REGION)


def test_a_share_of_the_whole_is_that_of_the_sums_not_of_the_shares(world: World, mette: Client) -> None:
    page = shown(mette, COUNTRY)

    assert (
        "4 af 8 tal, hvis frist er passeret, er indberettet til tiden: 1 kom for sent og 3 mangler." in page
    )
    assert re.search(r"I alt 4 af 8 50 pct\.", page)
    assert re.search(r"Jobcenter Esbjerg Syddanmark 1 af 4 25 pct\. 0 3 8 ! 3 mangler 1 af 4 til tiden", page)


def test_a_share_is_rounded_down_so_that_all_means_all(world: World, mette: Client) -> None:
    for number in range(100):
        area = make_area(f"92{number:02}", f"By {number}", parent=world.cast.places.nj)
        make_jobcentre(f"By {number}", world.cast.places.nj, area)

    assert "4 af 208 1 pct." in shown(mette, COUNTRY)


def test_the_region_reads_its_own_jobcentres(bo: Client) -> None:
    page = shown(bo, REGION)

    assert "Jobcenter Sorø 1 af 2 50 pct. 1 0 2 ○ 1 for sent 1 af 2 til tiden 2 venter på gennemgang" in page
    assert "Aalborg" not in page


def test_the_country_sums_its_regions(mette: Client) -> None:
    page = shown(mette, COUNTRY)

    assert "Syddanmark 1 af 4 25 pct. 0 3 8 ! 3 mangler" in page
    assert 'href="/leveret/SD/?aar=2014"' in mette.get(COUNTRY).content.decode()


def test_what_is_missing_is_listed_with_its_reminder_and_its_page(mette: Client) -> None:
    page = mette.get("/leveret/SD/")

    assert (
        "Jobcenter Esbjerg, Fanø Kommune Langtidsledige, januar 2014 ! mangler mandag 10. februar "
        "8 arbejdsdage 11. februar"
    ) in shown(mette, "/leveret/SD/")
    address = "/indberetning/esbjerg/2014-01/0563/langtidsledige/"
    assert f'href="{address}"' in page.content.decode()
    assert mette.get(address).status_code == 200


def test_what_is_entered_and_not_submitted_is_told_as_missing(world: World, mette: Client) -> None:
    make_figure(world.cast.places.fanoe, world.unemployed, "2014-01", approved=False)

    page = shown(mette, "/leveret/SD/")

    assert "! 3 mangler heraf 1 indtastet, ikke indsendt 1 af 4 til tiden påmindet 11. februar" in page
    assert "Jobcenter Esbjerg, Fanø Kommune Langtidsledige, januar 2014 ! indtastet, ikke indsendt" in page


def test_a_figure_sent_back_is_on_time_and_listed_until_it_comes_again(world: World, bo: Client) -> None:
    send_back(world, world.unemployed, february(13))

    out = shown(bo, REGION)
    deliver(world, world.unemployed, february(14), value=101)

    assert "Jobcenter Sorø Langtidsledige, januar 2014 ! sendt tilbage" in out
    assert "Jobcenter Sorø 1 af 2 50 pct. 1 0 2 ! 1 sendt tilbage 1 af 2 til tiden 1 for sent" in out
    assert "Intet mangler, og intet er sendt tilbage." in shown(bo, REGION)


def test_a_cell_leads_to_the_review_of_its_month(bo: Client) -> None:
    assert 'href="/gennemgang/soroe/2014-01/"' in bo.get(REGION).content.decode()


@pytest.mark.parametrize(
    ("written", "order"),
    [
        ("", ["Esbjerg", "Sorø", "Aalborg"]),
        ("navn", ["Esbjerg", "Sorø", "Aalborg"]),
        ("-navn", ["Aalborg", "Sorø", "Esbjerg"]),
        ("region", ["Sorø", "Aalborg", "Esbjerg"]),
        ("til-tiden", ["Esbjerg", "Sorø", "Aalborg"]),
        ("-til-tiden", ["Aalborg", "Sorø", "Esbjerg"]),
        ("-for-sent", ["Sorø", "Esbjerg", "Aalborg"]),
        ("mangler", ["Sorø", "Aalborg", "Esbjerg"]),
        ("dage", ["Sorø", "Esbjerg", "Aalborg"]),
        ("-01", ["Esbjerg", "Sorø", "Aalborg"]),
    ],
)
def test_every_column_orders_the_jobcentres(mette: Client, written: str, order: list[str]) -> None:
    address = f"{COUNTRY}?sorter={written}" if written else COUNTRY

    assert rows(mette, address) == [f"Jobcenter {name}" for name in order]
    assert mette.get(address).content.decode().count("aria-sort=") == 1


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("sorter=x", "Tabellen har ingen kolonne"),
        ("indikator=x", "Der er ingen indikator"),
        ("aar=1914", "Der er ingen mål for året 1914"),
        ("aar=x", "Skriv året med fire cifre"),
    ],
)
def test_an_address_that_asks_for_nothing_says_what_is_wrong(mette: Client, query: str, words: str) -> None:
    answer = mette.get(f"{COUNTRY}?{query}")

    assert answer.status_code == 404
    assert words in unescape(answer.content.decode())


def test_there_is_no_other_kind_of_file(mette: Client) -> None:
    answer = fetched(mette, COUNTRY, "pdf")

    assert answer.status_code == 404
    assert "Filen kan hentes som" in unescape(answer.content.decode())


def test_the_log_tells_which_lines_were_fetched(mette: Client) -> None:
    content = fetched(mette, f"{COUNTRY}?indikator=foertidspension&sorter=navn", "csv").getvalue()

    entry = AccessLogEntry.objects.get()
    assert (entry.what, entry.query) == ("leveret/DK/csv", "aar=2014&indikator=foertidspension")
    assert (entry.rows, entry.size, entry.is_complete) == (4, len(content), True)


def test_one_indicator_alone_is_counted(mette: Client) -> None:
    page = shown(mette, f"{COUNTRY}?indikator=foertidspension")

    assert "1 af 4 tal" in page
    assert "Langtidsledige, januar 2014" not in page


def test_the_order_is_kept_with_the_choice(mette: Client) -> None:
    page = mette.get(f"{COUNTRY}?indikator=foertidspension&sorter=navn").content.decode()

    assert '<input type="hidden" name="sorter" value="navn">' in page
    assert 'href="?aar=2014&amp;indikator=foertidspension&amp;sorter=-navn"' in page


def test_what_is_not_due_yet_stands_over_its_month(world: World, mette: Client) -> None:
    set_deadline(world.unemployed, february(28, 12))

    page = shown(mette, COUNTRY)

    assert "Langtidsledige: frist 28. feb." in page
    assert (
        "Jobcenter Aalborg Nordjylland 1 af 1 100 pct. 0 0 ✓ 1 af 1 til tiden 1 indsendt før fristen" in page
    )


@pytest.mark.parametrize("kind", ["csv", "csv-dk"])
def test_the_file_has_a_row_for_each_line_and_agrees_with_the_page(mette: Client, kind: str) -> None:
    lines = file_rows(mette, COUNTRY, kind)

    for slug, tally in counted().items():
        own = [line for line in lines if line["jobcentre"] == slug]
        on_time = Counter(line["on_time"] for line in own)
        assert (on_time["true"], on_time["true"] + on_time["false"]) == (tally.on_time, tally.due)
        assert sum(line["state"] == "missing" for line in own) == tally.missing
    assert len(lines) == 8


def test_a_row_of_the_file_says_all_about_its_line(bo: Client) -> None:
    late = next(row for row in file_rows(bo, REGION) if row["indicator"] == "foertidspension")

    assert late == {
        "jobcentre": "soroe",
        "jobcentre_name": "Jobcenter Sorø",
        "region": "HS",
        "municipality": "0340",
        "municipality_name": "Sorø",
        "indicator": "foertidspension",
        "month": "2014-01",
        "expected_on": "2014-02-03",
        "due_at": "2014-02-10T12:00:00+01:00",
        "delivered_at": "2014-02-12T09:00:00+01:00",
        "state": "late",
        "working_days_late": "2",
        "reminded_at": "",
        "on_time": "false",
        "line_state": "waiting",
    }


def test_the_danish_file_opens_in_a_danish_spreadsheet(bo: Client) -> None:
    answer = fetched(bo, f"{REGION}?indikator=langtidsledige", "csv-dk")

    content = answer.getvalue()
    assert content.startswith(b"\xef\xbb\xbfjobcentre;jobcentre_name;")
    assert content.count(b"\r\n") == 2
    assert "Leveret HS 2014 den 2014-02-20.csv" in answer.headers["Content-Disposition"]


def test_a_name_that_a_spreadsheet_would_compute_is_text(world: World, bo: Client) -> None:
    Jobcentre.objects.filter(slug="soroe").update(name="=1+1")

    assert {row["jobcentre_name"] for row in file_rows(bo, REGION)} == {"'=1+1"}


def test_a_year_without_months_says_so(world: World, mette: Client) -> None:
    make_goal(world.unemployed, year=2015)

    with clock.standing_at(NOW.replace(year=2015, month=1, day=5)):
        page = shown(mette, COUNTRY)

    assert "Ingen måned i 2015 har endnu et tal, der skal indberettes." in page


def test_the_own_page_is_the_region_or_the_country(world: World, bo: Client, mette: Client) -> None:
    assert bo.get("/leveret/").headers["Location"] == REGION
    assert mette.get("/leveret/").headers["Location"] == COUNTRY


def test_an_officer_of_two_regions_goes_from_one_to_the_other(world: World, bo: Client) -> None:
    make_assignment(world.cast.bo, Assignment.Role.OFFICER, world.cast.places.nj)

    assert 'href="/leveret/NJ/?aar=2014"' in bo.get(REGION).content.decode()
    assert bo.get("/leveret/NJ/").status_code == 200


@pytest.mark.parametrize(
    ("person", "address", "is_led"),
    [
        ("bo", "/regioner/HS/", True),
        ("karl", "/regioner/HS/", False),
        ("rikke", "/regioner/HS/", False),
        ("mette", "/regioner/HS/", True),
        ("mette", "/landet/", True),
        ("bo", "/landet/", False),
        ("bo", "/gennemgang/", True),
    ],
)
def test_who_may_read_it_is_led_there(
    world: World, client_of: ClientOf, person: str, address: str, is_led: bool
) -> None:
    page = client_of(world.cast[person]).get(address).content.decode()

    assert ("Se, hvem der har indberettet til tiden" in page) == is_led


@pytest.mark.parametrize(("person", "address"), [("mette", COUNTRY), ("bo", REGION)])
def test_more_jobcentres_need_no_more_queries(
    world: World, client_of: ClientOf, person: str, address: str
) -> None:
    client = client_of(world.cast[person])
    few = queries(client, address)

    for number in range(10):
        area = make_area(f"91{number:02}", f"By {number}", parent=world.cast.places.hs)
        make_jobcentre(f"By {number}", world.cast.places.hs, area)

    assert queries(client, address) == few <= 12
