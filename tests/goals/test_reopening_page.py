"""The pages on which a released month is opened again and closed, and what other pages say of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from goals import returns
from goals.models import Figure, ReturnEvent
from jobcentres import clock
from tests.builders import make_figure
from tests.cast import ClientOf
from tests.goals.entry_page import PENSIONS, THIRD_OF_JUNE, UNEMPLOYED, Office, Page, opened, the_figure
from tests.goals.test_review_page import SOROE, press, seen, submit

REOPEN, CLOSE = f"{SOROE}genaabn/", f"{SOROE}luk/"
MONTH, DESK = "/indberetning/soroe/2014-04/", "/indberetning/"
REASON = "Et hold er talt to gange."


@pytest.fixture
def bo(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.bo)


@pytest.fixture
def released(office: Office) -> Office:
    returns.approve(submission=submit(office, unemployed=143, pensions=31), by=office.cast.bo)
    return office


def send(client: Client, address: str, **fields: str) -> Page:
    return Page(client, address, client.post(address, {"key": "k", **fields}, follow=True))


def test_the_page_names_what_will_be_opened_and_asks_why(released: Office, bo: Client) -> None:
    assert f'href="{REOPEN}"' in seen(bo).html

    text = seen(bo, REOPEN).text

    assert "Genåbn april 2014 for Jobcenter Sorø?" in text
    assert "Langtidsledige, april 2014 143 ✓ frigivet" in text
    assert "Det frigivne tal gælder, til et nyt er indsendt og frigivet." in text


@pytest.mark.parametrize("person", ["bo", "mette"])
def test_a_month_is_reopened_with_its_reason(released: Office, client_of: ClientOf, person: str) -> None:
    client = client_of(released.cast[person])

    page = send(client, REOPEN, reason=REASON)

    assert "Måneden er genåbnet." in page.text
    assert f"Genåbnet kl. 14.02 af {released.cast[person]}: “{REASON}”" in page.text
    assert "✓ frigivet, genåbnet" in page.text
    assert f'href="{CLOSE}"' in page.html and f'href="{REOPEN}"' not in page.html


@pytest.mark.parametrize(
    ("reason", "message"),
    [("", "Skriv, hvorfor måneden genåbnes."), ("Hun er 010190-1234", "ligner et cpr-nummer")],
)
def test_a_month_is_not_reopened_without_a_reason(
    released: Office, bo: Client, reason: str, message: str
) -> None:
    page = send(bo, REOPEN, reason=reason)

    assert message in page.text
    assert reason in page.html
    assert not Figure.objects.filter(is_reopened=True).exists()


def test_the_same_press_sent_twice_reopens_once(released: Office, bo: Client) -> None:
    pages = [send(bo, REOPEN, reason=REASON) for _time in range(2)]

    assert [page.status for page in pages] == [200, 200]
    assert "Måneden er genåbnet." in pages[1].text
    assert ReturnEvent.objects.filter(kind="reopened", indicator=None).count() == 1


def test_a_month_with_nothing_released_is_not_reopened(office: Office, bo: Client) -> None:
    submit(office, unemployed=143)

    assert "Ingen af månedens tal er frigivet og lukket." in seen(bo, REOPEN).text
    assert "Ingen af månedens tal er frigivet og lukket." in send(bo, REOPEN, reason=REASON).text
    assert f'href="{REOPEN}"' not in seen(bo).html


def test_the_jobcentre_reads_on_top_why_its_month_is_open(released: Office, bo: Client, anna: Client) -> None:
    send(bo, REOPEN, reason=REASON)

    page = opened(anna)

    assert f"Genåbnet kl. 14.02 af Bo Lund: “{REASON}” Du kan ændre de frigivne tal." in page.text
    assert page.text.count("✓ frigivet, genåbnet") == 2
    assert f'name="{UNEMPLOYED}-value"' in page.html


def test_a_reopened_month_is_no_work_until_it_is_changed(released: Office, bo: Client, mads: Client) -> None:
    send(bo, REOPEN, reason=REASON)
    assert "2 frigivet, genåbnet" in opened(mads, DESK).text
    assert "mangler kun, at du godkender" not in opened(mads, DESK).text

    opened(mads).send({f"{UNEMPLOYED}-value": "134"})

    text = opened(mads, DESK).text
    assert "1 frigivet, genåbnet" in text and "1 gemt, ikke indsendt" in text
    assert "1 tal er gemt og mangler kun, at du godkender og indsender" in text


def test_a_reopened_month_is_corrected_released_and_closed(
    released: Office, bo: Client, mads: Client
) -> None:
    send(bo, REOPEN, reason=REASON)
    opened(mads).send({f"{UNEMPLOYED}-value": "134", "submit": "1"})
    assert "1 tal er ændret og mangler at blive frigivet." in seen(bo, CLOSE).text
    assert "1 tal er ændret og mangler at blive frigivet." in send(bo, CLOSE).text

    page, line = seen(bo), seen(bo, f"{MONTH}{UNEMPLOYED.replace('-', '/')}/")
    assert "Tallet har været frigivet, og måneden er genåbnet." in page.text
    assert "Frigivet indtil nu143" in page.text and "Frigivet indtil nu 143" in line.text
    press(bo, page, release=UNEMPLOYED)
    closed = send(bo, CLOSE)

    assert "Måneden er lukket igen." in closed.text
    assert "Genåbnet" not in opened(mads).text
    assert the_figure(UNEMPLOYED).is_locked and the_figure(PENSIONS).is_locked


def test_there_must_be_something_to_close(released: Office, bo: Client) -> None:
    assert "Ingen af månedens tal er genåbnet." in seen(bo, CLOSE).text
    assert "Ingen af månedens tal er genåbnet." in send(bo, CLOSE).text


def test_the_year_says_that_a_month_is_reopened(released: Office, bo: Client, anna: Client) -> None:
    send(bo, REOPEN, reason=REASON)

    page = opened(anna, "/indberetning/soroe/2014/")

    assert "frigivet, genåbnet" in page.text
    assert f'name="2014-04_{UNEMPLOYED}-value"' in page.html


def test_a_day_is_named_once_it_has_passed(released: Office, bo: Client, anna: Client) -> None:
    send(bo, REOPEN, reason=REASON)

    with clock.standing_at(THIRD_OF_JUNE.replace(day=10)):
        assert "Genåbnet 3. juni kl. 14.02 af Bo Lund" in opened(anna).text


def test_a_withdrawn_figure_is_shown_to_the_region(released: Office, bo: Client, mads: Client) -> None:
    send(bo, REOPEN, reason=REASON)
    page = opened(mads)
    page.send({f"{UNEMPLOYED}-value": "", f"{UNEMPLOYED}-note": "Forkert måned", "submit": "1"})

    text = seen(bo).text

    assert "1 tal venter på gennemgang." in text
    assert "April 2014ikke indberettet" in text


def test_the_pages_of_a_reopened_month_need_few_queries(
    released: Office, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    send(client_of(released.cast.bo), REOPEN, reason=REASON)
    make_figure(
        released.cast.places.soroe, released.pensions, "2014-05", 31, approved=False, by=released.cast.anna
    )

    for person, address in (("bo", SOROE), ("bo", REOPEN), ("bo", CLOSE), ("mads", MONTH), ("mads", DESK)):
        client = client_of(released.cast[person])
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
