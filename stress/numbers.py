"""Any text either is refused with a reason or means exactly the number that its digits say."""

from __future__ import annotations

import random
from decimal import Decimal

from goals.numbers import Dialect, NumberError, parse_number

SIGNS = "0123456789" * 3 + ".,.,.,  \N{NO-BREAK SPACE}\N{THIN SPACE}-−+eE_xX%१２٣"


def trial(drawn: random.Random, number: int) -> str:
    read = 0
    for _ in range(number):
        text = "".join(drawn.choice(SIGNS) for _ in range(drawn.randint(0, 12)))
        dialect = drawn.choice(list(Dialect))
        try:
            value = parse_number(text, dialect, whole=drawn.random() < 0.5)
        except NumberError as refusal:
            assert refusal.message and refusal.code, repr(text)
            continue
        read += 1
        assert value == _meant(text, dialect), f"{text!r} read as {value}"
    return f"{number} texts, {read} read, each as its digits say"


def _meant(text: str, dialect: Dialect) -> Decimal:
    """An independent reading: thousands signs away, the decimal sign a point, ASCII digits alone."""
    text = text.strip()
    text = text if dialect is Dialect.MACHINE_FILE else text.replace(".", "").replace(",", ".")
    assert text.isascii() and set(text) <= set("0123456789."), f"{text!r} should have been refused"
    return Decimal(text)
