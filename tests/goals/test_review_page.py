"""The region looks through what was submitted: the queue, and a return of it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from goals import returns
from goals.contents import FigureEntry
from goals.corrections import request_correction
from goals.models import Figure, Indicator, ReturnEvent, Submission
from goals.months import Month
from jobcentres.models import User
from tests.builders import make_assignment, make_figure, make_goal
from tests.cast import ClientOf
from tests.goals.entry_page import EDUCATION, PENSIONS, UNEMPLOYED, Office, Page, the_figure
from tests.goals.test_line_page import APRIL, HIRED, explain, make_past

QUEUE, SOROE = "/gennemgang/", "/gennemgang/soroe/2014-04/"
REASON = "Er tallet for hele måneden?"


@pytest.fixture
def bo(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.bo)


def submit(office: Office, month: str = "2014-04", by: User | None = None, **numbers: int) -> Submission:
    """Sorø's figures, by the name of their indicator in the office, entered and submitted."""
    cast = office.cast
    for name, number in numbers.items():
        indicator: Indicator = getattr(office, name)
        make_figure(cast.places.soroe, indicator, month, number, approved=False, by=cast.anna)
    filed = returns.return_for(cast.places.jobcentre_soroe, type(APRIL).parse(month))
    return returns.submit(monthly_return=filed, by=by or cast.mads)


def seen(client: Client, address: str = SOROE) -> Page:
    return Page(client, address, client.get(address))


def press(client: Client, page: Page, **fields: str) -> Page:
    """A button of the page as it was seen, with these fields filled in."""
    versions = dict(_versions(page.html))
    sent: dict[str, Any] = {
        "key": "k",
        **versions,
        **{name.replace("__", "-"): t for name, t in fields.items()},
    }
    return Page(client, page.address, client.post(page.address, sent, follow=True))


def _versions(html: str) -> list[tuple[str, str]]:
    return re.findall(r'name="([^"]+-version)" value="(\d+)"', html)


def reason_of(key: str, text: str = REASON) -> dict[str, str]:
    return {f"{key}-reason": text}


def test_the_queue_has_the_oldest_return_first_and_counts_what_is_unexplained(
    office: Office, bo: Client
) -> None:
    make_past(office)
    submit(office, unemployed=171, pensions=31)
    submit(office, "2014-05", pensions=31)

    text = seen(bo, QUEUE).text

    assert text.index("Jobcenter Sorø, april 2014") < text.index("Jobcenter Sorø, maj 2014")
    assert "af Mads Holm 2 ? 1" in text
    assert "af Mads Holm 1 ingen" in text


def test_an_explained_number_counts_for_nothing_in_the_queue(
    office: Office, bo: Client, client_of: ClientOf
) -> None:
    make_past(office)
    submit(office, unemployed=171)
    explain(client_of(office.cast.anna))

    assert "af Mads Holm 1 ingen" in seen(bo, QUEUE).text


def test_a_figure_that_was_changed_while_it_waited_waits_no_longer(office: Office, bo: Client) -> None:
    submit(office, unemployed=143)
    make_figure(
        office.cast.places.soroe, office.unemployed, "2014-04", 144, approved=False, by=office.cast.anna
    )

    assert "Intet venter på gennemgang." in seen(bo, QUEUE).text
    assert "Intet venter på gennemgang." in seen(bo).text


def test_another_regions_returns_are_not_in_the_queue_and_the_ministry_reads_all(
    office: Office, client_of: ClientOf
) -> None:
    submit(office, unemployed=143)

    assert "Intet venter" in seen(client_of(office.cast.karl), QUEUE).text
    assert "Jobcenter Sorø, april 2014" in seen(client_of(office.cast.mette), QUEUE).text


def test_the_ministry_has_no_buttons_and_cannot_send(office: Office, client_of: ClientOf) -> None:
    submit(office, unemployed=143)
    mette = client_of(office.cast.mette)

    page = seen(mette)

    assert "143" in page.text
    assert 'name="release' not in page.html
    assert 'name="send_back"' not in page.html
    assert mette.post(SOROE, {"release": UNEMPLOYED}).status_code == 404


def test_a_figure_stands_beside_its_past_with_its_explanation(
    office: Office, bo: Client, client_of: ClientOf
) -> None:
    make_past(office)
    submit(office, unemployed=171)
    explain(client_of(office.cast.anna))

    text = seen(bo).text

    assert "Mar. 2014148 Plejer at ligge124–160 April 2014171" in text
    assert f"Forklaring: “{HIRED}”" in text
    assert "Det giver ikke anledning til spørgsmål." in text


