from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from goals.models import Figure
from goals.sample.loading import SampleRefused, load_sample
from goals.sample.who import sign_in_lines
from jobcentres.models import Area


class Command(BaseCommand):
    help = "Load made-up figures, targets and users of every role; today is then 10 June 2014. Needs DEBUG."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            is_new = load_sample(self._show if self.stdout.isatty() else None)
        except SampleRefused as refusal:
            raise CommandError(str(refusal)) from None
        if is_new:
            self.stdout.write(
                _("Sample data: %(figures)d figures of %(municipalities)d municipalities.")
                % {
                    "figures": Figure.objects.count(),
                    "municipalities": Area.objects.municipalities().count(),
                }
            )
        else:
            self.stdout.write(_("The sample data is loaded already. Nothing was changed."))
        for line in sign_in_lines():
            self.stdout.write(line)

    def _show(self, done: int, steps: int) -> None:
        """One line that rewrites itself, and is gone in the end."""
        if done == steps:
            self.stdout.write("\r\x1b[K", ending="")
        elif done % 25 == 0:
            told = _("Loading sample data: %(percent)d per cent") % {"percent": 100 * done // steps}
            self.stdout.write(f"\r{told}", ending="")
            self.stdout.flush()
