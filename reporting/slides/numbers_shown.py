"""Number formats with which a chart says what the page says, and stays a chart of numbers."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"(?P<before>\D*?)(?P<sign>[+\N{MINUS SIGN}]?)[\d.]+(?:,(?P<decimals>\d+))?(?P<after>.*)"
)
_DANISH = "[$-406]"
"""Programs that separate by the format's language, not by the machine's."""


def format_of(text: str) -> str:
    """`højst 1.150` → `"højst "#,##0`; `−52,8 pct.*` shows its sign and what follows. The digits are those of
    the number that has the format, in the reader's program with Danish separators."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return plain_format(0)
    digits = "#,##0" + (f".{'0' * len(found['decimals'])}" if found["decimals"] else "")
    before, after = _quoted(found["before"]), _quoted(found["after"])
    plus = '"+"' if found["sign"] else ""
    positive, negative = f"{before}{plus}{digits}{after}", f'{before}"\N{MINUS SIGN}"{digits}{after}'
    return f"{_DANISH}{positive};{_DANISH}{negative};{_DANISH}{before}{digits}{after}"


def plain_format(decimals: int) -> str:
    """`1.234` and `−2,5`"""
    return format_of("1" + (f",{'0' * decimals}" if decimals else "")).replace('"+"', "")


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), "")}"' if text else ""
