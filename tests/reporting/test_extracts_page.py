from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from goals.models import GoalYear, Indicator
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from jobcentres.models import AccessLogEntry, User
from tests.builders import make_area, make_figure, make_goal, make_indicator
from tests.cast import Cast, ClientOf
from tests.reporting.extracts import ADDRESS, asked, content_of, fetch, fetched, preview_of
from tests.reporting.summary_files import exported

IN_MAY = {"aar": "2014", "maaned": "2014-05"}


@pytest.fixture
def pensions(cast: Cast) -> Indicator:
    """Sorø has 35, and 34 not yet released; Fanø has 3, too few for readers outside. Recorded on 2 June."""
    indicator = make_indicator("foertidspension", window="rolling_12")
    make_goal(indicator)
    with clock.standing_at(datetime(2014, 6, 2, 9, tzinfo=COPENHAGEN)):
        make_figure(cast.places.soroe, indicator, "2014-04", 35)
        make_figure(cast.places.soroe, indicator, "2014-05", 34, approved=False)
        make_figure(cast.places.fanoe, indicator, "2014-05", 3)
    return indicator


ON_3_JUNE = {**IN_MAY, "kendt": "2014-06-03T08:00"}


def page_of(client_of: ClientOf, person: User, **choice: Any) -> str:
    response = client_of(person).get(ADDRESS, choice)
    assert response.status_code == 200
    return response.content.decode()


def latest(content: bytes, area: str) -> str:
    rows = csv.DictReader(io.StringIO(content.decode()))
    return next(row["latest"] for row in rows if row["area"] == area)


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize("shape", ["oversigt", "tal", "matrix", "revisioner"])
@pytest.mark.parametrize("kind", ["csv", "csv-dk", "json"])
def test_the_page_gives_the_official_the_same_file_as_the_command(
    shape: str, kind: str, cast: Cast, client_of: ClientOf
) -> None:
    content = fetched(client_of(cast.mette), kind, **ON_3_JUNE, indhold=shape)

    choice = ("--as-of", "2014-05", "--known-on", "2014-06-03T08:00", "--shape", shape)
    assert content.decode() == exported("--year", "2014", *choice, "--format", kind)


@pytest.mark.usefixtures("pensions")
def test_the_file_says_what_it_is(cast: Cast, client_of: ClientOf) -> None:
    response = fetch(client_of(cast.mette), "csv-dk", **ON_3_JUNE)

    named = 'attachment; filename="Maaltal 2014-05 kendt 2014-06-03.csv"'
    assert response.headers["Content-Disposition"] == named
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "private" in response.headers["Cache-Control"]


@pytest.mark.usefixtures("pensions")
def test_each_reader_gets_what_that_reader_may_see(cast: Cast, client_of: ClientOf) -> None:
    def seen_by(person: User, basis: str, area: str) -> str:
        return latest(fetched(client_of(person), **IN_MAY, grundlag=basis), area)

    assert [seen_by(cast.anna, basis, "0340") for basis in ("frigivet", "forelobig")] == ["35", "34"]
    assert [seen_by(cast.ole, basis, "0340") for basis in ("frigivet", "forelobig")] == ["35", "35"]
    assert [seen_by(person, "frigivet", "0563") for person in (cast.vibe, cast.ole)] == ["3", ".."]


@pytest.mark.usefixtures("pensions")
def test_who_sees_nothing_preliminary_is_not_offered_it(cast: Cast, client_of: ClientOf) -> None:
    assert "foreløbige tal, du må se" not in page_of(client_of, cast.lis)
    answer = page_of(client_of, cast.lis, **IN_MAY, grundlag="forelobig")

    assert "Vælg et grundlag på listen." in answer


