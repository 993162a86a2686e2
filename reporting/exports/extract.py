"""Which rows a file of summaries holds: the same for the command and for the page `/udtraek/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goals.models import Goal
from jobcentres.access import Reader
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting.summaries import Choice, Summary, load

ALL_LEVELS = "all"
LEVELS = (*Area.Level.values, ALL_LEVELS)


@dataclass(frozen=True, slots=True)
class Extract:
    """A choice, and the part of its results that is wanted; no areas or indicators named means all."""

    choice: Choice
    level: str = ALL_LEVELS
    areas: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()

    def rows(self, reader: Reader, goals: tuple[Goal, ...] = ()) -> Iterator[Summary]:
        """Goal by goal: the country, regions, municipalities, each in Danish order; as `reader` may see them.

        `goals`: the year's, where they have been read already. Everything is read before the first row.
        Raises `NotThere` for a year, area or indicator unknown.
        """
        known = tuple(goal for goal in goals if goal.indicator.code in self.indicators or not self.indicators)
        book = load(
            self.choice,
            reader,
            areas=self.areas or None,
            indicators=self.indicators or None,
            goals=known or None,
        )
        return book.summaries(area for area in book.places.all if self._wants(area))

    def _wants(self, area: Area) -> bool:
        is_of_level = self.level in {ALL_LEVELS, area.level}
        return is_of_level and (not self.areas or area.code in self.areas)

    @property
    def file_name(self) -> str:
        """`Maaltal 2014-05 kendt 2014-06-03 kl. 8.00`, without the ending."""
        choice = self.choice
        name = f"Maaltal {choice.year} til {choice.as_of}"
        if choice.known_on is not None:
            known_on = choice.known_on.astimezone(COPENHAGEN)
            name += f" kendt {known_on:%Y-%m-%d kl. %H.%M}"
        return name
