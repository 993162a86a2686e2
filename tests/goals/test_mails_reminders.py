"""Who is reminded of what: the deadline of 10 June 2014."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from goals.mails import planned
from goals.models import Deadline, MutedMail, ReturnLine, SentMail
from goals.months import Month
from jobcentres import clock
from jobcentres.models import Assignment
from tests.builders import make_assignment, make_user
from tests.goals.entry_page import Office
from tests.goals.mail_builders import APRIL, MAY, enter, june, return_of, run, submit

FIRST = """Jobcenter Sorø mangler at indberette:
– Foertidspension: tilgang i de 12 måneder til og med maj 2014
– Langtidsledige: april 2014

Fristen er tirsdag 10. juni 2014 kl. 12.00. Mandag 9. juni er helligdag.
Gå til indberetningen: http://localhost:8000/indberetning/

Er tallet ikke offentliggjort endnu, eller kan det ikke opgøres, så vælg det i feltet. \
Så mangler det ikke længere.
Du får denne mail, fordi du er indberetter for Jobcenter Sorø. \
Vælg, hvilke mails du får: http://localhost:8000/mails/
"""
PAST = """Fristen tirsdag 10. juni kl. 12.00 er overskredet. Jobcenter Sorø mangler:
– Langtidsledige: april 2014

Du kan stadig indberette: http://localhost:8000/indberetning/soroe/2014-04/
Indtil tallet er frigivet, kan Beskæftigelsesregion Hovedstaden & Sjælland ikke opgøres samlet for april.
Er tallet ikke på jobindsats.dk endnu, så vælg "Ikke offentliggjort endnu" i feltet.