@pytest.mark.usefixtures("pensions")
def test_a_part_can_be_chosen(cast: Cast, client_of: ClientOf) -> None:
    some = {"niveau": "kommuner", "omraade": ["0340", "0851"], "indikator": "foertidspension"}

    content = fetched(client_of(cast.mette), **IN_MAY, **some)

    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert [(row["area"], row["indicator"]) for row in rows] == [
        ("0340", "foertidspension"),
        ("0851", "foertidspension"),
    ]


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize(
    "written", ["2014-06-03T08:00", "2014-06-03 08:00", "3/6-2014 8.00", "03.06.2014 kl. 8.00"]
)
def test_a_moment_is_read_as_it_is_written(written: str, cast: Cast, client_of: ClientOf) -> None:
    content = fetched(client_of(cast.mette), **IN_MAY, kendt=written)

    assert b"2014-06-03T08:00:00+02:00" in content


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"kendt": "i går"}, "Skriv dag og klokkeslæt sådan"),
        ({"kendt": "2014-06-10T14:03"}, "Tidspunktet er ikke kommet endnu."),
        ({"kendt": "2014-03-30T02:30"}, "Skriv dag og klokkeslæt sådan"),
        ({"maaned": "2013-12"}, "Vælg en måned"),
        ({"aar": "1914"}, "Vælg et målår på listen."),
        ({"niveau": "by"}, "Vælg et niveau på listen."),
        ({"omraade": "0999"}, "Vælg områder på listen."),
        ({"indhold": "roman"}, "Vælg et indhold på listen."),
        ({"fra": "1914-01"}, "Vælg en måned"),
        (
            {"indhold": "matrix", "format": "jsonstat"},
            "kan ikke fås som den filtype. Vælg en af disse: Excel",
        ),
        ({"indikator": "x"}, "Vælg indikatorer på listen."),
        ({"format": "pdf"}, "Vælg en filtype på listen."),
        ({"format": ""}, "Vælg en filtype."),
    ],
)
def test_a_wrong_choice_is_said_at_its_field_and_above(
    choice: dict[str, str], said: str, cast: Cast, client_of: ClientOf
) -> None:
    with clock.standing_at(datetime(2014, 6, 10, 14, 2, tzinfo=COPENHAGEN)):
        response = client_of(cast.mette).post(ADDRESS, asked(**(IN_MAY | {"format": "csv"} | choice)))

    page = response.content.decode()
    assert response.status_code == 200
    assert page.count(said) == 2
    assert "1 felt skal rettes" in page


def test_without_goals_the_page_says_so(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.mette).get(ADDRESS).content.decode()

    assert "Der er ikke udmeldt mål endnu" in page
    assert "<form" not in page.partition("<h1>")[2].partition("</main>")[0]


@pytest.mark.usefixtures("pensions")
def test_goals_not_yet_announced_are_not_offered(cast: Cast, client_of: ClientOf) -> None:
    draft = make_goal(make_indicator("langtidsledige"), year=2015)
    GoalYear.objects.filter(pk=draft.goal_year_id).update(state=GoalYear.State.DRAFT)

    page = client_of(cast.mette).get(ADDRESS).content.decode()

    assert '<option value="2014" selected>' in page
    assert '<option value="2015"' not in page


@pytest.mark.usefixtures("pensions")
def test_an_address_with_a_kind_of_file_leads_to_the_page_and_gives_no_file(
    cast: Cast, client_of: ClientOf
) -> None:
    page = page_of(client_of, cast.mette, **ON_3_JUNE, niveau="kommuner", format="csv-dk")

    assert 'value="csv-dk" checked' in page
    assert '<option value="kommuner" selected>' in page
    assert 'value="3-6-2014 8.00"' in page or 'value="2014-06-03T08:00"' in page
    assert not AccessLogEntry.objects.exists()


@pytest.mark.usefixtures("pensions")
def test_the_button_for_the_preview_gives_an_address_with_the_choice(cast: Cast, client_of: ClientOf) -> None:
    choice = {"indhold": "tal", "aar": "2014", "niveau": "kommuner", "omraade": ["0340"], "format": "xlsx"}

    response = client_of(cast.mette).post(ADDRESS, {**choice, "vis": "1"})

    query = "indhold=tal&aar=2014&niveau=kommuner&omraade=0340&format=xlsx"
    assert response.headers["Location"] == f"{ADDRESS}?{query}#preview"


@pytest.mark.usefixtures("pensions")
def test_the_preview_changes_to_a_kind_of_file_that_there_is(cast: Cast, client_of: ClientOf) -> None:
    response = client_of(cast.mette).post(ADDRESS, {**IN_MAY, "indhold": "matrix", "format": "jsonstat"})

    assert response.headers["Location"].endswith("&format=xlsx#preview")


