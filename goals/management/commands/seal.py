from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from goals.verification.subjects import subjects_hash
from jobcentres import seals


class Command(BaseCommand):
    help = (
        "Write down where the history ends: a row, a line in SEAL_FILE and a mail to SEAL_MAIL. To be run "
        "every day; verify_history holds the history against the seals."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = seals.seal(subjects_hash)
        except OSError as fault:
            message = _("Nothing was sealed: %(fault)s. Let SEAL_FILE name a file that can be written.")
            raise CommandError(message % {"fault": fault}) from None
        self.stdout.write(_("Sealed: change no. %(number)d.") % {"number": made.number})
