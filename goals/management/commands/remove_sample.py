from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from goals.sample.loading import SampleRefused
from goals.sample.removal import remove_sample


class Command(BaseCommand):
    help = "Take the sample data out, with all that its people did since. Reference data stays."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            was_there = remove_sample()
        except SampleRefused as refusal:
            raise CommandError(str(refusal)) from None
        if was_there:
            self.stdout.write(_("The sample data is removed. The reference data is still there."))
        else:
            self.stdout.write(_("There is no sample data here. Nothing was removed."))
