"""Stored numbers: at most 15 significant digits, so that SQLite keeps them exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models


class AmountField(models.DecimalField):
    """A number of at most 15 significant digits, of which any number may be decimals."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_digits"], kwargs["decimal_places"] = 30, 15
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_digits"], kwargs["decimal_places"]
        return name, path, args, kwargs


def amount_text(amount: Decimal | None) -> str | None:
    """One spelling for one amount, for hashes: `34`, `8.9`; None stays None."""
    if amount is None:
        return None
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
