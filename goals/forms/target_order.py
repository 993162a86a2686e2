"""The order of a region's table of targets, by links that need no script: exactly one column is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goals.forms.target_region import MunicipalityRow
from goals.models import Goal

ASCENDING, DESCENDING = "ascending", "descending"
USUAL = "navn"


@dataclass(frozen=True, slots=True)
class Column:
    """`word` is its name in addresses, `goal` its place among the goals; `sort` if the rows stand in it."""

    word: str
    label: str
    first: str = ASCENDING
    goal: int | None = None
    sort: str = ""

    @property
    def link(self) -> str:
        """What a click asks for: the other direction of the column chosen, else its usual one."""
        wanted = self.first if not self.sort else DESCENDING if self.sort == ASCENDING else ASCENDING
        return self.word if wanted == ASCENDING else f"-{self.word}"

    @property
    def told(self) -> str:
        if self.sort == ASCENDING:
            return _("by “%(column)s”, lowest first") % {"column": self.label}
        return _("by “%(column)s”, highest first") % {"column": self.label}

    def key(self, row: MunicipalityRow) -> Any:
        """What is compared; None stands last in both directions."""
        if self.goal is not None:
            cell = row.cells[self.goal]
            if cell.implied is not None or cell.shown is None:
                return cell.implied
            return cell.shown.value if cell.dialogue.goal.indicator.is_ratio else None
        return {"vedtaget": row.adopted, "forsinket": row.late}.get(self.word, row.area.sort_key)


def columns(goals: Sequence[Goal], written: str | None) -> list[Column]:
    """Raises `LookupError` where `written` (`navn`, `-forsinket`, `langtidsledige`) is no column."""
    wanted = written or USUAL
    made = [
        Column("navn", _("Municipality")),
        Column("vedtaget", _("Adopted")),
        Column("forsinket", _("Late"), DESCENDING),
        *(
            Column(goal.indicator.code, f"{goal.number} {goal.short_name}", goal=number)
            for number, goal in enumerate(goals)
        ),
    ]
    found = [
        Column(one.word, one.label, one.first, one.goal, sort)
        for one in made
        for sort in [{one.word: ASCENDING, f"-{one.word}": DESCENDING}.get(wanted, "")]
    ]
    if not any(one.sort for one in found):
        raise LookupError(wanted)
    return found


def in_order(rows: Sequence[MunicipalityRow], order: Sequence[Column]) -> list[MunicipalityRow]:
    chosen = next(one for one in order if one.sort)
    there = [row for row in rows if chosen.key(row) is not None]
    there.sort(key=chosen.key, reverse=chosen.sort == DESCENDING)
    return there + [row for row in rows if chosen.key(row) is None]
