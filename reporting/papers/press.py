"""Sets one document: a program of its own, so that the typesetter's memory ends with the paper.

Reads JSON from standard input (`template`, `fonts`, `document`), writes the PDF; what the typesetter refuses
goes to standard error, with exit code 3. Knows nothing of Django.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typst import Fonts

REFUSED = 3


class Refused(Exception):
    """What cannot be set; `str()` is what the typesetter says."""


def set_here(template: str, fonts: str, document: str) -> bytes:
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
        raise Refused(refusal.diagnostic) from refusal
    return made


@cache
def _fonts(folder: str) -> Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def main() -> None:
    asked: dict[str, Any] = json.load(sys.stdin.buffer)
    try:
        sys.stdout.buffer.write(set_here(**asked))
    except Refused as refusal:
        sys.stderr.write(str(refusal))
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
