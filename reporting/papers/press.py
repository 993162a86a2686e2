"""Sets documents: a program of its own, so that the typesetter's memory ends with its papers, and is limited.

Reads lines of JSON from standard input (`template`, `fonts`, `document`) and answers each with a `HEAD`,
whether it was set and how many bytes follow, and the PDF or what the typesetter refuses. A document that asks
for too much ends the program. Knows nothing of Django.
"""

from __future__ import annotations

import json
import resource
import signal
import struct
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typst import Fonts

HEAD = struct.Struct(">?I")


def set_one(template: str, fonts: str, document: str) -> tuple[bool, bytes]:
    """Whether it was set, and the PDF or the refusal."""
    import typst

    try:
        made: bytes = typst.compile(
            template,
            format="pdf",
            font_paths=_fonts(fonts),
            pdf_standards="ua-1",
            sys_inputs={"document": document},
        )
    except typst.TypstError as refusal:
        return False, str(refusal.diagnostic).encode()
    return True, made


@cache
def _fonts(folder: str) -> Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def main(memory: int, seconds: int) -> None:
    """`memory` in bytes; `seconds` of the processor that one document may take, and three times as many by
    the clock: a busy machine is no fault of the document."""
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))
    for sign in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(sign, signal.SIG_DFL)
    for line in sys.stdin.buffer:
        _allow(seconds)
        is_set, content = set_one(**json.loads(line))
        _allow(0)
        sys.stdout.buffer.write(HEAD.pack(is_set, len(content)) + content)
        sys.stdout.buffer.flush()


def _allow(seconds: int) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(3 * seconds)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
