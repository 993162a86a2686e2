"""Sending a mail once: the row first, then the mail, then that it went out."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import Enum
from smtplib import SMTPAuthenticationError, SMTPConnectError, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from goals.mails.mail import Mail
from goals.mails.schedule import NEWS_DAYS
from goals.models import SentMail
from goals.months import now

NO_SERVER = (ConnectionError, TimeoutError, SMTPServerDisconnected, SMTPConnectError, SMTPAuthenticationError)

logger = logging.getLogger(__name__)


class Fate(Enum):
    SENT = "sent"
    TAKEN = "taken"
    """another run sends it at this moment, or a part of it"""
    FAILED = "failed"
    """the mail server did not take it: the next run tries again"""


class Unreachable(Exception):
    """There is no mail server where EMAIL_URL says: no mail would go out."""


def post(mail: Mail) -> Fate:
    """The rows decide who sends: whoever comes second finds them there. Raises `Unreachable`.

    A run that is killed between rows and mail leaves rows without `sent_at`: whether the mail arrived nobody
    knows, so it is never sent again (see `unsettled`). A mail that was refused leaves nothing.
    """
    rows = _claim(mail)
    if rows is None:
        return Fate.TAKEN
    keys = [row.pk for row in rows]
    try:
        _message(mail).send()
    except Exception as fault:
        SentMail.objects.filter(pk__in=keys).delete()
        if isinstance(fault, NO_SERVER):
            raise Unreachable(str(fault)) from fault
        logger.error("A mail to %s was not sent: %r", mail.to.address, fault)
        return Fate.FAILED
    SentMail.objects.filter(pk__in=keys).update(sent_at=now())
    return Fate.SENT


def unsettled(at: datetime) -> list[SentMail]:
    """Mails begun before `at`, in the last fourteen days, of which nobody knows whether they arrived."""
    since = at - timedelta(days=NEWS_DAYS)
    rows = SentMail.objects.filter(sent_at=None, begun_at__gt=since, begun_at__lt=at)
    return list(rows.order_by("pk"))


def still_unsettled(rows: Iterable[SentMail]) -> Iterator[SentMail]:
    """Those that another run has not sent in the meantime."""
    return iter(SentMail.objects.filter(pk__in=[row.pk for row in rows], sent_at=None).order_by("pk"))


def _claim(mail: Mail) -> list[SentMail] | None:
    """All rows of the mail or none, in one order everywhere: two runs wait and never block each other."""
    begun = now()
    rows = [
        SentMail(
            kind=part.kind,
            occasion=part.occasion,
            address=mail.to.address,
            person=mail.to.person,
            jobcentre_id=part.jobcentre_id,
            region_id=part.region_id,
            begun_at=begun,
        )
        for part in sorted(mail.parts, key=lambda part: (part.kind, part.occasion))
    ]
    try:
        with transaction.atomic():
            for row in rows:
                row.save(force_insert=True)
    except IntegrityError:
        return None
    return rows


def _message(mail: Mail) -> EmailMessage:
    return EmailMessage(
        mail.subject,
        mail.body + "\n",
        to=[mail.to.address],
        reply_to=settings.MAIL_REPLY_TO or None,
        headers={"Auto-Submitted": "auto-generated"},
    )
