"""The months of a year below each other: what can be entered there, and how it is saved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.models import FigureRevision, ReturnLine
from goals.months import Month
from jobcentres import clock
from jobcentres.models import Change
from tests.builders import make_figure
from tests.cast import Cast, ClientOf
from tests.goals.entry_page import THIRD_OF_JUNE, Office, make_office, opened, the_figure

SOROE, ESBJERG = "/indberetning/soroe/2014/", "/indberetning/esbjerg/2014/"
UNEMPLOYED = "0340-langtidsledige"


@pytest.fixture
def office(cast: Cast) -> Iterator[Office]:
    with clock.standing_at(THIRD_OF_JUNE):
        yield make_office(cast)


@pytest.fixture
def anna(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.anna)


def test_every_month_that_is_over_has_a_row_and_its_fields(anna: Client) -> None:
    page = opened(anna, SOROE)

    months = [f"2014-{number:02}" for number in range(1, 6)]
    fields = [name for name in page.sent if name.endswith("langtidsledige-value")]
    assert [name for name in fields if not name.startswith("initial")] == [
        f"{month}_{UNEMPLOYED}-value" for month in months
    ]
    assert "samarbejdsgrad" not in page.html  # counted in December alone, which is not over


def test_december_has_the_figure_of_the_whole_year(office: Office, anna: Client) -> None:
    with clock.standing_at(THIRD_OF_JUNE.replace(year=2015)):
        page = opened(anna, SOROE)

    fields = [name for name in page.sent if "samarbejdsgrad-value" in name and "initial" not in name]
    assert fields == ["2014-12_0340-samarbejdsgrad-value"]


def test_several_months_are_saved_as_one_change(anna: Client) -> None:
    page = opened(anna, SOROE)

    saved = page.send({f"2014-03_{UNEMPLOYED}-value": "148", f"2014-04_{UNEMPLOYED}-value": "143"})

    assert "Gemt kl. 14.02: 2 tal." in saved.text
    assert [the_figure(UNEMPLOYED, f"2014-0{number}").value for number in (3, 4)] == [148, 143]
    assert Change.objects.filter(kind=Change.Kind.FIGURES, by__isnull=False).count() == 1
    assert saved.response.request["PATH_INFO"] == SOROE


def test_one_fault_saves_nothing_and_keeps_what_was_typed(anna: Client) -> None:
    page = opened(anna, SOROE)

    refused = page.send({f"2014-03_{UNEMPLOYED}-value": "148", f"2014-04_{UNEMPLOYED}-value": "ca. 140"})

    assert not FigureRevision.objects.exists()
    assert "1 felt skal rettes" in refused.text
    assert "Langtidsledige, april 2014: Skriv tallet med cifre" in refused.text
    assert refused.sent[f"2014-03_{UNEMPLOYED}-value"] == "148"
    assert refused.sent[f"2014-04_{UNEMPLOYED}-value"] == "ca. 140"


def test_the_same_form_sent_twice_is_saved_once(anna: Client) -> None:
    page = opened(anna, SOROE)

    for _time in (1, 2):
        page.send({f"2014-03_{UNEMPLOYED}-value": "148"})

    assert the_figure(UNEMPLOYED, "2014-03").version == 1


def test_who_was_overtaken_chooses(office: Office, anna: Client) -> None:
    page = opened(anna, SOROE)
    make_figure(
        office.cast.places.soroe, office.unemployed, "2014-04", 150, approved=False, by=office.cast.mads
    )

    asked = page.send({f"2014-04_{UNEMPLOYED}-value": "143"})
    assert asked.status == 409
    assert "Mads Holm skrev 150" in asked.text
    asked.send({f"2014-04_{UNEMPLOYED}-choice": "mine"})

    assert the_figure(UNEMPLOYED).value == 143


def test_a_reason_instead_of_a_number_is_kept_for_its_month(anna: Client) -> None:
    opened(anna, SOROE).send({f"2014-04_{UNEMPLOYED}-state": "not_published"})

    line = ReturnLine.objects.select_related("monthly_return").get()
    assert (line.state, line.monthly_return.month) == ("not_published", Month(2014, 4))


def test_a_released_figure_is_readable_and_has_no_field(office: Office, anna: Client) -> None:
    make_figure(office.cast.places.soroe, office.unemployed, "2014-02", 152)

    page = opened(anna, SOROE)

    assert f"2014-02_{UNEMPLOYED}-value" not in page.sent
    assert "152" in page.text


def test_a_cell_saves_itself_and_answers_as_a_cell(office: Office, anna: Client) -> None:
    page, key = opened(anna, SOROE), f"2014-04_{UNEMPLOYED}"
    content = {name: text for name, text in page.sent.items() if key in name}
    content |= {f"{key}-value": "143", "line": key, "key": "one", "person": str(office.cast.anna.pk)}

    answer = anna.post("/indberetning/soroe/2014-04/gem/", content).json()

    assert answer["outcome"] == "saved"
    assert f'data-line="{key}"' in answer["html"]
    assert "year-cell" in answer["html"]
    assert the_figure(UNEMPLOYED).value == 143


def test_both_municipalities_have_their_table(office: Office, client_of: ClientOf) -> None:
    page = opened(client_of(office.cast.vibe), ESBJERG)

    assert page.html.count("<table") == 2
    assert {"2014-04_0561-langtidsledige-value", "2014-04_0563-langtidsledige-value"} <= page.sent.keys()


@pytest.mark.parametrize(
    "address", ["/indberetning/soroe/2012/", "/indberetning/soroe/2016/", "/indberetning/aalborg/2014/"]
)
def test_years_without_goals_and_other_jobcentres_are_not_there(address: str, anna: Client) -> None:
    assert anna.get(address).status_code == 404


def test_a_year_takes_as_few_queries_as_a_month(office: Office, client_of: ClientOf) -> None:
    client, places = client_of(office.cast.vibe), office.cast.places
    with CaptureQueriesContext(connection) as empty:
        client.get(ESBJERG)
    for month in range(1, 6):
        for place in (places.esbjerg, places.fanoe):
            make_figure(place, office.unemployed, f"2014-{month:02}", 100 + month, approved=False)

    with CaptureQueriesContext(connection) as full:
        client.get(ESBJERG)

    assert len(full) == len(empty) <= 12
