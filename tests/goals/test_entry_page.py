"""The page of a month: what it shows and what a Save records."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from goals.models import FigureRevision, MonthlyReturn, ReturnEvent, ReturnLine
from jobcentres import clock
from jobcentres.models import Change
from tests.builders import make_figure
from tests.cast import ClientOf
from tests.goals.entry_page import (
    APRIL,
    EDUCATION,
    ESBJERG,
    PENSIONS,
    THIRD_OF_JUNE,
    UNEMPLOYED,
    Office,
    opened,
    the_figure,
)


def test_the_page_says_what_is_due_and_until_when(anna: Client) -> None:
    page = opened(anna)

    assert "2 tal skal indberettes nu: 1 mangler efter fristen, 1 er nyt." in page.text
    assert "Næste frist: tirsdag 10. juni kl. 12.00." in page.text
    assert "Indberet tal for april 2014" in page.text


def test_each_line_says_its_period_in_words(anna: Client) -> None:
    page = opened(anna)

    assert "De seneste 12 måneder (maj 2013–apr. 2014)" in page.text
    assert "År til dato (jan.–apr. 2014)" in page.text
    assert "Ministermål 3 · Langtidsledige → skal indberettes nu, frist 10. juni" in page.text


def test_last_month_and_the_same_month_last_year_stand_beside_the_field(office: Office, anna: Client) -> None:
    soroe = office.cast.places.soroe
    make_figure(soroe, office.unemployed, "2013-04", 168)
    make_figure(soroe, office.unemployed, "2014-03", 148)

    page = opened(anna)

    assert "Apr. 2013168Mar. 2014148" in page.text.replace(" 168", "168").replace(" 148", "148")


def test_a_number_is_saved_with_its_revision_in_one_change(office: Office, anna: Client) -> None:
    page = opened(anna).send({f"{UNEMPLOYED}-value": "143", f"{PENSIONS}-value": "35", "remark": "Ferie"})

    figure, change = the_figure(UNEMPLOYED), Change.objects.get()
    assert "Gemt kl. 14.02: 2 tal." in page.text
    assert "Gemt kl. 14.02 af Anna Friis" in page.text
    assert (figure.value, figure.version, figure.source_kind) == (143, 1, "jobindsats")
    assert (change.by, change.assignment) == (office.cast.anna, office.cast.anna.assignments.get())
    assert set(FigureRevision.objects.values_list("change", "origin")) == {(change.pk, "typed")}
    assert MonthlyReturn.objects.get().remark == "Ferie"


def test_a_changed_number_keeps_what_it_replaced_in_the_history(anna: Client) -> None:
    opened(anna).send({f"{PENSIONS}-value": "4"})

    page = opened(anna).send({f"{PENSIONS}-value": "35", f"{PENSIONS}-note": "Kun april"})

    assert "Gemt kl. 14.02 af Anna Friis (før 4)" in page.text
    assert "Historik (2)" in page.text
    assert (the_figure(PENSIONS).version, the_figure(PENSIONS).revisions.get(version=2).note) == (
        2,
        "Kun april",
    )


def test_saving_without_changes_records_nothing(anna: Client) -> None:
    page = opened(anna).save()

    assert "Der var ikke noget nyt at gemme." in page.text
    assert not Change.objects.exists()


def test_both_parts_of_a_ratio_give_the_percentage(anna: Client) -> None:
    page = opened(anna).send({f"{EDUCATION}-numerator": "19", f"{EDUCATION}-denominator": "201"})

    figure = the_figure(EDUCATION)
    assert (figure.value, figure.numerator, figure.denominator) == (None, 19, 201)
    assert "= 9,5 pct." in page.text


def test_the_percentage_alone_is_enough(anna: Client) -> None:
    opened(anna).send({f"{EDUCATION}-value": "9,5"})

    figure = the_figure(EDUCATION)
    assert (str(figure.value), figure.numerator) == ("9.500000000000000", None) or figure.value == 9.5


def test_no_percentage_is_shown_on_a_tiny_whole(anna: Client) -> None:
    page = opened(anna).send({f"{EDUCATION}-numerator": "2", f"{EDUCATION}-denominator": "9"})

    assert "= ingen procent, for få" in page.text


@pytest.mark.parametrize("state", ["not_measurable", "suppressed"])
def test_a_figure_without_a_number_says_why(anna: Client, state: str) -> None:
    page = opened(anna).send({f"{PENSIONS}-state": state})

    figure = the_figure(PENSIONS)
    assert (figure.state, figure.value) == (state, None)
    assert page.sent[f"{PENSIONS}-state"] == state


def test_not_published_yet_is_a_state_of_the_line_and_no_figure(anna: Client) -> None:
    page = opened(anna).send({f"{UNEMPLOYED}-state": "not_published"})

    line = ReturnLine.objects.get()
    assert (line.state, line.monthly_return.jobcentre.slug) == ("not_published", "soroe")
    assert "… ikke offentliggjort endnu" in page.text
    assert not FigureRevision.objects.exists()


def test_a_number_takes_the_place_of_not_published(anna: Client) -> None:
    opened(anna).send({f"{UNEMPLOYED}-state": "not_published"})

    opened(anna).send({f"{UNEMPLOYED}-value": "143"})

    assert the_figure(UNEMPLOYED).value == 143
    assert ReturnLine.objects.get().state == "open"


def test_a_number_is_withdrawn_with_a_reason(anna: Client) -> None:
    opened(anna).send({f"{PENSIONS}-value": "4"})
    withdrawal = {f"{PENSIONS}-state": "not_reported", f"{PENSIONS}-value": ""}

    refused = opened(anna).send(withdrawal)
    page = refused.send({f"{PENSIONS}-note": "Forkert måned"})

    figure = the_figure(PENSIONS)
    assert "Skriv, hvorfor tallet trækkes tilbage." in refused.text
    assert (figure.state, figure.value, figure.version) == ("not_reported", None, 2)
    assert "Trukket tilbage kl. 14.02 af Anna Friis (før 4)" in page.text
    assert figure.revisions.get(version=2).note == "Forkert måned"


def test_an_emptied_field_withdraws_the_number_and_asks_why(anna: Client) -> None:
    opened(anna).send({f"{PENSIONS}-value": "4"})

    page = opened(anna).send({f"{PENSIONS}-value": ""})

    assert "Skriv, hvorfor tallet trækkes tilbage." in page.text
    assert the_figure(PENSIONS).value == 4


def test_a_withdrawn_number_can_be_written_again(anna: Client) -> None:
    opened(anna).send({f"{PENSIONS}-value": "4"})
    opened(anna).send({f"{PENSIONS}-value": "", f"{PENSIONS}-note": "Forkert måned"})

    opened(anna).send({f"{PENSIONS}-value": "35"})

    assert (the_figure(PENSIONS).value, the_figure(PENSIONS).version) == (35, 3)


def test_source_and_comment_are_kept_with_the_line(anna: Client) -> None:
    page = opened(anna).send(
        {
            f"{UNEMPLOYED}-value": "163",
            f"{UNEMPLOYED}-source_kind": "own_count",
            f"{UNEMPLOYED}-source": "Talt i fagsystemet",
            f"{UNEMPLOYED}-comment": "Nyt hold i april",
        }
    )

    figure = the_figure(UNEMPLOYED)
    assert (figure.source_kind, figure.source) == ("own_count", "Talt i fagsystemet")
    assert ReturnLine.objects.get().comment == "Nyt hold i april"
    assert page.sent[f"{UNEMPLOYED}-source"] == "Talt i fagsystemet"
    assert page.sent[f"{UNEMPLOYED}-comment"] == "Nyt hold i april"


def test_a_comment_can_stand_alone(anna: Client) -> None:
    page = opened(anna).send({f"{UNEMPLOYED}-comment": "Kommer i morgen"})

    assert "Gemt kl. 14.02." in page.text
    assert ReturnEvent.objects.get().new == "Kommer i morgen"


def test_a_line_that_is_not_due_is_closed_until_it_is_opened(anna: Client) -> None:
    page = opened(anna)

    assert "… ventes, frist 10. september" in page.text
    assert page.html.count("<summary>Åbn felterne</summary>") == 1
    assert f"{EDUCATION}-numerator" in page.sent


def test_a_calendar_year_has_no_field_before_december(office: Office, anna: Client) -> None:
    page = opened(anna)

    assert "Opgøres for hele året. Tallet for 2014 ventes senest 10. apr. 2015." in page.text
    assert "0340-samarbejdsgrad-value" not in page.sent


def test_a_released_figure_is_text_with_what_to_do(office: Office, anna: Client) -> None:
    make_figure(office.cast.places.soroe, office.pensions, "2014-04", 35)

    page = opened(anna)

    assert "✓ frigivet" in page.text
    assert "35 jobindsats.dk" in page.text
    assert "bed beskæftigelsesregionen om en rettelse" in page.text
    assert f"{PENSIONS}-value" not in page.sent


def test_a_jobcentre_that_serves_two_municipalities_has_a_block_for_each(
    office: Office, client_of: ClientOf
) -> None:
    page = opened(client_of(office.cast.vibe), ESBJERG).send(
        {"0561-langtidsledige-value": "900", "0563-langtidsledige-value": "12"}
    )

    assert page.html.index("Esbjerg Kommune</h2>") < page.html.index("Fanø Kommune</h2>")
    assert "Gemt kl. 14.02: 2 tal." in page.text
    assert the_figure("0563-langtidsledige").value == 12


def test_neighbouring_months_are_one_click_away(anna: Client) -> None:
    page = opened(anna)

    assert 'href="/indberetning/soroe/2014-03/" rel="prev"' in page.html
    assert 'href="/indberetning/soroe/2014-05/" rel="next"' in page.html
    assert 'rel="next"' not in opened(anna, "/indberetning/soroe/2014-05/").html


def test_the_page_speaks_english(office: Office, anna: Client) -> None:
    office.cast.anna.language = "en"
    office.cast.anna.save()

    page = opened(anna).send({f"{UNEMPLOYED}-value": "143"})

    assert "Enter the numbers for April 2014" in page.text
    assert "Saved at 14.02: 1 number." in page.text


@pytest.mark.parametrize("person", ["ole", "vibe", "lis", "bo", "rikke", "karl", "mette", "sys"])
def test_nobody_else_sees_or_writes_the_month(office: Office, client_of: ClientOf, person: str) -> None:
    client = client_of(office.cast[person])

    answers = [client.get(APRIL), client.post(APRIL, {f"{PENSIONS}-value": "1", f"{PENSIONS}-version": "0"})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not FigureRevision.objects.exists()


@pytest.mark.parametrize("month", ["2014-06", "2014-07", "2099-01", "2014-13", "2014M04", "x", "2011-01"])
def test_a_month_that_is_not_over_or_no_month_is_not_there(anna: Client, month: str) -> None:
    assert anna.get(f"/indberetning/soroe/{month}/").status_code == 404


def test_every_field_remembers_what_it_showed_once(anna: Client) -> None:
    page = opened(anna)

    assert page.html.count(f'name="initial-{PENSIONS}-value"') == 1
    assert page.html.count('name="initial-remark"') == 1


def test_another_municipalitys_fields_are_not_read(office: Office, anna: Client) -> None:
    opened(anna).send({"0851-langtidsledige-value": "1", "0851-langtidsledige-version": "0"})

    assert not FigureRevision.objects.exists()


def test_the_page_needs_the_same_few_queries_however_much_there_is(
    office: Office, client_of: ClientOf, django_assert_max_num_queries: object
) -> None:
    vibe, places = office.cast.vibe, office.cast.places
    client = client_of(vibe)
    opened(client, ESBJERG).send({"0561-langtidsledige-value": "900"})
    for month in range(1, 4):
        for place in (places.esbjerg, places.fanoe):
            make_figure(place, office.unemployed, f"2014-{month:02}", 10 + month)

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(ESBJERG)


def test_who_saves_a_minute_later_is_told_the_time(anna: Client) -> None:
    page = opened(anna)
    with clock.standing_at(THIRD_OF_JUNE + timedelta(minutes=1)):
        saved = page.send({f"{UNEMPLOYED}-value": "163"})

    assert "Gemt kl. 14.03: 1 tal." in saved.text
