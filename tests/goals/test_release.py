"""What raises no question is released by itself after five working days, where the region wants it so."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from goals import returns
from goals.forms.review import read_review
from goals.models import Figure, ReviewRule, SubmittedLine
from goals.returns.release import releases_at
from goals.verification import History, first_fault
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Change
from tests.builders import make_figure
from tests.cast import ClientOf
from tests.goals.entry_page import PENSIONS, UNEMPLOYED, Office, the_figure
from tests.goals.test_line_page import APRIL, explain, make_past
from tests.goals.test_review_page import SOROE, press, reason_of, seen, submit

SECOND = timedelta(seconds=1)
RELEASED_AT = datetime(2014, 6, 12, 14, 2, tzinfo=COPENHAGEN)
"""Submitted on 3 June at 14.02: Constitution Day, a week-end and Whit Monday do not count."""


def at(
    day: int, month: int, hour: int = 9, minute: int = 0, *, year: int = 2014, second: int = 0
) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=COPENHAGEN)


@pytest.fixture
def bo(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.bo)


@pytest.fixture
def rule(office: Office) -> ReviewRule:
    return ReviewRule.objects.create(region=office.cast.places.hs, releases_untroubled=True)


def run(moment: datetime = RELEASED_AT) -> str:
    said = StringIO()
    with clock.standing_at(moment):
        call_command("release_untroubled", stdout=said)
    return said.getvalue()


@pytest.mark.parametrize(
    ("submitted", "released"),
    [
        (at(3, 6, 14, 2), at(12, 6, 14, 2)),  # Constitution Day 5 June and Whit Monday 9 June 2014
        (at(7, 6, 11), at(17, 6, 0)),  # a Saturday; Whit Monday; from Tuesday on
        (at(9, 6, 11), at(17, 6, 0)),  # Whit Monday itself
        (at(10, 6, 0), at(17, 6, 0)),
        (at(9, 5, 16), at(19, 5, 16)),  # Great Prayer Day 16 May 2014
        (at(16, 4, 8), at(28, 4, 8)),  # Easter 2014: 17, 18 and 21 April
        (at(27, 3, 14, 2), at(3, 4, 14, 2)),  # summer time from 30 March
        (at(28, 3, 23, 59), at(4, 4, 23, 59)),
        (at(23, 10, 9), at(30, 10, 9)),  # winter time from 26 October
        (at(22, 12, 9), at(2, 1, 9, year=2015)),  # 24, 25 and 26 December, New Year's Day
    ],
)
def test_five_working_days_pass(submitted: datetime, released: datetime) -> None:
    assert releases_at(submitted) == released


def test_summer_time_makes_the_wait_an_hour_shorter_not_the_days() -> None:
    waited = releases_at(at(27, 3, 14, 2)).timestamp() - at(27, 3, 14, 2).timestamp()

    assert waited == 7 * 24 * 3600 - 3600


def test_what_waited_to_the_second_is_released(office: Office, rule: ReviewRule) -> None:
    submit(office, unemployed=143, pensions=31)

    assert run(RELEASED_AT - SECOND) == "Ingen tal skal frigives af sig selv nu.\n"
    assert not the_figure(UNEMPLOYED).is_locked
    assert run(RELEASED_AT) == "Jobcenter Sorø, april 2014: 2 tal er frigivet af sig selv.\n"

    assert the_figure(UNEMPLOYED).is_locked and the_figure(PENSIONS).is_locked


def test_the_release_is_one_change_of_nobody_with_its_reason(office: Office, rule: ReviewRule) -> None:
    submit(office, unemployed=143)
    submit(office, pensions=31)

    run()

    change = Change.objects.latest("number")
    origins = set(change.figure_revisions.values_list("figure", "origin", "is_approved"))
    assert (change.by, change.reason) == (None, "Frigivet af sig selv efter fem arbejdsdage")
    assert origins == {(pk, "release", True) for pk in Figure.objects.values_list("pk", flat=True)}
    assert set(SubmittedLine.objects.values_list("outcome", "outcome_change")) == {("approved", change.pk)}
    assert first_fault(History.now()) is None


def test_running_it_again_does_nothing(office: Office, rule: ReviewRule) -> None:
    submit(office, unemployed=143)
    run()
    last = Change.objects.count()

    assert run(RELEASED_AT + timedelta(days=1)) == "Ingen tal skal frigives af sig selv nu.\n"
    assert Change.objects.count() == last


@pytest.mark.parametrize("releases", [None, False])
def test_nothing_is_released_where_the_region_does_not_want_it(office: Office, releases: bool | None) -> None:
    if releases is not None:
        ReviewRule.objects.create(region=office.cast.places.hs, releases_untroubled=releases)
    ReviewRule.objects.create(region=office.cast.places.nj, releases_untroubled=True)
    submit(office, unemployed=143)

    run()

    assert not the_figure(UNEMPLOYED).is_locked


def test_a_figure_outside_its_range_stays_and_the_others_go(office: Office, rule: ReviewRule) -> None:
    make_past(office)
    submit(office, unemployed=171, pensions=31)

    assert "1 tal er frigivet" in run()

    assert the_figure(PENSIONS).is_locked and not the_figure(UNEMPLOYED).is_locked


def test_an_explained_figure_is_released(office: Office, rule: ReviewRule, client_of: ClientOf) -> None:
    make_past(office)
    submit(office, unemployed=171)
    explain(client_of(office.cast.anna))

    run()

    assert the_figure(UNEMPLOYED).is_locked


def test_an_open_conversation_holds_a_figure_until_it_is_settled(office: Office, rule: ReviewRule) -> None:
    submit(office, unemployed=143)
    filed = returns.return_for(office.cast.places.jobcentre_soroe, APRIL)
    returns.say(filed, office.unemployed, office.cast.places.soroe, "Er det alle?", by=office.cast.bo)
    run()
    assert not the_figure(UNEMPLOYED).is_locked

    returns.settle(filed, office.unemployed, office.cast.places.soroe, by=office.cast.bo)
    run()

    assert the_figure(UNEMPLOYED).is_locked


def test_a_figure_that_was_sent_back_before_stays(office: Office, rule: ReviewRule, bo: Client) -> None:
    submit(office, unemployed=143)
    press(bo, seen(bo), send_back="1", **reason_of(UNEMPLOYED))
    submit(office, unemployed=150)

    run()

    assert not the_figure(UNEMPLOYED).is_locked


def test_a_released_and_reopened_figure_stays(office: Office, rule: ReviewRule) -> None:
    returns.approve(submission=submit(office, unemployed=143), by=office.cast.bo)
    filed = returns.return_for(office.cast.places.jobcentre_soroe, APRIL)
    returns.reopen(monthly_return=filed, reason="Talt to gange", by=office.cast.bo)
    submit(office, unemployed=134)

    run()

    assert the_figure(UNEMPLOYED).is_reopened


def test_a_figure_that_was_changed_while_it_waited_stays(office: Office, rule: ReviewRule) -> None:
    submit(office, unemployed=143)
    cast = office.cast
    make_figure(cast.places.soroe, office.unemployed, "2014-04", 144, approved=False, by=cast.anna)

    run()

    assert not the_figure(UNEMPLOYED).is_locked


def test_the_page_and_the_command_have_one_rule(office: Office, rule: ReviewRule) -> None:
    make_past(office)
    submit(office, unemployed=171, pensions=31)
    page = read_review(office.cast.bo, "soroe", APRIL)
    assert page is not None
    untroubled = {one.sent.figure_id for one in page.untroubled}

    run()

    assert set(Figure.objects.filter(revisions__origin="release").values_list("pk", flat=True)) == untroubled


def test_the_pages_say_that_a_figure_was_released_by_itself(
    office: Office, rule: ReviewRule, client_of: ClientOf
) -> None:
    submit(office, unemployed=143)
    run()

    with clock.standing_at(RELEASED_AT + timedelta(days=1)):
        review = seen(client_of(office.cast.bo)).text
        line = seen(
            client_of(office.cast.anna), f"/indberetning/soroe/2014-04/{UNEMPLOYED.replace('-', '/')}/"
        )

    assert "✓ frigivet af sig selv" in review
    assert "Frigivet af sig selv 12. juni kl. 14.02" in line.text
    assert "systemet · 12. juni kl. 14.02 · frigivet af sig selv" in line.text


def test_many_returns_are_looked_at_in_few_queries(
    office: Office, rule: ReviewRule, django_assert_max_num_queries: Any
) -> None:
    make_past(office)
    for month in ("2014-04", "2014-05"):
        submit(office, month, pensions=31)

    with django_assert_max_num_queries(2 + 2 * 24):
        assert run().count("1 tal er frigivet") == 2


def test_the_review_still_shows_the_release_when_the_figure_comes_again(office: Office, bo: Client) -> None:
    ReviewRule.objects.create(region=office.cast.places.hs, releases_untroubled=True)
    submit(office, unemployed=143)
    run()
    with clock.standing_at(RELEASED_AT + timedelta(days=1)):
        filed = returns.return_for(office.cast.places.jobcentre_soroe, APRIL)
        returns.reopen(monthly_return=filed, reason="Talt to gange", by=office.cast.bo)
        submit(office, unemployed=134)

        text = seen(bo, SOROE).text

    assert "Før: 143. Nu: 134. Frigivet af sig selv 12. juni kl. 14.02" in text
    assert "Tallet har været frigivet, og måneden er genåbnet." in text
