"""What `import_figures` and `import_targets` have in common: whose rights apply, and what is told."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.imports.file import Progress
from goals.imports.lines import printable
from goals.models import Indicator
from goals.refusals import Recorded, Refusal, Refused
from jobcentres.models import User

_BAR = 40
_LONGEST = 400


class ImportCommand(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="CSV in UTF-8 with a header, separated by ; or ,")
        parser.add_argument("--dry-run", action="store_true", help="check and count, and write nothing")
        parser.add_argument(
            "--user", metavar="NAME", help="e-mail address or name: this person's rights apply"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path, is_rehearsal = Path(options["file"]), options["dry_run"]
        if not Indicator.objects.exists():
            raise CommandError(_("There are no indicators yet. Run `python manage.py load_reference` first."))
        by = _person(options["user"]) if options["user"] else None
        try:
            with path.open("rb") as file:
                recorded = self.record(file, by=by, options=options, progress=self._progress())
        except OSError as fault:
            shown = {"file": path, "reason": fault.strerror or fault}
            raise CommandError(_("The file %(file)s cannot be read: %(reason)s.") % shown) from None
        except Refused as refused:
            self._tell_refusals(refused)
            raise CommandError(_heading(refused)) from None
        except (IntegrityError, OperationalError) as fault:
            self.stderr.write(printable(str(fault), _LONGEST), lambda text: text)
            raise CommandError(
                _("The database did not take the file: nothing was imported. Try again.")
            ) from None
        finally:
            self._clear()
        self.stdout.write(_counts(recorded))
        if is_rehearsal:
            self.stdout.write(_("This was a rehearsal: nothing was written."))

    def record(
        self, file: BinaryIO, *, by: User | None, options: dict[str, Any], progress: Progress | None
    ) -> Recorded:
        raise NotImplementedError

    def _tell_refusals(self, refused: Refused) -> None:
        self._clear()
        for line in _lines(refused):
            self.stderr.write(line, lambda text: text)
        self.stdout.write(_counts(refused.recorded))

    def _progress(self) -> Progress | None:
        return self._show if self.stdout.isatty() else None

    def _show(self, done: int, size: int) -> None:
        """A bar that rewrites itself, and is gone in the end."""
        filled = _BAR * done // max(size, 1)
        bar = "█" * filled + "░" * (_BAR - filled)
        self.stdout.write(f"\r{bar} {100 * done // max(size, 1):3} %", ending="")
        self.stdout.flush()

    def _clear(self) -> None:
        if self.stdout.isatty():
            self.stdout.write("\r\x1b[K", ending="")


def _person(written: str) -> User:
    """Raises CommandError unless exactly one active person has the address or the name."""
    people = User.objects.filter(is_active=True)
    found = people.filter(email=written.strip().lower()) or people.filter(name=written.strip())
    if not found:
        raise CommandError(_("Nobody active has the e-mail address or name “%(name)s”.") % {"name": written})
    if len(found) > 1:
        raise CommandError(
            _("Several have the name “%(name)s”. Write the e-mail address.") % {"name": written}
        )
    return found[0]


def _heading(refused: Refused) -> str:
    recorded = refused.recorded
    if recorded.total == 1 and refused.refusals[0].line == 1:
        return _("Nothing was imported: the first line must be corrected.")
    heading = ngettext(
        "Nothing was imported: %(refused)s of %(total)s row must be corrected. "
        "Correct it in the file, and import it again.",
        "Nothing was imported: %(refused)s of %(total)s rows must be corrected. "
        "Correct them in the file, and import it again.",
        recorded.refused,
    )
    return heading % {"refused": recorded.refused, "total": recorded.total}


def _lines(refused: Refused) -> Iterator[str]:
    for refusal in refused.refusals:
        yield printable(_told(refusal), _LONGEST)
    further = refused.recorded.refused - len({refusal.line for refusal in refused.refusals})
    if further > 0:
        yield ngettext("… and %(count)s further row.", "… and %(count)s further rows.", further) % {
            "count": further
        }


def _told(refusal: Refusal) -> str:
    """`Linje 7, area: “Nordfyn Kommunne”. Kommunen findes ikke. Mener du Nordfyns (0480)?`"""
    shown = {"line": refusal.line, "column": printable(refusal.field), "reason": refusal.message}
    shown["written"] = printable(refusal.written)
    if refusal.field and refusal.written:
        return _("Line %(line)s, column %(column)s, “%(written)s”: %(reason)s") % shown
    if refusal.field:
        return _("Line %(line)s, column %(column)s: %(reason)s") % shown
    if refusal.written:
        return _("Line %(line)s, “%(written)s”: %(reason)s") % shown
    return _("Line %(line)s: %(reason)s") % shown


def _counts(recorded: Recorded) -> str:
    told = _("New: %(new)s. Changed: %(changed)s. Unchanged: %(unchanged)s. Refused: %(refused)s.") % {
        "new": recorded.new,
        "changed": recorded.changed,
        "unchanged": recorded.unchanged,
        "refused": recorded.refused,
    }
    if recorded.requested:
        told += " " + _("Correction requests: %(count)s.") % {"count": recorded.requested}
    return told
