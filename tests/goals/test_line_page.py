"""A line's own page, and what a line knows of its past: where its number usually lies, what was said."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.test import Client

from goals import returns
from goals.forms.reading import read_line, read_sheet
from goals.forms.sheet import Line
from goals.models import Figure, Indicator, IndicatorDefinition, MonthlyReturn, ReturnEvent, SeriesBreak
from goals.months import Month
from goals.sample.particular import SOROE_LONG_TERM, SOROE_PENSIONS
from jobcentres import clock
from jobcentres.models import User
from tests.builders import make_figure
from tests.cast import ClientOf
from tests.goals.entry_page import THIRD_OF_JUNE, UNEMPLOYED, Office, Page, opened, the_figure

APRIL, MARCH = Month(2014, 4), Month(2014, 3)
HIRED = "Et nyt team har behandlet sagerne, der lå."
Queries = Callable[[int], AbstractContextManager[None]]


def address(indicator: str = "langtidsledige", month: str = "2014-04") -> str:
    return f"/indberetning/soroe/{month}/0340/{indicator}/"


def make_past(office: Office) -> None:
    """Sorø's pensions and long-term unemployed from January 2012 to March 2014."""
    for indicator, numbers in ((office.pensions, SOROE_PENSIONS), (office.unemployed, SOROE_LONG_TERM)):
        for month, number in zip(Month.range(Month(2012, 1), MARCH), numbers, strict=False):
            make_figure(office.cast.places.soroe, indicator, str(month), number)


def write(office: Office, indicator: Indicator, number: int) -> None:
    soroe, anna = office.cast.places.soroe, office.cast.anna
    make_figure(soroe, indicator, "2014-04", number, approved=False, by=anna)


def line_of(office: Office, indicator: Indicator, by: User | None = None) -> Line:
    found = read_line(by or office.cast.anna, "soroe", APRIL, "0340", indicator.code)
    assert found is not None
    return found


def post(client: Client, path: str, **fields: str) -> Page:
    content = {name.replace("__", "-"): text for name, text in fields.items()}
    return Page(client, path, client.post(path, content, follow=True))


def test_the_usual_range_stands_before_anything_is_written(office: Office) -> None:
    make_past(office)

    sheet = read_sheet(office.cast.anna, "soroe", APRIL)

    assert sheet is not None
    ranges = {line.indicator.code: line.usual_text for line in sheet.lines}
    assert ranges["foertidspension"] == "25–37"
    assert ranges["langtidsledige"] == "124–160"
    assert ranges["uddannelsesgrad"] == ranges["samarbejdsgrad"] == ""


@pytest.mark.parametrize(
    ("number", "question"),
    [
        (160, ""),
        (161, "Tallet er højere, end det plejer at være."),
        (123, "Tallet er lavere, end det plejer at være."),
    ],
)
def test_a_number_outside_the_range_is_asked_about(office: Office, number: int, question: str) -> None:
    make_past(office)
    write(office, office.unemployed, number)

    asked = line_of(office, office.unemployed).soft_question

    usual = " Sidste måned var tallet 148, og det plejer at ligge mellem 124 og 160."
    assert asked == (question + usual if question else "")


def test_the_months_own_number_is_asked_about_where_twelve_months_are_meant(office: Office) -> None:
    make_past(office)
    write(office, office.pensions, 4)

    assert line_of(office, office.pensions).soft_question == (
        "4 ligner tallet for april alene. "
        "Her skal stå tallet for de seneste 12 måneder, maj 2013–april 2014. "
        "Sidste måned var tallet 36, og det plejer at ligge mellem 25 og 37."
    )


def test_a_range_of_percentages_is_written_in_per_cent(office: Office) -> None:
    """8 per cent every month of two years, 8.5 in the latest three: 8 + 0.5, and one point to each side."""
    education, soroe = office.education, office.cast.places.soroe
    Indicator.objects.filter(pk=education.pk).update(window="month")
    for month in Month.range(Month(2012, 1), MARCH):
        make_figure(soroe, education, str(month), parts=(80 if month.year < 2014 else 85, 1000))

    assert line_of(office, education).usual_text == "7,5–9,5 pct."


