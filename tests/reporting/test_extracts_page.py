from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
from django.http import HttpResponse

from goals.models import GoalYear, Indicator
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from jobcentres.models import User
from tests.builders import make_figure, make_goal, make_indicator
from tests.cast import Cast, ClientOf
from tests.reporting.summary_files import exported

ADDRESS = "/udtraek/"
IN_MAY = {"aar": "2014", "maaned": "2014-05"}


@pytest.fixture
def pensions(cast: Cast) -> Indicator:
    """Sorø has 35, and 34 not yet released; Fanø has 3, too few for readers outside."""
    indicator = make_indicator("foertidspension", window="rolling_12")
    make_goal(indicator)
    make_figure(cast.places.soroe, indicator, "2014-04", 35)
    make_figure(cast.places.soroe, indicator, "2014-05", 34, approved=False)
    make_figure(cast.places.fanoe, indicator, "2014-05", 3)
    return indicator


def download(client_of: ClientOf, person: User, kind: str = "csv", **choice: str) -> HttpResponse:
    response = client_of(person).get(ADDRESS, {**IN_MAY, "format": kind, **choice})
    assert response.status_code == 200
    return response


def latest(response: HttpResponse, area: str) -> str:
    rows = csv.DictReader(io.StringIO(response.content.decode()))
    return next(row["latest"] for row in rows if row["area"] == area)


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize("kind", ["csv", "csv-dk", "json"])
def test_the_page_gives_the_official_the_same_file_as_the_command(
    kind: str, cast: Cast, client_of: ClientOf
) -> None:
    response = download(client_of, cast.mette, kind)

    command = exported("--year", "2014", "--as-of", "2014-05", "--format", kind)
    assert response.content.decode() == command


@pytest.mark.usefixtures("pensions")
def test_the_file_says_what_it_is(cast: Cast, client_of: ClientOf) -> None:
    response = download(client_of, cast.mette, "csv-dk", kendt="2014-06-03T08:00")

    named = 'attachment; filename="Maaltal 2014-05 kendt 2014-06-03.csv"'
    assert response.headers["Content-Disposition"] == named
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "private" in response.headers["Cache-Control"]


@pytest.mark.usefixtures("pensions")
def test_each_reader_gets_what_that_reader_may_see(cast: Cast, client_of: ClientOf) -> None:
    def seen_by(person: User, basis: str, area: str) -> str:
        return latest(download(client_of, person, grundlag=basis), area)

    assert [seen_by(cast.anna, basis, "0340") for basis in ("frigivet", "forelobig")] == ["35", "34"]
    assert [seen_by(cast.ole, basis, "0340") for basis in ("frigivet", "forelobig")] == ["35", "35"]
    assert [seen_by(person, "frigivet", "0563") for person in (cast.vibe, cast.ole)] == ["3", ".."]


@pytest.mark.usefixtures("pensions")
def test_who_sees_nothing_preliminary_is_not_offered_it(cast: Cast, client_of: ClientOf) -> None:
    lis = client_of(cast.lis)

    assert "foreløbige tal, du må se" not in lis.get(ADDRESS).content.decode()
    answer = lis.get(ADDRESS, {**IN_MAY, "format": "csv", "grundlag": "forelobig"})

    assert "Vælg et grundlag på listen." in answer.content.decode()


@pytest.mark.usefixtures("pensions")
def test_a_part_can_be_chosen(cast: Cast, client_of: ClientOf) -> None:
    response = download(client_of, cast.mette, niveau="kommuner", omraade="0340", indikator="foertidspension")

    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [(row["area"], row["indicator"]) for row in rows] == [("0340", "foertidspension")]


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize(
    "written", ["2014-06-03T08:00", "2014-06-03 08:00", "3/6-2014 8.00", "03.06.2014 kl. 8.00"]
)
def test_a_moment_is_read_as_it_is_written(written: str, cast: Cast, client_of: ClientOf) -> None:
    response = download(client_of, cast.mette, kendt=written)

    assert b"2014-06-03T08:00:00+02:00" in response.content


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
        ({"omraade": "0999"}, "Vælg et område på listen."),
        ({"indikator": "x"}, "Vælg indikatorer på listen."),
        ({"format": "pdf"}, "Vælg en filtype på listen."),
        ({"format": ""}, "Vælg en filtype."),
    ],
)
def test_a_wrong_choice_is_said_at_its_field_and_above(
    choice: dict[str, str], said: str, cast: Cast, client_of: ClientOf
) -> None:
    with clock.standing_at(datetime(2014, 6, 10, 14, 2, tzinfo=COPENHAGEN)):
        response = client_of(cast.mette).get(ADDRESS, {**IN_MAY, "format": "csv", **choice})

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
