"""Text without the signs that nobody sees in it, and that mean something to a program."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def cleaned(text: str) -> str:
    """Without control characters, bidirectional overrides and other invisible signs; lines end in `\\n`."""
    if text.isprintable():
        return text.strip()
    kept = (
        " " if sign == "\t" else sign
        for sign in _BREAKS.sub("\n", text)
        if sign in "\n\t" or unicodedata.category(sign) not in _INVISIBLE
    )
    return "".join(kept).strip()


class NameField(forms.CharField):
    """A name: one line of signs that are seen, with single blanks."""

    def to_python(self, value: Any) -> str:
        return " ".join(cleaned(super().to_python(value) or "").split())
