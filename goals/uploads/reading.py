"""From a sent file to a table of texts. The file is opened in a process of its own, with its own limits."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from goals.uploads import limits
from goals.uploads.faults import Fault, FileRefused
from goals.uploads.kinds import kind_of
from goals.uploads.words import told

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Upload:
    """What a person sees in the file. `rows[0][0]` is cell A1, and rows end with their last filled cell.

    The numbers of a workbook are Danish; those of a text are as they were written.
    """

    rows: list[list[str]]
    skipped_sheets: tuple[str, ...] = ()


class Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class UploadRefused(Exception):
    """`reasons` tell the sender what to correct, and where."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        self.reasons = [told(fault) for fault in faults]
        super().__init__(" ".join(self.reasons))


def read_upload(name: str, file: Readable) -> Upload:
    """Raises `UploadRefused`. Nothing is kept of the file."""
    content = file.read(limits.FILE + 1)
    try:
        if len(content) > limits.FILE:
            raise FileRefused(Fault("too_large"))
        table = _read_apart(kind_of(name, content), content)
    except FileRefused as refused:
        raise UploadRefused(refused.faults) from None
    return Upload(rows=table["rows"], skipped_sheets=tuple(table["skipped"]))


def _read_apart(kind: str, content: bytes) -> dict[str, Any]:
    with tempfile.TemporaryFile() as sent, tempfile.TemporaryFile() as answer:
        sent.write(content)
        sent.seek(0)
        _run_child(kind, sent, answer)
        answer.seek(0)
        return _judged(answer.read(limits.ANSWER))


def _run_child(kind: str, sent: Any, answer: Any) -> None:
    """Without our environment, other people's packages, or a wait of more than the seconds allowed."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and no word of the sender's
            [sys.executable, "-EsSB", "-m", "goals.uploads.child", kind],
            cwd=_ROOT,
            env={},
            stdin=sent,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            timeout=limits.SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(Fault("too_heavy")) from None
    if done.returncode:
        logger.warning("The reader of an uploaded file ended with %s", done.returncode)
        raise FileRefused(Fault("too_heavy"))


def _judged(answer: bytes) -> dict[str, Any]:
    said = json.loads(answer)
    if exception := said.get("exception"):
        logger.warning("An uploaded file could not be read: %s", exception)
    if faults := said.get("faults"):
        raise FileRefused(*(Fault(**fault) for fault in faults))
    table: dict[str, Any] = said["table"]
    return table
