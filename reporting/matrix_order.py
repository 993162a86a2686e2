"""The order of the matrix: by any of its columns, in both directions, by links that need no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from django.utils.translation import gettext as _

from goals.models import Goal
from reporting import wording
from reporting.places import NotThere

ASCENDING, DESCENDING = "ascending", "descending"
USUAL = "-bagud"

Place = Any
"""What a column compares, None where there is nothing: such rows stand last in both directions."""


class Kind(StrEnum):
    """What is compared of one goal: `2-tal` in addresses."""

    STATUS = "status"
    FIGURE = "tal"
    GAP = "afvigelse"
    CHANGE = "aendring"
    CHANGE_PERCENT = "aendring-pct"
    OUTLOOK = "fremskrivning"


class View(StrEnum):
    """What stands beside status and figure."""

    GAP = "afvigelse"
    FIGURE = "tal"
    CHANGE = "aendring"
    OUTLOOK = "fremskrivning"

    def beside(self, goal: Goal) -> tuple[Kind, ...]:
        match self:
            case View.GAP:
                return (Kind.GAP,)
            case View.CHANGE:
                is_count = not goal.indicator.is_ratio
                return (Kind.CHANGE, Kind.CHANGE_PERCENT) if is_count else (Kind.CHANGE,)
            case View.OUTLOOK:
                return (Kind.OUTLOOK,)
        return ()


class Orderly(Protocol):
    """A row: what it is ordered by."""

    @property
    def name(self) -> str: ...
    @property
    def region_name(self) -> str | None: ...
    @property
    def behind(self) -> Place: ...
    def of_goal(self, index: int, kind: Kind) -> Place: ...


class Placed(NamedTuple):
    """The number of a row as it was given, and its places under every column shown."""

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

    @property
    def first_choice(self) -> tuple[str, str]:
        """The word and the name of the order that a first click gives."""
        return (self.word, self.rising) if self.first == ASCENDING else (f"-{self.word}", self.falling)


@dataclass(frozen=True, slots=True)
class Order:
    """`of_goals` are the columns shown; `others` of each goal can be sorted by as well."""

    name: Column
    region: Column | None
    behind: Column
    of_goals: tuple[dict[Kind, Column], ...]
    others: tuple[dict[Kind, Column], ...]

    @classmethod
    def of(cls, goals: Sequence[Goal], written: str | None, *, regions: bool, view: View = View.GAP) -> Order:
        """What `written` (`navn`, `-bagud`, `2-tal`, `-2-tal`) asks for; raises `NotThere`."""
        make = _Columns(written or USUAL)
        order = cls(
            name=make.text("navn", _("Municipality")),
            region=make.text("region", _("Region")) if regions else None,
            behind=make.behind(),
            of_goals=tuple(make.of_goal(goal, _shown(goal, view)) for goal in goals),
            others=tuple(make.of_goal(goal, _not_shown(goal, view)) for goal in goals),
        )
        if not any(column.sort for column in order._all):
            raise NotThere(_("The table has no column “%(column)s”.") % {"column": written})
        return order

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those shown, in the order of their numbers."""
        region = (self.region,) if self.region else ()
        return (self.name, *region, self.behind, *(one for goal in self.of_goals for one in goal.values()))

    @property
    def chosen(self) -> Column:
        return next(column for column in self._all if column.sort)

    def is_by(self, kind: Kind) -> bool:
        return any(column.sort for goal in (*self.of_goals, *self.others) if (column := goal.get(kind)))

    @property
    def word(self) -> str:
        """What an address says for this order."""
        return self.chosen.word if self.chosen.sort == ASCENDING else f"-{self.chosen.word}"

    def sorted(self, rows: Sequence[Orderly]) -> list[Placed]:
        """The rows by the chosen column, equal ones by name, with their places under every column."""
        ranks = [_ranks(column) for column in self._keys(rows)]
        shown, sign = len(self.columns), -1 if self.chosen.sort == DESCENDING else 1
        chosen = min(self.chosen.number, shown)

        def place(index: int) -> tuple[bool, int, int]:
            rank = ranks[chosen][index]
            return rank is None, sign * (rank or 0), ranks[0][index] or 0

        return [
            Placed(
                index, " ".join("-" if rank[index] is None else str(rank[index]) for rank in ranks[:shown])
            )
            for index in sorted(range(len(rows)), key=place)
        ]

    @property
    def _all(self) -> tuple[Column, ...]:
        return (*self.columns, *(one for goal in self.others for one in goal.values()))

    def _keys(self, rows: Sequence[Orderly]) -> Iterator[list[Place]]:
        """Column by column; at the end the chosen one, if it is not shown."""
        yield [row.name for row in rows]
        if self.region:
            yield [row.region_name for row in rows]
        yield [row.behind for row in rows]
        for index, columns in enumerate(self.of_goals):
            for kind in columns:
                yield [row.of_goal(index, kind) for row in rows]
        for index, columns in enumerate(self.others):
            for kind, column in columns.items():
                if column.sort:
                    yield [row.of_goal(index, kind) for row in rows]


def _shown(goal: Goal, view: View) -> tuple[Kind, ...]:
    return (Kind.STATUS, Kind.FIGURE, *view.beside(goal))


def _not_shown(goal: Goal, view: View) -> tuple[Kind, ...]:
    known = (kind for one in View for kind in one.beside(goal))
    return tuple(kind for kind in known if kind not in view.beside(goal))


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

    def of_goal(self, goal: Goal, kinds: Iterable[Kind]) -> dict[Kind, Column]:
        return {kind: self._of_goal(goal, kind) for kind in kinds}

    def _of_goal(self, goal: Goal, kind: Kind) -> Column:
        word, told = f"{goal.number}-{kind}", {"goal": f"{goal.number} {goal.short_name}"}
        if kind is Kind.STATUS:
            rising = _("by the status of %(goal)s, least behind first") % told
            falling = _("by the status of %(goal)s, most behind first") % told
            return self._column(word, _("Status"), DESCENDING, rising, falling)
        label, phrase = _phrases(goal)[kind]
        worse = ASCENDING if goal.indicator.direction == "up" else DESCENDING
        low, high = _("lowest first"), _("highest first")
        rising, falling = f"{phrase % told}, {low}", f"{phrase % told}, {high}"
        return self._column(word, label, DESCENDING if kind is Kind.FIGURE else worse, rising, falling)

    def _column(self, word: str, label: str, first: str, rising: str, falling: str) -> Column:
        sort = {word: ASCENDING, f"-{word}": DESCENDING}.get(self.written, "")
        self.count += 1
        return Column(self.count - 1, word, label, first, rising, falling, sort)


def _phrases(goal: Goal) -> dict[Kind, tuple[str, str]]:
    unit = _("Per cent") if goal.indicator.is_ratio else _("Persons")
    return {
        Kind.FIGURE: (unit, _("by the figure for %(goal)s")),
        Kind.GAP: (_("Distance"), _("by the distance for %(goal)s")),
        Kind.CHANGE: (_("Change"), _("by the change in a year for %(goal)s")),
        Kind.CHANGE_PERCENT: (_("In per cent"), _("by the change in per cent for %(goal)s")),
        Kind.OUTLOOK: (_("Outlook for Dec."), _("by the outlook for %(goal)s")),
    }


def _ranks(keys: Iterable[Place]) -> list[int | None]:
    """Equal keys share a rank."""
    found = list(keys)
    rank = {key: number for number, key in enumerate(sorted({key for key in found if key is not None}))}
    return [None if key is None else rank[key] for key in found]
