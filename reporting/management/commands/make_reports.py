from __future__ import annotations

import os
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goals.months import Month, MonthError
from jobcentres.clock import COPENHAGEN
from jobcentres.downloads import NotMade
from reporting.bundles.making import write
from reporting.bundles.running import run
from reporting.downloads import pinned
from reporting.places import NotThere
from reporting.summaries import Choice

NICE = 10
"""The pages come first."""


class Command(BaseCommand):
    help = (
        "The PDF reports of all municipalities of a region or of the country in one zip, as readers outside "
        "see them. With the number of a bundle (as the page starts it), else into the file of --output."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bundle", nargs="?", type=int, help="number of a bundle that was asked for")
        parser.add_argument("--nice", action="store_true", help="let other processes go first")
        parser.add_argument("--area", default="DK", metavar="CODE", help="region or country (DK)")
        parser.add_argument("--year", type=int, help="goal year, e.g. 2014")
        parser.add_argument("--as-of", metavar="MONTH", help="last month counted, e.g. 2014-04")
        parser.add_argument(
            "--known-on", metavar="MOMENT", help="as it was known then, e.g. 2014-06-03T08:00 (Danish time)"
        )
        parser.add_argument("--output", metavar="FILE", help="the zip to write")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["nice"]:
            os.nice(NICE)
        if options["bundle"] is not None:
            if run(options["bundle"]) is None:
                raise CommandError(f"Bundle {options['bundle']} is not there, or has been begun.")
            return
        if options["year"] is None or options["output"] is None:
            raise CommandError("Name a bundle, or --year and --output.")
        self._into_file(options)

    def _into_file(self, options: dict[str, Any]) -> None:
        choice = pinned(
            Choice.of(options["year"], as_of=_month(options["as_of"]), known_on=_moment(options["known_on"]))
        )
        part = Path(f"{options['output']}.part")
        try:
            with part.open("wb") as file:
                write(file, choice, options["area"], self._told)
            part.replace(options["output"])
        except (NotThere, NotMade) as nothing:
            raise CommandError(str(nothing)) from nothing
        finally:
            part.unlink(missing_ok=True)

    def _told(self, done: int, total: int) -> None:
        if done == total or done % 10 == 0:
            self.stderr.write(f"{done} of {total}")


def _month(written: str | None) -> Month | None:
    try:
        return Month.parse(written) if written else None
    except MonthError as refusal:
        raise CommandError(f"--as-of: {refusal}") from refusal


def _moment(written: str | None) -> datetime | None:
    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as refusal:
        raise CommandError("--known-on: write the moment like this: 2014-06-03T08:00") from refusal
    return moment if moment.tzinfo else moment.replace(tzinfo=COPENHAGEN)
