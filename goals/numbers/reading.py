"""The one strict reader of numbers, for form, paste and file alike.

What cannot be read for certain is refused with the reason; nothing is guessed, rounded or repaired.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum

from django.utils.translation import gettext as _

MAX_DIGITS = 15
MAX_DECIMALS = 15

_LONGEST = 100
_OUTER_SPACE = " \t\r\n\N{NO-BREAK SPACE}"
_DASHES = "-−–—‐‑"
_DANISH = re.compile(r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?")
_MACHINE = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+")
_EXPONENT = re.compile(r"[0-9.,]+[eE][+-]?[0-9]+")
_WORDS_FOR_NO_NUMBER = {"nan", "snan", "inf", "infinity"}


class Dialect(Enum):
    """Where the text stands: a form and a file with `;` are Danish, a file with `,` is the machine's."""

    FORM = "form"
    DANISH_FILE = "danish_file"
    MACHINE_FILE = "machine_file"

    @property
    def decimal_sign(self) -> str:
        return "." if self is Dialect.MACHINE_FILE else ","


class NumberError(ValueError):
    """Refused. `code` names the reason; `message` tells the user what stood there and what to write."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def is_blank(text: str) -> bool:
    return not text.strip(_OUTER_SPACE)


def parse_number(
    text: str, dialect: Dialect = Dialect.FORM, *, whole: bool = False, max_decimals: int = MAX_DECIMALS
) -> Decimal:
    """The number that `text` certainly means: 0 or above, at most 15 digits. Raises `NumberError`.

    `whole` is for counts: `143,0` is 143, but `1,000` is refused, since it may have meant a thousand.
    """
    written = text.strip(_OUTER_SPACE)
    pattern = _MACHINE if dialect is Dialect.MACHINE_FILE else _DANISH
    if not pattern.fullmatch(written):
        _refuse_what_is_no_number(written)
        raise _misspelled(written, dialect, whole)
    integer, _sign, decimals = written.partition(dialect.decimal_sign)
    integer = integer.replace(".", "")
    if whole:
        _refuse_unless_whole(written, integer, decimals)
    decimals = decimals.rstrip("0")
    _refuse_too_exact(written, integer, decimals, max_decimals)
    return Decimal(f"{integer}.{decimals}" if decimals else integer)


def _refuse_unless_whole(written: str, integer: str, decimals: str) -> None:
    if len(decimals) == 3 and integer != "0" and len(integer) <= 3:
        raise NumberError(
            "ambiguous",
            _(
                "It says “%(written)s”, which can be read in two ways. "
                "Write the count with digits alone, e.g. %(example)s."
            )
            % {"written": written, "example": integer + decimals},
        )
    if decimals.strip("0"):
        raise NumberError(
            "not_whole",
            _("A count must be a whole number. Write %(example)s instead of %(written)s.")
            % {"written": _quoted(written), "example": integer},
        )


def _refuse_too_exact(written: str, integer: str, decimals: str, max_decimals: int) -> None:
    if len(decimals) > max_decimals:
        raise NumberError(
            "too_many_decimals",
            _("It says “%(written)s”. Write at most %(most)s decimals.")
            % {"written": _quoted(written), "most": max_decimals},
        )
    if len((integer + decimals).lstrip("0")) > MAX_DIGITS:
        raise NumberError(
            "too_many_digits",
            _("It says “%(written)s”. A number may have at most %(most)s digits.")
            % {"written": _quoted(written), "most": MAX_DIGITS},
        )


def _refuse_what_is_no_number(written: str) -> None:
    if not written:
        raise NumberError("empty", _("Write the number with digits, e.g. 143."))
    if len(written) > _LONGEST:
        raise NumberError(
            "too_many_digits",
            _("It says “%(written)s”. A number may have at most %(most)s digits.")
            % {"written": _quoted(written), "most": MAX_DIGITS},
        )
    reason = _placeholder(written) or _foreign_sign(written)
    if reason:
        raise reason


def _placeholder(written: str) -> NumberError | None:
    """Signs that tables use where there is no number."""
    if not written.strip(_DASHES):
        return NumberError(
            "dash",
            _("Leave the field empty if you do not have the number. “%(written)s” can be read as 0.")
            % {"written": written},
        )
    if not written.strip(".…"):
        return NumberError(
            "dots",
            _(
                "It says “%(written)s”. If the source hides the number, choose “Hidden in the source”; "
                "otherwise leave the field empty."
            )
            % {"written": written},
        )
    if written in {"x", "X", "×"}:
        return NumberError(
            "cross",
            _(
                "It says “%(written)s”. Leave the field empty if you do not have the number, "
                "or choose why there is none."
            )
            % {"written": written},
        )
    return None


def _foreign_sign(written: str) -> NumberError | None:
    """Signs that Python, a spreadsheet or another script would read as part of a number."""
    shown = {"written": _quoted(written)}
    if any(not sign.isprintable() and not sign.isspace() for sign in written):
        return NumberError(
            "invisible", _("There is an invisible sign in the number. Delete it and write it again.")
        )
    if any(sign.isnumeric() and not sign.isascii() for sign in written):
        return NumberError(
            "digits", _("Write the number with the digits 0–9. It says “%(written)s”.") % shown
        )
    if written[0] in _DASHES and written[1:].lstrip()[:1].isdigit():
        return NumberError(
            "negative", _("The number cannot be negative. Write 0 or above. It says “%(written)s”.") % shown
        )
    if written[0] == "+" and written[1:].lstrip()[:1].isdigit():
        return NumberError(
            "sign", _("Write the number itself without a sign before it. It says “%(written)s”.") % shown
        )
    if _EXPONENT.fullmatch(written):
        return NumberError(
            "exponent", _("Write all the digits of the number. It says “%(written)s”.") % shown
        )
    if written.lstrip("+" + _DASHES).casefold() in _WORDS_FOR_NO_NUMBER:
        return NumberError(
            "not_a_number", _("Write the number with digits, e.g. 143. It says “%(written)s”.") % shown
        )
    return None


def _misspelled(written: str, dialect: Dialect, whole: bool) -> NumberError:
    shown = {"written": _quoted(written)}
    bare = "".join(sign for sign in written if not sign.isspace())
    if bare != written and not bare.strip("0123456789.,"):
        return NumberError("space", _("Write the number without spaces. It says “%(written)s”.") % shown)
    if written.endswith(("%", "‰")) or written.casefold().endswith(("pct", "pct.")):
        return NumberError(
            "unit", _("Write the number alone, without a unit after it. It says “%(written)s”.") % shown
        )
    if "_" in written and not written.strip("0123456789_.,"):
        return NumberError(
            "underscore", _("Write the number without underscores. It says “%(written)s”.") % shown
        )
    if written.strip("0123456789.,") or not written.strip(".,"):
        return NumberError(
            "text", _("Write the number with digits, e.g. 143. It says “%(written)s”.") % shown
        )
    if len(written) > 1 and written[0] == "0" and written[1].isdigit():
        return NumberError(
            "leading_zero", _("Write the number without a zero before it. It says “%(written)s”.") % shown
        )
    if dialect is Dialect.MACHINE_FILE:
        return _misplaced_in_machine_file(written)
    return _misplaced_in_danish(written, dialect, whole)


def _misplaced_in_machine_file(written: str) -> NumberError:
    shown = {"written": _quoted(written), "example": written.replace(",", ".")}
    if _MACHINE.fullmatch(shown["example"]):
        return NumberError("comma", _("Use a point in files with commas: %(example)s") % shown)
    return NumberError(
        "comma", _("It says “%(written)s”. Write the number with at most one point, e.g. 1234.5.") % shown
    )


def _misplaced_in_danish(written: str, dialect: Dialect, whole: bool) -> NumberError:
    digits = written.replace(".", "").replace(",", "").lstrip("0") or "0"
    shown = {"written": _quoted(written), "digits": digits, "example": written.replace(".", ",")}
    if _ENGLISH.fullmatch(written):
        shown["example"] = written.replace(",", "").replace(".", ",")
    if whole and "." in written and "," not in written:
        return NumberError(
            "point", _("It says “%(written)s”. Write the count without a point, e.g. %(digits)s.") % shown
        )
    if "." in written and _DANISH.fullmatch(shown["example"]):
        if dialect is Dialect.DANISH_FILE:
            return NumberError("point", _("Use a comma in files with semicolons: %(example)s") % shown)
        return NumberError(
            "point", _("It says “%(written)s”. Use a comma for the decimals: %(example)s") % shown
        )
    if "." in written:
        return NumberError(
            "point",
            _("It says “%(written)s”. Write a point only before each three digits, e.g. 1.234,5.") % shown,
        )
    return NumberError(
        "comma", _("It says “%(written)s”. Write the number with at most one comma, e.g. 9,5.") % shown
    )


def _quoted(written: str) -> str:
    return written if len(written) <= 30 else f"{written[:29]}…"
