"""The region's week: Monday 16 June 2014 at 8, after the deadline of the tenth."""

from __future__ import annotations

import pytest

from goals import returns
from goals.models import Deadline, Figure, GoalYear, MutedMail
from goals.months import Month
from jobcentres import clock
from tests.builders import make_figure
from tests.goals.entry_page import Office
from tests.goals.mail_builders import APRIL, MAY, enter, june, return_of, run, send_back, submit

MONDAY = june(16, 8)
WEEK = """Venter på gennemgang: Sorø (siden 3. juni)
Mangler efter fristen 10. juni: Sorø. Påmindet 11. juni.

Gå til gennemgangen: http://localhost:8000/gennemgang/

Du får denne mail, fordi du er konsulent for Beskæftigelsesregion Hovedstaden & Sjælland. \
Vælg, hvilke mails du får: http://localhost:8000/mails/
"""
SUBJECT = "Beskæftigelsesregion Hovedstaden & Sjælland: 1 indberetning venter, 1 kommune mangler"


@pytest.fixture
def office(office: Office) -> Office:
    """Of 2014 only April's and May's numbers are due by now, and of 2013 none."""
    GoalYear.objects.filter(year=2013).update(state=GoalYear.State.DRAFT)
    for indicator, last in ((office.pensions, 4), (office.unemployed, 3), (office.education, 4)):
        for month in Month.range(Month(2014, 1), Month(2014, last)):
            Deadline.objects.create(
                indicator=indicator, month=month, expected_on="2014-12-01", due_at=june(10, 12, month=12)
            )
    return office


@pytest.fixture
def pensions(office: Office) -> Figure:
    return enter(office, office.pensions, MAY)


def test_it_tells_what_waits_what_lacks_and_when_that_was_reminded_of(
    office: Office, pensions: Figure
) -> None:
    submit(office, MAY)
    run(june(11))

    mail = run(MONDAY).to(office.cast.bo)

    assert mail.subject == SUBJECT
    assert mail.body == WEEK


def test_each_region_hears_only_of_its_own_and_only_officers(office: Office, pensions: Figure) -> None:
    sent = run(MONDAY)

    digests = [mail for mail in sent.mails if mail.subject.startswith("Beskæftigelsesregion")]
    assert sorted(mail.to[0] for mail in digests) == ["bo@eksempel.dk", "karl@eksempel.dk"]
    assert "Sorø" not in sent.to(office.cast.karl).body
    assert sent.count("Ugens overblik til regionen") == 2


def test_questions_that_nobody_has_answered_are_told(office: Office, pensions: Figure) -> None:
    send_back(office, submit(office, MAY), pensions, "Passer 7143?")
    enter(office, office.unemployed, APRIL)
    with clock.standing_at(june(4)):
        submit(office, APRIL)
    run(june(5))

    body = run(MONDAY).to(office.cast.bo).body

    assert "Ubesvarede spørgsmål: Sorø (stillet 3. juni)\n" in body
    assert "7143" not in body


def test_a_message_is_a_question_until_somebody_answers(office: Office, pensions: Figure) -> None:
    soroe = office.cast.places.soroe
    returns.approve(submission=submit(office, MAY), by=office.cast.bo)
    enter(office, office.unemployed, APRIL)
    returns.approve(submission=submit(office, APRIL), by=office.cast.bo)
    returns.say(return_of(office, MAY), office.pensions, soroe, "Er det rigtigt?", by=office.cast.bo)

    asked = run(MONDAY, "--dry-run")
    returns.say(return_of(office, MAY), office.pensions, soroe, "Ja.", by=office.cast.anna)
    answered = run(MONDAY, "--dry-run")

    assert "Hovedstaden & Sjælland: 1 ubesvaret spørgsmål" in asked.out
    assert "Hovedstaden & Sjælland" not in answered.out


def test_of_two_that_lack_both_were_reminded(office: Office) -> None:
    make_figure(office.cast.places.soroe, office.unemployed, "2014-04")
    run(june(11))
    office.cast.bo.assignments.update(area=office.cast.places.sd)

    mail = run(MONDAY).to(office.cast.bo)

    assert mail.subject == "Beskæftigelsesregion Syddanmark: 2 kommuner mangler"
    assert "Mangler efter fristen 10. juni: Esbjerg, Fanø. Begge er påmindet 11. juni.\n" in mail.body


def test_it_comes_once_a_week(office: Office) -> None:
    run(MONDAY)

    again = [
        run(moment).count("Ugens overblik til regionen") for moment in (june(16, 9), june(17), june(23, 8))
    ]

    assert again == [0, 0, 2]


def test_an_officer_may_turn_it_off(office: Office) -> None:
    MutedMail.objects.create(person=office.cast.bo, group=MutedMail.Group.DIGEST)

    assert run(MONDAY).count("Ugens overblik til regionen") == 1
