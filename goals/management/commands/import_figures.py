from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from goals.corrections import problems_of_reason
from goals.free_text import LONGEST_SOURCE, TextRefused, free_text
from goals.imports import import_figures
from goals.imports.command import ImportCommand
from goals.imports.file import Progress
from goals.refusals import Recorded
from jobcentres.models import User


class Command(ImportCommand):
    help = (
        "Import figures from a CSV file, all or none. Without --user it is the official source that speaks."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--source", metavar="TEXT", default="", help="source of the rows that name none")
        parser.add_argument(
            "--correct",
            metavar="REASON",
            help="with --user: ask for a correction where a released figure differs, and say why",
        )

    def record(
        self, file: BinaryIO, *, by: User | None, options: dict[str, Any], progress: Progress | None
    ) -> Recorded:
        return import_figures(
            file,
            by=by,
            source=_source(options["source"]),
            correction_reason=_correction_reason(options["correct"], by),
            reason=Path(options["file"]).name,
            is_rehearsal=options["dry_run"],
            progress=progress,
        )


def _source(written: str) -> str:
    try:
        return free_text(written, longest=LONGEST_SOURCE)
    except TextRefused as refusal:
        raise CommandError(f"--source: {refusal.message}") from None


def _correction_reason(written: str | None, by: User | None) -> str:
    if written is None:
        return ""
    if by is None:
        raise CommandError(
            _(
                "--correct asks for a correction on behalf of a person: write --user as well. Without it the "
                "official source updates released figures by itself."
            )
        )
    for problem in problems_of_reason(written):
        raise CommandError(f"--correct: {problem.message}")
    return written