def test_too_few_for_a_percentage_is_no_history(office: Office) -> None:
    education, soroe = office.education, office.cast.places.soroe
    Indicator.objects.filter(pk=education.pk).update(window="month")
    for month in Month.range(Month(2012, 1), MARCH):
        make_figure(soroe, education, str(month), parts=(3, 9))

    assert line_of(office, education).usual_text == ""


@pytest.mark.parametrize(("month", "text"), [("2014-04", ""), ("2013-05", ""), ("2012-01", "124–160")])
def test_nothing_is_compared_with_what_lies_before_a_break(office: Office, month: str, text: str) -> None:
    make_past(office)
    SeriesBreak.objects.create(indicator=office.unemployed, month=Month.parse(month), name="Reform")

    assert line_of(office, office.unemployed).usual_text == text


def test_a_reform_that_leaves_the_measure_alone_is_no_break(office: Office) -> None:
    make_past(office)
    SeriesBreak.objects.create(indicator=office.unemployed, month=MARCH, name="Reform", is_break=False)
    SeriesBreak.objects.create(indicator=office.unemployed, month=Month(2014, 5), name="Reform")

    assert line_of(office, office.unemployed).usual_text == "124–160"


def explain(client: Client, version: int = 1, text: str = HIRED) -> Page:
    sent = {"explanation-version": str(version), "explanation-text": text, "explain": "1"}
    return Page(client, address(), client.post(address(), sent, follow=True))


def test_an_explained_number_is_asked_about_no_more(office: Office, anna: Client) -> None:
    make_past(office)
    write(office, office.unemployed, 171)

    page = explain(anna)

    line = line_of(office, office.unemployed)
    assert (line.soft_question, line.explanation) == ("", HIRED)
    assert "Forklaring " + HIRED in page.text
    assert "hvorfor det er 171" in page.text


def test_another_number_is_asked_about_anew_and_the_explanation_stays_in_the_history(
    office: Office, anna: Client
) -> None:
    make_past(office)
    write(office, office.unemployed, 171)
    explain(anna)
    write(office, office.unemployed, 172)

    line = line_of(office, office.unemployed)

    assert line.explanation == ""
    assert line.soft_question.startswith("Tallet er højere")
    assert [(remark.about, remark.text) for remark in line.talk] == [("hvorfor det er 171", HIRED)]


def test_a_released_number_keeps_its_explanation(office: Office, anna: Client) -> None:
    make_past(office)
    write(office, office.unemployed, 171)
    explain(anna)
    filed = MonthlyReturn.objects.get()
    submission = returns.submit(monthly_return=filed, by=office.cast.mads)
    returns.approve(submission=submission, by=office.cast.bo)

    line = line_of(office, office.unemployed)

    assert line.figure and line.figure.version == 2
    assert (line.soft_question, line.explanation) == ("", HIRED)


def test_an_explanation_of_a_number_that_has_changed_is_not_taken(office: Office, anna: Client) -> None:
    make_past(office)
    write(office, office.unemployed, 171)
    write(office, office.unemployed, 172)

    page = explain(anna, version=1)

    assert "Tallet er ændret, mens du skrev." in page.text
    assert HIRED in page.html
    assert not ReturnEvent.objects.exists()


def test_a_question_stops_no_save(office: Office, anna: Client) -> None:
    make_past(office)

    opened(anna).send({f"{UNEMPLOYED}-value": "900"})

    assert the_figure(UNEMPLOYED).value == 900
    assert line_of(office, office.unemployed).soft_question


def test_the_page_shows_the_number_its_past_its_definition_and_every_version(
    office: Office, anna: Client
) -> None:
    make_past(office)
    IndicatorDefinition.objects.create(
        indicator=office.pensions, text="Nye førtidspensioner.", source="Lov", valid_from=date(2012, 1, 1)
    )
    write(office, office.pensions, 4)
    with clock.standing_at(THIRD_OF_JUNE + timedelta(minutes=5)):
        write(office, office.pensions, 35)

    page = opened(anna, address("foertidspension"))

    assert "De seneste 12 måneder (maj 2013–apr. 2014)" in page.text
    assert "Plejer at ligge 25–37" in page.text
    assert "Nye førtidspensioner." in page.text
    versions = page.text.partition("Historik")[2]
    assert versions.index("35 Anna Friis") < versions.index("4 Anna Friis")
    assert "kl. 14.07 · indtastet · jobindsats.dk" in versions


