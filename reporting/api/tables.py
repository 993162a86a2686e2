"""What an answer is made of: rows under columns that are defined once for every file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from reporting.api.caller import Caller
from reporting.api.moments import written
from reporting.exports.kinds import Column
from reporting.summaries import Choice

Chosen = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Call:
    """`asked` is what the parameters say; `present` the moment that counts unless they name one."""

    request: HttpRequest
    caller: Caller
    asked: Any
    present: datetime

    @property
    def known_on(self) -> datetime:
        return getattr(self.asked, "known_on", None) or self.present

    @property
    def window(self) -> tuple[int, int]:
        """The first row of the page, and the first after it."""
        return self.asked.offset, self.asked.offset + self.asked.limit


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are those of the page, of the `found` in all. `chosen` is what was chosen, defaults filled in,
    by the names of the parameters. `cube` makes the whole as JSON-stat."""

    columns: Mapping[str, Column[Any]]
    rows: Iterable[Any]
    found: int
    chosen: Chosen
    known_on: datetime | None = None
    cube: Callable[[], Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Single:
    """One thing, with what belongs to it as lists of rows."""

    content: Mapping[str, Any]
    chosen: Chosen
    known_on: datetime | None = None
    rows: int = 1


def chosen_of(choice: Choice) -> dict[str, str | int]:
    return {
        "year": choice.year,
        "as_of": str(choice.as_of),
        "known_on": written(choice.moment),
        "basis": choice.basis.value,
    }
