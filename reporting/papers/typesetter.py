"""The process that sets papers, seen from outside: whatever ends it, the worker goes on and says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from types import TracebackType
from typing import IO, cast

from jobcentres.downloads import NotMade
from reporting.papers import press

MEMORY = 512 * 1024 * 1024
"""Bytes of address space. The country's paper takes 110 MB of it with `CALM`, and 60 MB of memory."""
SECONDS = 20
"""Of the processor that a paper may take; the country's takes half of one."""
PATIENCE = 5
LAST_WORDS = 500
CALM = {"RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"}
"""One thread, for each of a large machine's would ask for address space of its own; and few last words."""


class Refused(Exception):
    """What cannot be set; `str()` is what the typesetter says."""


class Typesetter:
    """Sets papers, in a process that begins with the first and ends with the block. One that has ended
    before is followed by another."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None

    def __enter__(self) -> Typesetter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def set(self, template: str, fonts: str, document: str) -> bytes:
        """The PDF. Raises `Refused`, and `NotMade` where the process cannot be started or has ended."""
        asked = json.dumps({"template": template, "fonts": fonts, "document": document}).encode()
        try:
            is_set, content = self._answer(asked)
        except (OSError, EOFError, MemoryError) as fault:
            raise NotMade(f"The typesetter gave no paper ({self._end()})") from fault
        if not is_set:
            raise Refused(content.decode(errors="replace"))
        return content

    def _answer(self, asked: bytes) -> tuple[bool, bytes]:
        process = self._process or self._begun()
        to, answers = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
        to.write(asked + b"\n")
        to.flush()
        is_set, size = press.HEAD.unpack(_exactly(answers, press.HEAD.size))
        return is_set, _exactly(answers, size)

    def _begun(self) -> subprocess.Popen[bytes]:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(  # noqa: S603 - our own program, and no word of anybody's
            [sys.executable, "-I", press.__file__, str(MEMORY), str(SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=os.environ | CALM,
        )
        return self._process

    def _end(self) -> str:
        """How the process has ended, and what it said last."""
        process, said, self._process, self._said = self._process, self._said, None, None
        how = _ended(process) if process else "not started"
        if said:
            with said:
                said.seek(max(0, said.seek(0, os.SEEK_END) - LAST_WORDS))
                how += f": {said.read().decode(errors='replace').strip()}"
        return how


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content


def _ended(process: subprocess.Popen[bytes]) -> str:
    try:
        process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    return f"exit code {process.returncode}"
