"""The cron's command at a moment, and what it sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from goals import returns
from goals.models import Figure, Indicator, MonthlyReturn, Submission, SubmittedLine
from goals.months import Month
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Jobcentre, User
from tests.goals.entry_page import Office
from tests.goals.figure_builders import an_entry, record

APRIL, MAY = Month(2014, 4), Month(2014, 5)


@dataclass(frozen=True)
class Run:
    """What the command said, and the mails that left in it."""

    out: str
    err: str
    mails: list[EmailMessage]

    @property
    def addresses(self) -> list[str]:
        return sorted(address for mail in self.mails for address in mail.to)

    def to(self, person: User | str) -> EmailMessage:
        """The one mail to the person; fails if there are more or none."""
        address = person if isinstance(person, str) else person.email
        [found] = [mail for mail in self.mails if mail.to == [address]]
        return found

    def count(self, label: str) -> int:
        """The command's own count of a kind."""
        [line] = [line for line in self.out.splitlines() if line.startswith(f"{label}: ")]
        return int(line.rsplit(" ", 1)[1])


def june(day: int, hour: int = 9, minute: int = 0, month: int = 6) -> datetime:
    return datetime(2014, month, day, hour, minute, tzinfo=COPENHAGEN)


def run(at: datetime, *options: str) -> Run:
    out, err = StringIO(), StringIO()
    before = len(mail.outbox)
    with clock.standing_at(at):
        try:
            call_command("send_reminders", *options, stdout=out, stderr=err)
        except CommandError as fault:
            err.write(f"exit {fault.returncode}: {fault}")
    return Run(out.getvalue(), err.getvalue(), mail.outbox[before:])


def enter(
    office: Office,
    indicator: Indicator,
    month: Month,
    value: int = 7143,
    *,
    area: Area | None = None,
    by: User | None = None,
) -> Figure:
    """A figure for Sorø, typed by Anna."""
    area = area or office.cast.places.soroe
    record(an_entry(indicator, area, str(month), value=value), by=by or office.cast.anna)
    return Figure.objects.get(indicator=indicator, area=area, month=month.first_day)


def return_of(office: Office, month: Month, jobcentre: Jobcentre | None = None) -> MonthlyReturn:
    return returns.return_for(jobcentre or office.cast.places.jobcentre_soroe, month)


def submit(office: Office, month: Month) -> Submission:
    return returns.submit(monthly_return=return_of(office, month), by=office.cast.mads)


def send_back(office: Office, submission: Submission, figure: Figure, reason: str) -> None:
    returns.send_back(submission=submission, reasons={figure.pk: reason}, by=office.cast.bo)


def waiting(submission: Submission) -> list[SubmittedLine]:
    return list(submission.lines.all())
