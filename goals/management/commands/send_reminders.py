from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.forms.words import capitalised
from goals.mails import Fate, Mail, Unreachable, planned, post, still_unsettled, unsettled
from goals.models import SentMail
from goals.months import now
from jobcentres.clock import COPENHAGEN

FILES = "django.core.mail.backends.filebased.EmailBackend"


class Command(BaseCommand):
    """What is due when is settled in `goals.mails.schedule`. A reminder of what is missing after the deadline
    goes out until the end of the fifth working day after it, what happened is told for fourteen days, the
    week's digest until Tuesday: a command that did not run for a while catches up so far, and no further.
    """

    help = (
        "Send the mails that are due: reminders of missing figures five working days and one working day "
        "before a deadline and one after it, what happened to returns and corrections, and on Mondays from "
        "8.00 the regions' week. To be run every hour or every day; running it twice sends nothing twice. "
        "Ends with status 1 if a mail could not be sent: the next run tries again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="show who would get which mail, and send nothing"
        )

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        begun = now()
        open_before = unsettled(begun)
        if dry_run:
            self._tell(mail for mail in planned(begun))
        else:
            failed = self._send(list(planned(begun)))
        for row in still_unsettled(open_before):
            self.stderr.write(_unsettled_text(row))
        if not dry_run and failed:
            text = ngettext(
                "%(count)s mail was not sent. The next run tries again.",
                "%(count)s mails were not sent. The next run tries again.",
                failed,
            )
            raise CommandError(text % {"count": failed})

    def _tell(self, mails: Iterable[Mail]) -> None:
        counts: Counter[str] = Counter()
        for mail in mails:
            counts.update(mail.kinds)
            counts["all"] += 1
            kinds = ", ".join(str(SentMail.Kind(kind).label) for kind in sorted(mail.kinds))
            owner = mail.to.person or _("mailbox")
            self.stdout.write(f"{mail.to.address} ({owner}) · {kinds} · {mail.subject}")
        self._tell_counts(counts)
        self.stdout.write(_("Nothing was sent: this was a dry run."))

    def _send(self, mails: list[Mail]) -> int:
        """How many could not be sent."""
        counts: Counter[str] = Counter()
        failed = 0
        for number, mail in enumerate(mails):
            try:
                fate = post(mail)
            except Unreachable as fault:
                self.stderr.write(_("The mail server does not answer: %(fault)s") % {"fault": fault})
                failed += len(mails) - number
                break
            if fate == Fate.SENT:
                counts.update(mail.kinds)
                counts["all"] += 1
            elif fate == Fate.FAILED:
                failed += 1
        self._tell_counts(counts)
        if counts["all"] and settings.EMAIL_BACKEND == FILES:
            self.stdout.write(
                _("The mails were written as files to %(folder)s.")
                % {"folder": getattr(settings, "EMAIL_FILE_PATH", "")}
            )
        return failed

    def _tell_counts(self, counts: Counter[str]) -> None:
        """One line for each kind; a mail that tells of several counts in each."""
        for kind in SentMail.Kind:
            self.stdout.write(f"{capitalised(str(kind.label))}: {counts[kind]}")
        total = ngettext("%(count)s mail in all", "%(count)s mails in all", counts["all"])
        self.stdout.write(total % {"count": counts["all"]})


def _unsettled_text(row: SentMail) -> str:
    begun = date_format(row.begun_at.astimezone(COPENHAGEN), "j. F Y H.i")
    text = _(
        "Begun %(begun)s, and nobody knows whether it arrived: %(kind)s (%(occasion)s) to %(address)s. "
        "It will not be sent again."
    )
    return text % {
        "begun": begun,
        "kind": row.get_kind_display(),
        "occasion": row.occasion,
        "address": row.address,
    }
