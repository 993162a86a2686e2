from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from goals.reference import load_reference


class Command(BaseCommand):
    help = "Load areas, jobcentres, goals, indicators and deadlines. Rows that somebody has edited are kept."

    def handle(self, *args: object, **options: object) -> None:
        load = load_reference()
        self.stdout.write(
            _("Reference data: %(created)d new, %(changed)d changed, %(unchanged)d unchanged, %(kept)d kept.")
            % {
                "created": load.created,
                "changed": load.changed,
                "unchanged": load.unchanged,
                "kept": len(load.kept),
            }
        )
        for name in load.kept:
            self.stdout.write(_("Edited here, so not touched: %(row)s") % {"row": name})