def test_the_two_sides_write_to_each_other_and_one_settles(
    office: Office, anna: Client, client_of: ClientOf
) -> None:
    bo = client_of(office.cast.bo)
    asked = post(bo, address(), talk__text="Er tallet endeligt?", talk__key="a", say="1")
    assert "Bo Lund, konsulent" in asked.text
    assert 'name="settle"' in asked.html

    answered = post(anna, address(), talk__text="Ja.", talk__key="b", settle="1")

    kinds = list(ReturnEvent.objects.values_list("kind", flat=True))
    assert kinds == ["message", "message", "settled"]
    assert "afsluttet" in answered.text
    assert 'name="settle"' not in answered.html
    assert line_of(office, office.unemployed).talk_count == 2


def test_the_same_message_sent_twice_counts_once(office: Office, anna: Client) -> None:
    for _time in range(2):
        post(anna, address(), talk__text=HIRED, talk__key="a", say="1")

    assert ReturnEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "told"), [("", "Skriv, hvad du vil sige."), ("Hun er 010190-1234", "ligner et cpr-nummer")]
)
def test_what_cannot_be_kept_stays_in_the_field(office: Office, anna: Client, text: str, told: str) -> None:
    page = post(anna, address(), talk__text=text, talk__key="a", say="1")

    assert told in page.text
    assert text in page.html
    assert not ReturnEvent.objects.exists()


def test_the_region_reads_the_question_and_the_ministry_writes_nothing(
    office: Office, client_of: ClientOf
) -> None:
    make_past(office)
    write(office, office.unemployed, 171)

    by_bo, by_mette = (opened(client_of(person), address()) for person in (office.cast.bo, office.cast.mette))

    for page in (by_bo, by_mette):
        assert "Tallet er højere, end det plejer at være." in page.text
        assert 'name="explain"' not in page.html
    assert 'name="say"' in by_bo.html
    assert 'name="say"' not in by_mette.html
    assert client_of(office.cast.mette).post(address(), {"say": "1"}).status_code == 404
    assert client_of(office.cast.bo).post(address(), {"explain": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("indicator", "month"),
    [
        ("langtidsledige", "2014-06"),
        ("langtidsledige", "2014-13"),
        ("langtidsledige", "2014M04"),
        ("x", "2014-04"),
    ],
)
def test_there_is_no_page_of_a_month_that_is_not_over_or_of_nothing(
    anna: Client, indicator: str, month: str
) -> None:
    assert anna.get(address(indicator, month)).status_code == 404


def test_a_sheet_takes_the_same_queries_with_a_long_past_and_a_long_talk(
    office: Office, client_of: ClientOf, django_assert_num_queries: Queries
) -> None:
    vibe, places = office.cast.vibe, office.cast.places
    for talks in (0, 6):
        for number in range(talks):
            filed = returns.return_for(places.jobcentre_esbjerg, APRIL)
            place = (office.unemployed, (places.esbjerg, places.fanoe)[number % 2])
            returns.say(filed, *place, f"Besked {number}", by=vibe)
            make_figure(places.fanoe, office.unemployed, str(APRIL.plus(-number)), 10 + number)
        vibe.scopes  # noqa: B018  # asked for once per request
        with django_assert_num_queries(7):
            sheet = read_sheet(vibe, "esbjerg", APRIL)
            assert sheet is not None
            texts = [(line.usual_text, line.soft_question, line.talk) for line in sheet.lines]

        assert sum(len(talk) for _usual, _question, talk in texts) == talks


def test_a_line_links_to_its_page(office: Office) -> None:
    assert line_of(office, office.unemployed).address == address()
    assert not Figure.objects.exists()
