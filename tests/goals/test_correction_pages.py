"""Corrections on the pages: asked for beside the number, decided in the queue, told on the desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client

from goals.corrections import open_requests
from goals.models import CorrectionDecision, CorrectionRequest, FigureState
from goals.returns import accept_correction, decline_correction
from jobcentres import clock
from tests.builders import make_figure
from tests.cast import ClientOf
from tests.goals.entry_page import APRIL, THIRD_OF_JUNE, UNEMPLOYED, Office, Page, the_figure

LINE, QUEUE = "/indberetning/soroe/2014-04/0340/langtidsledige/", "/gennemgang/"
EDUCATED = "/indberetning/soroe/2014-04/0340/uddannelsesgrad/"
WHY = "Fire borgere er talt med to gange."
Queries = Callable[[int], AbstractContextManager[None]]


@pytest.fixture
def bo(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.bo)


@pytest.fixture
def released(office: Office) -> Office:
    """Sorø's 143 in April, from the official source."""
    make_figure(office.cast.places.soroe, office.unemployed, "2014-04", 143)
    return office


def seen(client: Client, address: str = LINE) -> Page:
    return Page(client, address, client.get(address))


def ask(client: Client, address: str = LINE, **fields: str) -> Page:
    """The form as the page shows it, with these fields filled in."""
    html = client.get(f"{address}?ret=1").content.decode()
    inputs = dict(re.findall(r'<input[^>]*name="((?:initial-)?correction-\w+)"[^>]*value="([^"]*)"', html))
    hidden = dict(re.findall(r'name="((?:initial-)?correction-\w+)" value="([^"]*)"', html))
    written = {"state": "reported", "source_kind": "jobindsats", "reason": WHY, **fields}
    sent = inputs | hidden | {f"correction-{name}": text for name, text in written.items()} | {"ask": "1"}
    return Page(client, address, client.post(address, sent, follow=True))


def wish() -> CorrectionRequest:
    return CorrectionRequest.objects.latest("pk")


def answer(client: Client, button: str, reason: str = "", key: str = "k") -> Page:
    pk = wish().pk
    sent = {f"correction-{pk}-key": key, f"correction-{pk}-reason": reason, button: "1"}
    address = f"/gennemgang/rettelser/{pk}/"
    return Page(client, address, client.post(address, sent, follow=True))


def test_a_released_number_has_a_form_and_the_month_a_link_to_it(released: Office, anna: Client) -> None:
    assert f'href="{LINE}?ret=1#correction"' in anna.get(APRIL).content.decode()
    assert "Hvorfor skal tallet rettes?" in seen(anna).text


def test_a_number_that_is_not_released_has_none(office: Office, anna: Client) -> None:
    make_figure(
        office.cast.places.soroe, office.unemployed, "2014-04", 143, approved=False, by=office.cast.anna
    )

    assert "Bed om rettelse" not in seen(anna).text
    assert "er ikke frigivet endnu" in ask(anna, value="139").text


def test_an_open_wish_stands_on_the_page_and_the_number_still_holds(released: Office, mads: Client) -> None:
    page = ask(mads, value="139")

    assert "En rettelse fra 143 til 139 venter på regionen. (−4)" in page.text
    assert "af Mads Holm" in page.text
    assert WHY in page.text
    assert "Hvorfor skal tallet rettes?" not in page.text
    assert the_figure(UNEMPLOYED).value == 143


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"value": "1.23"}, 'Der står "1.23"'),
        ({"value": "143"}, "Det står der allerede."),
        ({"value": ""}, "Skriv tallet"),
        ({"value": "139", "reason": " "}, "Skriv, hvorfor tallet skal rettes."),
        ({"value": "139", "state": "not_measurable"}, "Slet tallet"),
        ({"value": "139", "reason": "Om 010180-1234"}, "cpr"),
        ({"value": "139", "state": "nonsense"}, "Vælg en af tilstandene"),
        ({"value": "139", "source_kind": "nonsense"}, "Vælg en af kilderne"),
    ],
)
def test_what_cannot_be_asked_for_is_said_beside_the_field(
    released: Office, anna: Client, fields: dict[str, str], message: str
) -> None:
    page = ask(anna, **fields)

    assert page.status == 200
    assert message in page.text
    assert not CorrectionRequest.objects.exists()
    assert "<details" in page.html and " open>" in page.html


def test_that_it_cannot_be_measured_may_be_wished_for(released: Office, anna: Client) -> None:
    ask(anna, value="", state="not_measurable")

    assert (wish().state, wish().value) == (FigureState.NOT_MEASURABLE, None)