def test_one_figure_is_released_and_the_others_wait(office: Office, bo: Client) -> None:
    submit(office, unemployed=143, pensions=31)

    page = press(bo, seen(bo), release=UNEMPLOYED)

    assert "1 tal er frigivet: Jobcenter Sorø, april 2014." in page.text
    assert the_figure(UNEMPLOYED).is_locked
    assert not the_figure(PENSIONS).is_locked


def test_all_without_a_question_are_released_at_once(office: Office, bo: Client) -> None:
    make_past(office)
    submit(office, unemployed=171, pensions=31)

    page = seen(bo)
    assert "Frigiv tallet uden spørgsmål" in page.text
    press(bo, page, release_untroubled="1")

    assert the_figure(PENSIONS).is_locked
    assert not the_figure(UNEMPLOYED).is_locked


def test_figures_are_sent_back_each_with_its_reason(office: Office, bo: Client) -> None:
    submit(office, unemployed=143, pensions=31)

    page = press(bo, seen(bo), send_back="1", **reason_of(UNEMPLOYED), **reason_of(PENSIONS, "Og her?"))

    assert "2 tal er sendt tilbage" in page.text
    sent = ReturnEvent.objects.filter(kind="sent_back").order_by("pk")
    assert {event.new for event in sent} == {REASON, "Og her?"}


def test_nothing_is_sent_back_without_a_reason(office: Office, bo: Client) -> None:
    submit(office, unemployed=143)

    page = press(bo, seen(bo), send_back="1")

    assert "Skriv begrundelsen ved hvert tal, der skal sendes tilbage." in page.text
    assert not ReturnEvent.objects.filter(kind="sent_back").exists()


def test_a_reason_that_cannot_be_kept_stays_in_its_field(office: Office, bo: Client) -> None:
    submit(office, unemployed=143)

    page = press(bo, seen(bo), send_back="1", **reason_of(UNEMPLOYED, "Hun er 010190-1234"))

    assert "ligner et cpr-nummer" in page.text
    assert "Hun er 010190-1234" in page.html
    assert page.text.count("1 felt skal rettes") == 1


def test_releasing_one_figure_keeps_the_reason_that_is_written_at_another(office: Office, bo: Client) -> None:
    submit(office, unemployed=143, pensions=31)

    page = press(bo, seen(bo), release=PENSIONS, **reason_of(UNEMPLOYED))

    assert the_figure(PENSIONS).is_locked
    assert REASON in page.html
    after = press(bo, page, send_back="1", **reason_of(UNEMPLOYED))
    assert "1 tal er sendt tilbage" in after.text


def test_a_figure_with_a_reason_is_not_released(office: Office, bo: Client) -> None:
    submit(office, unemployed=143)

    page = press(bo, seen(bo), release=UNEMPLOYED, **reason_of(UNEMPLOYED))

    assert "Slet begrundelsen for at frigive tallet" in page.text
    assert not the_figure(UNEMPLOYED).is_locked


def test_nobody_releases_a_number_that_they_have_not_seen(office: Office, bo: Client) -> None:
    submit(office, unemployed=143)
    page = seen(bo)
    submit(office, unemployed=999)

    told = press(bo, page, release=UNEMPLOYED)

    assert "Tallet er ændret, siden du åbnede siden." in told.text
    assert not the_figure(UNEMPLOYED).is_locked


def test_a_press_sent_twice_counts_once(office: Office, bo: Client) -> None:
    submit(office, unemployed=143, pensions=31)
    page = seen(bo)

    for _time in range(2):
        again = press(bo, page, send_back="1", **reason_of(UNEMPLOYED))

    assert again.status == 200
    assert "venter ikke længere" not in again.text
    assert ReturnEvent.objects.filter(kind="sent_back").count() == 1


def test_a_reason_for_what_somebody_else_has_answered_is_not_lost(office: Office, bo: Client) -> None:
    submission = submit(office, unemployed=143)
    page = seen(bo)
    returns.approve(submission=submission, by=office.cast.bo)

    told = press(bo, page, send_back="1", **reason_of(UNEMPLOYED))

    assert f"venter ikke længere. Du havde skrevet: “{REASON}”" in told.text


