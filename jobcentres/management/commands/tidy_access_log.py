from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from jobcentres.access_log import delete_old_entries


class Command(BaseCommand):
    help = (
        "Take out of the access log what is older than ACCESS_LOG_MONTHS (6 unless given). To be run every "
        "day; running it again takes out nothing more."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        deleted = delete_old_entries()
        text = ngettext(
            "%(count)s entry older than %(months)s months was taken out.",
            "%(count)s entries older than %(months)s months were taken out.",
            deleted,
        )
        self.stdout.write(text % {"count": deleted, "months": settings.ACCESS_LOG_MONTHS})
