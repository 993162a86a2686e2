"""The desk of months, what the region sent back, and how the manager submits."""

from __future__ import annotations

import pytest
from django.test import Client

from goals.models import Submission, SubmittedLine
from goals.months import Month
from goals.returns import return_for, send_back
from tests.builders import make_assignment, make_figure
from tests.cast import ClientOf
from tests.goals.entry_page import (
    APRIL,
    PENSIONS,
    UNEMPLOYED,
    Office,
    opened,
    the_figure,
)

DESK = "/indberetning/"


def all_released(office: Office, *but: str) -> None:
    """Every figure until April is there but those of these months."""
    soroe = office.cast.places.soroe
    for month in Month.range(Month(2013, 1), Month(2014, 5)):
        if str(month) not in but:
            make_figure(soroe, office.pensions, str(month), 40)
    for month in Month.range(Month(2014, 1), Month(2014, 4)):
        if str(month) not in but:
            make_figure(soroe, office.unemployed, str(month), 150)


def sent_back(office: Office, mads: Client) -> None:
    opened(mads).send({f"{PENSIONS}-value": "4", "submit": "1"})
    reasons = {the_figure(PENSIONS).pk: "4 ligner tilgangen i april alene."}
    send_back(submission=Submission.objects.get(), reasons=reasons, by=office.cast.bo)


def test_the_desk_says_in_one_sentence_what_is_due(office: Office, anna: Client) -> None:
    all_released(office, "2014-04")

    page = opened(anna, DESK)

    assert "2 tal skal indberettes nu: 1 mangler efter fristen, 1 er nyt." in page.text
    assert "Næste frist: tirsdag 10. juni kl. 12.00. Gå til næste" in page.text
    assert f'href="{APRIL}#{PENSIONS}">Gå til næste' in page.html


def test_the_desk_shows_the_months_of_the_year(office: Office, anna: Client) -> None:
    all_released(office, "2014-04")

    page = opened(anna, DESK)

    assert "Jobcenter Sorø, 2014" in page.text
    assert (
        "April ! 1 mangler → 1 skal indberettes nu, frist 10. juni … 1 ventes, frist 10. september"
        in page.text
    )
    assert "Marts ✓ 2 frigivet" in page.text
    assert "Juni ikke slut endnu" in page.text
    assert page.html.count('class="desk-month"') == 12


def test_another_year_is_one_click_away(office: Office, anna: Client) -> None:
    page = opened(anna, f"{DESK}?aar=2013")

    assert "Jobcenter Sorø, 2013" in page.text
    assert 'href="?aar=2014" rel="next"' in page.html


@pytest.mark.parametrize("asked", ["", "x", "1999", "9" * 400, "-1", "２０１３", "%00"])
def test_a_year_that_is_not_there_is_the_present_one(anna: Client, asked: str) -> None:
    assert "Jobcenter Sorø, 2014" in opened(anna, f"{DESK}?aar={asked}").text


def test_nothing_due_says_what_comes_next(office: Office, anna: Client) -> None:
    all_released(office)

    page = opened(anna, DESK)

    assert "Der er ingen tal, der skal indberettes nu." in page.text
    assert "Næste tal er Uddannelsesgrad, januar 2014, frist 10. juni." in page.text


def test_what_was_sent_back_comes_first_with_its_reason(office: Office, anna: Client, mads: Client) -> None:
    sent_back(office, mads)

    desk, month = opened(anna, DESK), opened(anna)

    assert "1 er sendt tilbage" in desk.text
    assert f'href="{APRIL}#{PENSIONS}">Gå til næste' in desk.html
    assert "sendt tilbage: “4 ligner tilgangen i april alene.”" in desk.text
    assert "Sendt tilbage kl. 14.02 af Bo Lund: “4 ligner tilgangen i april alene.”" in month.text
    assert "2 tal skal indberettes nu: 1 er sendt tilbage, 1 er nyt." in month.text


