from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

from goals.imports import import_targets
from goals.imports.command import ImportCommand
from goals.imports.file import Progress
from goals.refusals import Recorded
from jobcentres.models import User


class Command(ImportCommand):
    help = "Import targets from a CSV file, all or none: adopted for municipalities, contracts for regions."

    def record(
        self, file: BinaryIO, *, by: User | None, options: dict[str, Any], progress: Progress | None
    ) -> Recorded:
        return import_targets(
            file,
            by=by,
            reason=Path(options["file"]).name,
            is_rehearsal=options["dry_run"],
            progress=progress,
        )
