from __future__ import annotations

import os
import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from goals.imports.names import Areas, Indicators
from goals.months import Month, MonthError, now
from goals.series import Basis
from jobcentres.access import MINISTRY
from jobcentres.clock import COPENHAGEN
from reporting.exports.extract import ALL_LEVELS, LEVELS, SUMMARY, Extract
from reporting.exports.files import FORMATS
from reporting.exports.shapes import SHAPES
from reporting.places import NotThere
from reporting.summaries import Choice


class Command(BaseCommand):
    help = "The summary, or another shape of the figures, as a file, as the ministry sees it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=_year, required=True, help="goal year, e.g. 2014")
        parser.add_argument("--as-of", metavar="MONTH", help="last month counted, e.g. 2014-04")
        parser.add_argument(
            "--known-on", metavar="MOMENT", help="as it was known then, e.g. 2014-06-03T08:00 (Danish time)"
        )
        parser.add_argument("--basis", choices=[basis.value for basis in Basis], default=Basis.APPROVED.value)
        parser.add_argument("--area", nargs="+", action="extend", default=[], metavar="CODE")
        parser.add_argument("--level", choices=LEVELS, default=ALL_LEVELS)
        parser.add_argument("--within", metavar="CODE", help="of one region alone: its municipalities")
        parser.add_argument("--indicator", nargs="+", action="extend", default=[], metavar="CODE")
        parser.add_argument(
            "--figures-since", metavar="MONTH", help="first month of all figures; else January before"
        )
        parser.add_argument(
            "--shape", choices=SHAPES, default=SUMMARY, help="how the results are laid out (else the summary)"
        )
        parser.add_argument("--format", choices=FORMATS, default="csv")
        parser.add_argument("--output", metavar="FILE", help="instead of standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        known_on = _moment(options["known_on"])
        extract = Extract(
            choice=Choice.of(
                options["year"],
                as_of=_month("--as-of", options["as_of"]),
                known_on=known_on,
                basis=options["basis"],
            ),
            level=options["level"],
            areas=_codes(Areas(), options["area"]) if options["area"] else frozenset(),
            within=next(iter(_codes(Areas(), [options["within"]]))) if options["within"] else "",
            indicators=_codes(Indicators(), options["indicator"]) if options["indicator"] else frozenset(),
            figures_since=_month("--figures-since", options["figures_since"]),
            shape=options["shape"],
        )
        chosen = FORMATS[options["format"]]
        if options["format"] not in SHAPES[extract.shape].formats:
            told = {"shape": extract.shape, "formats": ", ".join(SHAPES[extract.shape].formats)}
            raise CommandError(_("The shape %(shape)s can be written as: %(formats)s.") % told)
        if not chosen.is_text and not options["output"]:
            raise CommandError(
                _("A workbook is no text to print. Say where to write it: --output “%(name)s.%(suffix)s”.")
                % {"name": extract.file_name, "suffix": chosen.suffix}
            )
        if known_on is not None and known_on > now():
            self.stderr.write(
                _("The moment of --known-on is still to come: the same call may give more later.")
            )
        try:
            parts = chosen.write(extract.read(MINISTRY))
        except NotThere as nothing:
            raise CommandError(str(nothing)) from None
        if options["output"]:
            _save(Path(options["output"]), parts)
        else:
            self._print(parts)

    def _print(self, parts: Iterable[bytes]) -> None:
        """The file's bytes as they are, whatever the terminal would make of them."""
        stream = getattr(self.stdout, "buffer", None)
        for part in parts:
            if stream is None:
                self.stdout.write(part.decode(), ending="")
            else:
                stream.write(part)


def _save(path: Path, parts: Iterable[bytes]) -> None:
    """The whole file or none: it takes its name when it is complete."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            file.writelines(parts)
        unfinished.replace(path)
    except OSError as fault:
        unfinished.unlink(missing_ok=True)
        shown = {"file": path, "reason": fault.strerror or fault}
        raise CommandError(_("The file %(file)s cannot be written: %(reason)s.") % shown) from None


def _year(written: str) -> int:
    if not re.fullmatch("(19|20|21)[0-9]{2}", written):
        raise ArgumentTypeError(_("write the year with four digits, e.g. 2014"))
    return int(written)


def _month(option: str, written: str | None) -> Month | None:
    try:
        return None if written is None else Month.parse(written)
    except MonthError as refusal:
        raise CommandError(f"{option}: {refusal}") from None


def _moment(written: str | None) -> datetime | None:
    """Without a zone it is Danish time."""
    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        raise CommandError(
            _("--known-on: it says “%(written)s”. Write the moment like this: 2014-06-03T08:00.")
            % {"written": written[:40]}
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=COPENHAGEN)


def _codes(names: Areas | Indicators, written: list[str]) -> frozenset[str]:
    codes = set()
    for text in written:
        found = names.find(text)
        if isinstance(found, str):
            raise CommandError(f'"{text}": {found}')
        codes.add(found.code)
    return frozenset(codes)
