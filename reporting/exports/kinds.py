"""What a column of a file is: its name, its value, and how the value is written and explained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar, cast

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from goals.models import Goal, Indicator
from jobcentres.models import Area

Words = str | LazyText


class Kind(Enum):
    """What a column holds, and so how each file writes it.

    AMOUNT is in the indicator's own unit, COUNT always persons or companies, RATE always per cent.
    PATH is an amount that a file for people rounds to the strict side.
    """

    TEXT = "text"
    WHOLE = "whole"
    AMOUNT = "amount"
    COUNT = "count"
    PATH = "path"
    RATE = "rate"
    MONTH = "month"
    MOMENT = "moment"
    DAY = "day"
    FLAG = "flag"


class Row(Protocol):
    """What every row of every file has; `hidden` names the columns whose value is not for the reader."""

    @property
    def area(self) -> Area: ...

    @property
    def goal(self) -> Goal: ...

    @property
    def hidden(self) -> frozenset[str]: ...


R = TypeVar("R", bound=Row, contravariant=True)
Other = TypeVar("Other", bound=Row)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """`words` are what the codes of a text column are called where people read them; `width` is in
    characters. A `constant` says the same in every row, so a sheet for people folds it away; a `long` one is
    broken into lines.

    Where a row is about several goals, `goal` is the one that the column is about, and `group` what stands
    above the headings of all its columns.
    """

    value: Callable[[R], Any]
    kind: Kind
    heading: Words
    definition: Words
    words: Mapping[str, Words] = field(default_factory=dict)
    width: int = 0
    is_constant: bool = False
    is_long: bool = False
    goal: Goal | None = None
    group: Words = ""

    def of(self, value: Callable[[Other], Any]) -> Column[Other]:
        """The same column, of rows that have its value elsewhere."""
        return cast("Column[Other]", replace(cast(Any, self), value=value))

    @property
    def full_heading(self) -> str:
        return f"{self.group}: {self.heading}" if self.group else str(self.heading)

    @property
    def unit(self) -> Words:
        return _UNITS.get(self.kind, "")

    @property
    def format(self) -> Words:
        return _FORMATS[self.kind]


def is_count(kind: Kind, indicator: Indicator) -> bool:
    """Whether a number of this kind is one of whole persons or companies."""
    return kind is Kind.COUNT or (kind in {Kind.AMOUNT, Kind.PATH} and not indicator.is_ratio)


_UNITS: Mapping[Kind, Words] = {
    Kind.AMOUNT: _("the indicator's: persons, per cent or percentage points"),
    Kind.PATH: _("the indicator's: persons or per cent"),
    Kind.COUNT: _("persons or companies"),
    Kind.RATE: _("per cent"),
}
_FORMATS: Mapping[Kind, Words] = {
    Kind.TEXT: _("text"),
    Kind.WHOLE: _("whole number"),
    Kind.AMOUNT: _("number; for people counts without decimals and the rest with one"),
    Kind.PATH: _("number; for people counts rounded to the strict side"),
    Kind.COUNT: _("number; for people without decimals"),
    Kind.RATE: _("number; for people with one decimal"),
    Kind.MONTH: _("month, 2014-04; in Excel its first day"),
    Kind.MOMENT: _("day and time in Danish time"),
    Kind.DAY: _("day, 2014-06-03"),
    Kind.FLAG: _("true or false"),
}