@pytest.mark.usefixtures("pensions")
def test_the_preview_says_how_many_rows_the_file_has_and_its_name(cast: Cast, client_of: ClientOf) -> None:
    said = preview_of(page_of(client_of, cast.ole, **ON_3_JUNE, niveau="kommuner", format="csv"))

    assert "4 rækker · Maaltal 2014-05 kommuner kendt 2014-06-03.csv" in said
    assert "Fanø maj 2014 .. " in said, said
    assert ".. vises ikke" in said


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize("shape", ["oversigt", "tal", "matrix", "revisioner"])
def test_the_preview_counts_the_rows_that_the_file_has(shape: str, cast: Cast, client_of: ClientOf) -> None:
    said = preview_of(page_of(client_of, cast.ole, **ON_3_JUNE, indhold=shape))

    rows = fetched(client_of(cast.ole), **ON_3_JUNE, indhold=shape).decode().splitlines()[1:]
    assert f" {len(rows)} række" in said.replace("\xa0", " ").replace(".", "")
    assert AccessLogEntry.objects.get().rows == len(rows)


@pytest.mark.usefixtures("pensions")
def test_the_matrix_is_previewed_with_the_goal_above_its_columns(cast: Cast, client_of: ClientOf) -> None:
    page = page_of(client_of, cast.mette, **ON_3_JUNE, indhold="matrix")

    assert '<th scope="colgroup" colspan="5" class="preview-group">1 ' in page
    assert "Sorø" in preview_of(page)


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"niveau": "regioner", "omraade": "0340"}, "Ingen af de valgte områder er på det valgte niveau."),
        ({"indhold": "revisioner", "niveau": "landet"}, "Regioner og landet har ikke egne tal her"),
        ({"indhold": "revisioner", "omraade": "0851"}, "Der er ikke registreret tal"),
    ],
)
def test_an_empty_file_is_said_to_be_empty_and_why(
    choice: dict[str, str], said: str, cast: Cast, client_of: ClientOf
) -> None:
    shown = preview_of(page_of(client_of, cast.ole, **IN_MAY, **choice))

    assert "0 rækker" in shown
    assert f"Filen ville være tom. {said}" in shown


@pytest.mark.usefixtures("pensions")
def test_the_municipalities_of_one_region_can_be_chosen(cast: Cast, client_of: ClientOf) -> None:
    content = fetched(client_of(cast.mette), **ON_3_JUNE, niveau="kommuner-SD")

    rows = csv.DictReader(io.StringIO(content.decode()))
    assert [row["area"] for row in rows] == ["0561", "0563"]


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize("kind", ["xlsx", "jsonstat"])
def test_a_file_without_a_moment_is_pinned_to_that_of_its_making(
    kind: str, cast: Cast, client_of: ClientOf
) -> None:
    with clock.standing_at(datetime(2014, 6, 10, 14, 2, 7, 500_000, tzinfo=COPENHAGEN)):
        response = fetch(client_of(cast.mette), kind, **IN_MAY)

    content_of(response)
    entry = AccessLogEntry.objects.get()
    assert "kendt 2014-06-10" in response.headers["Content-Disposition"]
    assert entry.known_on == datetime(2014, 6, 10, 14, 2, 7, tzinfo=COPENHAGEN)
    assert (entry.what, entry.is_complete) == (f"udtraek/{kind}", True)
    assert (
        "indhold=oversigt&aar=2014&maaned=2014-05&grundlag=frigivet&kendt=2014-06-10T14:02:07" in entry.query
    )


@pytest.mark.usefixtures("pensions")
def test_a_file_is_danish_whoever_asks(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.mette)
    danish = fetched(client, "xlsx", **ON_3_JUNE)
    client.post("/sprog/", {"language": "en"})

    english = fetched(client, "xlsx", **ON_3_JUNE, indhold="matrix")

    assert fetched(client, "xlsx", **ON_3_JUNE) == danish
    sheet = load_workbook(io.BytesIO(english)).worksheets[0]
    assert (sheet.title, sheet["B2"].value) == ("Kommuner × mål", "Område")


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize("shape", ["oversigt", "tal", "matrix", "revisioner"])
def test_more_areas_need_no_more_queries(shape: str, cast: Cast, client_of: ClientOf) -> None:
    def used() -> tuple[int, int]:
        client = client_of(cast.bo)
        with CaptureQueriesContext(connection) as page:
            client.get(ADDRESS, {**IN_MAY, "indhold": shape})
        with CaptureQueriesContext(connection) as file:
            fetched(client, "xlsx", **IN_MAY, indhold=shape)
        return len(page), len(file)

    few = used()
    for number in range(10):
        make_area(f"8{number:03}", f"By {number}", parent=cast.places.hs)

    many = used()

    assert many == few
    assert few[0] <= 13  # of which one is for months of earlier years, as there are areas without a figure
