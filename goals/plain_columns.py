"""Numbers and months as the database has them: Django's converters would cost more than the query."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models

from goals.months import Month


class PlainNumber(models.FloatField):
    """A number as the database's own float. 15 digits survive it exactly."""

    def get_internal_type(self) -> str:
        return "PlainNumber"

    def db_type(self, connection: Any) -> str:
        return "double precision"


class PlainInteger(models.IntegerField):
    def get_internal_type(self) -> str:
        return "PlainInteger"

    def db_type(self, connection: Any) -> str:
        return "integer"


class WrittenMonths(dict[str, Month]):
    """As the database writes them, each spelling read once."""

    def __missing__(self, written: str) -> Month:
        month = self[written] = Month(int(written[:4]), int(written[5:7]))
        return month


class Decimals(dict[float | None, Decimal | None]):
    """The stored numbers behind the database's floats, each once."""

    def __init__(self) -> None:
        super().__init__({None: None})

    def __missing__(self, number: float) -> Decimal:
        decimal = self[number] = exact(number)
        return decimal


def exact(number: float) -> Decimal:
    """The stored number, of at most 15 digits, behind the database's float."""
    return Decimal(int(number)) if number == int(number) else Decimal(f"{number:.15g}")