def test_the_next_return_of_the_queue_comes_after_the_last_answer(office: Office, bo: Client) -> None:
    submit(office, unemployed=143)
    submit(office, "2014-05", pensions=31)

    page = press(bo, seen(bo), release=UNEMPLOYED)
    assert "Jobcenter Sorø, maj 2014" in page.text
    page = press(bo, seen(bo, "/gennemgang/soroe/2014-05/"), release=PENSIONS)

    assert "Intet venter på gennemgang." in page.text


def test_a_figure_that_comes_again_shows_what_was_asked_and_answered(office: Office, bo: Client) -> None:
    submit(office, unemployed=143)
    press(bo, seen(bo), send_back="1", **reason_of(UNEMPLOYED))
    filed = returns.return_for(office.cast.places.jobcentre_soroe, APRIL)
    returns.say(filed, office.unemployed, office.cast.places.soroe, "Nu er den.", by=office.cast.anna)
    submit(office, unemployed=150)

    text = seen(bo).text

    assert "Før: 143. Nu: 150." in text
    assert f"af Bo Lund: “{REASON}”" in text
    assert "“Nu er den.”" in text
    assert "Det giver anledning til spørgsmål." in text


def test_who_submitted_a_figure_does_not_release_it(office: Office, bo: Client) -> None:
    make_assignment(office.cast.bo, "manager", office.cast.places.jobcentre_soroe)
    submit(office, by=office.cast.bo, unemployed=143)

    page = seen(bo)
    told = press(bo, page, release=UNEMPLOYED)

    assert 'name="release"' not in page.html
    assert "Du har selv indsendt dette tal." in page.text
    assert "skal en anden frigive" in told.text
    assert not Figure.objects.filter(approved_version__gt=0).exists()