def test_a_ratio_is_corrected_by_its_parts(office: Office, anna: Client) -> None:
    make_figure(office.cast.places.soroe, office.education, "2014-04", parts=(19, 201))

    page = ask(anna, EDUCATED, numerator="20", denominator="201")

    assert "fra 9,5 pct. (19 af 201) til 10,0 pct. (20 af 201)" in page.text
    assert "(+0,5 procentpoint)" in page.text


def test_a_number_that_changed_while_one_wrote_is_asked_about_again(released: Office, anna: Client) -> None:
    page = ask(anna, value="139", version="0")

    assert "Tallet er ændret, mens du skrev." in page.text
    assert 'name="correction-version" value="1"' in page.html
    assert not CorrectionRequest.objects.exists()


def test_a_wish_sent_twice_is_one(released: Office, anna: Client) -> None:
    ask(anna, value="139", key="same")
    ask(anna, value="139", key="same")

    assert CorrectionRequest.objects.count() == 1


def test_it_can_be_withdrawn_once(released: Office, anna: Client, mads: Client) -> None:
    ask(anna, value="139")
    sent = {"withdraw-request": str(wish().pk), "withdraw": "1"}

    page = Page(mads, LINE, mads.post(LINE, sent, follow=True))
    again = Page(anna, LINE, anna.post(LINE, sent, follow=True))

    assert "Rettelsen er trukket tilbage." in page.text
    assert "trukket tilbage kl. 14.02 af Mads Holm" in page.text
    assert "Rettelsen er allerede afgjort." in again.text


@pytest.mark.parametrize("person", ["bo", "mette"])
@pytest.mark.parametrize("button", ["ask", "withdraw"])
def test_who_only_reads_the_page_can_neither_ask_nor_withdraw(
    released: Office, anna: Client, client_of: ClientOf, person: str, button: str
) -> None:
    ask(anna, value="139")
    client = client_of(released.cast[person])

    assert "venter på regionen" in seen(client).text
    assert client.post(LINE, {button: "1"}).status_code == 404


def test_the_queue_shows_what_is_needed_to_decide(released: Office, anna: Client, bo: Client) -> None:
    for month, number in (("2014-03", 148), ("2014-02", 152)):
        make_figure(released.cast.places.soroe, released.unemployed, month, number)
    ask(anna, value="139")

    page = seen(bo, QUEUE)

    assert "Langtidsledige, april 2014, Sorø Kommune Frigivet143 Skal være→ 139 Forskel−4" in page.text
    assert "Måneden før148" in page.text
    assert f"“{WHY}” Bedt om kl. 14.02 af Anna Friis, Jobcenter Sorø." in page.text


def test_with_one_press_it_is_accepted(released: Office, anna: Client, bo: Client) -> None:
    ask(anna, value="139")

    page = answer(bo, "accept")

    assert "Rettelsen af Langtidsledige, april 2014, Sorø Kommune, er godkendt." in page.text
    assert "Intet venter på gennemgang." in page.text
    assert the_figure(UNEMPLOYED).value == 139


def test_the_lines_page_says_what_it_was_why_and_who_decided(
    released: Office, anna: Client, bo: Client
) -> None:
    ask(anna, value="139")
    answer(bo, "accept")

    text = seen(anna).text

    assert "Ændret efter frigivelse Rettet 3. juni 2014, var 143" in text
    assert "Rettet kl. 14.02 af Bo Lund (før 143)" in text
    assert (
        f"139 ✓ frigivet Bo Lund · kl. 14.02 · rettet · jobindsats.dk Rettet 3. juni 2014, var 143 “{WHY}”"
        in text
    )
    assert "Fra 143 til 139 · ✓ godkendt kl. 14.02 af Bo Lund" in text


def test_an_update_by_the_source_says_so(released: Office, anna: Client) -> None:
    make_figure(released.cast.places.soroe, released.unemployed, "2014-04", 141)

    assert "Opdateret i kilden 3. juni 2014, var 143" in seen(anna).text


def test_it_is_declined_with_a_reason_and_not_without(released: Office, anna: Client, bo: Client) -> None:
    ask(anna, value="139")

    without = answer(bo, "decline")
    declined = answer(bo, "decline", "Tallet passer med jobindsats.")

    assert "Skriv, hvorfor rettelsen afvises." in without.text
    assert "1 felt skal rettes" in without.text
    assert "er afvist. Jobcentret ser begrundelsen." in declined.text
    assert "✕ afvist kl. 14.02 af Bo Lund “Tallet passer med jobindsats.”" in seen(anna).text


def test_a_reason_beside_accept_is_asked_about(released: Office, anna: Client, bo: Client) -> None:
    ask(anna, value="139")

    page = answer(bo, "accept", "Nej tak")

    assert "Slet begrundelsen for at godkende rettelsen" in page.text
    assert ">Nej tak</textarea>" in page.html.replace("\n", "")
    assert open_requests().exists()


