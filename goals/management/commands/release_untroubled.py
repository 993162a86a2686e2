from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.forms.asked import questions
from goals.forms.queue import read_submitted
from goals.models import SubmittedLine
from goals.returns.release import release_by_itself, returns_to_release


class Command(BaseCommand):
    help = "Release what has waited five working days and raises no question, in the regions that want it so."

    def handle(self, **options: Any) -> None:
        total = 0
        for monthly_return in returns_to_release():
            released = release_by_itself(monthly_return, _untroubled)
            total += released
            if released:
                shown = {"jobcentre": monthly_return.jobcentre.name, "month": monthly_return.month.label}
                text = ngettext(
                    "%(jobcentre)s, %(month)s: %(count)s number was released by itself.",
                    "%(jobcentre)s, %(month)s: %(count)s numbers were released by themselves.",
                    released,
                )
                self.stdout.write(text % {**shown, "count": released})
        if not total:
            self.stdout.write(_("No number is to be released by itself now."))


def _untroubled(lines: Sequence[SubmittedLine]) -> Collection[int]:
    return {figure_id for figure_id, read in read_submitted(lines).items() if not questions(read)}
