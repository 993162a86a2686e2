"""What people write in their own words: cleaned of invisible signs, refused where it identifies a person."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from jobcentres.visible_text import cleaned

LONGEST = 2000
LONGEST_SOURCE = 500

_CPR = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})[- ]?\d{4}(?!\d)", re.ASCII)
_ADDRESS = re.compile(r"https?://\S+")


class TextRefused(ValueError):
    """The text cannot be kept. `code` names the reason, `message` tells the user what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@lru_cache(maxsize=256)  # a file says the same thousands of times
def free_text(text: str, *, longest: int = LONGEST) -> str:
    """The cleaned text. Raises `TextRefused` if it is too long or holds what looks like a CPR number."""
    kept = cleaned(text)
    if len(kept) > longest:
        message = _("The text is %(length)s characters long. Write at most %(most)s.")
        raise TextRefused("too_long", message % {"length": len(kept), "most": longest})
    if looks_like_cpr(kept):
        message = _(
            "The text holds what looks like a CPR number. Delete it: do not write about single persons."
        )
        raise TextRefused("cpr", message)
    return kept


def looks_like_cpr(text: str) -> bool:
    """Ten digits that begin with a date. The digits of a web address do not count."""
    if len(text) < 10:
        return False
    return any(_is_date(*map(int, found.groups())) for found in _CPR.finditer(_ADDRESS.sub(" ", text)))


def _is_date(day: int, month: int, year: int) -> bool:
    try:
        date(2000 + year, month, day - 60 if day > 60 else day)  # 60 is added in replacement numbers
    except ValueError:
        return False
    return True
