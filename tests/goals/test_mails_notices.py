"""What happened is told once, to those whom it concerns."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goals import returns
from goals.corrections import request_correction
from goals.models import CorrectionRequest, Figure, MutedMail
from jobcentres.changes import recording
from jobcentres.models import Change
from tests.builders import make_assignment, make_sample_installation
from tests.goals.entry_page import Office
from tests.goals.figure_builders import an_entry, record
from tests.goals.mail_builders import APRIL, MAY, Run, enter, june, return_of, run, send_back, submit

REASON = "Er 7143 rigtigt? Spørg Jens Hansen"
SENT_BACK = """Bo Lund, Beskæftigelsesregion Hovedstaden & Sjælland, har et spørgsmål til ét tal \
i indberetningen for april 2014:
– Foertidspension

Læs spørgsmålet, og ret tallet eller svar: http://localhost:8000/indberetning/soroe/2014-04/
De andre tal er frigivet og skal ikke indsendes igen. Svar senest torsdag 12. juni.

Du får denne mail, fordi du er indberetter for Jobcenter Sorø. \
Vælg, hvilke mails du får: http://localhost:8000/mails/
"""


@pytest.fixture
def pensions(office: Office) -> Figure:
    return enter(office, office.pensions, APRIL)


@pytest.fixture
def released(office: Office, pensions: Figure) -> Figure:
    returns.approve(submission=submit(office, APRIL), by=office.cast.bo)
    pensions.refresh_from_db()
    return pensions


def news() -> Run:
    """On the eleventh, a Wednesday: no digest goes out."""
    return run(june(11))


def of_notices(sent: Run) -> list[str]:
    return sorted(
        f"{mail.to[0].split('@')[0]}: {mail.subject}" for mail in sent.mails if "mangler" not in mail.subject
    )


def test_the_region_hears_that_a_return_was_submitted(office: Office, pensions: Figure) -> None:
    submit(office, APRIL)

    sent = news()

    assert of_notices(sent) == ["bo: Indberetning for april 2014: 1 indberetning er indsendt"]
    assert sent.to(office.cast.bo).body.startswith(
        "Jobcenter Sorø har indsendt indberetningen for april 2014.\n"
        "Gå til gennemgangen: http://localhost:8000/gennemgang/soroe/2014-04/\n"
    )


def test_what_was_answered_meanwhile_needs_no_notice(office: Office, released: Figure) -> None:
    assert not [line for line in of_notices(news()) if line.startswith("bo")]


def test_the_jobcentre_hears_of_a_question(office: Office, pensions: Figure) -> None:
    other = enter(office, office.unemployed, APRIL)
    submission = submit(office, APRIL)
    returns.approve(submission=submission, by=office.cast.bo, figure_ids=[other.pk])
    run(june(3, 15))
    send_back(office, submission, pensions, REASON)

    sent = run(june(4))

    mail = next(mail for mail in sent.mails if mail.to == [office.cast.anna.email])
    assert mail.subject == "Indberetning for april 2014: 1 tal er sendt tilbage"
    assert mail.body == SENT_BACK


def test_a_question_that_was_answered_is_not_told_any_more(office: Office, pensions: Figure) -> None:
    send_back(office, submit(office, APRIL), pensions, REASON)
    enter(office, office.pensions, APRIL, 7144)
    submit(office, APRIL)

    assert of_notices(news()) == ["bo: Indberetning for april 2014: 1 indberetning er indsendt"]


def test_the_jobcentre_and_its_mailbox_hear_of_a_release(office: Office, released: Figure) -> None:
    office.cast.places.jobcentre_soroe.mailbox = "job@soroe.dk"
    office.cast.places.jobcentre_soroe.save()

    told = of_notices(news())

    assert told == [
        f"{who}: Indberetning for april 2014: 1 tal er frigivet" for who in ("anna", "job", "mads")
    ]


def test_the_jobcentre_hears_that_a_month_was_reopened(office: Office, released: Figure) -> None:
    run(june(3, 15))
    returns.reopen(monthly_return=return_of(office, APRIL), reason=REASON, by=office.cast.bo)

    sent = run(june(3, 16))

    assert of_notices(sent) == [
        "anna: Indberetning for april 2014: 1 måned er genåbnet",
        "mads: Indberetning for april 2014: 1 måned er genåbnet",
    ]
    assert "Jens" not in sent.to(office.cast.anna).body


def test_several_things_come_in_one_mail_what_asks_for_something_first(
    office: Office, pensions: Figure
) -> None:
    enter(office, office.unemployed, APRIL)
    may = enter(office, office.pensions, MAY)
    returns.approve(submission=submit(office, APRIL), by=office.cast.bo)
    send_back(office, submit(office, MAY), may, REASON)

    told = of_notices(news())

    assert "anna: Indberetninger: 1 tal er sendt tilbage, 2 tal er frigivet" in told


def test_a_wish_for_a_correction_goes_to_the_region_and_its_answer_back(
    office: Office, released: Figure
) -> None:
    ask(office, released)
    run(june(3, 15))
    returns.decline_correction(request=CorrectionRequest.objects.get(), reason=REASON, by=office.cast.bo)

    sent = run(june(3, 16))

    assert of_notices(sent) == [
        "anna: Indberetning for april 2014: 1 rettelse er afvist",
        "mads: Indberetning for april 2014: 1 rettelse er afvist",
    ]
    assert (
        "Rettelsen af Foertidspension, april 2014, er afvist. Læs hvorfor: " in sent.to(office.cast.anna).body
    )


def test_the_region_hears_of_a_wish_for_a_correction(office: Office, released: Figure) -> None:
    ask(office, released)

    sent = run(june(3, 15))

    mail = next(one for one in sent.mails if one.to == [office.cast.bo.email] and "rettelse" in one.subject)
    assert mail.subject == "Indberetning for april 2014: der er bedt om 1 rettelse"
    assert "Jobcenter Sorø beder om at få rettet et frigivet tal: Foertidspension, april 2014.\n" in mail.body
    assert f"/gennemgang/#rettelse-{CorrectionRequest.objects.get().pk}\n" in mail.body


def test_the_jobcentre_hears_that_the_source_changed_a_released_figure(
    office: Office, released: Figure
) -> None:
    run(june(3, 15))
    record(an_entry(office.pensions, office.cast.places.soroe, value=7201))

    sent = run(june(3, 16))

    assert of_notices(sent) == [
        "anna: Indberetning for april 2014: 1 tal er opdateret i kilden",
        "mads: Indberetning for april 2014: 1 tal er opdateret i kilden",
    ]
    assert sent.to(office.cast.anna).body.startswith(
        "Ét frigivet tal for april 2014 er opdateret i kilden:\n"
    )


def test_a_source_that_says_the_same_or_a_figure_never_released_is_no_news(
    office: Office, released: Figure
) -> None:
    run(june(3, 15))
    enter(office, office.unemployed, APRIL)
    record(an_entry(office.unemployed, office.cast.places.soroe, value=77))
    record(an_entry(office.pensions, office.cast.places.soroe, value=7143, source="andet sted"))

    assert of_notices(run(june(3, 16))) == []


def test_what_is_told_once_is_not_told_again(office: Office, released: Figure) -> None:
    first, second = news(), news()

    assert of_notices(first)
    assert second.mails == []


def test_nobody_hears_of_what_happened_more_than_fourteen_days_ago(office: Office, released: Figure) -> None:
    happened = june(3, 14, 2)

    assert of_notices(run(happened + timedelta(days=14, minutes=1))) == []
    assert of_notices(run(happened + timedelta(days=14)))


def test_what_the_sample_brought_with_it_is_told_to_nobody(office: Office, released: Figure) -> None:
    with recording(by=None, kind=Change.Kind.SAMPLE, reason="load_sample") as change:
        change.include("sample", {"row": 1})
    make_sample_installation()

    assert of_notices(news()) == []


def test_who_turned_notices_off_gets_none(office: Office, released: Figure) -> None:
    MutedMail.objects.create(person=office.cast.anna, group=MutedMail.Group.NOTICES)

    assert of_notices(news()) == ["mads: Indberetning for april 2014: 1 tal er frigivet"]


def test_nobody_hears_of_what_he_did_himself(office: Office, released: Figure) -> None:
    make_assignment(office.cast.bo, "clerk", office.cast.places.jobcentre_soroe)

    assert not [line for line in of_notices(news()) if line.startswith("bo")]


def test_no_notice_holds_a_figure_or_a_reason(office: Office, released: Figure) -> None:
    ask(office, released)
    may = enter(office, office.pensions, MAY, 7155)
    send_back(office, submit(office, MAY), may, REASON)
    record(an_entry(office.pensions, office.cast.places.soroe, value=7201))

    told = "\n".join(f"{mail.subject}\n{mail.body}" for mail in news().mails)

    assert "opdateret i kilden" in told
    assert "sendt tilbage" in told
    assert not [text for text in ("7143", "7155", "7201", "7300", "Jens") if text in told]


def ask(office: Office, figure: Figure) -> None:
    """Mads wishes 7300 in the figure's place."""
    entry = an_entry(figure.indicator, figure.area, str(figure.month), value=7300)
    request_correction(entry=entry, reason=REASON, by=office.cast.mads)
