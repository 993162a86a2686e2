"""The year's calendar as everybody reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from goals.models import Deadline, GoalYear
from goals.months import Month
from jobcentres.clock import COPENHAGEN, standing_at
from tests.cast import Cast, ClientOf
from tests.goals.calendar_year import MORNING, PAGE, make_date, make_year, words

NOON = datetime(2014, 6, 10, 12, tzinfo=COPENHAGEN)


@pytest.fixture
def anna(cast: Cast, client_of: ClientOf) -> Client:
    make_year()
    return client_of(cast.anna)


def read(client: Client, at: datetime = MORNING, address: str = PAGE) -> str:
    with standing_at(at):
        return words(client.get(address))


def test_a_deadline_tells_its_figures_and_when_they_are_expected(anna: Client) -> None:
    page = read(anna)

    assert "tirsdag 10. juni kl. 12.00 ▸ næste frist Frist for indberetning" in page
    assert "Foertidspension, maj 2014 ventes 3. juni Langtidsledige, april 2014 ventes 2. juni" in page


def test_what_moves_or_shortens_a_deadline_is_named(anna: Client) -> None:
    page = read(anna)

    assert "mandag 12. maj kl. 12.00" in page
    assert "Lørdag 10. maj er weekend." in page
    assert "Torsdag 5. juni er grundlovsdag, mandag 9. juni er 2. pinsedag." in page


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (-1, "Næste frist: tirsdag 10. juni kl. 12.00."),
        (0, "Næste frist: tirsdag 10. juni kl. 12.00."),
        (1, "Næste frist: torsdag 10. juli kl. 12.00."),
    ],
)
def test_a_deadline_is_the_next_one_until_it_has_passed(anna: Client, seconds: int, told: str) -> None:
    assert told in read(anna, NOON + timedelta(seconds=seconds))


def test_deadlines_of_the_years_figures_after_its_end_are_told_with_their_year(anna: Client) -> None:
    page = read(anna)

    assert "Februar 2015 tirsdag 10. februar kl. 12.00" in page
    assert "Langtidsledige, december 2014 ventes 2. februar" in page


def test_a_moved_deadline_says_what_the_rule_would_be(anna: Client) -> None:
    Deadline.objects.create(
        indicator=GoalYear.objects.get().goals.get(number=2).indicator,
        month=Month(2014, 5),
        expected_on=date(2014, 7, 3),
        due_at=datetime(2014, 7, 14, 9, 30, tzinfo=COPENHAGEN),
    )

    page = read(anna)

    assert "mandag 14. juli kl. 9.30 Frist for indberetning Langtidsledige, maj 2014" in page
    assert "flyttet; efter reglen 10. juli kl. 12.00" in page


def test_other_dates_say_whether_they_are_assumed_under_way_or_next(anna: Client) -> None:
    make_date("Kontrakten indgås", date(2014, 6, 1), date(2014, 6, 30), is_assumption=True)
    make_date("Resultatrevision", date(2014, 8, 15), date(2015, 1, 5), note="Efter sommeren.")

    page = read(anna)

    assert "1. juni – 30. juni ▸ i gang Høring · antaget Kontrakten indgås" in page
    assert "15. august – 5. januar 2015 ▸ næste dato Høring Resultatrevision Efter sommeren." in page
    assert "Næste dato: fredag 15. august. Resultatrevision." in page


def test_the_year_before_shows_what_falls_in_this_one(anna: Client) -> None:
    goal = GoalYear.objects.get().goals.get(number=2)
    earlier = GoalYear.objects.create(year=2013, state=GoalYear.State.ANNOUNCED)
    earlier.goals.create(number=1, indicator=goal.indicator, short_name="Langtidsledige", title="x")

    page = read(anna)

    assert "fredag 10. januar kl. 12.00 Frist for indberetning Langtidsledige, november 2013" in page
    assert "oktober 2013" not in page


def test_a_draft_is_for_the_ministry(cast: Cast, client_of: ClientOf) -> None:
    make_year()
    GoalYear.objects.update(state=GoalYear.State.DRAFT)

    answers = [client_of(person).get(PAGE).status_code for person in (cast.anna, cast.bo, cast.mette)]

    assert answers == [404, 404, 200]


def test_only_officials_are_offered_to_change_something(cast: Cast, client_of: ClientOf) -> None:
    make_year()
    make_date()

    offers = [read(client_of(person)).count(" Ret ") for person in (cast.anna, cast.bo, cast.mette)]

    assert offers == [0, 0, 25]


@pytest.mark.parametrize(("day", "year"), [(2013, 2014), (2014, 2014), (2016, 2014), (2099, 2014)])
def test_the_menu_leads_to_this_year_or_the_newest_there_is(anna: Client, day: int, year: int) -> None:
    with standing_at(datetime(day, 6, 10, tzinfo=COPENHAGEN)):
        answer = anna.get("/aarshjul/")

    assert answer.headers["Location"] == f"/aarshjul/{year}/"


def test_the_menu_leads_nowhere_where_no_year_is_announced(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.anna).get("/aarshjul/").status_code == 404


@pytest.mark.parametrize("dates", [1, 40])
def test_the_page_takes_few_queries_however_much_there_is(
    anna: Client, django_assert_max_num_queries: Callable[[int], Any], dates: int
) -> None:
    for number in range(dates):
        make_date(f"Møde {number}", date(2014, 1, 1) + timedelta(days=number))

    with django_assert_max_num_queries(12):
        read(anna)