def test_a_question_can_be_answered_in_the_comment(office: Office, mads: Client) -> None:
    sent_back(office, mads)

    page = opened(mads).send({f"{PENSIONS}-comment": "Tallet er rigtigt", "submit": "1"})

    assert "Indsendt kl. 14.02." in page.text
    assert "✓ indsendt, venter på regionen" in page.text
    assert Submission.objects.count() == 2


def test_the_manager_is_told_what_waits_for_submission(office: Office, anna: Client, mads: Client) -> None:
    opened(anna).send({f"{PENSIONS}-value": "35"})

    managers, clerks = opened(mads, DESK), opened(anna, DESK)

    assert "1 tal er gemt og mangler kun, at du godkender og indsender. Gå til april 2014" in managers.text
    assert "mangler kun" not in clerks.text


def test_a_corrected_figure_is_no_longer_sent_back(office: Office, anna: Client, mads: Client) -> None:
    sent_back(office, mads)

    page = opened(anna).send({f"{PENSIONS}-value": "35"})

    assert "Foertidspension ✓ gemt, ikke indsendt endnu" in page.text
    assert "ligner tilgangen" not in page.text


def test_the_manager_saves_and_submits_at_once(office: Office, mads: Client) -> None:
    page = opened(mads).send({f"{PENSIONS}-value": "35", f"{UNEMPLOYED}-value": "143", "submit": "1"})

    submission = Submission.objects.get()
    assert "Gemt kl. 14.02: 2 tal." in page.text and "Indsendt kl. 14.02." in page.text
    assert "✓ indsendt, venter på regionen" in page.text
    assert (submission.number, submission.lines.count()) == (1, 2)
    assert submission.change.by == office.cast.mads


def test_submitting_twice_is_submitting_once(mads: Client) -> None:
    page = opened(mads)
    typed = {f"{PENSIONS}-value": "35", "submit": "1"}

    answers = [page.send(typed) for _time in range(2)]

    assert [answer.status for answer in answers] == [200, 200]
    assert Submission.objects.count() == SubmittedLine.objects.count() == 1


def test_nothing_is_submitted_while_something_must_be_put_right(mads: Client) -> None:
    page = opened(mads).send({f"{PENSIONS}-value": "x", "submit": "1"})

    assert "1 felt skal rettes" in page.text
    assert not Submission.objects.exists()


def test_there_must_be_something_to_submit(mads: Client) -> None:
    page = opened(mads).send({"submit": "1"})

    assert not Submission.objects.exists()
    assert 'class="alert alert-error' in page.html


def test_a_clerk_cannot_submit(anna: Client) -> None:
    page = opened(anna)

    refused = page.send({f"{PENSIONS}-value": "35", "submit": "1"})

    assert "Godkend og indsend" not in page.text
    assert refused.status == 404
    assert not Submission.objects.exists()


@pytest.mark.parametrize("person", ["lis", "bo", "rikke", "karl", "mette", "sys"])
def test_who_enters_nothing_is_told_so(office: Office, client_of: ClientOf, person: str) -> None:
    page = opened(client_of(office.cast[person]), DESK)

    assert "Du har ingen indberetninger" in page.text
    assert "Jobcenter" not in page.text.replace("jobcenter", "")


def test_who_works_for_two_jobcentres_sees_both(office: Office, anna: Client) -> None:
    make_assignment(office.cast.anna, "clerk", office.cast.places.jobcentre_aalborg)

    page = opened(anna, DESK)

    assert "Jobcenter Aalborg, 2014" in page.text and "Jobcenter Sorø, 2014" in page.text
    assert "Foertidspension, Aalborg Kommune, januar 2013" in page.text


def test_the_desk_needs_the_same_few_queries_however_much_there_is(
    office: Office, client_of: ClientOf, django_assert_max_num_queries: object
) -> None:
    client = client_of(office.cast.vibe)
    for place in (office.cast.places.esbjerg, office.cast.places.fanoe):
        for month in range(1, 5):
            make_figure(place, office.unemployed, f"2014-{month:02}", 10 + month)
    return_for(office.cast.places.jobcentre_esbjerg, Month(2014, 4))

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(DESK)
