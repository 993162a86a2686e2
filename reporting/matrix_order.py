"""The order of the matrix: by any of its columns, in both directions, by links that need no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from goals.models import Goal
from reporting import wording
from reporting.places import NotThere

ASCENDING, DESCENDING = "ascending", "descending"
USUAL = "-bagud"

Place = Any
"""What a column compares, None where there is nothing: such rows stand last in both directions."""


class Orderly(NamedTuple):
    """What an area is ordered by; of each goal: status, figure and distance from the benchmark."""

    name: str
    region: str | None
    behind: Place
    results: tuple[tuple[Place, Place, Place], ...]


class Placed(NamedTuple):
    """The number of a row as it was given, and its places under every column."""

    given: int
    places: str


@dataclass(frozen=True, slots=True)
class Column:
    """`sort` if the rows stand in its order now; `first` is the direction that a click gives first.

    `word` is its name in addresses; `rising` and `falling` tell both orders.
    """

    number: int
    word: str
    label: str
    first: str
    rising: str
    falling: str
    sort: str = ""

    @property
    def link(self) -> str:
        """What a click asks for."""
        wanted = self.first if not self.sort else DESCENDING if self.sort == ASCENDING else ASCENDING
        return self.word if wanted == ASCENDING else f"-{self.word}"

    @property
    def told(self) -> str:
        return self.rising if self.sort == ASCENDING else self.falling


@dataclass(frozen=True, slots=True)
class Order:
    name: Column
    region: Column | None
    behind: Column
    of_goals: tuple[tuple[Column, Column, Column], ...]

    @classmethod
    def of(cls, goals: Sequence[Goal], written: str | None, *, regions: bool) -> Order:
        """What `written` (`navn`, `-bagud`, `2-tal`, `-2-tal`) asks for; raises `NotThere`."""
        make = _Columns(written or USUAL)
        order = cls(
            name=make.text("navn", _("Municipality")),
            region=make.text("region", _("Region")) if regions else None,
            behind=make.behind(),
            of_goals=tuple(make.of_goal(goal) for goal in goals),
        )
        if not any(column.sort for column in order.columns):
            raise NotThere(_("The table has no column “%(column)s”.") % {"column": written})
        return order

    @property
    def columns(self) -> tuple[Column, ...]:
        """In the order of their numbers."""
        region = (self.region,) if self.region else ()
        return (self.name, *region, self.behind, *(one for goal in self.of_goals for one in goal))

    @property
    def chosen(self) -> Column:
        return next(column for column in self.columns if column.sort)

    def sorted(self, rows: Sequence[Orderly]) -> list[Placed]:
        """The rows by the chosen column, equal ones by name, with their places under every column."""
        keys = [self._keys(row) for row in rows]
        ranks = [_ranks(column) for column in zip(*keys, strict=True)]
        chosen, sign = self.chosen.number, -1 if self.chosen.sort == DESCENDING else 1

        def place(index: int) -> tuple[bool, int, int]:
            rank = ranks[chosen][index]
            return rank is None, sign * (rank or 0), ranks[0][index] or 0

        return [
            Placed(index, " ".join("-" if rank[index] is None else str(rank[index]) for rank in ranks))
            for index in sorted(range(len(rows)), key=place)
        ]

    def _keys(self, row: Orderly) -> list[Place]:
        region = [row.region] if self.region else []
        return [row.name, *region, row.behind, *(key for result in row.results for key in result)]


class _Columns:
    """Numbers the columns, and knows which one is asked for."""

    def __init__(self, written: str) -> None:
        self.written = written
        self.count = 0

    def text(self, word: str, label: str) -> Column:
        told = {"column": wording.uncapitalised(label)}
        return self._column(
            word, label, ASCENDING, _("by %(column)s, A to Å") % told, _("by %(column)s, Å to A") % told
        )

    def behind(self) -> Column:
        rising = _("by the number of goals behind, fewest first")
        falling = _("by the number of goals behind, most first")
        return self._column("bagud", _("Behind"), DESCENDING, rising, falling)

    def of_goal(self, goal: Goal) -> tuple[Column, Column, Column]:
        told = {"goal": f"{goal.number} {goal.short_name}"}
        low, high = _("lowest first"), _("highest first")
        worse = ASCENDING if goal.indicator.direction == "up" else DESCENDING
        figure, distance = _("by the figure for %(goal)s") % told, _("by the distance for %(goal)s") % told
        return (
            self._column(
                f"{goal.number}-status",
                _("Status"),
                DESCENDING,
                _("by the status of %(goal)s, least behind first") % told,
                _("by the status of %(goal)s, most behind first") % told,
            ),
            self._column(
                f"{goal.number}-tal",
                _("Per cent") if goal.indicator.is_ratio else _("Persons"),
                DESCENDING,
                f"{figure}, {low}",
                f"{figure}, {high}",
            ),
            self._column(
                f"{goal.number}-afvigelse", _("Distance"), worse, f"{distance}, {low}", f"{distance}, {high}"
            ),
        )

    def _column(self, word: str, label: str, first: str, rising: str, falling: str) -> Column:
        sort = {word: ASCENDING, f"-{word}": DESCENDING}.get(self.written, "")
        self.count += 1
        return Column(self.count - 1, word, label, first, rising, falling, sort)


def _ranks(keys: Iterable[Place]) -> list[int | None]:
    """Equal keys share a rank."""
    found = list(keys)
    rank = {key: number for number, key in enumerate(sorted({key for key in found if key is not None}))}
    return [None if key is None else rank[key] for key in found]
