"""All mails that are to go out at a moment: what is due and what happened, in words for each addressee."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import translation

from goals.mails.addressees import Addressees, Group
from goals.mails.digest import digests, read_weeks
from goals.mails.happenings import happenings
from goals.mails.letters import notice as notice_letter
from goals.mails.letters import reminder as reminder_letter
from goals.mails.letters import week as week_letter
from goals.mails.mail import Mail, Told
from goals.mails.notices import Notice, Others, notices
from goals.mails.reminders import reminders
from goals.mails.schedule import NEWS_DAYS, digest_week
from goals.mails.wording import Names
from goals.returns import DueLine, due_lines
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Jobcentre


def planned(at: datetime) -> Iterator[Mail]:
    """What has not been told before: reminders by deadline, then news, then the regions' week.

    In some twenty queries, however many there are.
    """
    day = at.astimezone(COPENHAGEN).date()
    jobcentres = list(Jobcentre.objects.valid_on(day).select_related("region"))
    lines = due_lines(jobcentres, at=at)
    addressees, told, names = Addressees(jobcentres, day), Told(at), Names(lines)
    yield from _reminders(lines, addressees, told, names, at)
    yield from _notices(lines, addressees, told, names, at)
    yield from _digests(lines, addressees, told, at)


def _reminders(
    lines: list[DueLine], addressees: Addressees, told: Told, names: Names, at: datetime
) -> Iterator[Mail]:
    for reminder in reminders(lines, addressees.of(Group.REMINDERS), at):
        new = [office for office in reminder.offices if told.is_new(reminder.part(office), reminder.to)]
        if new:
            left = reminder._replace(offices=tuple(new))
            with translation.override(left.to.language):
                subject, body = reminder_letter.write(left, names)
            yield Mail(left.to, tuple(left.part(office) for office in new), subject, body)


def _notices(
    lines: list[DueLine], addressees: Addressees, told: Told, names: Names, at: datetime
) -> Iterator[Mail]:
    happened = happenings(lines, at - timedelta(days=NEWS_DAYS))
    others = Others(lines)
    for found in notices(happened, addressees.of(Group.NOTICES)):
        new = tuple(one for one in found.news if told.is_new(one.part, found.to))
        if new:
            with translation.override(found.to.language):
                subject, body = notice_letter.write(Notice(found.to, new), names, others)
            yield Mail(found.to, tuple(one.part for one in new), subject, body)


def _digests(lines: list[DueLine], addressees: Addressees, told: Told, at: datetime) -> Iterator[Mail]:
    week = digest_week(at)
    if week is None:
        return
    for digest in digests(read_weeks(lines, at), addressees.of(Group.DIGEST), week):
        if told.is_new(digest.part, digest.to):
            with translation.override(digest.to.language):
                subject, body = week_letter.write(digest)
            yield Mail(digest.to, (digest.part,), subject, body)
