from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from goals.verification import History, first_fault
from jobcentres.seals import remember


class Command(BaseCommand):
    help = "Recompute the whole history and name the first fault. Ends with status 1 if there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        _take_the_time_it_needs()
        history = History.now()
        fault = first_fault(history, self._show if self.stdout.isatty() else None)
        remember(fault.message if fault else "")
        if fault:
            raise CommandError(_("The history does not hold. %(fault)s") % {"fault": fault.message})
        self.stdout.write(
            _("The history holds: %(changes)d changes.") % {"changes": history.head.last_number}
        )

    def _show(self, done: int, changes: int) -> None:
        """A bar that rewrites itself, and is gone in the end."""
        if done == changes:
            self.stdout.write("\r\x1b[K", ending="")
        elif done % 500 == 0:
            filled = 40 * done // changes
            told = _("%(done)d of %(changes)d changes") % {"done": done, "changes": changes}
            self.stdout.write(f"\r{'█' * filled}{'░' * (40 - filled)} {told}", ending="")
            self.stdout.flush()


def _take_the_time_it_needs() -> None:
    """A page's query is cut off after seconds; this one reads everything."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