def test_what_was_changed_meanwhile_can_only_be_declined(released: Office, anna: Client, bo: Client) -> None:
    ask(anna, value="139")
    make_figure(released.cast.places.soroe, released.unemployed, "2014-04", 141)

    page, pressed = seen(bo, QUEUE), answer(bo, "accept")

    assert "Tallet er ændret siden og er nu 141." in page.text
    assert 'name="accept"' not in page.html
    assert "Tallet er ændret, efter at der blev bedt om rettelsen." in pressed.text
    assert the_figure(UNEMPLOYED).value == 141


def test_the_second_officer_is_told_that_it_is_decided(released: Office, anna: Client, bo: Client) -> None:
    ask(anna, value="139")
    answer(bo, "accept")

    assert "Rettelsen er allerede afgjort." in answer(bo, "decline", "Nej", "another key").text
    assert "er godkendt" in answer(bo, "accept").text  # the same press again
    assert CorrectionDecision.objects.count() == 1


@pytest.mark.parametrize("person", ["anna", "karl", "mette", "rikke", "lis", "sys"])
def test_nobody_else_decides(released: Office, anna: Client, client_of: ClientOf, person: str) -> None:
    ask(anna, value="139")

    assert answer(client_of(released.cast[person]), "accept").status == 404
    assert open_requests().exists()


def test_the_ministry_reads_the_queue_without_buttons(
    released: Office, anna: Client, client_of: ClientOf
) -> None:
    ask(anna, value="139")

    page = seen(client_of(released.cast.mette), QUEUE)

    assert "Skal være→ 139" in page.text
    assert 'name="accept"' not in page.html
    assert "Skal være" not in seen(client_of(released.cast.karl), QUEUE).text


def test_the_start_page_of_the_officer_counts_what_waits(released: Office, anna: Client, bo: Client) -> None:
    ask(anna, value="139")

    assert "1 rettelse venter på svar." in seen(bo, "/").text


@pytest.mark.parametrize("address", ["/", "/indberetning/"])
def test_the_jobcentre_is_told_what_became_of_it(
    released: Office, anna: Client, mads: Client, address: str
) -> None:
    ask(anna, value="139")
    decline_correction(request=wish(), reason="Tallet passer.", by=released.cast.bo)
    ask(anna, value="138")
    with clock.standing_at(THIRD_OF_JUNE + timedelta(minutes=1)):
        accept_correction(request=wish(), by=released.cast.bo)
    with clock.standing_at(THIRD_OF_JUNE + timedelta(minutes=2)):
        make_figure(released.cast.places.soroe, released.unemployed, "2014-04", 141)

    text = seen(mads, address).text

    told = (
        "Opdateret i kilden: Langtidsledige, april 2014: var 138, er nu 141. kl. 14.04",
        "Rettelsen af Langtidsledige, april 2014, er godkendt. kl. 14.03",
        'Rettelsen af Langtidsledige, april 2014, er afvist: "Tallet passer." kl. 14.02',
    )
    places = [text.index(one) for one in told]
    assert places == sorted(places)


def test_old_news_and_what_nobody_had_read_before_is_no_news(office: Office, anna: Client) -> None:
    soroe = office.cast.places.soroe
    make_figure(soroe, office.unemployed, "2014-03", 148, approved=False, by=office.cast.anna)
    make_figure(soroe, office.unemployed, "2014-03", 149)
    make_figure(soroe, office.unemployed, "2014-04", 143)
    make_figure(soroe, office.unemployed, "2014-04", 141)

    with clock.standing_at(THIRD_OF_JUNE + timedelta(days=31)):
        assert "Opdateret i kilden" not in seen(anna, "/indberetning/").text
    assert seen(anna, "/indberetning/").text.count("Opdateret i kilden") == 1


def test_the_pages_need_twelve_queries_however_many_wait(
    released: Office, anna: Client, bo: Client, django_assert_max_num_queries: Queries
) -> None:
    ask(anna, value="139")
    for number in range(4):
        month = f"2014-0{number + 1}"
        make_figure(released.cast.places.soroe, released.pensions, month, 30 + number)
        ask(anna, f"/indberetning/soroe/{month}/0340/foertidspension/", value="29")
        for client, address in ((bo, QUEUE), (bo, LINE), (anna, LINE), (anna, "/indberetning/"), (bo, "/")):
            looks_back = (client, address) == (bo, "/")  # a goal that nobody has reported: was it ever?
            with django_assert_max_num_queries(12 + looks_back):
                assert client.get(address).status_code == 200
    assert seen(bo, QUEUE).text.count("Skal være") == 5
