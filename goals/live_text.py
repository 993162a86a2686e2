"""Text that a spreadsheet would take for a formula, and how files say it instead.

`as_meant(harmless(text)) == text` for every text, so that a file of ours that is read again says the same.
"""

from __future__ import annotations

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
BLANKS = " \N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
"""Some spreadsheets take off what stands before a sign, and read wide signs as the usual ones."""


def is_live(text: str) -> bool:
    """Also behind apostrophes: else one of ours could not be told from one that was written."""
    return text.lstrip("'").lstrip(BLANKS).startswith(FORMULA_SIGNS)


def harmless(text: str) -> str:
    """With an apostrophe before it."""
    return f"'{text}" if is_live(text) else text


def as_meant(text: str) -> str:
    """Without the apostrophe that a file of ours has put before it."""
    return text[1:] if text[:1] == "'" and is_live(text) else text