def test_the_pages_take_as_many_queries_for_two_returns_as_for_many(
    office: Office, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    make_past(office)
    submit(office, unemployed=171)
    for size in (1, 2):
        if size == 2:
            submit(office, pensions=31)
            submit(office, "2014-05", unemployed=171, pensions=31)
        for address in (QUEUE, SOROE):
            bo = client_of(office.cast.bo)
            with django_assert_max_num_queries(12):
                assert bo.get(address).status_code == 200


def test_the_officers_pages_say_how_much_waits(office: Office, bo: Client, client_of: ClientOf) -> None:
    make_figure(office.cast.places.soroe, office.unemployed, "2014-03")
    submit(office, unemployed=143)

    for address in ("/", "/regioner/HS/"):
        page = seen(bo, address)
        assert "1 indberetning venter på gennemgang, indsendt 3. juni." in page.text
        assert 'href="/gennemgang/"' in page.html
        assert 'Gennemgang (1<span class="sr-only"> venter</span>)' in page.html
        assert "venter på gennemgang" not in seen(client_of(office.cast.rikke), address).text


def test_the_officer_reads_that_nothing_waits(office: Office, bo: Client) -> None:
    page = seen(bo, "/regioner/HS/")

    assert "Ingen indberetning venter på gennemgang." in page.text
    assert "Gennemgang (" not in page.html


def test_the_manager_reads_before_submitting_what_is_missing_or_unexplained(
    office: Office, client_of: ClientOf
) -> None:
    make_past(office)
    make_figure(
        office.cast.places.soroe, office.unemployed, "2014-04", 171, approved=False, by=office.cast.anna
    )

    page = seen(client_of(office.cast.mads), "/indberetning/soroe/2014-04/")

    box = page.html.partition("data-before-submitting>")[2].partition("</section>")[0]
    shown = re.findall(r'data-of="([^"]+)" data-kind="(\w+)">', box)
    assert shown == [(PENSIONS, "missing"), (UNEMPLOYED, "unexplained")]
    assert "uden for det sædvanlige og ikke forklaret" in box


def test_who_does_not_submit_is_not_told_so(office: Office, client_of: ClientOf) -> None:
    page = seen(client_of(office.cast.anna), "/indberetning/soroe/2014-04/")

    assert "data-before-submitting" not in page.html


def test_what_is_missing_stops_no_submission(office: Office, client_of: ClientOf) -> None:
    make_figure(
        office.cast.places.soroe, office.unemployed, "2014-04", 171, approved=False, by=office.cast.anna
    )
    mads = client_of(office.cast.mads)

    seen(mads, "/indberetning/soroe/2014-04/").send({"submit": "1"})

    assert Submission.objects.count() == 1


# Month beside month


def beside(page: Page, key: str) -> list[str]:
    """The rows of the table beside a figure, the newest first."""
    table = page.html.partition(f'id="{key}"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_a_waiting_figure_has_its_last_thirteen_months_beside_it(office: Office, bo: Client) -> None:
    make_past(office)
    submit(office, unemployed=171)

    rows = beside(seen(bo), UNEMPLOYED)

    assert len(rows) == 13
    assert rows[0] == "Apr. 2014 171 +23 … foreløbig"
    assert rows[1].startswith("Mar. 2014 148") and rows[1].endswith("✓ frigivet")
    assert rows[12].startswith("Apr. 2013")


def test_the_months_say_what_was_corrected_or_updated(office: Office, bo: Client) -> None:
    soroe, cast = office.cast.places.soroe, office.cast
    make_figure(soroe, office.pensions, "2014-02", 30)
    make_figure(soroe, office.pensions, "2014-02", 32)
    make_figure(soroe, office.pensions, "2014-01", 33, approved=False, by=cast.anna)
    make_figure(soroe, office.pensions, "2014-01", 33)
    make_figure(soroe, office.pensions, "2014-03", 36)
    wish = FigureEntry(office.pensions, soroe, Month(2014, 3), value=Decimal(35))
    returns.accept_correction(
        request=request_correction(entry=wish, reason="Tastefejl", by=cast.anna), by=cast.bo
    )
    submit(office, pensions=31)

    rows = beside(seen(bo), PENSIONS)

    assert rows[:4] == [
        "Apr. 2014 31 −4 … foreløbig",
        "Mar. 2014 35 +3 ✓ frigivet, rettet",
        "Feb. 2014 32 −1 ✓ frigivet, opdateret i kilden",
        "Jan. 2014 33 ✓ frigivet",
    ]


def test_the_months_say_what_was_released_anew_after_a_reopening(office: Office, bo: Client) -> None:
    returns.approve(submission=submit(office, "2014-03", unemployed=143), by=office.cast.bo)
    filed = returns.return_for(office.cast.places.jobcentre_soroe, Month(2014, 3))
    returns.reopen(monthly_return=filed, reason="Talt to gange", by=office.cast.bo)
    returns.approve(submission=submit(office, "2014-03", unemployed=134), by=office.cast.bo)
    submit(office, unemployed=136)

    assert beside(seen(bo), UNEMPLOYED)[1] == "Mar. 2014 134 ✓ frigivet, rettet"


def test_a_figure_that_begins_anew_in_january_is_not_compared_with_december(
    office: Office, bo: Client
) -> None:
    soroe = office.cast.places.soroe
    for month, begun in (("2013-12", 60), ("2014-01", 6), ("2014-02", 14)):
        make_figure(soroe, office.education, month, parts=(begun, 200))
    submit(office, "2014-03", unemployed=143)
    make_figure(soroe, office.education, "2014-03", parts=(20, 200), approved=False, by=office.cast.anna)
    filed = returns.return_for(office.cast.places.jobcentre_soroe, Month(2014, 3))
    returns.submit(monthly_return=filed, by=office.cast.mads)

    rows = beside(seen(bo, "/gennemgang/soroe/2014-03/"), EDUCATION)

    assert rows[0] == "Mar. 2014 10,0 pct. +3,0 procentpoint … foreløbig"
    assert rows[2] == "Jan. 2014 3,0 pct. ✓ frigivet"


def test_of_a_whole_year_december_is_beside_december(office: Office, bo: Client) -> None:
    soroe, cooperation = office.cast.places.soroe, office.cooperation
    make_goal(cooperation, year=2013, number=4)
    make_figure(soroe, cooperation, "2012-12", parts=(80, 200))
    make_figure(soroe, cooperation, "2013-12", parts=(90, 200), approved=False, by=office.cast.anna)
    filed = returns.return_for(office.cast.places.jobcentre_soroe, Month(2013, 12))
    returns.submit(monthly_return=filed, by=office.cast.mads)

    rows = beside(seen(bo, "/gennemgang/soroe/2013-12/"), "0340-samarbejdsgrad")

    assert rows == ["Dec. 2013 45,0 pct. +5,0 procentpoint … foreløbig", "Dec. 2012 40,0 pct. ✓ frigivet"]