Du får denne mail, fordi du er leder for Jobcenter Sorø. Vælg, hvilke mails du får: http://localhost:8000/mails/
"""
LATER = Month(2014, 1)
"""whose education figure is due on 10 June too, but comes on the 6th"""


@pytest.fixture
def office(office: Office) -> Office:
    """Without the one that comes on the sixth."""
    Deadline.objects.create(
        indicator=office.education, month=LATER, expected_on="2014-09-03", due_at=june(10, 12, month=9)
    )
    return office


def all_entered(office: Office) -> None:
    enter(office, office.unemployed, APRIL)
    enter(office, office.pensions, MAY)


def test_the_jobcentres_people_hear_what_is_missing_and_until_when(office: Office) -> None:
    sent = run(june(4))

    assert sent.to(office.cast.anna).subject == (
        "Indberetning: 2 tal mangler, frist tirsdag 10. juni 2014 kl. 12.00"
    )
    assert sent.to(office.cast.anna).body == FIRST
    assert sent.addresses == [f"{name}@eksempel.dk" for name in ("anna", "mads", "ole", "vibe")]
    assert sent.count("Frist om fem arbejdsdage") == 4


def test_after_the_deadline_it_says_what_it_holds_up(office: Office) -> None:
    enter(office, office.pensions, MAY)
    submit(office, MAY)

    sent = run(june(11))

    assert sent.to(office.cast.mads).subject == "Indberetning: 1 tal mangler stadig, fristen var 10. juni"
    assert sent.to(office.cast.mads).body == PAST


def test_what_is_not_published_yet_is_not_missing(office: Office) -> None:
    ReturnLine.objects.create(
        monthly_return=return_of(office, APRIL),
        indicator=office.unemployed,
        municipality=office.cast.places.soroe,
        state=ReturnLine.State.NOT_PUBLISHED,
    )

    mail = run(june(6)).to(office.cast.anna)

    assert mail.subject.startswith("Indberetning: 1 tal mangler, frist")
    assert "Langtidsledige" not in mail.body


def test_who_has_delivered_hears_nothing(office: Office) -> None:
    all_entered(office)
    submit(office, APRIL)
    submit(office, MAY)

    addresses = run(june(6)).addresses

    assert not {office.cast.anna.email, office.cast.mads.email} & set(addresses)
    assert {office.cast.ole.email, office.cast.vibe.email} <= set(addresses)


def test_the_manager_hears_that_only_the_certifying_is_left(office: Office) -> None:
    all_entered(office)
    submit(office, MAY)

    sent = run(june(6))

    assert "anna@eksempel.dk" not in sent.addresses
    mail = sent.to(office.cast.mads)
    assert mail.subject == ("Indberetning: klar til at blive indsendt, frist tirsdag 10. juni 2014 kl. 12.00")
    assert mail.body.startswith("Alle tal er udfyldt. De mangler kun, at du godkender og indsender.\n")
    assert "http://localhost:8000/indberetning/soroe/2014-04/\n" in mail.body


def test_not_all_is_filled_in_while_a_number_is_awaited(office: Office) -> None:
    all_entered(office)
    Deadline.objects.filter(indicator=office.education).update(expected_on="2014-06-10", due_at=june(10, 12))

    assert office.cast.mads.email not in run(june(6)).addresses
    assert "– Uddannelsesgrad: januar 2014\n" in run(june(10)).to(office.cast.mads).body


def test_where_clerks_may_submit_they_hear_it_too(office: Office) -> None:
    all_entered(office)
    office.cast.places.jobcentre_soroe.clerks_may_submit = True
    office.cast.places.jobcentre_soroe.save()

    assert "Alle tal er udfyldt." in run(june(6)).to(office.cast.anna).body


def test_who_may_not_submit_what_he_has_entered_himself_is_not_asked_to(office: Office) -> None:
    jobcentre = office.cast.places.jobcentre_soroe
    jobcentre.needs_four_eyes = jobcentre.clerks_may_submit = True
    jobcentre.save()
    all_entered(office)

    sent = run(june(6))

    assert "mads@eksempel.dk" in sent.addresses
    assert "anna@eksempel.dk" not in sent.addresses


def test_the_mailbox_hears_it_too_and_afterwards_gets_a_copy(office: Office) -> None:
    office.cast.places.jobcentre_soroe.mailbox = "Job@soroe.dk"
    office.cast.places.jobcentre_soroe.save()

    before, after = run(june(6)).to("job@soroe.dk"), run(june(11)).to("job@soroe.dk")

    assert before.body.endswith("\nMailen er sendt til postkassen for Jobcenter Sorø.\n")
    assert after.body.endswith(
        "\nKopi til postkassen for Jobcenter Sorø af det, indberettere og ledere bliver mindet om.\n"
    )


def test_a_person_whose_address_is_the_mailbox_gets_one_mail(office: Office) -> None:
    office.cast.places.jobcentre_soroe.mailbox = office.cast.anna.email
    office.cast.places.jobcentre_soroe.save()

    assert "indberetter for Jobcenter Sorø" in run(june(6)).to(office.cast.anna).body


def test_who_works_at_two_jobcentres_gets_one_mail_about_both(office: Office) -> None:
    make_assignment(office.cast.anna, Assignment.Role.MANAGER, office.cast.places.jobcentre_esbjerg)

    mail = run(june(6)).to(office.cast.anna)

    assert mail.subject.startswith("Indberetning: 6 tal mangler")
    assert "– Langtidsledige, Fanø: april 2014\n" in mail.body
    assert "indberetter for Jobcenter Sorø og leder for Jobcenter Esbjerg" in mail.body
    assert SentMail.objects.filter(person=office.cast.anna).count() == 2


def test_whose_role_has_ended_or_is_deactivated_hears_nothing(office: Office) -> None:
    gone = make_user("Gerda Bro")
    make_assignment(gone, Assignment.Role.CLERK, office.cast.places.jobcentre_soroe, until=june(3).date())

    addresses = run(june(6)).addresses

    assert not {gone.email, office.cast.finn.email} & set(addresses)


def test_who_turned_reminders_off_gets_none_but_the_mailbox_does(office: Office) -> None:
    MutedMail.objects.create(person=office.cast.anna, group=MutedMail.Group.REMINDERS)
    office.cast.places.jobcentre_soroe.mailbox = office.cast.anna.email
    office.cast.places.jobcentre_soroe.save()

    assert "postkassen for Jobcenter Sorø" in run(june(6)).to(office.cast.anna).body


def test_each_reads_it_in_his_own_language(office: Office) -> None:
    office.cast.anna.language = "en"
    office.cast.anna.save()

    sent = run(june(6))

    assert sent.to(office.cast.anna).subject == (
        "Return: 2 numbers are missing, deadline Tuesday 10 June 2014 at 12.00"
    )
    assert sent.to(office.cast.mads).subject.startswith("Indberetning: 2 tal mangler")


def test_a_reminder_that_was_missed_goes_out_late_but_not_beside_the_next(office: Office) -> None:
    late = run(june(5)).count("Frist om fem arbejdsdage")
    SentMail.objects.all().delete()

    next_run = run(june(6))

    assert (late, next_run.count("Frist om fem arbejdsdage")) == (4, 0)
    assert next_run.count("Frist næste arbejdsdag") == 4


def test_no_mail_holds_a_figure_or_what_somebody_wrote(office: Office) -> None:
    enter(office, office.pensions, MAY, 7143)
    monthly_return = return_of(office, MAY)
    monthly_return.remark = "Jens Hansen, 010170"
    monthly_return.save()

    sent = [mail for day in (4, 6, 11) for mail in run(june(day)).mails]

    assert len(sent) == 12
    assert not [mail for mail in sent if "7143" in _all_of(mail) or "Jens" in _all_of(mail)]


def test_mails_say_that_a_machine_wrote_them_and_who_reads_answers(
    office: Office, settings: Settings
) -> None:
    plain = run(june(6)).to(office.cast.anna)
    settings.MAIL_REPLY_TO = ["tal@eksempel.dk"]
    with_reply = run(june(11)).to(office.cast.anna)

    assert plain.message()["Auto-Submitted"] == "auto-generated"
    assert plain.message()["Reply-To"] is None
    assert with_reply.message()["Reply-To"] == "tal@eksempel.dk"


def test_who_is_told_what_takes_as_many_queries_for_many_as_for_few(office: Office) -> None:
    places = office.cast.places
    counts = []
    for number in (2, 20):
        for name in range(number):
            make_assignment(
                make_user(f"Nr{number}-{name} Holm"), Assignment.Role.CLERK, places.jobcentre_esbjerg
            )
        with CaptureQueriesContext(connection) as queries, clock.standing_at(june(6)):
            mails = list(planned(june(6)))
        counts.append((len(mails), len(queries)))

    assert [mails for mails, _queries in counts] == [6, 26]
    assert counts[0][1] == counts[1][1] <= 20


def test_a_dry_run_tells_who_would_get_what_and_sends_nothing(office: Office) -> None:
    told = run(june(6), "--dry-run")

    assert "anna@eksempel.dk (Anna Friis) · frist næste arbejdsdag · Indberetning: 2 tal mangler" in told.out
    assert told.count("Frist næste arbejdsdag") == 4
    assert not told.mails
    assert not SentMail.objects.exists()


def _all_of(mail: EmailMessage) -> str:
    return f"{mail.subject}\n{mail.body}"
