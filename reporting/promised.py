"""The targets of a year, read with the yearbook where they are not at hand: one query less after a change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from goals.months import Month
from goals.progress import Promise
from goals.series import binding_versions, exact, keep_promises
from jobcentres.remembered import End
from reporting import yearbook_parts


class Promised:
    """Gathers rows of `yearbook_parts.promises`; of a target the newest version holds."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._found: dict[tuple[int, int], tuple[int, Promise]] = {}

    def rows(self) -> Any:
        return yearbook_parts.promises(binding_versions(self._year))

    def add(
        self,
        indicator: int,
        baseline_month: Month | None,
        area: int,
        _moment: None,
        kind: str,
        decided_on: str | None,
        _other: str,
        _flag: bool,
        number: int,
        value: Decimal,
        baseline: Decimal | None,
        percent: Decimal | None,
    ) -> None:
        known = self._found.get((indicator, area))
        if known is None or known[0] < number:
            day = date.fromisoformat(decided_on) if decided_on else None
            promise = Promise(_plain(value), baseline_month, _or_none(baseline), kind, _or_none(percent), day)
            self._found[indicator, area] = (number, promise)

    def keep(self, end: End | None) -> None:
        found = {place: promise for place, (_number, promise) in self._found.items()}
        keep_promises(self._year, found, end)


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that the database's column adds."""
    return exact(float(value))


def _or_none(value: Decimal | None) -> Decimal | None:
    return None if value is None else _plain(value)
